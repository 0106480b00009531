using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>Flags a model that is called once per item of a list of any length, or as often as it asks for.</summary>
public sealed class PG6015CallPerItem : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6015",
        "Model called in a loop without a limit",
        "'{0}' calls a language model {1}; {2}",
        "What a request costs, and how long it takes, is decided by the length of a list or by the model itself.",
        DiagnosticSeverity.Info,
        tags: ["CWE-770", "CWE-834", "OWASP-LLM10:2025"]);

    /// <summary>What sends a request that is written out.</summary>
    private static readonly string[] Senders = ["PostAsync", "PostAsJsonAsync", "SendAsync"];

    /// <summary>What goes through a list, with a function for each item.</summary>
    private static readonly string[] Each = ["Select", "SelectMany", "ForEachAsync", "ForEach", "ForAll"];

    /// <summary>What bounds a list, or the rounds of a loop.</summary>
    private static readonly HashSet<string> Bounds = ["Take", "Chunk", "TakeLast", "TakeWhile", "GetRange", "First", "Sample", "SemaphoreSlim", "WaitAsync", "AcquireAsync", "RateLimiter"];

    /// <summary>What waits for a person, an event or the clock: each round is somebody's.</summary>
    private static readonly HashSet<string> Waits =
        ["ReadLine", "ReadLineAsync", "ReadKey", "ReadAllAsync", "ReadAsync", "WaitForNextTickAsync", "WaitToReadAsync", "Delay", "Ask", "Prompt", "AskAsync", "PromptAsync", "Dequeue", "TryDequeue", "DequeueAsync", "ReceiveAsync", "ReceiveMessageAsync", "ReceiveMessagesAsync", "Take", "TryTake", "GetConsumingEnumerable", "Consume"];

    /// <summary>Lists of several items each.</summary>
    private static readonly string[] Groups = ["chunk", "batch", "group", "page"];

    private static readonly string[] Retries = ["attempt", "retry", "retries", "tries", "try", "trial"];

    private static readonly Option<ImmutableArray<string>> ChatMethods = Option.Words("PG6015.additional_chat_methods", "Methods that call a model, as `Type.Method` or `Method`, such as those of a client of yours.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [ChatMethods];

    internal override void Register(RuleActions actions)
    {
        if (SampleProject.Is(actions.Known.Project))
        {
            return;
        }

        ModelCall.Watch(actions, static (context, call) => Analyze(context, call.Operation));
        actions.OnCall(AnalyzeRequest, static (context, call) => (LoopAround(call) is not null || IsHelper(call)) && (RawModelCode.IsIn(call) || RawModelCode.Names(call, context.Read(OwnHosts.Option))), Senders);
        actions.OnSyntax(AnalyzeLoop, SyntaxKind.ForEachStatement, SyntaxKind.ForEachVariableStatement, SyntaxKind.ForStatement, SyntaxKind.WhileStatement, SyntaxKind.DoStatement);
        actions.OnCall(static (context, _) => AnalyzeLoop(context), static (context, _) => !context.Read(ChatMethods).IsEmpty, Each);
        if (actions.Known.Has("Microsoft.Extensions.AI.FunctionInvokingChatClient"))
        {
            actions.OnSyntax(AnalyzeRounds, SyntaxKind.SimpleAssignmentExpression);
        }
    }

    /// <summary>Calls of methods that the user names, which are looked for in loops alone.</summary>
    private static void AnalyzeLoop(RuleContext context)
    {
        var methods = context.Read(ChatMethods);
        if (methods.IsEmpty)
        {
            return;
        }

        foreach (var node in context.Node.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
                && methods.Any(method => method.EndsWith(name, StringComparison.Ordinal))
                && LoopAround(call) == context.Node
                && context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation { TargetMethod: var called } operation
                && methods.Any(method => method == called.Name || method == $"{called.ContainingType.Name}.{called.Name}")
                && ModelCall.Of(operation, context.Known) is null)
            {
                Analyze(context.At(call, context.Model), operation);
            }
        }
    }

    private static bool IsHelper(SyntaxNode call) => FunctionSyntax.IdentifierOf(FunctionSyntax.Enclosing(call)) is not null;

    private static void AnalyzeRequest(RuleContext context, IInvocationOperation call)
    {
        var owner = (call.TargetMethod.ReducedFrom ?? call.TargetMethod) is { IsExtensionMethod: true, Parameters: { Length: > 0 } parameters } ? parameters[0].Type : call.TargetMethod.ContainingType;
        if (context.Known.IsA(owner, "System.Net.Http.HttpMessageInvoker") && RawModelCode.ProviderAt(context.Node) != ModelProvider.Ollama)
        {
            Analyze(context, call);
        }
    }

    private static void Analyze(RuleContext context, IInvocationOperation call)
    {
        var invocation = (InvocationExpressionSyntax)call.Syntax;
        if (InvocationSyntax.NameOf(invocation) is not { } name)
        {
            return;
        }

        if (LoopAround(invocation) is { } loop)
        {
            Report(context, loop, name);
            return;
        }

        // foreach (…) { await SummarizeAsync(item); }
        if (FunctionSyntax.IdentifierOf(FunctionSyntax.Enclosing(invocation)) is not { } helper || IsFirstCall(invocation, context) is false)
        {
            return;
        }

        foreach (var use in NamedPlaces.Of(invocation.SyntaxTree).Calls(helper.ValueText))
        {
            if (use is InvocationExpressionSyntax { Expression: IdentifierNameSyntax or GenericNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } caller
                && InvocationSyntax.NameOf(caller) is { } called
                && LoopAround(caller) is { } around
                && context.Model.GetSymbolInfo(caller, context.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: { Length: > 0 } declared }
                && declared.Any(reference => reference.SyntaxTree == invocation.SyntaxTree && reference.Span.Contains(invocation.Span)))
            {
                Report(context, around, called);
            }
        }
    }

    /// <summary>False where the function has called a model before: one report says what its callers do.</summary>
    private static bool IsFirstCall(InvocationExpressionSyntax call, RuleContext context)
        => !FunctionSyntax.Enclosing(call).DescendantNodes().OfType<InvocationExpressionSyntax>().Any(other => other.SpanStart < call.SpanStart && !other.Span.Contains(call.Span)
            && InvocationSyntax.NameOf(other)?.Identifier.ValueText is { } name && (Array.IndexOf(Senders, name) >= 0 || Array.IndexOf(ModelLibraries.Of(context.Known).Names(ModelApiKind.Call), name) >= 0));

    private static void Report(RuleContext context, SyntaxNode loop, SimpleNameSyntax name)
    {
        if (PerItem(loop, name) is { } items)
        {
            context.Report(Gap, name.Identifier.GetLocation(), name.Identifier.ValueText, $"for each of '{items}'", "limit how many there may be, or send several at once");
        }
        else if (IsUnbounded(loop))
        {
            context.Report(Gap, name.Identifier.GetLocation(), name.Identifier.ValueText, "in a loop that only the model ends", "count the rounds and stop");
        }
    }

    /// <summary>The loop whose rounds call, or the call that goes through a list; null outside of one, and for what a loop goes through.</summary>
    private static SyntaxNode? LoopAround(SyntaxNode call)
    {
        for (var node = call; node.Parent is { } parent; node = parent)
        {
            if (Loops.IsLoop(parent) && (node == Loops.BodyOf(parent) || parent is WhileStatementSyntax or DoStatementSyntax))
            {
                return parent;
            }

            if (parent is AnonymousFunctionExpressionSyntax)
            {
                return parent.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax each } && InvocationSyntax.NameOf(each)?.Identifier.ValueText is { } name && Array.IndexOf(Each, name) >= 0 ? each : null;
            }

            if (parent is LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>What a loop goes through, where nobody can tell how long it is and nothing bounds it.</summary>
    private static string? PerItem(SyntaxNode loop, SimpleNameSyntax call)
    {
        var items = loop switch
        {
            CommonForEachStatementSyntax { AwaitKeyword.RawKind: 0 } each => each.Expression,
            ForStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Right: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length", Expression: var list } } } => list,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var list } } each => MemberName.Of(list)?.ValueText == "Parallel" ? each.ArgumentList.Arguments[0].Expression : list,
            _ => null,
        };
        if (items is null || Loops.IsShort(loop) || IsBounded(items) || IsConstant(items, loop))
        {
            return null;
        }

        // One of them is enough: the first that answers, the next try.
        var body = Loops.IsLoop(loop) ? Loops.BodyOf(loop) : loop;
        if (body.DescendantNodes(Functions.StayOutside).Any(node => (node is BreakStatementSyntax or ReturnStatementSyntax && Loops.IsLoop(loop)) || (node is SimpleNameSyntax { Identifier.ValueText: var name } && name != call.Identifier.ValueText && Bounds.Contains(name))))
        {
            return null;
        }

        return items.ToString() is { Length: < 60 } text && text.IndexOf('\n') < 0 ? text : MemberName.Of(items)?.ValueText ?? "the list";
    }

    private static bool IsBounded(ExpressionSyntax items)
        => items.DescendantNodesAndSelf().Any(static node => node switch
        {
            SimpleNameSyntax { Identifier.ValueText: var name } => Bounds.Contains(name) || name is "GetValues" or "GetNames" or "Range",
            RangeExpressionSyntax => true,
            _ => false,
        }) || (MemberName.Of(items)?.ValueText is { } list && Array.Exists(Groups, group => list.IndexOf(group, StringComparison.OrdinalIgnoreCase) >= 0));

    /// <summary>True for a list that a variable or a field holds from the beginning, and for one that was cut to a length.</summary>
    private static bool IsConstant(ExpressionSyntax items, SyntaxNode loop)
    {
        if (items is not IdentifierNameSyntax { Identifier.ValueText: var name })
        {
            return false;
        }

        var type = loop.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault() ?? loop.SyntaxTree.GetRoot();
        foreach (var variable in type.DescendantNodes().OfType<VariableDeclaratorSyntax>())
        {
            if (variable.Identifier.ValueText == name && variable.Initializer?.Value is { } value)
            {
                return IsBounded(value) || value is ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax { Elements.Count: > 0 } or InitializerExpressionSyntax or ArrayCreationExpressionSyntax { Initializer: not null } or BaseObjectCreationExpressionSyntax { Initializer.Expressions.Count: > 0 };
            }
        }

        return false;
    }

    /// <summary>True for a loop that goes on as long as the model calls tools, with nothing that counts.</summary>
    private static bool IsUnbounded(SyntaxNode loop)
    {
        if (loop is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax { Condition: null }))
        {
            return false;
        }

        var tools = false;
        foreach (var node in loop.DescendantNodes())
        {
            switch (node)
            {
                case SimpleNameSyntax { Identifier.ValueText: var name }:
                    if (Waits.Contains(name) || Array.Exists(Retries, retry => name.IndexOf(retry, StringComparison.OrdinalIgnoreCase) == 0) || name.IndexOf("iteration", StringComparison.OrdinalIgnoreCase) >= 0 || name.StartsWith("max", StringComparison.OrdinalIgnoreCase))
                    {
                        return false;
                    }

                    tools |= name is "ToolCalls" or "FunctionCall" or "FunctionCallContent" or "FunctionCallResponseItem" or "ToolUse" or "ToolUseBlock" or "RequiresAction" or "tool_calls";
                    break;

                case LiteralExpressionSyntax { Token.Value: "tool_calls" or "tool_use" or "functionCall" or "function_call" }:
                    tools = true;
                    break;

                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }:
                    return false;
            }
        }

        return tools;
    }

    private static void AnalyzeRounds(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left) is { ValueText: "MaximumIterationsPerRequest" } name
            && context.Model.GetConstantValue(assignment.Right, context.CancellationToken) is { HasValue: true, Value: int and > 50 }
            && context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is IPropertySymbol { ContainingType: var owner }
            && context.Known.Is(owner, "Microsoft.Extensions.AI.FunctionInvokingChatClient"))
        {
            context.Report(Gap, name.GetLocation(), name.ValueText, $"up to {assignment.Right} times for one request", "40 are the default, and few tools need more");
        }
    }
}
