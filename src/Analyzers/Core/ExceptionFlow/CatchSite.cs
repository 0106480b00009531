using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>One catch clause with what the three rules about disappearing failures ask of it. Everything is found out at its first use.</summary>
internal sealed class CatchSite
{
    private static readonly string[] QuestionWords =
        ["Is", "Are", "Was", "Were", "Has", "Have", "Had", "Contains", "Any", "All", "Should", "Needs", "Requires", "Allows", "Check", "Verify", "Validate", "Matches", "Equals", "In"];

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

    /// <summary>True when the function's name says that a failure is an answer.</summary>
    public bool NameAllowsFailure()
        => FunctionName is { } name
            && (WordSplitter.StartsWithWord(name, "Try")
                || Contains(name, "OrDefault") || Contains(name, "OrNull") || Contains(name, "OrEmpty") || Contains(name, "OrFallback")
                || Contains(name, "Safe") || Contains(name, "BestEffort") || Contains(name, "NoThrow") || Contains(name, "Ignore") || Contains(name, "Silent"));

    /// <summary>True for <c>CanConnect</c>, <c>IsAvailableAsync</c>, <c>HealthCheck</c> and the like: that it fails is what they are asked about.</summary>
    public bool AsksWhetherItWorks()
    {
        if (FunctionName is not { } name)
        {
            return false;
        }

        var words = WordSplitter.Of(name);
        return words[0] is "can" or "supports"
            || (words[0] is "test" or "check" or "verify" && words.Contains("connection"))
            || words.Any(word => word is "health" or "healthy" or "ping" or "pings" or "probe" or "probes" or "available" or "availability" or "reachable" or "online" or "alive" or "responding" or "accessible")
            || (words[0] is "is" or "are" or "has" or "check" && words.Any(word => word is "up" or "ready" or "running" or "listening" or "installed" or "supported" or "connected"));
    }

