using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>
/// An attempt at nothing that can tell of the inside: it awaits nothing, and calls nothing but members of texts, lists and paths, and
/// what makes the answer.
/// </summary>
internal static class PlainTry
{
    /// <summary>True where the handler that a place stands in belongs to such a try.</summary>
    public static bool IsAround(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => place.SyntaxTree == model.SyntaxTree
            && HandlerOf(place) is { Parent: TryStatementSyntax attempt }
            && model.GetOperation(attempt.Block, cancellationToken) is { } block
            && block.DescendantsAndSelf(skip: static below => below is ILocalFunctionOperation).All(operation => IsPlain(operation, known));

    /// <summary>The handler that a place stands in; null for none in the same function.</summary>
    public static CatchClauseSyntax? HandlerOf(SyntaxNode place)
    {
        foreach (var around in place.Ancestors())
        {
            if (around is CatchClauseSyntax clause)
            {
                return clause;
            }

            if (around is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax || (around is MemberDeclarationSyntax and not GlobalStatementSyntax))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>True for an operation that cannot tell of the inside.</summary>
    public static bool IsPlain(IOperation operation, KnownTypes known)
        => operation switch
        {
            IAwaitOperation or IThrowOperation or IUsingOperation or IUsingDeclarationOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IInvalidOperation or IForEachLoopOperation { IsAsynchronous: true } => false,
            IInvocationOperation call => IsPlainCall(call, known),
            IObjectCreationOperation creation => IsPlainType(creation.Type),
            IPropertyReferenceOperation { Property: var property } => property.Name != "Result" && !IsQuery(property.Type) && !HasBody(property),
            IForEachLoopOperation loop => !IsQuery(Operands.UnwrapAwait(loop.Collection).Type),
            IBinaryOperation { OperatorMethod.ContainingType: { } owner } => TryBody.IsFramework(owner.ContainingNamespace),
            IConversionOperation { OperatorMethod.ContainingType: { } owner } => TryBody.IsFramework(owner.ContainingNamespace),
            _ => true,
        };

    private static bool IsPlainCall(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        if (LogCall.Of(call, known) is not null || ResponseSink.Of(call, known) is not null)
        {
            return true;
        }

        return IsPlainOwner(method.ContainingType, method) && (call.Arguments.Length == 0 || !IsQuery(Unconverted(call.Arguments[0].Value).Type));
    }

    private static bool IsPlainOwner(INamedTypeSymbol? owner, IMethodSymbol method)
        => owner is not null
            && (owner.SpecialType is SpecialType.System_String or SpecialType.System_Object or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Array
                || (owner.ContainingNamespace is { Name: "Text", ContainingNamespace.Name: "System" } && owner.Name == "StringBuilder")
                || (owner.Name == "Path" && owner.ContainingNamespace is { Name: "IO" })
                || (owner.Name is "Enumerable" or "Math" or "MemoryExtensions" && TryBody.IsFramework(owner.ContainingNamespace))
                || (owner.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true)
                || (owner.ContainingNamespace?.ToDisplayString() == "Microsoft.AspNetCore.Mvc" && owner.Name is "ControllerBase" or "Controller"))
            && method.MethodKind != MethodKind.DelegateInvoke;

    /// <summary>True for a list, a builder of text, or an object that only holds what it is given.</summary>
    private static bool IsPlainType(ITypeSymbol? type)
        => type is INamedTypeSymbol named
            && !TryBody.IsOutside(named)
            && (IsPlainName(named) || (named.DeclaringSyntaxReferences.Length > 0 && named.InstanceConstructors.All(static constructor => constructor.IsImplicitlyDeclared || constructor.DeclaringSyntaxReferences.All(static declared => declared.GetSyntax() is not ConstructorDeclarationSyntax))));

    private static bool IsPlainName(INamedTypeSymbol type)
        => type.IsAnonymousType
            || type.SpecialType == SpecialType.System_String
            || type.Name == "StringBuilder"
            || type.ContainingNamespace?.ToDisplayString() is "System.Collections" or "System.Collections.Generic" or "System.Collections.ObjectModel" or "System.Collections.Immutable";

    private static bool HasBody(IPropertySymbol property)
        => property.DeclaringSyntaxReferences.Any(static declared => declared.GetSyntax() is BasePropertyDeclarationSyntax syntax
            && (syntax is PropertyDeclarationSyntax { ExpressionBody: not null } or IndexerDeclarationSyntax || syntax.AccessorList?.Accessors.Any(static accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true));

    /// <summary>True for what a database answers when it is walked through, and for what stands for a service.</summary>
    private static bool IsQuery(ITypeSymbol? type)
        => type is not null
            && (type.Name is "IQueryable" or "DbSet" || type.AllInterfaces.Any(static implemented => implemented.Name == "IQueryable"));

    private static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }
}
