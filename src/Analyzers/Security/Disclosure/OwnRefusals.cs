using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>An attempt at one method of the project that only compares and throws: what is caught is what it throws, in its own words.</summary>
internal static class OwnRefusals
{
    /// <summary>How many methods that such a method calls are followed.</summary>
    private const int Depth = 2;

    /// <summary>The types that the try around a handler can throw; null where anything else may come out of it.</summary>
    public static IReadOnlyList<ITypeSymbol>? ThrownAround(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (place.SyntaxTree != model.SyntaxTree
            || PlainTry.HandlerOf(place) is not { Parent: TryStatementSyntax { Block: { Statements.Count: 1 } block } }
            || block.DescendantNodes().OfType<InvocationExpressionSyntax>().Take(2).Count() != 1
            || model.GetOperation(block, cancellationToken) is not { } attempt)
        {
            return null;
        }

        var thrown = new List<ITypeSymbol>();
        return Collect(attempt, known, thrown, Depth, cancellationToken) ? thrown : null;
    }

    private static bool Collect(IOperation code, KnownTypes known, List<ITypeSymbol> thrown, int depth, CancellationToken cancellationToken)
    {
        foreach (var operation in code.DescendantsAndSelf(skip: static below => below is ILocalFunctionOperation or IAnonymousFunctionOperation || below.Parent is IThrowOperation))
        {
            switch (operation)
            {
                case IThrowOperation { Exception: { } exception } when Operands.UnwrapAwait(exception) is IObjectCreationOperation { Type: { } type } made && made.Arguments.All(argument => IsText(argument.Value)):
                    thrown.Add(type);
                    break;
                case IThrowOperation or ITryOperation:
                    return false;
                case IInvocationOperation call when !PlainTry.IsPlain(call, known):
                    if (depth == 0 || !CollectIn(call.TargetMethod, known, thrown, depth - 1, cancellationToken))
                    {
                        return false;
                    }

                    break;
                case var other when other is not IInvocationOperation && !PlainTry.IsPlain(other, known):
                    return false;
            }
        }

        return true;
    }

    private static bool CollectIn(IMethodSymbol method, KnownTypes known, List<ITypeSymbol> thrown, int depth, CancellationToken cancellationToken)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return method is { IsAbstract: false, IsVirtual: false, IsOverride: false, IsAsync: false, DeclaringSyntaxReferences: { Length: 1 } references }
            && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, known.Compilation.Assembly)
            && OtherFile.ModelOf(references[0].SyntaxTree, known.Compilation)?.GetOperation(references[0].GetSyntax(cancellationToken), cancellationToken) is { } body
            && Collect(body, known, thrown, depth, cancellationToken);
    }

    /// <summary>True for the method's own words: nothing in them comes from another exception.</summary>
    private static bool IsText(IOperation value)
        => value.DescendantsAndSelf().All(static part => part is not (IAwaitOperation or ICatchClauseOperation) && part.Type?.Name.EndsWith("Exception", StringComparison.Ordinal) != true);
}
