using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>
/// The way in which a token can be passed to a call that is made without one. Symbols say what may be possible, the compiler decides:
/// the new call is bound in its place, so what is suggested compiles.
/// </summary>
internal sealed class TokenForwarding
{
    private static readonly ExpressionSyntax AnyToken = SyntaxFactory.ParseExpression("default(global::System.Threading.CancellationToken)");

    private readonly TokenArgument argument;

    private TokenForwarding(TokenArgument argument, IMethodSymbol called, IMethodSymbol target)
    {
        this.argument = argument;
        Called = called;
        Target = target;
    }

    /// <summary>The method that is called now.</summary>
    public IMethodSymbol Called { get; }

    /// <summary>The method that is called then.</summary>
    public IMethodSymbol Target { get; }

    /// <summary>The call with the token passed to it.</summary>
    /// <param name="call">The call, as it is now.</param>
    /// <param name="token">The token's expression.</param>
    public InvocationExpressionSyntax With(InvocationExpressionSyntax call, ExpressionSyntax token) => argument.In(call, token);

    /// <summary>True where the token goes into a command of Dapper: another way to call, not an argument that was forgotten.</summary>
    public bool IsCommand { get; private set; }

    /// <summary>True where no token is passed in so many words, which may be meant so.</summary>
    public bool ReplacesDefault => argument.ReplacesDefault;

    /// <summary>How a token can be passed to an asynchronous call; null where it cannot, where it has one, or where it should have none.</summary>
    public static TokenForwarding? Of(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => Of(call, isAsynchronous: true, model, known, cancellationToken);

    /// <summary>The same for a call that blocks or computes until it is done.</summary>
    public static TokenForwarding? OfSynchronous(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => Of(call, isAsynchronous: false, model, known, cancellationToken) ?? ParallelWork.Of(call, model, known, cancellationToken);

    /// <summary>A token in an argument that is no token itself.</summary>
    public static TokenForwarding Through(TokenArgument argument, IMethodSymbol called) => new(argument, called, called);

    private static TokenForwarding? Of(InvocationExpressionSyntax call, bool isAsynchronous, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction } called
            || isAsynchronous != (AwaitableTypes.IsTask(called.ReturnType, known) || AwaitableTypes.IsStream(called.ReturnType, known) || TaskUsage.IsAwaited(call))
            || RunsToItsEnd(call, called, model, known)
            || TokenParameters.In(known).Of(called, call, model, extensions: isAsynchronous) is not { } parameter
            || TokenArgument.For(call, called, parameter, model) is not { } argument
            || (isAsynchronous ? ExpressionTrees.Contain(call, model, known) : ExpressionTrees.MayTranslate(call, model, known)))
        {
            return null;
        }

        return Bound(call, argument, model, cancellationToken) is var (target, type)
            && HasToken(target)
            && !IsInside(target, model.GetEnclosingSymbol(call.SpanStart, cancellationToken))
            && Fits(call, called.ReturnType, type, model, known)
            && !IsBareWriter(call, called, target, known)
                ? new(argument, called, target) { IsCommand = parameter == TokenParameter.Command }
                : null;
    }

    /// <summary>What the compiler makes of the call with a token in it.</summary>
    private static (IMethodSymbol Target, ITypeSymbol? Type)? Bound(
        InvocationExpressionSyntax call, TokenArgument argument, SemanticModel model, CancellationToken cancellationToken)
    {
        var changed = Standalone(call, argument.In(call, AnyToken));
        if (changed is null)
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return model.GetSpeculativeSymbolInfo(call.SpanStart, changed, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol target
            ? (target, target.ReturnType)
            : null;
    }

    /// <summary>The call as an expression of its own: <c>.B()</c> of <c>a?.B()</c> becomes <c>a.B()</c>.</summary>
    private static InvocationExpressionSyntax? Standalone(InvocationExpressionSyntax call, InvocationExpressionSyntax changed)
    {
        ExpressionSyntax receiver = changed.Expression;
        while (true)
        {
            switch (receiver)
            {
                case MemberBindingExpressionSyntax binding:
                    return call.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(call.Span)) is { } conditional
                        ? changed.ReplaceNode(binding, SyntaxFactory.MemberAccessExpression(
                            SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ParenthesizedExpression(conditional.Expression.WithoutTrivia()), binding.Name))
                        : null;
                case MemberAccessExpressionSyntax access:
                    receiver = access.Expression;
                    break;
                case InvocationExpressionSyntax invocation:
                    receiver = invocation.Expression;
                    break;
                case ElementAccessExpressionSyntax element:
                    receiver = element.Expression;
                    break;
                case PostfixUnaryExpressionSyntax postfix:
                    receiver = postfix.Operand;
                    break;
                case ElementBindingExpressionSyntax:
                    return null;
                default:
                    return changed;
            }
        }
    }

