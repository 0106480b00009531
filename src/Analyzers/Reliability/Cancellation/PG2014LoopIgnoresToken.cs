using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags a loop that goes on waiting although the token of its method says that all is over.</summary>
public sealed class PG2014LoopIgnoresToken : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2014",
        "Loop ignores cancellation token",
        "This loop keeps running after '{0}' is canceled; check the token in each iteration",
        "The host waits for the loop until the shutdown timeout expires, and then kills the process in the middle of whatever it was doing.",
        item: ChecklistItem.Cancel,
        tags: ["CWE-835"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2014");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("System.Threading.CancellationToken"))
        {
            actions.OnSyntax(
                Analyze, SyntaxKind.WhileStatement, SyntaxKind.DoStatement, SyntaxKind.ForStatement, SyntaxKind.ForEachStatement, SyntaxKind.ForEachVariableStatement);
        }
    }

    private static void Analyze(RuleContext context)
    {
        if (Ignored(context.Node, context.Model, context.Known, context.CancellationToken) is { } token
            && MissingToken.FateOf(token, context.Node, context.Model, context.Known) != TokenFate.Refused)
        {
            // What goes through a sequence ends with it.
            if (context.Node is WhileStatementSyntax or DoStatementSyntax || Loops.IsEndless(context.Node))
            {
                context.Report(Gap, context.Node.GetFirstToken().GetLocation(), token.Text);
            }
            else
            {
                context.Suggest(Gap, Likely, context.Node.GetFirstToken().GetLocation(), token.Text);
            }
        }
    }

    /// <summary>The token that a loop should look at; null where it does, where it ends soon, or where a call in it is to take it.</summary>
    internal static TokenInScope? Ignored(SyntaxNode loop, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var isEndless = Loops.IsEndless(loop) && !Leaves(loop);
        if (!(Loops.Awaits(loop) || (isEndless && Loops.Calls(loop)))
            || Loops.IsShort(loop)
            || (!isEndless && (OnlyHandsOver(loop) || HasAllAtHand(loop)))
            || FunctionAround(loop) is not { } function
            || !MayHaveToken(loop)
            || Uninterruptible.IsIn(loop)
            || TokenInScope.At(loop, model, known) is not { Origin: TokenOrigin.Parameter } token)
        {
            return null;
        }

        var names = Derived(function, token.Text);
        if (Mentions(loop, names)
            || (!isEndless && Mentions(BodyOf(function), names))
            || IsUnderWatch(loop, function, names)
            || IsInObservingLoop(loop, names))
        {
            return null;
        }

        return CouldForward(loop, model, known, cancellationToken) || (!isEndless && IsSaidBefore(loop, function, model, known, cancellationToken)) ? null : token;
    }

    /// <summary>True where an earlier loop of the function is reported: one token is ignored, however many loops there are.</summary>
    private static bool IsSaidBefore(SyntaxNode loop, SyntaxNode function, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var node in function.DescendantNodes(node => node == function || Functions.StayOutside(node)))
        {
            if (node.SpanStart >= loop.SpanStart)
            {
                return false;
            }

            if (Loops.IsLoop(node) && !node.Span.Contains(loop.Span) && Ignored(node, model, known, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a loop that waits for nothing but handing its items on: all of them, or none.</summary>
    private static bool OnlyHandsOver(SyntaxNode loop)
    {
        var any = false;
        foreach (var node in Loops.BodyOf(loop).DescendantNodesAndSelf(Functions.StayOutside))
        {
            if (node is AwaitExpressionSyntax { Expression: var awaited })
            {
                any = true;
                if (!(awaited is InvocationExpressionSyntax call && IsHandOver(call)))
                {
                    return false;
                }
            }
        }

        return any;
    }

    /// <summary>True for a loop that waits for nothing but tasks that are complete when they are made.</summary>
    private static bool HasAllAtHand(SyntaxNode loop)
    {
        foreach (var node in loop.DescendantNodesAndSelf(Functions.StayOutside))
        {
            if (node is AwaitExpressionSyntax { Expression: var awaited } ? !CancellableWork.IsAtHand(awaited) : node is CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword })
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHandOver(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText switch
        {
            "ConfigureAwait" => call.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax inner } && IsHandOver(inner),
            { } name => WordSplitter.StartsWithWord(name, "Enqueue") || WordSplitter.StartsWithWord(name, "Publish") || WordSplitter.StartsWithWord(name, "Send") || WordSplitter.StartsWithWord(name, "Schedule"),
            null => false,
        };

    private static SyntaxNode? FunctionAround(SyntaxNode node)
        => node.FirstAncestorOrSelf<SyntaxNode>(ancestor => ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    private static SyntaxNode BodyOf(SyntaxNode function)
        => function switch
        {
            BaseMethodDeclarationSyntax { Body: { } body } => body,
            LocalFunctionStatementSyntax { Body: { } body } => body,
            AnonymousFunctionExpressionSyntax lambda => lambda.Body,
            _ => function,
        };

    /// <summary>A glance at the functions around the loop, before anything is bound.</summary>
    private static bool MayHaveToken(SyntaxNode loop)
    {
        foreach (var ancestor in loop.Ancestors())
        {
            if (ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)
            {
                foreach (var parameter in FunctionSyntax.ParametersOf(ancestor))
                {
                    if (parameter.Type is null || TypeSyntaxNames.RightmostName(parameter.Type) == "CancellationToken")
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>The token's name and those of the variables that are made from it: linked sources, readers, requests.</summary>
    private static HashSet<string> Derived(SyntaxNode function, string token)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { token };
        foreach (var node in function.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax { Initializer: { } initializer } variable && Mentions(initializer, names))
            {
                names.Add(variable.Identifier.ValueText);
            }
            else if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var value } && Mentions(value, names))
            {
                names.Add(target.Identifier.ValueText);
            }
        }

        // A local function that looks at the token does so for whoever calls it, and what registers with it sets what the loop reads.
        foreach (var node in function.DescendantNodes())
        {
            if (node is LocalFunctionStatementSyntax local && Mentions(local, names))
            {
                names.Add(local.Identifier.ValueText);
            }
            else if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Register" or "UnsafeRegister" } access } call && Mentions(access, names))
            {
                names.UnionWith(call.ArgumentList.DescendantTokens().Where(name => name.IsKind(SyntaxKind.IdentifierToken)).Select(name => name.ValueText));
            }
        }

        return names;
    }

    private static bool Mentions(SyntaxNode node, HashSet<string> names)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && (names.Contains(token.ValueText) || token.ValueText is "IsCancellationRequested" or "RequestAborted" or "ConnectionAborted"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where something in use around the loop was given the token: it ends what the loop waits for.</summary>
    private static bool IsUnderWatch(SyntaxNode loop, SyntaxNode function, HashSet<string> names)
    {
        foreach (var node in function.DescendantNodes())
        {
            if (node.SpanStart < loop.SpanStart
                && (node is LocalDeclarationStatementSyntax local && Mentions(local, names) && (!local.UsingKeyword.IsKind(SyntaxKind.None) || local.ToString().Contains("Regist"))
                    || node is UsingStatementSyntax statement && statement.Span.Contains(loop.Span) && Mentions((SyntaxNode?)statement.Declaration ?? statement.Expression!, names)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a loop around this one looks at the token in each of its rounds.</summary>
    private static bool IsInObservingLoop(SyntaxNode loop, HashSet<string> names)
    {
        for (var node = loop.Parent; node is not null and not (BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax); node = node.Parent)
        {
            // One that does not is reported itself, and one finding is enough.
            if (Loops.IsLoop(node) && (Mentions(node, names) || Loops.Awaits(node)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an endless loop that is left by itself: by a return, a throw, or a break of its own.</summary>
    private static bool Leaves(SyntaxNode loop)
    {
        foreach (var node in Loops.BodyOf(loop).DescendantNodesAndSelf(Functions.StayOutside))
        {
            if (node is ReturnStatementSyntax or GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: 0 } or YieldStatementSyntax
                || (node is ThrowStatementSyntax or ThrowExpressionSyntax && !IsCaughtIn(node, loop))
                || (node is BreakStatementSyntax && OwnerOf(node) == loop))
            {
                return true;
            }
        }

        return false;
    }

    private static SyntaxNode? OwnerOf(SyntaxNode jump)
        => jump.FirstAncestorOrSelf<SyntaxNode>(node => node is SwitchStatementSyntax || Loops.IsLoop(node));

    private static bool IsCaughtIn(SyntaxNode place, SyntaxNode loop)
    {
        for (var node = place; node != loop && node.Parent is { } parent; node = parent)
        {
            if (parent is TryStatementSyntax { Catches.Count: > 0 } attempt && attempt.Block == node)
            {
                return true;
            }
        }

        return false;
    }

    private static bool CouldForward(SyntaxNode loop, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var node in loop.DescendantNodes())
        {
            if ((node is InvocationExpressionSyntax call && MissingToken.In(call, model, known, cancellationToken) is not null)
                || (node is CommonForEachStatementSyntax each && MissingToken.InLoop(each, model, known) is not null))
            {
                return true;
            }
        }

        return loop is CommonForEachStatementSyntax itself && MissingToken.InLoop(itself, model, known) is not null;
    }
}