    /// <summary>True in a function that is handed an exception: it records a failure, and has nobody to tell of its own.</summary>
    public bool RecordsAnException()
    {
        foreach (var ancestor in Syntax.Ancestors())
        {
            var parameters = ancestor switch
            {
                BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
                LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
                ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
                _ => default,
            };

            foreach (var parameter in parameters)
            {
                // What may be null tells how something ended, as the event of a connection does.
                if (parameter.Type is IdentifierNameSyntax or QualifiedNameSyntax
                    && model.GetDeclaredSymbol(parameter) is IParameterSymbol { Type: var type }
                    && Known.IsA(type, "System.Exception"))
                {
                    return true;
                }
            }

            if (ancestor is MemberDeclarationSyntax)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>True in a lambda whose null is dropped by the next step: <c>Select(m => …).FirstOrDefault(x => x is not null)</c>.</summary>
    public bool NullIsDroppedNext()
    {
        if (Function is not AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } }
            || InvocationSyntax.NameOf(call)?.Identifier.ValueText is not ("Select" or "SelectMany" or "SelectAwait" or "Convert" or "ConvertAll"))
        {
            return false;
        }

        while (call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == call)
        {
            var step = access.Name.Identifier.ValueText;
            if (step is "OfType" or "WhereNotNull" or "Compact"
                || (step is "Where" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" or "Any" or "Count" && next.ArgumentList.Arguments.Any(TestsForNull)))
            {
                return true;
            }

            call = next;
        }

        return false;
    }

    private static bool TestsForNull(ArgumentSyntax argument)
        => argument.DescendantNodes().Any(node => node.IsKind(SyntaxKind.NullLiteralExpression) || node.IsKind(SyntaxKind.RecursivePattern) || node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasValue" });

    /// <summary>True in a loop of the same function.</summary>
    public bool IsInLoop() => LoopAround is not null;

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

    /// <summary>
    /// True for a function whose name asks about the world, so that false is an answer. Of one that does something, false says that
    /// it was not done.
    /// </summary>
    public bool IsQuestion()
    {
        if (FunctionName is not { } name)
        {
            return true;
        }

        foreach (var word in QuestionWords)
        {
            if (WordSplitter.StartsWithWord(name, word))
            {
                return true;
            }
        }

        return Contains(name, "Exist");
    }

    /// <summary>True when a documentation comment says what a failure answers. Read as text: builds without documentation do not parse it.</summary>
    public bool DocumentationAllowsFailure()
    {
        if (Function is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax))
        {
            return false;
        }

        if (DocumentsFailure(Function))
        {
            return true;
        }

        if (Function is not MethodDeclarationSyntax || model.GetDeclaredSymbol(Function) is not IMethodSymbol method)
        {
            return false;
        }

        // The contract may be written where it is promised.
        foreach (var member in ImplementedMembers.Of(method))
        {
            if (member.DeclaringSyntaxReferences.Length == 1 && DocumentsFailure(member.DeclaringSyntaxReferences[0].GetSyntax()))
            {
                return true;
            }
        }

        return method.OverriddenMethod is { DeclaringSyntaxReferences: { Length: 1 } overridden } && DocumentsFailure(overridden[0].GetSyntax());
    }

    private static bool DocumentsFailure(SyntaxNode function)
    {
        foreach (var trivia in function.GetLeadingTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.SingleLineCommentTrivia)
            {
                var text = trivia.ToFullString();
                if (Mentions(text, "fail") || Mentions(text, "error") || Mentions(text, "could not") || Mentions(text, "cannot be") || Mentions(text, "never throws")
                    || Mentions(text, "does not throw") || Mentions(text, "unavailable") || Mentions(text, "best effort") || Mentions(text, "best-effort"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True when every answer given outside of handlers satisfies the test, and there is one.</summary>
    public bool OtherAnswers(Func<IOperation, bool> test)
    {
        IOperation root = Try;
        while (root.Parent is { } parent && root is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            root = parent;
        }

        var any = false;
        foreach (var operation in root.DescendantsAndSelf(skip: below => below is ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            if (operation is IReturnOperation { ReturnedValue: { } value, Kind: OperationKind.Return })
            {
                any = true;
                if (!test(value))
                {
                    return false;
                }
            }
        }

        return any;
    }

    /// <summary>
    /// True when the method's signature tells that null is possible, and no other path answers null: null then means failure. Where
    /// annotations are switched off, every answer must be one that was just made.
    /// </summary>
    public bool NullMeansFailure()
        => ReturnType() is { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
            && ReturnType()!.NullableAnnotation switch
            {
                NullableAnnotation.Annotated => OtherAnswers(IsNotNull),
                NullableAnnotation.None => OtherAnswers(value => IsMade(DefaultValues.Result(value))),
                _ => false,
            };

    /// <summary>True for a value, also in a finished task, of which the compiler knows that it is not null.</summary>
    public bool IsNotNull(IOperation value)
    {
        var inner = DefaultValues.Result(value);
        return model.GetTypeInfo(inner.Syntax).Nullability.FlowState == NullableFlowState.NotNull;
    }

    /// <summary>True for a value that cannot be null without the help of annotations: made here, or by a method of this project that gives no null.</summary>
    private bool IsMade(IOperation value)
        => value switch
        {
            IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences: { Length: 1 } references } } call when call.TargetMethod.ContainingAssembly is { } home
                && SymbolEqualityComparer.Default.Equals(home, Known.Compilation.Assembly)
                => !references[0].GetSyntax().DescendantNodes().Any(node => node.IsKind(SyntaxKind.NullLiteralExpression) || node.IsKind(SyntaxKind.DefaultLiteralExpression) || node.IsKind(SyntaxKind.DefaultExpression)
                    || node is SimpleNameSyntax { Identifier.ValueText: var name } && name.EndsWith("OrDefault", StringComparison.Ordinal)),
            _ => Operands.IsNeverNull(value),
        };

    /// <summary>The nodes of the function around the clause, without those of handlers.</summary>
    public IEnumerable<SyntaxNode> FunctionSyntaxOutsideOfHandlers() => Function?.DescendantNodes(node => node is not CatchClauseSyntax) ?? [];

    /// <summary>The statements that run after the try in the same block.</summary>
    public IEnumerable<IOperation> After(IOperation statement)
        => statement.Parent is IBlockOperation block ? block.Operations.SkipWhile(other => other != statement).Skip(1) : [];

    /// <summary>True when the try never comes to its own end: it returns, jumps or throws. Read off the statements, as far as they are plain.</summary>
    public bool TryAlwaysLeaves() => Leaves(Try.Body);

    /// <summary>True when some path through the try returns, so that what follows is for the others.</summary>
    public bool TryMayReturn() => Try.Body.DescendantsAndSelf(skip: IsOtherFunction).Any(operation => operation is IReturnOperation { Kind: OperationKind.Return });

    private ITypeSymbol? ReturnType()
    {
        var type = Function switch
        {
            MethodDeclarationSyntax method => model.GetDeclaredSymbol(method)?.ReturnType,
            LocalFunctionStatementSyntax local => model.GetDeclaredSymbol(local)?.ReturnType,
            _ => null,
        };

        if (type is INamedTypeSymbol { IsGenericType: true, Name: "Task" or "ValueTask" } task && task.TypeArguments.Length == 1)
        {
            type = task.TypeArguments[0];
        }

        return type;
    }

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

    private static bool Contains(string name, string word) => name.IndexOf(word, StringComparison.Ordinal) >= 0;

    private static bool Mentions(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool HasBrokenCode(IOperation operation) => operation.DescendantsAndSelf().Any(part => part.Kind == OperationKind.Invalid);
}