    private static bool HasToken(IMethodSymbol method)
        => RequestHandler.HasToken(method) || method.Parameters.Any(parameter => parameter.Type.Name == "CommandDefinition");

    /// <summary>True for the method that the call stands in: one that forwards to itself never ends.</summary>
    private static bool IsInside(IMethodSymbol target, ISymbol? place)
    {
        var definition = (target.ReducedFrom ?? target).OriginalDefinition;
        for (; place is IMethodSymbol method; place = place.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, definition)
                || SymbolEqualityComparer.Default.Equals(method.PartialDefinitionPart, definition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where what is done with the result can be done with the new one.</summary>
    private static bool Fits(InvocationExpressionSyntax call, ITypeSymbol before, ITypeSymbol? after, SemanticModel model, KnownTypes known)
        => SymbolEqualityComparer.Default.Equals(before, after)
            || IsConverted(call, before, after, model)
            || (TaskUsage.IsAwaited(call)
                && AwaitableTypes.IsTask(before, known)
                && AwaitableTypes.IsTask(after, known)
                && SymbolEqualityComparer.Default.Equals(AwaitableTypes.Result(before, known), AwaitableTypes.Result(after, known)));

    /// <summary>True where the value is converted to a type to which the new one converts as well.</summary>
    private static bool IsConverted(InvocationExpressionSyntax call, ITypeSymbol before, ITypeSymbol? after, SemanticModel model)
        => after is not null
            && call.Parent is EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or AssignmentExpressionSyntax or ArgumentSyntax or CastExpressionSyntax
            && model.GetTypeInfo(call).ConvertedType is { } converted
            && !SymbolEqualityComparer.Default.Equals(converted, before)
            && model.Compilation.ClassifyCommonConversion(after, converted) is { IsImplicit: true, IsUserDefined: false };

    /// <summary>True for a writer of text that takes no token here: one character, or a method that the project added to it.</summary>
    private static bool IsBareWriter(InvocationExpressionSyntax call, IMethodSymbol called, IMethodSymbol target, KnownTypes known)
        => known.IsA(called.ContainingType, "System.IO.TextWriter")
            && (called.Parameters is { Length: > 0 } parameters && parameters[0].Type.SpecialType == SpecialType.System_Char
                || (target.ReducedFrom is { } added && known.IsOfSolution(added.ContainingAssembly)))
            && call.ArgumentList.Arguments.Count < 3;

    /// <summary>True for calls to which a token means something else, or nothing.</summary>
    private static bool RunsToItsEnd(InvocationExpressionSyntax call, IMethodSymbol called, SemanticModel model, KnownTypes known)
    {
        if (LockWait.MustFinish(call) || BufferedContent.IsReadBy(call, model, known))
        {
            return true;
        }

        var type = (called.ReducedFrom ?? called).ContainingType;
        switch (type?.Name)
        {
            case "Task" or "TaskFactory" or "ValueTask" when type.ContainingNamespace is { Name: "Tasks" }:
                return called.Name is not ("Delay" or "Wait" or "WaitAll" or "WaitAny" or "WaitAsync");
            // What others are told must reach them, and a group is joined or left as a whole.
            case "ClientProxyExtensions" or "IClientProxy" or "ISingleClientProxy" or "IGroupManager":
                return type.ContainingNamespace is { Name: "SignalR" };
            // Only a generator of keys that asks the database makes these wait.
            case "DbSet" or "DbContext" when called.Name is "AddAsync" or "AddRangeAsync":
                return true;
            // The default makes the context at once and gives a task that is complete.
            case "IDbContextFactory" or "PooledDbContextFactory" when called.Name == "CreateDbContextAsync":
                return true;
            case "CancellationTokenSource" or "CancellationToken" or "ThreadPool" or "TaskCompletionSource" or "MemoryStream" or "StringWriter" or "StringReader":
                return true;
            case "Stream" when call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }:
                return known.Is(model.GetTypeInfo(receiver).Type, "System.IO.MemoryStream");
            default:
                return false;
        }
    }
}
