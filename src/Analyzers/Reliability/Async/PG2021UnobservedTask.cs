using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Async;

/// <summary>Flags work that is started and whose task nobody keeps, so that nobody can learn of its failure.</summary>
public sealed class PG2021UnobservedTask : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2021",
        "Unobserved task",
        "The task from '{0}' is dropped, so its failure goes unnoticed; await it, or log its exception",
        "The mail is not sent or the record is not written, and no log says so: nobody ever sees the exception of a dropped task.",
        tags: ["CWE-391"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2021");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("System.Threading.Tasks.Task"))
        {
            actions.OnSyntax(AnalyzeDiscard, SyntaxKind.SimpleAssignmentExpression);
            actions.OnSyntax(context => AnalyzeStatement(context, ((ExpressionStatementSyntax)context.Node).Expression), SyntaxKind.ExpressionStatement);
            actions.OnSyntax(AnalyzeBody, SyntaxKind.ArrowExpressionClause);
            actions.OnSyntax(AnalyzeLambda, SyntaxKind.SimpleLambdaExpression, SyntaxKind.ParenthesizedLambdaExpression);
        }
    }

    private static void AnalyzeDiscard(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "_" }
            && FireAndForget.In(assignment.Right) is { } call
            && context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation { Target: IDiscardOperation })
        {
            Analyze(context, call);
        }
    }

    /// <summary>The body of a function without a result: <c>void Start() => Task.Run(…)</c>, a setter, a constructor.</summary>
    private static void AnalyzeBody(RuleContext context)
    {
        if (context.Node.Parent is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }
            or LocalFunctionStatementSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }
            or ConstructorDeclarationSyntax
            or AccessorDeclarationSyntax { Keyword.RawKind: (int)SyntaxKind.SetKeyword or (int)SyntaxKind.InitKeyword or (int)SyntaxKind.AddKeyword or (int)SyntaxKind.RemoveKeyword })
        {
            AnalyzeStatement(context, ((ArrowExpressionClauseSyntax)context.Node).Expression);
        }
    }

    /// <summary>The body of a lambda whose delegate gives nothing: <c>names.ForEach(n => mailer.SendAsync(n))</c>.</summary>
    private static void AnalyzeLambda(RuleContext context)
    {
        if (context.Node is LambdaExpressionSyntax { ExpressionBody: InvocationExpressionSyntax or ConditionalAccessExpressionSyntax, AsyncKeyword.RawKind: 0 } lambda
            && FireAndForget.In(lambda.ExpressionBody!) is { } call
            && MayGiveTask(call)
            && context.Model.GetTypeInfo(lambda, context.CancellationToken).ConvertedType is INamedTypeSymbol { DelegateInvokeMethod.ReturnsVoid: true })
        {
            AnalyzeStatement(context, lambda.ExpressionBody!);
        }
    }

    /// <summary>True for <c>await factory.StartNew(async () => …)</c>, which awaits the start and drops the task that this gives.</summary>
    private static bool AwaitsStartAlone(RuleContext context, AwaitExpressionSyntax awaited, InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText == "StartNew"
            && AwaitableTypes.IsTask(context.Model.GetTypeInfo(awaited, context.CancellationToken).Type, context.Known)
            && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { ContainingType.Name: "TaskFactory" };

    private static void AnalyzeStatement(RuleContext context, ExpressionSyntax expression)
    {
        if (expression is AwaitExpressionSyntax awaited)
        {
            if (FireAndForget.In(awaited.Expression) is { } start && AwaitsStartAlone(context, awaited, start))
            {
                Analyze(context, start, "StartNew without Unwrap");
            }

            return;
        }

        if (expression is InvocationExpressionSyntax or ConditionalAccessExpressionSyntax
            && FireAndForget.In(expression) is { } call
            && MayGiveTask(call)
            && !FireAndForget.IsInAsyncFunction(call)
            // Of such a call the compiler speaks itself (CS4014).
            && !(call == expression && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { IsAsync: true }))
        {
            Analyze(context, call);
        }
    }

    private static void Analyze(RuleContext context, InvocationExpressionSyntax call, string? what = null)
    {
        if (FireAndForget.Of(call, context.Model, context.Known, context.CancellationToken) is { } dropped)
        {
            if (FireAndForget.IsCertain(call, context.Model, context.Known, context.CancellationToken) && !ChosenByCaller.Is(call, context.Model, context.CancellationToken))
            {
                context.Report(Gap, dropped.Name.GetLocation(), what ?? dropped.What);
            }
            else
            {
                context.Suggest(Gap, Likely, dropped.Name.GetLocation(), what ?? dropped.What);
            }
        }
    }

    /// <summary>A glance at the name: most statements call something that gives no task, and binding them all is dear.</summary>
    private static bool MayGiveTask(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (name is "Run" or "StartNew" or "ContinueWith" or "Unwrap" or "WhenAll" or "AsTask" || name.EndsWith("Async", StringComparison.Ordinal));
}
