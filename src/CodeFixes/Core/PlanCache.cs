using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.CodeFixes.Core;

/// <summary>Answers that many findings of one run ask for, such as where a type is constructed. Lives as long as the run.</summary>
internal sealed class PlanCache
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<ISymbol, object?>> answers = new(StringComparer.Ordinal);

    /// <summary>The answer to a question about a symbol, computed when it is first asked.</summary>
    public async Task<T?> GetAsync<T>(ISymbol symbol, Func<Task<T?>> computeAsync, string question)
        where T : class
    {
        var answered = answers.GetOrAdd(question, _ => new(SymbolEqualityComparer.Default));
        if (!answered.TryGetValue(symbol, out var answer))
        {
            answer = await computeAsync().ConfigureAwait(false);
            answered.TryAdd(symbol, answer);
        }

        return (T?)answer;
    }

    private readonly Dictionary<string, string> nameOfText = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>The name that a text has in this run: the first of the proposed ones that is free and that no other text has, else one with a number.</summary>
    public string NameOf(string text, IReadOnlyList<string> proposed, Func<string, bool> isTaken)
    {
        lock (nameOfText)
        {
            if (!nameOfText.TryGetValue(text, out var name))
            {
                name = proposed.Concat(Enumerable.Range(2, int.MaxValue - 2).Select(i => proposed[0] + i)).First(free => !isTaken(free) && names.Add(free));
                nameOfText.Add(text, name);
            }

            return name;
        }
    }
}
