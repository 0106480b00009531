using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.AI.Replies;

/// <summary><c>GetResponseAsync&lt;T&gt;</c> and <c>TryGetResult</c> in place of a text that is deserialized.</summary>
internal static class TypedReply
{
    private const string Client = "Microsoft.Extensions.AI.IChatClient";

    /// <summary>The parameters of a call for a text; those of a call for a type begin with the first two.</summary>
    private const int Shared = 2;

    /// <summary>Plans it where the reply is made, in the same block, for this alone.</summary>
    public static async Task<SolutionEdits?> PlanAsync(SolutionFix<InvocationExpressionSyntax>.Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);

        // JsonSerializer.Deserialize<Answer>(reply.Text): options of a serializer would have to be those of the request.
        if (site.Node is not { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "Deserialize", TypeArgumentList.Arguments: { Count: 1 } wanted } }, ArgumentList.Arguments: { Count: 1 } given }
            || given[0].Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Text", Expression: IdentifierNameSyntax reply }
            || !known.Has("Microsoft.Extensions.AI.ChatClientStructuredOutputExtensions")
            || wanted[0] is NullableTypeSyntax
            || site.Model.GetSymbolInfo(site.Node, cancellationToken).Symbol is not IMethodSymbol { ContainingType: var serializer } || !known.Is(serializer, "System.Text.Json.JsonSerializer")
            || site.Model.GetSymbolInfo(reply, cancellationToken).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declared }
            || declared[0].GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: AwaitExpressionSyntax { Expression: InvocationExpressionSyntax call }, Parent: VariableDeclarationSyntax { Type.IsVar: true } } variable
            || site.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || variable.FirstAncestorOrSelf<BlockSyntax>() is not { } block || !block.Span.Contains(statement.Span)
            || site.Node.Ancestors().TakeWhile(node => node != block).Any(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            || call is not { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "GetResponseAsync" } name } }
            || site.Model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !known.IsA((method.ReducedFrom?.Parameters[0].Type ?? method.ContainingType), Client)
            || CodeLayout.HasComments(site.Node, site.Node.Span))
        {
            return null;
        }

        var names = new TypeNames(site.Model, statement.SpanStart, qualifies: false);
        if (known["System.InvalidOperationException"] is not { } thrown || names.Of(thrown) is not { } throws)
        {
            return null;
        }

        var result = UniqueName.At(statement, site.Model, "result", "parsed");
        var isWhole = site.Node.Parent is EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ArgumentSyntax or AssignmentExpressionSyntax;
        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, name, current => SyntaxFactory.ParseExpression($"GetResponseAsync<{wanted[0]}>").WithTriviaFrom(current));

        // Between the options and the token stands another parameter.
        if (call.ArgumentList.Arguments is { Count: > Shared } arguments && arguments[Shared] is { NameColon: null } token)
        {
            edits.Replace(site.Document.Id, token, current => ((ArgumentSyntax)current.WithoutTrivia()).WithNameColon(SyntaxFactory.NameColon("cancellationToken").WithTrailingTrivia(SyntaxFactory.Space)).WithTriviaFrom(current));
        }

        edits.Replace(site.Document.Id, site.Node, current =>
        {
            var typed = SyntaxFactory.ParseExpression($"{reply.Identifier}.TryGetResult(out var {result}) ? {result} : throw new {throws}(\"The model's output is malformed.\")");
            return (isWhole ? typed : SyntaxFactory.ParenthesizedExpression(typed)).WithTriviaFrom(current);
        });
        edits.Import(site.Document.Id, call, site.Model, "Microsoft.Extensions.AI");
        foreach (var import in names.Imports)
        {
            edits.Import(site.Document.Id, import);
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }
}
