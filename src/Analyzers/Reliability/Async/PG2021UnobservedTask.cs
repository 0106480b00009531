using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Reliability.Async;

/// <summary>Flags work that is started and whose task nobody keeps, so that nobody can learn of its failure.</summary>
public sealed class PG2021UnobservedTask : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2021",
        "Unobserved task",
        "Nobody learns when '{0}' fails, its task is dropped; await it or log its failure",
        "The mail is not sent, the record is not written, and no log says so: the exception of a task that nobody keeps is never seen.",
        tags: ["CWE-391"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Start(Watch watch)
    {
        if (watch.Known.Has("System.Threading.Tasks.Task"))
        {
            watch.Syntax(AskDiscard, SyntaxKind.SimpleAssignmentExpression);
            watch.Syntax(spot => AskStatement(spot, ((ExpressionStatementSyntax)spot.Node).Expression), SyntaxKind.ExpressionStatement);
            watch.Syntax(AskBody, SyntaxKind.ArrowExpressionClause);
        }
    }

    private static void AskDiscard(Spot spot)
    {
        var assignment = (AssignmentExpressionSyntax)spot.Node;
        if (assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "_" }
            && DroppedTask.In(assignment.Right) is { } call
            && spot.Model.GetOperation(assignment, spot.CancellationToken) is ISimpleAssignmentOperation { Target: IDiscardOperation })
        {
            Ask(spot, call);
        }
    }

    /// <summary>The body of a function without a result: <c>void Start() => Task.Run(…)</c>.</summary>
    private static void AskBody(Spot spot)
    {
        if (spot.Node.Parent is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }
            or LocalFunctionStatementSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } })
        {
            AskStatement(spot, ((ArrowExpressionClauseSyntax)spot.Node).Expression);
        }
    }

    private static void AskStatement(Spot spot, ExpressionSyntax expression)
    {
        if (expression is InvocationExpressionSyntax or ConditionalAccessExpressionSyntax
            && DroppedTask.In(expression) is { } call
            && MayGiveTask(call)
            && !DroppedTask.IsInAsyncFunction(call)
            // Of such a call the compiler speaks itself (CS4014).
            && !(call == expression && spot.Model.GetSymbolInfo(call, spot.CancellationToken).Symbol is IMethodSymbol { IsAsync: true }))
        {
            Ask(spot, call);
        }
    }

    private static void Ask(Spot spot, InvocationExpressionSyntax call)
    {
        if (DroppedTask.Of(call, spot.Model, spot.Known, spot.CancellationToken) is { } dropped)
        {
            spot.Report(Gap, dropped.Name.GetLocation(), dropped.What);
        }
    }

    /// <summary>A glance at the name: most statements call something that gives no task, and binding them all is dear.</summary>
    private static bool MayGiveTask(InvocationExpressionSyntax call)
        => Awaiting.NameOf(call)?.Identifier.ValueText is { } name
            && (name is "Run" or "StartNew" or "ContinueWith" or "Unwrap" or "WhenAll" or "AsTask" || name.EndsWith("Async", StringComparison.Ordinal));
}
