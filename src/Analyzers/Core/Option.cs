using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core;

/// <summary>Something a user can set for a rule, as <c>prodgap.PG2001.name = value</c> in an <c>.editorconfig</c> or a global config.</summary>
public abstract class Option
{
    private protected Option(string name, string fallbackText, string accepts, string description)
    {
        Key = Prefix + name;
        FallbackText = fallbackText;
        Accepts = accepts;
        Description = description;
    }

    /// <summary>How every key of this package begins.</summary>
    public const string Prefix = "prodgap.";

    /// <summary>The whole key, as a user writes it.</summary>
    public string Key { get; }

    /// <summary>The value that holds where the user says nothing, as a user would write it.</summary>
    public string FallbackText { get; }

    /// <summary>What can be written, for messages and for the configuration page.</summary>
    public string Accepts { get; }

    /// <summary>What it changes, in one sentence.</summary>
    public string Description { get; }

    /// <summary>True when the text is a value of this option.</summary>
    public abstract bool CanRead(string text);

    /// <summary>A switch.</summary>
    /// <param name="name">The rule's id and the option's name, joined by a dot.</param>
    /// <param name="fallback">The value where the user says nothing.</param>
    /// <param name="description">What it changes, in one sentence.</param>
    public static Option<bool> Flag(string name, bool fallback, string description)
        => new(name, fallback, fallback ? "true" : "false", "true or false", description, (string text, out bool value) => bool.TryParse(text, out value));

    /// <summary>A whole number, from one on.</summary>
    /// <inheritdoc cref="Flag"/>
    public static Option<int> Number(string name, int fallback, string description)
        => new(name, fallback, fallback.ToString(CultureInfo.InvariantCulture), "a whole number from 1 on", description, ReadNumber);

    private static bool ReadNumber(string text, out int number)
        => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    /// <summary>A list of words, separated by commas.</summary>
    /// <param name="name">The rule's id and the option's name, joined by a dot.</param>
    /// <param name="description">What it changes, in one sentence.</param>
    public static Option<ImmutableArray<string>> Words(string name, string description)
        => new(name, [], "", "words separated by commas", description, ReadWords);

    private static bool ReadWords(string text, out ImmutableArray<string> words)
    {
        words = [.. text.Split(',').Select(word => word.Trim()).Where(word => word.Length > 0)];
        return text.IndexOf('\0') < 0;
    }

    /// <summary>Whether <c>dotnet format</c> may apply fixes that change behavior, for all rules.</summary>
    public static Option<bool> AllUnsafeFixes { get; } = Flag(
        "unsafe_fixes", fallback: false, "`dotnet format` also applies the fixes that change behavior, of all rules.");

    /// <summary>The same for one rule; it wins over the one for all.</summary>
    /// <param name="id">The rule's id.</param>
    public static Option<bool> UnsafeFixes(string id)
        => Flag(id + ".unsafe_fixes", fallback: false, "`dotnet format` also applies this rule's fix, which changes behavior.");

    /// <summary>What a rule that tells the certain from the likely does with the latter.</summary>
    /// <param name="id">The rule's id.</param>
    public static Option<LikelyFindings> Likely(string id)
        => Choice(
            id + ".likely",
            LikelyFindings.Suggest,
            "What happens to findings that are likely, not certain: `suggest` makes them suggestions, and drops them where the rule's severity is set to warning or error; `report` treats them like the others; `ignore` drops them.");

    /// <summary>One of a few words: the members of an enumeration but for <c>None</c>, in lower case.</summary>
    /// <inheritdoc cref="Flag"/>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static Option<T> Choice<T>(string name, T fallback, string description)
        where T : struct, Enum
    {
        var words = Enum.GetNames(typeof(T)).Where(word => word != "None").ToDictionary(word => word.ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);
        var accepts = string.Join(", ", words.Keys.Take(words.Count - 1)) + " or " + words.Keys.Last();
        return new(name, fallback, fallback.ToString().ToLowerInvariant(), accepts, description, Read);

        bool Read(string text, out T value)
        {
            value = default;
            return words.TryGetValue(text.Trim(), out var member) && Enum.TryParse(member, out value);
        }
    }
}

/// <summary>An option with values of one type.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class Option<T> : Option
{
    private readonly T fallback;
    private readonly Reader read;

    internal Option(string name, T fallback, string fallbackText, string accepts, string description, Reader read)
        : base(name, fallbackText, accepts, description)
    {
        this.fallback = fallback;
        this.read = read;
    }

    internal delegate bool Reader(string text, out T value);

    /// <inheritdoc/>
    public override bool CanRead(string text) => read(text, out _);

    /// <summary>The value in force for one file. A value that cannot be read counts as not set here; PG0001 tells the user.</summary>
    public T In(AnalyzerOptions options, SyntaxTree tree) => In(options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    /// <inheritdoc cref="In(AnalyzerOptions, SyntaxTree)"/>
    public T In(AnalyzerOptions options, AdditionalText file) => In(options.AnalyzerConfigOptionsProvider.GetOptions(file));

    private T In(AnalyzerConfigOptions options) => options.TryGetValue(Key, out var text) && read(text, out var value) ? value : fallback;
}
