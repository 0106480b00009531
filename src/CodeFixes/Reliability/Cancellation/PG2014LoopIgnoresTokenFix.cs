using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>Ends an endless loop once the token is canceled, or checks it in each round.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2014LoopIgnoresTokenFix : SolutionFix<StatementSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG2014.check", "Check the token in each iteration", PlanAsync)];

    private static Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        if (!Loops.IsLoop(site.Node) || PG2014LoopIgnoresToken.Ignored(site.Node, site.Model, KnownTypes.Of(site.Model.Compilation), cancellationToken) is not { } token)
        {
            return Task.FromResult<SolutionEdits?>(null);
        }

        var edits = new SolutionEdits();
        if (site.Node is WhileStatementSyntax { Condition: var condition } loop && Loops.IsEndless(loop) && MayEnd(loop, site.Model))
        {
            edits.Replace(site.Document.Id, condition, _ => SyntaxFactory.ParseExpression($"!{token.Text}.IsCancellationRequested").WithTriviaFrom(condition));
        }
        else
        {
            edits = CancellationCheck.In(site.Document.Id, site.Node, token.Text.Contains(' ') ? $"({token.Text})" : token.Text);
            CancellationPassThrough.To(site.Node, token.Text, site.Document, site.Model, edits, cancellationToken);
        }

        return Task.FromResult<SolutionEdits?>(edits);
    }

    /// <summary>True where the loop is the last thing that the function does, and the function has no value to return after it.</summary>
    private static bool MayEnd(WhileStatementSyntax loop, SemanticModel model)
        => loop.Parent is BlockSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } body
            && body.Statements.Last() == loop
            && model.GetEnclosingSymbol(loop.SpanStart) is IMethodSymbol method
            && (method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 } or INamedTypeSymbol { Name: "IAsyncEnumerable" }));
}
