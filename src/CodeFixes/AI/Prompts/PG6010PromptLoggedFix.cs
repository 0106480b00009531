using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.AI.Prompts;

/// <summary>Logs how long a text is in place of the text, or writes the entry at Debug.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6010PromptLoggedFix : SolutionFix<ExpressionSyntax>
{
    private static readonly (string Method, string Finer)[] Finer = [("LogInformation", "LogDebug"), ("Information", "Debug"), ("Info", "Debug")];

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG6010.log-length", "Log its length instead", LengthAsync),
        new("PG6010.log-at-debug", "Log it at Debug (changes behavior: production does not write the entry)", DebugAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> LengthAsync(Site site, CancellationToken cancellationToken)
    {
        var value = Whole(site.Node);
        if (value.ContainsDiagnostics || CodeLayout.HasComments(value) || site.Model.GetTypeInfo(site.Node, cancellationToken) is not { Type.SpecialType: SpecialType.System_String } type)
        {
            return null;
        }

        var mayBeNull = type.Nullability.FlowState != NullableFlowState.NotNull;
        var edits = new SolutionEdits();
        switch (value.Parent)
        {
            case InterpolationSyntax { AlignmentClause: null, FormatClause: null }:
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when IsBesideText(sum, value, site.Model, cancellationToken):
                edits.Replace(site.Document.Id, value, current => LengthOf((ExpressionSyntax)current, mayBeNull));
                break;

            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument when HoleOf(argument, call, list, site.Model, cancellationToken) is var (template, hole):
                edits.Replace(site.Document.Id, template, current => Renamed((LiteralExpressionSyntax)current, hole), "PG6010 " + template.SpanStart + hole);
                edits.Replace(site.Document.Id, value, current => LengthOf((ExpressionSyntax)current, mayBeNull));
                break;

            default:
                return null;
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SolutionEdits?> DebugAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (site.Node.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => site.Model.GetOperation(call, cancellationToken) is IInvocationOperation operation && LogCall.Of(operation, known) is not null) is not { } log
            || InvocationSyntax.NameOf(log) is not IdentifierNameSyntax name
            || Array.Find(Finer, row => row.Method == name.Identifier.ValueText) is not { Finer: { } finer })
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, name, current => SyntaxFactory.IdentifierName(finer).WithTriviaFrom(current), "PG6010 debug " + name.SpanStart);
        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    private static ExpressionSyntax Whole(ExpressionSyntax value)
    {
        while (value.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            value = (ExpressionSyntax)value.Parent;
        }

        return value;
    }

    /// <summary>The sum stays one of texts, whatever the length is added to.</summary>
    private static bool IsBesideText(BinaryExpressionSyntax sum, ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
        => model.GetTypeInfo(sum.Left == value ? sum.Right : sum.Left, cancellationToken).Type?.SpecialType == SpecialType.System_String;

    private static ExpressionSyntax LengthOf(ExpressionSyntax value, bool mayBeNull)
    {
        var written = value.WithoutTrivia().ToString();
        var isPrimary = value is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or ConditionalAccessExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression };
        return SyntaxFactory.ParseExpression((isPrimary ? written : "(" + written + ")") + (mayBeNull && !written.EndsWith("!", StringComparison.Ordinal) ? "?.Length" : ".Length")).WithTriviaFrom(value);
    }

    /// <summary>The literal template and the name of the hole that an argument fills; null where that is not plain to see.</summary>
    private static (LiteralExpressionSyntax Template, string Hole)? HoleOf(ArgumentSyntax argument, InvocationExpressionSyntax call, ArgumentListSyntax list, SemanticModel model, CancellationToken cancellationToken)
    {
        if (list.Arguments.Any(static other => other.NameColon is not null)
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || LogCall.Of(operation, KnownTypes.Of(model.Compilation)) is not { TemplateSyntax: { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } template } written })
        {
            return null;
        }

        var holes = MessageHole.In(template.Token.Text);
        var first = list.Arguments.IndexOf(written) + 1;
        var at = list.Arguments.IndexOf(argument) - first;
        return at >= 0 && first > 0 && holes.Count == list.Arguments.Count - first && MessageHole.In(template.Token.ValueText).Count == holes.Count
            && holes[at] is { Destructures: false, Name: { Length: > 0 } name } && !char.IsDigit(name[0]) && holes.Count(hole => hole.Name == name) == 1 && holes.TrueForAll(hole => hole.Name != name + "Length")
            ? (template, name)
            : null;
    }

    /// <summary><c>{Prompt}</c> becomes <c>{PromptLength}</c>.</summary>
    private static LiteralExpressionSyntax Renamed(LiteralExpressionSyntax template, string hole)
    {
        var text = template.Token.Text;
        foreach (var found in MessageHole.In(text))
        {
            if (found.Name == hole && SyntaxFactory.ParseExpression(text.Insert(text.IndexOf(hole, found.Start, StringComparison.Ordinal) + hole.Length, "Length")) is LiteralExpressionSyntax renamed)
            {
                return template.CopyAnnotationsTo(renamed.WithTriviaFrom(template));
            }
        }

        return template;
    }
}
