using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>A call that somebody outside of its function can cancel.</summary>
internal sealed class CancellableCall
{
    private CancellableCall(IInvocationOperation call, IOperation token)
    {
        Call = call;
        Token = token;
    }

    public IInvocationOperation Call { get; }

    /// <summary>The token that comes from outside: what a linked source or a variable was made from, not these.</summary>
    public IOperation Token { get; }

    /// <summary>What is called, as it is written.</summary>
    public string Name => Call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && Call.Syntax is InvocationExpressionSyntax syntax && InvocationSyntax.NameOf(syntax) is { } name
        ? name.Identifier.ValueText
        : Call.TargetMethod.Name;

    /// <summary>The variable or member that holds the token, or its source.</summary>
    public ISymbol? Symbol => SymbolOf(Token);

    /// <summary>The first such call in a block.</summary>
    public static CancellableCall? FirstIn(IOperation block, KnownTypes known) => In(block, known).FirstOrDefault();

    /// <summary>The calls in a block, without those of functions in it, of a try that takes the cancellation itself, and of methods that do.</summary>
    public static IEnumerable<CancellableCall> In(IOperation block, KnownTypes known)
    {
        foreach (var operation in block.DescendantsAndSelf(skip: below => below is IAnonymousFunctionOperation or ILocalFunctionOperation || IsCaughtInside(below, known)))
        {
            if (operation is IInvocationOperation call && TokenOf(call, known) is { } token && !ClosedMethods.HoldEverything(call, known) && !ClosedMethods.HoldCancellation(call, known))
            {
                yield return new(call, token);
            }
        }
    }

    /// <summary>How a filter asks whether the token of a call is canceled; null where it has no name at the place of the clause.</summary>
    public string? Question(TryStatementSyntax attempt)
    {
        var token = Operands.UnwrapAwait(Token);

        // The token of a source that is gone throws, and a filter that throws lets everything pass.
        if (token is IPropertyReferenceOperation { Property.Name: "Token", Instance: { } source } && SymbolOf(source) is not null && IsVisible(source, attempt))
        {
            return source.Syntax.ToString() + ".IsCancellationRequested";
        }

        return token is IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            && token.Type is { Name: "CancellationToken", IsValueType: true }
            && IsVisible(token, attempt)
            && IsPlainName(token.Syntax)
                ? token.Syntax.ToString() + ".IsCancellationRequested"
                : null;
    }

    private static bool IsPlainName(SyntaxNode syntax)
        => syntax switch
        {
            IdentifierNameSyntax or ThisExpressionSyntax => true,
            MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Name: IdentifierNameSyntax } access => IsPlainName(access.Expression),
            _ => false,
        };

    /// <summary>False for a variable that is declared in the try.</summary>
    private static bool IsVisible(IOperation value, TryStatementSyntax attempt)
        => IsPlainName(value.Syntax)
            && value.DescendantsAndSelf().All(part => part is not ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: > 0 } declarations } || !attempt.Block.Span.Contains(declarations[0].Span));

    /// <summary>What a value is read from: a variable, or a member of this.</summary>
    public static ISymbol? SymbolOf(IOperation value)
        => Operands.UnwrapAwait(value) switch
        {
            IParameterReferenceOperation parameter => parameter.Parameter,
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation { Property.Name: "Token", Instance: { } source } => SymbolOf(source),
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };

    /// <summary>True for the body of an inner try that takes the cancellation itself and lets nothing of it out.</summary>
    private static bool IsCaughtInside(IOperation operation, KnownTypes known)
    {
        if (operation.Parent is not ITryOperation attempt || operation != attempt.Body)
        {
            return false;
        }

        foreach (var clause in attempt.Catches)
        {
            if (clause.Filter is null
                && (clause.ExceptionType is not { } type
                    || type.SpecialType == SpecialType.System_Object
                    || known.Is(type, "System.Exception")
                    || known.Is(type, "System.SystemException")
                    || known.Is(type, "System.OperationCanceledException"))
                && !clause.Handler.DescendantsAndSelf().Any(part => part is IThrowOperation))
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation? TokenOf(IInvocationOperation call, KnownTypes known)
    {
        if (call.TargetMethod.Name == "ThrowIfCancellationRequested" && known.Is(call.TargetMethod.ContainingType, "System.Threading.CancellationToken"))
        {
            return call.Instance is null ? null : FromOutside(call.Instance, known) ?? call.Instance;
        }

        foreach (var argument in call.Arguments)
        {
            if (!argument.IsImplicit && known.Is(argument.Value.Type, "System.Threading.CancellationToken") && FromOutside(argument.Value, known) is { } token)
            {
                return CanThrow(call) ? token : null;
            }
        }

        return null;
    }

    /// <summary>False for calls that take a token without ever waiting on it.</summary>
    private static bool CanThrow(IInvocationOperation call)
        => call.TargetMethod.Name is not ("CreateLinkedTokenSource" or "Register" or "UnsafeRegister" or "WithCancellation" or "Equals" or "TrySetCanceled" or "FromCanceled");

    /// <summary>The token that the function did not make itself, behind variables and linked sources: a timeout of its own is an ordinary failure.</summary>
    private static IOperation? FromOutside(IOperation token, KnownTypes known)
    {
        token = Operands.UnwrapAwait(token);
        switch (token)
        {
            case IParameterReferenceOperation:
                return token;
            case IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } }:
                return null;
            case IPropertyReferenceOperation { Property.Name: "Token", Instance: ILocalReferenceOperation { Local: var source } }:
                return FromLinked(source, token.SemanticModel!, known);
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                return token;
            case ILocalReferenceOperation { Local: var local }:
                return InitialValue.Of(local, token.SemanticModel!) is { } value ? FromOutside(value, known) : null;
            default:
                return null;
        }
    }

    private static IOperation? FromLinked(ILocalSymbol source, SemanticModel model, KnownTypes known)
    {
        if (InitialValue.Of(source, model) is not { } value
            || Operands.UnwrapAwait(value) is not IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } link)
        {
            return null;
        }

        foreach (var argument in link.Arguments)
        {
            var tokens = argument.Value is IArrayCreationOperation { Initializer: { } list } ? list.ElementValues : [argument.Value];
            foreach (var token in tokens)
            {
                if (FromOutside(token, known) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
