using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Package;

/// <summary>Flags a <c>prodgap.*</c> line of a configuration file that no rule understands.</summary>
public sealed class PG0001InvalidOption : PackageRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG0001",
        "Invalid option",
        "Option '{0}' has no effect: it {1}",
        "A misspelled option changes nothing and says nothing: the rule keeps its default while everyone believes it is configured.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions) => actions.OnAdditionalFile(Read);

    private static void Read(AdditionalFileAnalysisContext context)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.AdditionalFile);
        if (!options.TryGetValue(AnalyzedProject.Role, out var role) || role != "analyzer-config" || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        foreach (var line in text.Lines)
        {
            // Read the key's first letters in place: nearly every line of nearly every file ends here, without a copy.
            var start = line.Start;
            while (start < line.End && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            if (StartsWithPrefix(text, start, line.End))
            {
                Judge(context, text, TextSpan.FromBounds(start, line.End));
            }
        }
    }

    private static bool StartsWithPrefix(SourceText text, int start, int end)
    {
        if (end - start < Option.Prefix.Length)
        {
            return false;
        }

        for (var i = 0; i < Option.Prefix.Length; i++)
        {
            if (char.ToLowerInvariant(text[start + i]) != Option.Prefix[i])
            {
                return false;
            }
        }

        return true;
    }

    private static void Judge(AdditionalFileAnalysisContext context, SourceText text, TextSpan span)
    {
        var line = text.ToString(span);
        var equals = line.IndexOf('=');
        var key = (equals < 0 ? line : line.Substring(0, equals)).TrimEnd();
        if (equals < 0)
        {
            Report("is not a setting; write 'key = value'");
            return;
        }

        foreach (var option in All())
        {
            if (option.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                var value = WithoutComment(line.Substring(equals + 1));
                if (!option.CanRead(value))
                {
                    Report("does not accept '" + value + "'; use " + option.Accepts);
                }

                return;
            }
        }

        Report(SimilarKeys.Closest(key, All().Select(option => option.Key)) is { } meant
            ? $"is not an option of this version; did you mean '{meant}'?"
            : "is not an option of this version; remove it or fix its name");

        void Report(string problem)
        {
            var location = new TextSpan(span.Start, key.Length);
            context.ReportDiagnostic(Finding.In(Gap, context.AdditionalFile.Path, text, location, key, key, problem));
        }
    }

    /// <summary>What each rule reads, and what fixes read; a rule whose fix is safe has nothing to allow, and saying it anyway does no harm.</summary>
    private static IEnumerable<Option> All()
        => AllRules.Value
            .SelectMany(rule => rule.Options.Add(Option.UnsafeFixes(rule.Descriptor.Id)))
            .Append(Option.AllUnsafeFixes);

    /// <summary>The value as the compiler reads it: up to a <c>#</c> or <c>;</c> that follows a blank, without blanks around it.</summary>
    private static string WithoutComment(string value)
    {
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] is '#' or ';' && char.IsWhiteSpace(value[i - 1]))
            {
                return value.Substring(0, i).Trim();
            }
        }

        return value.Trim();
    }
}
