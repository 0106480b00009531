using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Calls that would end with a token, but for little: they are over soon, are waited for no longer than the token lives, or had better go on.</summary>
internal static class LittleToStop
{
    /// <summary>As often as this a loop is tried again.</summary>
    private const int FewRounds = 10;

    /// <summary>True for such a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="called">What it calls.</param>
    /// <param name="token">The token at hand.</param>
    /// <param name="model">The call's model.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="implementations">The methods that run where the called one is abstract.</param>
    public static bool Is(InvocationExpressionSyntax call, IMethodSymbol called, TokenInScope token, SemanticModel model, KnownTypes known, Func<IMethodSymbol, IEnumerable<IMethodSymbol>> implementations)
        => IsShortPause(call, model, known)
            || IsRaced(call)
            || TellsAfterSave(call)
            || known.Has("Aspire.Hosting.DistributedApplication")
            || known.Compilation.AssemblyName?.EndsWith("AppHost", StringComparison.Ordinal) == true
            || IsInStreamOf(call, token)
            || IsAudit(called)
            || (IsLookup(called) && (token.Origin == TokenOrigin.Context ? !LongQuery.Is(call, model, known) : IsSavedLater(call) && IsInNotification(call, model)))
            || (LongQuery.IsOfDatabase(called) && IsInNotification(call, model) && !LongQuery.Is(call, model, known))
            || (BriefDatabaseCall.Is(call, called, model, known) && !IsInLoop(call))
            || implementations(called).Any(method => TakesFailures(method, mustKeep: !IsCached(call)));

