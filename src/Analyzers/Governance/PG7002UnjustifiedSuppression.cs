using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Governance;

/// <summary>Flags pragmas, attributes and severity lines that switch one of our rules off and do not say why.</summary>
public sealed class PG7002UnjustifiedSuppression : GovernanceRule
{
    private const string Attribute = "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG7002",
        "Suppression without a reason",
        "'{0}' is switched off here {1}; write \"{0}: reason; owner: name; until 2027-05-02\" beside it",
        "Nobody can say later why it was silenced, who decided that and whether it may end, and the finding itself is no longer seen.");

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG7002");

    private static readonly Option<ImmutableArray<string>> Required = Option.Words("PG7002.require", "What a suppression must name beside its reason: `owner`, `until`, or both.");

    private static readonly Option<ImmutableArray<string>> Others = Option.Words("PG7002.also", "Ids of other analyzers, or how they begin, whose suppressions need a reason too.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely, Required, Others];

    internal override void Register(RuleActions actions)
    {
        actions.OnSyntax(AnalyzePragma, SyntaxKind.PragmaWarningDirectiveTrivia);
        actions.OnSyntax(AnalyzeAttribute, SyntaxKind.Attribute);
        actions.OnAdditionalFile(AnalyzeFile);
    }

    private static void AnalyzePragma(RuleContext context)
    {
        var directive = (PragmaWarningDirectiveTriviaSyntax)context.Node;
        if (!directive.IsActive || !directive.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) || directive.DisableOrRestoreKeyword.IsMissing)
        {
            return;
        }

        var comments = new Lazy<ImmutableArray<string>>(() => CommentsAt(directive));
        var terms = TermsOf(context);
        if (directive.ErrorCodes.Count == 0)
        {
            // Whether a finding of ours is below, nobody can tell here.
            if (terms.Lack("", comments.Value) is { } missing)
            {
                context.Suggest(Gap, Likely, PlaceOf(directive), "Every rule", missing);
            }

            return;
        }

        var (unjustified, lack) = (new List<string>(), "");
        foreach (var code in directive.ErrorCodes)
        {
            if (code is IdentifierNameSyntax { Identifier.ValueText: var id } && IsAsked(context, id) && terms.Lack(id, comments.Value) is { } missing)
            {
                unjustified.Add(id);
                lack = lack.Length == 0 ? missing : lack;
            }
        }

        if (unjustified.Count > 0)
        {
            context.Report(Gap, PlaceOf(directive), string.Join(", ", unjustified), lack);
        }
    }

    private static void AnalyzeAttribute(RuleContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (NameOf(attribute.Name) is not ("SuppressMessage" or "SuppressMessageAttribute")
            || attribute.ArgumentList is not { Arguments: { Count: >= 2 } arguments }
            || TextOf(context, arguments[1].Expression) is not { } check
            || IdIn(check) is not { } id
            || !IsAsked(context, id)
            || context.Model.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType is not { } type
            || !context.Known.Is(type, Attribute))
        {
            return;
        }

        var justification = arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == "Justification") is { } given ? TextOf(context, given.Expression) ?? "" : "";
        if (TermsOf(context).Lack(id, [justification, .. CommentsOf(attribute, id)]) is { } missing)
        {
            context.Report(Gap, attribute.GetLocation(), id, missing);
        }
    }

    private static void AnalyzeFile(AdditionalFileAnalysisContext context)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider;
        if (!options.GetOptions(context.AdditionalFile).TryGetValue(AnalyzedProject.Role, out var role) || role != "analyzer-config" || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        options.GlobalOptions.TryGetValue("build_property.ProdGapToday", out var today);
        var terms = new JustificationTerms(Required.In(context.Options, context.AdditionalFile), today);
        foreach (var line in SeverityLines.In(text))
        {
            if ((IsOurs(line.Id) || line.IsCategory) && terms.Lack(line.Id, [line.Comment]) is { } missing)
            {
                context.ReportDiagnostic(Finding.In(Gap, context.AdditionalFile.Path, text, line.Span, text.ToString(line.Span), line.Id, missing));
            }
        }
    }

    private static JustificationTerms TermsOf(RuleContext context) => new(context.Read(Required), context.Known.Project.PropertyOf("ProdGapToday"));

    /// <summary>An id of ours, or of those that the user asks for. In tests nobody needs a reason to switch a rule about tests off.</summary>
    private static bool IsAsked(RuleContext context, string id)
        => IsOurs(id) ? !(context.Known.IsTestCode && id.StartsWith("PG4", StringComparison.Ordinal))
            : context.Read(Others) is { IsDefaultOrEmpty: false } others && others.Any(other => id.StartsWith(other, StringComparison.OrdinalIgnoreCase));

    private static bool IsOurs(string id) => id.Length == 6 && id.StartsWith("PG", StringComparison.Ordinal) && id.Skip(2).All(char.IsDigit);

    /// <summary>The id in <c>PG2001:SwallowedException</c>.</summary>
    private static string? IdIn(string check) => check.Split(':')[0].Trim() is { Length: > 0 } id ? id : null;

    private static string NameOf(NameSyntax name)
        => name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };

    private static string? TextOf(RuleContext context, ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax { Token.Value: string literal } ? literal
            : context.Model.GetConstantValue(expression, context.CancellationToken) is { HasValue: true, Value: string value } ? value
            : null;

    /// <summary>The directive without the comment behind it.</summary>
    private static Location PlaceOf(PragmaWarningDirectiveTriviaSyntax directive) => Location.Create(directive.SyntaxTree, TextSpan.FromBounds(directive.SpanStart, EndOf(directive)));

    private static int EndOf(PragmaWarningDirectiveTriviaSyntax directive)
        => directive.ErrorCodes.Count > 0 ? directive.ErrorCodes[directive.ErrorCodes.Count - 1].Span.End : directive.DisableOrRestoreKeyword.Span.End;

    /// <summary>The comment behind a directive, and the one on the lines right above it.</summary>
    private static ImmutableArray<string> CommentsAt(PragmaWarningDirectiveTriviaSyntax directive)
    {
        var text = directive.SyntaxTree.GetText();
        var own = text.Lines.GetLineFromPosition(directive.SpanStart);
        var behind = text.ToString(TextSpan.FromBounds(Math.Min(EndOf(directive), own.End), own.End));
        var marks = behind.IndexOf("//", StringComparison.Ordinal);
        var above = new List<string>();
        for (var number = own.LineNumber - 1; number >= 0; number--)
        {
            var line = text.Lines[number].ToString().Trim();
            if (!line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("///", StringComparison.Ordinal))
            {
                break;
            }

            above.Insert(0, line.TrimStart('/').Trim());
        }

        return [marks < 0 ? "" : behind.Substring(marks).TrimStart('/').Trim(), string.Join(" ", above)];
    }

    /// <summary>The lines of the comments above what an attribute stands on that name the id.</summary>
    private static IEnumerable<string> CommentsOf(AttributeSyntax attribute, string id)
        => attribute.Parent?.Parent is { } member
            ? member.GetLeadingTrivia()
                .Where(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
                .SelectMany(static trivia => trivia.ToFullString().Split('\n'))
                .Where(line => line.IndexOf(id, StringComparison.OrdinalIgnoreCase) >= 0)
                .Select(static line => line.Trim().TrimStart('/', '*').Trim())
            : [];
}
