using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Disclosure.Logs;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>Writes three stars in place of the value: of a hole of an interpolation, of an operand of a concatenation, of a hole of a template together with its argument.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1021SensitiveDataLoggedFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1021.leave-out", "Leave it out of the log", (site, cancellationToken) => Task.FromResult(Plan(site, ofPersons: false, cancellationToken))),
        // Who it was is often what the line is for, and only a person knows which id says it.
        new("PG1021.leave-out-personal", "Leave the personal data out of the log", (site, cancellationToken) => Task.FromResult(Plan(site, ofPersons: true, cancellationToken)), inFixAll: false),
    ];

    private static SolutionEdits? Plan(Site site, bool ofPersons, CancellationToken cancellationToken)
    {
        if (IsPersonal(site, cancellationToken) != ofPersons)
        {
            return null;
        }

        var value = site.Node;
        while (value.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            value = (ExpressionSyntax)value.Parent;
        }

        if (value.ContainsDiagnostics
            || CodeLayout.HasComments(value)
            || !LeftOutValue.CanGo(value, site.Model, cancellationToken))
        {
            return null;
        }

        var edits = new SolutionEdits();
        var once = "PG1021 " + value.SpanStart;
        switch (value.Parent)
        {
            case InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } when StarredText.Of(text, site.Model, cancellationToken) is { } starred:
                edits.Replace(site.Document.Id, text, current => starred.Without(current, value), once);
                return edits;

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when StarredSum.IsOfText(sum, site.Model, cancellationToken):
                var whole = StarredSum.Whole(sum);
                edits.Replace(site.Document.Id, whole, current => StarredSum.Without(current, value), once);
                return edits;

            case ArgumentSyntax { Parent: ArgumentListSyntax list } argument when TemplateArgument.Of(argument, site.Model, cancellationToken) is { } template:
                edits.Replace(site.Document.Id, list, current => template.Without((ArgumentListSyntax)current), once);
                return edits;

            default:
                return null;
        }
    }

    private static bool IsPersonal(Site site, CancellationToken cancellationToken)
        => site.Model.GetOperation(site.Node, cancellationToken) is { } value
            && new SensitiveValues(KnownTypes.Of(site.Model.Compilation)).In(value, ShownAs.Text) is { Count: > 0 } found
            && found.TrueForAll(static one => one.IsPersonal);
}
