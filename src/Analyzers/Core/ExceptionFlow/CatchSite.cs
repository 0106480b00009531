using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>One catch clause with what the three rules about disappearing failures ask of it. Everything is found out at its first use.</summary>
internal sealed partial class CatchSite
{
    private readonly SemanticModel model;
    private HandlerPaths? handler;
    private TryBody? work;

    private CatchSite(CatchClauseSyntax syntax, ICatchClauseOperation clause, ITryOperation attempt, SemanticModel model, KnownTypes known)
    {
        Syntax = syntax;
        Clause = clause;
        Try = attempt;
        this.model = model;
        Known = known;
    }

    public CatchClauseSyntax Syntax { get; }

    public ICatchClauseOperation Clause { get; }

    public ITryOperation Try { get; }

    public KnownTypes Known { get; }

    public HandlerPaths Handler => handler ??= HandlerPaths.Of(Clause, Known);

    public TryBody Work => work ??= TryBody.Of(Try.Body, Known);

    /// <summary>True for a catch of everything: bare, of Exception or of SystemException.</summary>
    public bool IsBroad
        => Clause.ExceptionType is not { } type
            || type.SpecialType == SpecialType.System_Object
            || Known.Is(type, "System.Exception")
            || Known.Is(type, "System.SystemException");

    /// <summary>Where the clause is reported: <c>catch (Exception ex)</c> without its filter and block.</summary>
    public Location Location
        => Microsoft.CodeAnalysis.Location.Create(
            Syntax.SyntaxTree,
            Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(Syntax.CatchKeyword.SpanStart, Syntax.Declaration?.Span.End ?? Syntax.CatchKeyword.Span.End));

    /// <summary>The method, local function, lambda or accessor around the clause.</summary>
    public SyntaxNode? Function => Syntax.FirstAncestorOrSelf<SyntaxNode>(IsFunction);

    /// <summary>The innermost function's name; null in a lambda and in top-level statements.</summary>
    public string? FunctionName
        => Function switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            _ => null,
        };

    /// <summary>What failed, by the best name there is: the function's own only where the try is all of it. Null where nothing has one.</summary>
    public string? WhatFailed => Work.Name ?? (IsWholeBody ? FunctionName ?? Work.AnyName : Work.AnyName ?? FunctionName);

    /// <summary>True where the try is all that the function does.</summary>
    private bool IsWholeBody => Syntax.Parent is { Parent: BlockSyntax { Statements.Count: 1, Parent: var function } } && function == Function;

    /// <summary>What failed and where, as the text of a log.</summary>
    public string Summary => (WhatFailed ?? "The operation") is var what && FunctionName is { } function && function != what ? $"{what} failed in {function}" : $"{what} failed";

    /// <summary>The clause at a place, or null in code that the compiler cannot read.</summary>
    public static CatchSite? At(RuleContext context)
        => At((CatchClauseSyntax)context.Node, context.Model, context.Known, context.CancellationToken);

    /// <inheritdoc cref="At(RuleContext)"/>
    public static CatchSite? At(CatchClauseSyntax syntax, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => !syntax.Block.IsMissing
            && model.GetOperation(syntax, cancellationToken) is ICatchClauseOperation { Parent: ITryOperation attempt } clause
            && (clause.ExceptionType is null || clause.ExceptionType.TypeKind != TypeKind.Error)
            && !HasBrokenCode(attempt)
            ? new(syntax, clause, attempt, model, known)
            : null;

    /// <summary>
    /// True where the failure of a clean-up may be let go: in Dispose and a finalizer, in methods that stop or close, in a finally, and
    /// in another handler, which has a failure of its own to report.
    /// </summary>
    public bool IsTearingDown()
    {
        for (SyntaxNode? node = Syntax.Parent?.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case FinallyClauseSyntax or CatchClauseSyntax or DestructorDeclarationSyntax:
                    return true;
                case MethodDeclarationSyntax method:
                    return IsTearDownName(method.Identifier.ValueText);
                case LocalFunctionStatementSyntax local when IsTearDownName(local.Identifier.ValueText):
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True in a loop of the same function.</summary>
    public bool IsInLoop() => LoopAround is not null;

    /// <summary>True in a library that does not return to its caller's context: how its callers end is theirs to know.</summary>
    public bool UsesConfigureAwait() => Try.Body.Syntax.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: "ConfigureAwait" });

    /// <summary>The innermost loop of the same function around the clause.</summary>
    public SyntaxNode? LoopAround
    {
        get
        {
            for (var node = Syntax.Parent; node is not null && !IsFunction(node); node = node.Parent)
            {
                if (Loops.IsLoop(node))
                {
                    return node;
                }
            }

            return null;
        }
    }

    /// <summary>True where some later clause of the same try takes everything else and tells of it: the earlier one is then a decision.</summary>
    public bool LaterClauseTells()
    {
        foreach (var other in Try.Catches.SkipWhile(other => other != Clause).Skip(1))
        {
            if (HandlerPaths.Of(other, Known) is { } paths && (paths.Throws || paths.Exits.All(exit => exit.Reporting != Reporting.None)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The nodes of the function around the clause, without those of handlers.</summary>
    public IEnumerable<SyntaxNode> FunctionSyntaxOutsideOfHandlers() => Function?.DescendantNodes(node => node is not CatchClauseSyntax) ?? [];

    /// <summary>The statements that run after the try in the same block.</summary>
    public IEnumerable<IOperation> After(IOperation statement)
        => statement.Parent is IBlockOperation block ? block.Operations.SkipWhile(other => other != statement).Skip(1) : [];

    /// <summary>True when the try never comes to its own end: it returns, jumps or throws. Read off the statements, as far as they are plain.</summary>
    public bool TryAlwaysLeaves() => Leaves(Try.Body);

    /// <summary>True when some path through the try returns, so that what follows is for the others.</summary>
    public bool TryMayReturn() => Try.Body.DescendantsAndSelf(skip: IsOtherFunction).Any(operation => operation is IReturnOperation { Kind: OperationKind.Return });

    private static bool IsOtherFunction(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation;

    private static bool Leaves(IOperation? statement)
        => statement switch
        {
            IReturnOperation { Kind: OperationKind.Return } or IThrowOperation or IBranchOperation => true,
            IExpressionStatementOperation { Operation: IThrowOperation } => true,
            IBlockOperation { Operations: { Length: > 0 } operations } => Leaves(operations[operations.Length - 1]),
            IConditionalOperation choice => Leaves(choice.WhenTrue) && Leaves(choice.WhenFalse),
            IUsingOperation use => Leaves(use.Body),
            ILockOperation guarded => Leaves(guarded.Body),
            ITryOperation { Catches.Length: 0 } inner => Leaves(inner.Body),
            _ => false,
        };

    private static bool IsFunction(SyntaxNode node)
        => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax;

    private static bool IsTearDownName(string name)
        => name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "DisposeCore" or "Stop" or "StopAsync" or "Close" or "CloseAsync" or "Shutdown" or "ShutdownAsync"
            or "ShutDown" or "Cleanup" or "CleanupAsync" or "CleanUp" or "CleanUpAsync" or "TearDown" or "Teardown" or "Terminate" or "Disconnect" or "DisconnectAsync"
            or "OnExit" or "OnClosing" or "OnClosed" or "OnUnload" or "OnStopping" or "OnStopped" or "Abort" or "Kill";

    private static bool HasBrokenCode(IOperation operation) => operation.DescendantsAndSelf().Any(part => part.Kind == OperationKind.Invalid);
}
