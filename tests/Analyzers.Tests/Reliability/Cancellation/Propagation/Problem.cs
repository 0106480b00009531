using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>An error or a warning of the compiler.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Message">What it says.</param>
/// <param name="Path">The file that it is about.</param>
/// <param name="Line">The line, counted from one.</param>
/// <param name="IsError">Whether it is an error.</param>
internal sealed record Problem(string Id, string Message, string Path, int Line, bool IsError)
{
    /// <summary>What stays the same when lines are added above it.</summary>
    public (string Id, string Message, string Path) Key => (Id, Message, Path);

    /// <summary>What the projects of solutions had that later ones share with them: a fix changes few.</summary>
    private static readonly ConditionalWeakTable<Compilation, ImmutableArray<Problem>[]> Known = [];

    /// <summary>All errors and warnings of a solution.</summary>
    public static async Task<ImmutableArray<Problem>> In(Solution solution)
    {
        var all = ImmutableArray.CreateBuilder<Problem>();
        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync().ConfigureAwait(false))!;
            all.AddRange(Known.GetValue(compilation, key => [In(key, project.Name)])[0]);
        }

        return all.ToImmutable();
    }

    private static ImmutableArray<Problem> In(Compilation compilation, string project)
    {
        var all = ImmutableArray.CreateBuilder<Problem>();
        foreach (var diagnostic in compilation.GetDiagnostics())
        {
            if (diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            {
                var at = diagnostic.Location.GetLineSpan();
                all.Add(new(diagnostic.Id, diagnostic.GetMessage(), at.Path ?? project, at.StartLinePosition.Line + 1, diagnostic.Severity == DiagnosticSeverity.Error));
            }
        }

        return all.ToImmutable();
    }

    /// <summary>Those that were not there before; one more of the same kind counts as well.</summary>
    public static ImmutableArray<Problem> New(IEnumerable<Problem> before, IEnumerable<Problem> after)
    {
        var known = before.GroupBy(problem => problem.Key).ToDictionary(same => same.Key, same => same.Count());
        return [.. after.GroupBy(problem => problem.Key).SelectMany(same => same.Skip(known.GetValueOrDefault(same.Key)))];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}({Line}): {(IsError ? "error" : "warning")} {Id}: {Message}";
}
