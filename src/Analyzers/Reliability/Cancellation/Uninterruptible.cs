using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Calls that have to run to their end although the operation was canceled, or because it was.</summary>
internal static class Uninterruptible
{
    private static readonly string[] CleanUp =
    [
        "Stop", "Shutdown", "ShutDown", "Dispose", "Close", "Rollback", "RollBack", "Compensate", "Undo", "Revert", "Cleanup", "CleanUp",
        "Abort", "Kill", "Release", "Unlock", "Disconnect", "TearDown", "Teardown",
    ];

    /// <summary>True for a call in clean-up code, or one that is clean-up, or must not be cut off.</summary>
    public static bool Is(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call) is not { } name
            || IsCleanUp(name.Identifier.ValueText)
            || MustArrive(call, name.Identifier.ValueText)
            || IsPayment(name.Identifier.ValueText)
            || (name.Identifier.ValueText == "Delay" && IsPurpose(call))
            || IsIn(call, isPause: name.Identifier.ValueText == "Delay")
            || FollowsWhatCannotBeUndone(call);

    /// <summary>True for a place in clean-up code.</summary>
    /// <param name="place">The place.</param>
    /// <param name="isPause">True for a pause, which nobody needs once all is over.</param>
    public static bool IsIn(SyntaxNode place, bool isPause = false)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case FinallyClauseSyntax:
                    return true;
                case CatchClauseSyntax clause when MayHaveCancellation(clause, isPause):
                    return true;
                case MethodDeclarationSyntax method:
                    return IsCleanUp(method.Identifier.ValueText) || IsFarewell(method.Identifier.ValueText);
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax mapping } } }
                    when InvocationSyntax.NameOf(mapping)?.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal) == true && IsRouteOfCleanUp(mapping):
                    return true;
                case LocalFunctionStatementSyntax local when IsCleanUp(local.Identifier.ValueText):
                    return true;
                case BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax:
                    return node is DestructorDeclarationSyntax;
            }
        }

        return false;
    }

    private static bool IsCleanUp(string name)
    {
        foreach (var word in CleanUp)
        {
            if (WordSplitter.StartsWithWord(name, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for what a framework calls when the connection or the service is gone, and its token with it.</summary>
    private static bool IsFarewell(string method)
        => method.StartsWith("OnDisconnect", StringComparison.Ordinal) || method is "OnStopped" or "OnStopping" or "OnClosed" or "OnCircuitClosedAsync" or "OnConnectionDownAsync";

    /// <summary>True for a mapping whose route ends in a word such as <c>shutdown</c>.</summary>
    private static bool IsRouteOfCleanUp(InvocationExpressionSyntax mapping)
        => mapping.ArgumentList.Arguments is { Count: > 0 } arguments
            && arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 1 } route }
            && route.Substring(route.LastIndexOf('/') + 1) is { Length: > 1 } last
            && IsCleanUp(char.ToUpperInvariant(last[0]) + last.Substring(1));

    /// <summary>True for a name that moves money.</summary>
    private static bool IsPayment(string name)
        => name is "Capture" or "CaptureAsync"
            || WordSplitter.StartsWithWord(name, "CapturePayment") || WordSplitter.StartsWithWord(name, "Charge") || WordSplitter.StartsWithWord(name, "Refund")
            || WordSplitter.StartsWithWord(name, "Pay") || WordSplitter.StartsWithWord(name, "Payout") || WordSplitter.StartsWithWord(name, "Debit") || WordSplitter.StartsWithWord(name, "Withdraw");

    /// <summary>True behind a payment, and in a function that ends the application: what else it does belongs to that.</summary>
    private static bool FollowsWhatCannotBeUndone(InvocationExpressionSyntax call)
    {
        var function = FunctionSyntax.Enclosing(call);
        foreach (var node in function.DescendantNodes(node => node == function || (Functions.StayOutside(node) && node is not BaseTypeDeclarationSyntax)))
        {
            if (node is InvocationExpressionSyntax other
                && InvocationSyntax.NameOf(other)?.Identifier.ValueText is { } name
                && (name == "StopApplication" || (other.SpanStart < call.SpanStart && !other.Span.Contains(call.Span) && IsPayment(name))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for audit records and for messages: half of one is worse than a late one.</summary>
    private static bool MustArrive(InvocationExpressionSyntax call, string name)
        => name.IndexOf("Audit", StringComparison.Ordinal) >= 0
            || WordSplitter.StartsWithWord(name, "Publish")
            || (call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && NamesAudit(receiver));

    private static bool NamesAudit(ExpressionSyntax receiver)
        => receiver switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText is var text
                && (text.IndexOf("audit", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("outbox", StringComparison.OrdinalIgnoreCase) >= 0),
            MemberAccessExpressionSyntax access => NamesAudit(access.Name) || NamesAudit(access.Expression),
            _ => false,
        };

    /// <summary>True for a pause that is what the code is about: before the process ends, or before a refusal, to slow down who guesses.</summary>
    private static bool IsPurpose(InvocationExpressionSyntax call)
    {
        if (TaskUsage.Outer(call).Parent is not AwaitExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } statement })
        {
            return false;
        }

        var next = block.Statements.IndexOf(statement) + 1;
        return next < block.Statements.Count && block.Statements[next] switch
        {
            ReturnStatementSyntax or ThrowStatementSyntax => true,
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name.Identifier.ValueText: "Exit" or "FailFast" } } }
                => owner.Identifier.ValueText is "Environment" or "Application",
            _ => false,
        };
    }

    /// <summary>True for a handler that may run because of the cancellation: what it calls with the token would end at once.</summary>
    private static bool MayHaveCancellation(CatchClauseSyntax clause, bool isPause)
        => TypeSyntaxNames.RightmostName(clause.Declaration?.Type) switch
        {
            "OperationCanceledException" or "TaskCanceledException" => true,
            null or "Exception" or "SystemException" => !isPause && clause.Filter?.ToString().Contains("OperationCanceledException") != true,
            _ => false,
        };
}