    /// <summary>A short pause in a loop with few rounds, and one that is waited for without a token elsewhere.</summary>
    private static bool IsShortPause(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Delay"
            && call.ArgumentList.Arguments is { Count: > 0 } arguments
            && ((Pauses.Milliseconds(arguments[0].Expression, model) <= Pauses.Short && FewRoundsAround(call, model))
                || (arguments[0].Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax && IsRefusedElsewhere(call, arguments[0].Expression, known)));

    private static bool IsRefusedElsewhere(InvocationExpressionSyntax call, ExpressionSyntax pause, KnownTypes known)
    {
        // A field alone means another one in another type.
        var trees = pause is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } ? known.Compilation.SyntaxTrees : [call.SyntaxTree];
        return trees.SelectMany(static tree => NamedPlaces.Of(tree).Calls("Delay")).Any(node => node is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments }
            && node != call
            && arguments[0].Expression.ToString() == pause.ToString()
            && arguments[1].Expression.ToString() is "CancellationToken.None" or "default"
            && (pause is MemberAccessExpressionSyntax || node.FirstAncestorOrSelf<TypeDeclarationSyntax>() == call.FirstAncestorOrSelf<TypeDeclarationSyntax>()));
    }

    /// <summary>True in a loop over what the same object receives, which the token ends: <c>await foreach (var one in session.ReceiveAsync(token))</c>.</summary>
    private static bool IsInStreamOf(InvocationExpressionSyntax call, TokenInScope token)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } sent)
        {
            return false;
        }

        foreach (var node in call.Ancestors())
        {
            switch (node)
            {
                case CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword, Expression: var stream } loop when loop.Statement.Span.Contains(call.Span):
                    return stream.DescendantNodesAndSelf().Any(part => part is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax received, ArgumentList: var given }
                        && received.Expression.ToString() == sent.Expression.ToString()
                        && given.Arguments.Any(argument => argument.Expression.ToString() == token.Text));
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>A record of what happened, which is to be kept whoever is gone.</summary>
    private static bool IsAudit(IMethodSymbol called)
        => (called.ReducedFrom?.Parameters[0].Type ?? called.ContainingType) is { } type && AuditRecord.IsKeptBy(type.Name);

    private static bool FewRoundsAround(SyntaxNode place, SemanticModel model)
    {
        for (var node = place.Parent; node is not null and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); node = node.Parent)
        {
            var condition = node switch
            {
                ForStatementSyntax loop => loop.Condition,
                WhileStatementSyntax loop => loop.Condition,
                DoStatementSyntax loop => loop.Condition,
                _ => null,
            };
            if (node is CommonForEachStatementSyntax { Expression: var items })
            {
                return Loops.IsShort(node)
                    || (items is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } range } made && InvocationSyntax.NameOf(made)?.Identifier.ValueText == "Range" && IsFew(range[1].Expression, model));
            }

            if (Loops.IsLoop(node))
            {
                return condition?.DescendantNodesAndSelf().Any(part => part is BinaryExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression,
                } bound && (IsFew(bound.Left, model) || IsFew(bound.Right, model))) == true;
            }
        }

        return false;
    }

    private static bool IsFew(ExpressionSyntax bound, SemanticModel model) => model.GetConstantValue(bound) is { HasValue: true, Value: int rounds } && rounds is >= 0 and <= FewRounds;

    /// <summary>A task whose wait has an end of its own: it is raced against a delay, or waited for with <c>WaitAsync</c>.</summary>
    private static bool IsRaced(InvocationExpressionSyntax call)
    {
        if (TaskUsage.Outer(call).Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAsync" } || IsInRace(call))
        {
            return true;
        }

        if (TaskUsage.Outer(call).Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var variable } })
        {
            return false;
        }

        foreach (var node in FunctionSyntax.Enclosing(call).DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == variable
                && (IsInRace(name) || name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAsync" }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an argument of a <c>WhenAny</c> beside a <c>Delay</c>.</summary>
    private static bool IsInRace(ExpressionSyntax task)
        => task.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax race } list }
            && InvocationSyntax.NameOf(race)?.Identifier.ValueText == "WhenAny"
            && list.Arguments.Any(argument => argument.Expression != task && IsDelay(argument.Expression));

    private static bool IsDelay(ExpressionSyntax task)
        => task switch
        {
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Delay",
            IdentifierNameSyntax name => FunctionSyntax.Enclosing(name).DescendantNodes().Any(node => node is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax made } variable
                && variable.Identifier.ValueText == name.Identifier.ValueText && InvocationSyntax.NameOf(made)?.Identifier.ValueText == "Delay"),
            _ => false,
        };

    /// <summary>A message about something that is saved: who asked for it may be gone, it has happened all the same.</summary>
    private static bool TellsAfterSave(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (WordSplitter.StartsWithWord(name, "Send") || WordSplitter.StartsWithWord(name, "Notify") || WordSplitter.StartsWithWord(name, "Email") || WordSplitter.StartsWithWord(name, "Broadcast"))
            && SavesIn(call).Any(save => save.Span.End <= call.SpanStart);

    /// <summary>A look at one row, or at how many there are.</summary>
    private static bool IsLookup(IMethodSymbol called)
        => LongQuery.IsOfDatabase(called)
            && called.Name is "FindAsync" or "FirstAsync" or "FirstOrDefaultAsync" or "SingleAsync" or "SingleOrDefaultAsync" or "AnyAsync" or "CountAsync" or "MaxAsync" or "QueryFirstOrDefaultAsync" or "QuerySingleOrDefaultAsync";

    private static bool IsSavedLater(InvocationExpressionSyntax call) => SavesIn(call).Any(save => save.SpanStart > call.Span.End);

    private static IEnumerable<InvocationExpressionSyntax> SavesIn(SyntaxNode place)
    {
        foreach (var node in FunctionSyntax.Enclosing(place).DescendantNodes())
        {
            if (node is InvocationExpressionSyntax save && InvocationSyntax.NameOf(save)?.Identifier.ValueText is "SaveChangesAsync" or "SaveChanges" or "SaveEntitiesAsync" or "SaveAsync" or "CommitAsync" or "CommitTransactionAsync")
            {
                yield return (InvocationExpressionSyntax)node;
            }
        }
    }

    /// <summary>True in what is told of something that has happened: nobody gives it a token of their own.</summary>
    private static bool IsInNotification(SyntaxNode place, SemanticModel model)
        => place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { BaseList: not null } type
            && model.GetDeclaredSymbol(type) is INamedTypeSymbol symbol
            && symbol.AllInterfaces.Any(contract => contract.Name is "INotificationHandler" or "IDomainEventHandler" or "IEventHandler" or "IIntegrationEventHandler" or "IHandleMessages");

    private static bool IsInLoop(SyntaxNode call)
    {
        for (var node = call; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (Loops.IsLoop(parent) && Loops.BodyOf(parent) == node)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the next statement puts the result into a cache, or a cache asks for it.</summary>
    private static bool IsCached(InvocationExpressionSyntax call)
    {
        var variable = call.FirstAncestorOrSelf<StatementSyntax>() switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } => variables[0].Identifier.ValueText,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } } => target.Identifier.ValueText,
            _ => null,
        };
        if (variable is not null
            && call.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax block } statement
            && block.Statements.IndexOf(statement) + 1 is var next
            && next < block.Statements.Count
            && block.Statements[next].DescendantNodes().Any(node => node is InvocationExpressionSyntax store && IsOnCache(store) && store.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == variable)))
        {
            return true;
        }

        return call.Ancestors().OfType<InvocationExpressionSyntax>().Any(outer => IsOnCache(outer) && outer.ArgumentList.Span.Contains(call.Span));
    }

    private static bool IsOnCache(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && receiver.ToString().IndexOf("cache", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>
    /// True for a method that takes every failure, a cancellation included, and answers with nothing: that would be kept as the answer, by
    /// whoever asked or by the handler itself.
    /// </summary>
    private static bool TakesFailures(IMethodSymbol method, bool mustKeep)
        => method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().Any(node => node is CatchClauseSyntax { Filter: null } clause
            && TypeSyntaxNames.RightmostName(clause.Declaration?.Type) is null or "Exception"
            && !((CatchClauseSyntax)node).Block.DescendantNodes().Any(part => part is ThrowStatementSyntax or ThrowExpressionSyntax)
            && (!mustKeep || ((CatchClauseSyntax)node).Block.DescendantNodes().Any(part => part is InvocationExpressionSyntax store && IsOnCache(store)))
            && ((CatchClauseSyntax)node).Parent is TryStatementSyntax { Catches: var clauses }
            && !clauses.Any(other => TypeSyntaxNames.RightmostName(other.Declaration?.Type) is "OperationCanceledException" or "TaskCanceledException")));
}
