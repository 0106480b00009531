using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>Passes the token to the call, or reads the stream with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2010TokenNotForwardedFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG2010.forward", "Pass the token", PlanAsync)];

    private static async Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        var edits = new SolutionEdits();
        if (site.Node is SimpleNameSyntax name && CallOf(name) is { } call)
        {
            if (MissingToken.In(call, site.Model, known, cancellationToken) is { } missed)
            {
                if (EndpointPart.ShouldTakeParameter(missed.Token, call, site.Model, known))
                {
                    // A controller that a test builds has no context; a parameter needs none.
                    return await TokenPropagation.PlanAsync(
                        site.Document.Project.Solution, [(site.Document, call.FirstAncestorOrSelf<MethodDeclarationSyntax>()!)], upwards: false, cancellationToken).ConfigureAwait(false);
                }

                edits.Replace(site.Document.Id, call, current => missed.Forward.With((InvocationExpressionSyntax)current, SyntaxFactory.ParseExpression(missed.Token.Text)));
                CancellationPassThrough.To(call, missed.Token.Text, site.Document, site.Model, edits, cancellationToken);
            }
        }
        else if (site.Node.FirstAncestorOrSelf<CommonForEachStatementSyntax>() is { } loop
            && loop.Expression == site.Node
            && MissingToken.InLoop(loop, site.Model, known) is { } token)
        {
            TokenArgumentEdits.ReadWith(token.Text, loop, site.Document.Id, site.Model, edits);
            CancellationPassThrough.To(loop, token.Text, site.Document, site.Model, edits, cancellationToken);
        }

        return edits.IsEmpty ? null : edits;
    }

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name)
        => (name.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? name.Parent.Parent : name.Parent) is InvocationExpressionSyntax call
            && InvocationSyntax.NameOf(call) == name
                ? call
                : null;
}
