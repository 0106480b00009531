using System.Text;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Writing;

/// <summary>How the tests of a class are called.</summary>
internal enum Naming
{
    /// <summary><c>Cancel_NullReason_ThrowsArgumentNullException</c></summary>
    Underscores,

    /// <summary><c>Cancel_throws_argument_null_exception_when_reason_is_null</c></summary>
    Sentence,

    /// <summary><c>CancelThrowsArgumentNullExceptionWhenReasonIsNull</c></summary>
    Pascal,

    /// <summary><c>Cancel_ShouldThrowArgumentNullException_WhenReasonIsNull</c></summary>
    ShouldInside,

    /// <summary><c>Should_Throw_ArgumentNullException_From_Cancel_When_Reason_Is_Null</c></summary>
    ShouldUnderscores,

    /// <summary><c>ShouldThrowArgumentNullExceptionFromCancelWhenReasonIsNull</c></summary>
    ShouldPascal,

    /// <summary>As the last, in a class whose own name ends in <c>Should</c>.</summary>
    ClassShould,
}

/// <summary>Makes the names of tests.</summary>
internal static class TestNaming
{
    /// <summary>The way in which most of the names are made; underscores where there are none to learn from.</summary>
    public static Naming Of(string className, IEnumerable<string> names)
    {
        var votes = new int[7];
        foreach (var name in names)
        {
            // A single word could be any of them.
            if (WordSplitter.Of(name).Skip(1).Any())
            {
                votes[(int)Of(name)]++;
            }
        }

        var most = Array.IndexOf(votes, votes.Max());
        return className.EndsWith("Should", StringComparison.Ordinal) && (Naming)most is Naming.Pascal or Naming.Underscores or Naming.Sentence ? Naming.ClassShould
            : votes[most] == 0 ? Naming.Underscores
            : (Naming)most;
    }

    /// <summary>The name of a test.</summary>
    /// <param name="naming">The way in which names are made.</param>
    /// <param name="member">What is tested, as part of a name.</param>
    /// <param name="verb">What it does, in the third person.</param>
    /// <param name="what">What follows the verb; may be empty.</param>
    /// <param name="state">The words after "when"; may be empty.</param>
    /// <param name="brief">The same where names are made of short pieces.</param>
    public static string Name(Naming naming, string member, string verb, string what, string[] state, string[] brief)
    {
        var when = string.Concat(state.Select(Capital));
        var infinitive = verb.EndsWith("s", StringComparison.Ordinal) ? verb.Substring(0, verb.Length - 1) : verb;
        return naming switch
        {
            Naming.Sentence => member + "_" + verb + Tail("_", Spoken(what)) + (state.Length == 0 ? "" : "_when_" + string.Join("_", state.Select(Spoken))),
            Naming.Pascal => member + Capital(verb) + what + (when.Length == 0 ? "" : "When" + when),
            Naming.ShouldInside => member + "_Should" + Capital(infinitive) + what + (when.Length == 0 ? "" : "_When" + when),
            Naming.ShouldUnderscores => "Should_" + Capital(infinitive) + Tail("_", what) + "_From_" + member + (state.Length == 0 ? "" : "_When_" + string.Join("_", state.Select(Capital))),
            Naming.ShouldPascal => "Should" + Capital(infinitive) + what + "From" + member + (when.Length == 0 ? "" : "When" + when),
            Naming.ClassShould => Capital(infinitive) + what + "From" + member + (when.Length == 0 ? "" : "When" + when),
            _ => member + (brief.Length == 0 ? "" : "_" + string.Concat(brief.Select(Capital))) + "_" + Capital(verb) + what,
        };
    }

    /// <summary>A piece of a name in Pascal case, without what no name may have.</summary>
    public static string Capital(string word)
    {
        var name = new StringBuilder();
        var up = true;
        foreach (var letter in word)
        {
            if (!char.IsLetterOrDigit(letter))
            {
                up = true;
                continue;
            }

            name.Append(up ? char.ToUpperInvariant(letter) : letter);
            up = false;
        }

        return name.ToString();
    }

    /// <summary>The words of a name, joined by underscores.</summary>
    private static string Spoken(string name) => string.Join("_", WordSplitter.Of(name));

    private static string Tail(string separator, string text) => text.Length == 0 ? "" : separator + text;

    private static Naming Of(string name)
    {
        var parts = name.Split('_');
        if (parts.Length == 1)
        {
            return name.StartsWith("Should", StringComparison.Ordinal) ? Naming.ShouldPascal : Naming.Pascal;
        }

        if (parts[0] == "Should")
        {
            return Naming.ShouldUnderscores;
        }

        return parts.Skip(1).Any(part => part.StartsWith("Should", StringComparison.Ordinal)) ? Naming.ShouldInside
            : parts.Skip(1).Count(part => part.Length > 0 && char.IsLower(part[0])) * 2 > parts.Length - 1 ? Naming.Sentence
            : Naming.Underscores;
    }
}
