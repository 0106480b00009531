using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <content>What the function around the clause promises: by its name, its documentation, its type and its other answers.</content>
internal sealed partial class CatchSite
{
    private static readonly string[] QuestionWords =
        ["Is", "Are", "Was", "Were", "Has", "Have", "Had", "Contains", "Any", "All", "Should", "Needs", "Requires", "Allows", "Check", "Verify", "Validate", "Matches", "Equals", "In"];

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
        if (words.Count == 0)
        {
            return false;
        }

        return words[0] is "can" or "supports"
            || (words[0] is "test" or "check" or "verify" && words.Contains("connection"))
            || words.Any(word => word is "health" or "healthy" or "ping" or "pings" or "probe" or "probes" or "available" or "availability" or "reachable" or "online" or "alive" or "responding" or "accessible")
            || (words[0] is "is" or "are" or "has" or "check" && words.Any(word => word is "up" or "ready" or "running" or "listening" or "installed" or "supported" or "connected"));
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

    /// <summary>True where <c>return true</c> ends the try: false then says that it failed.</summary>
    public bool EndsWithTrue()
        => Syntax.Parent is TryStatementSyntax { Block.Statements: { Count: > 0 } statements } && statements.Last() is ReturnStatementSyntax { Expression.RawKind: (int)SyntaxKind.TrueLiteralExpression };

    /// <summary>True in a private method, or a local function, whose result all of its callers use.</summary>
    public bool EveryCallerAsks()
        => OwnUses() is { Count: > 0 } uses
            && uses.TrueForAll(static use => use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && InvocationSyntax.NameOf(call) == use && IsUsed(call));

    /// <summary>Where the type names a private method, or a local function, around the clause; nothing where others may call it.</summary>
    private List<IdentifierNameSyntax> OwnUses()
        => FunctionName is { } name
            && Function is LocalFunctionStatementSyntax or MethodDeclarationSyntax
            && model.GetDeclaredSymbol(Function) is IMethodSymbol { DeclaredAccessibility: Accessibility.Private or Accessibility.NotApplicable } method
                ? [.. method.ContainingType.DeclaringSyntaxReferences.SelectMany(static part => part.GetSyntax().DescendantNodes()).OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name)]
                : [];

    private static bool IsUsed(InvocationExpressionSyntax call)
    {
        var whole = TaskUsage.Outer(call);
        whole = whole.Parent is AwaitExpressionSyntax awaited ? TaskUsage.Outer(awaited) : whole;
        return whole.Parent is not (ExpressionStatementSyntax or LambdaExpressionSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } });
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
        => Function is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } && DropsNull(call);

    /// <summary>
    /// True in a lambda or a private method that stands between a list and its next step alone: what it answers null for is dropped there, and what it
    /// answers false for is left out, each on its own.
    /// </summary>
    public bool OnlySorts(bool isNull)
    {
        if (Function is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax own } })
        {
            return isNull ? DropsNull(own) : LeavesOut(own);
        }

        var uses = OwnUses().FindAll(static use => use.Parent is not (NameColonSyntax or MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax }));
        return uses.Count > 0
            && uses.TrueForAll(use => (isNull && (IsNoneOtherwise(use) || IsDroppedInLoop(use))) || (StepOf(use) is { } step && (isNull ? DropsNull(step) : LeavesOut(step))));
    }

    /// <summary>True for <c>user is null ? null : TagOf(user)</c>: there may be none, as everybody knows.</summary>
    private static bool IsNoneOtherwise(IdentifierNameSyntax use)
        => use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            && InvocationSyntax.NameOf(call) == use
            && call.Parent is ConditionalExpressionSyntax choice
            && (choice.WhenTrue == call ? choice.WhenFalse : choice.WhenTrue).IsKind(SyntaxKind.NullLiteralExpression);

    /// <summary>True for <c>foreach (…) { var item = Parse(row); if (item != null) { … } }</c>, with nothing behind it, and for <c>if (item is null) { continue; }</c>.</summary>
    private static bool IsDroppedInLoop(IdentifierNameSyntax use)
    {
        if (use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || InvocationSyntax.NameOf(call) != use
            || (call.Parent is AwaitExpressionSyntax awaited ? awaited.Parent : call.Parent) is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var item, Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax { Parent: CommonForEachStatementSyntax, Statements: var statements } } declaration } })
        {
            return false;
        }

        var at = statements.IndexOf(declaration) + 1;
        if (at == statements.Count || statements[at] is not IfStatementSyntax { Else: null } choice)
        {
            return false;
        }

        return AsksForNull(choice.Condition, item) switch
        {
            true => choice.Statement is ContinueStatementSyntax || (choice.Statement is BlockSyntax { Statements: { Count: > 0 } skipped } && skipped[skipped.Count - 1] is ContinueStatementSyntax),
            false => at + 1 == statements.Count,
            null => false,
        };
    }

    /// <summary>Whether a condition asks that a variable is null, or that it is not; null where it asks something else.</summary>
    private static bool? AsksForNull(ExpressionSyntax condition, string variable)
        => condition switch
        {
            BinaryExpressionSyntax { Left: IdentifierNameSyntax left, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } binary when left.Identifier.ValueText == variable => binary.IsKind(SyntaxKind.EqualsExpression),
            IsPatternExpressionSyntax { Expression: IdentifierNameSyntax asked, Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } when asked.Identifier.ValueText == variable => true,
            IsPatternExpressionSyntax { Expression: IdentifierNameSyntax asked, Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } or RecursivePatternSyntax { Type: null } } when asked.Identifier.ValueText == variable => false,
            _ => null,
        };

    private static bool LeavesOut(InvocationExpressionSyntax step) => InvocationSyntax.NameOf(step)?.Identifier.ValueText is "Where" or "FindAll" or "TakeWhile" or "SkipWhile";

    /// <summary>The step of a query whose lambda, or whose method group, is the use of a method.</summary>
    private static InvocationExpressionSyntax? StepOf(IdentifierNameSyntax use)
    {
        for (SyntaxNode node = use; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax step } when node is LambdaExpressionSyntax || node == use:
                    return step;
                case StatementSyntax and not (ReturnStatementSyntax or BlockSyntax or IfStatementSyntax) or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>True where a step that makes values is followed by one that leaves null out.</summary>
    private static bool DropsNull(InvocationExpressionSyntax call)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not ("Select" or "SelectMany" or "SelectAwait" or "Convert" or "ConvertAll"))
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

        return (method.OverriddenMethod is { DeclaringSyntaxReferences: { Length: 1 } overridden } && DocumentsFailure(overridden[0].GetSyntax()))
            || (Function.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && PromisesToGoOn(type));
    }

    /// <summary>True for a type that is documented to go on whatever fails: "any failure degrades to local data", "never throws".</summary>
    private static bool PromisesToGoOn(TypeDeclarationSyntax type)
    {
        foreach (var trivia in type.GetLeadingTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
            {
                var text = trivia.ToFullString();
                if (Mentions(text, "any failure") || Mentions(text, "all failures") || Mentions(text, "every failure") || Mentions(text, "failures are") || Mentions(text, "never throws") || Mentions(text, "does not throw")
                    || Mentions(text, "best effort") || Mentions(text, "best-effort") || Mentions(text, "fault-tolerant") || Mentions(text, "degrades gracefully"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool DocumentsFailure(SyntaxNode function)
    {
        foreach (var trivia in function.GetLeadingTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.SingleLineCommentTrivia)
            {
                var text = trivia.ToFullString();
                if (Mentions(text, "fail") || Mentions(text, "error") || Mentions(text, "could not") || Mentions(text, "cannot be") || Mentions(text, "never throws")
                    || (Mentions(text, "null") && (Mentions(text, "if no") || Mentions(text, "when no") || Mentions(text, "if none") || Mentions(text, "if it is not") || Mentions(text, "when none")) && Mentions(text, "available"))
                    || Mentions(text, "does not throw") || Mentions(text, "unavailable") || Mentions(text, "unreachable") || Mentions(text, "not reachable") || Mentions(text, "best effort") || Mentions(text, "best-effort"))
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

    /// <summary>True where the signature says that there may be no answer.</summary>
    public bool DeclaresNull() => ReturnType() is { NullableAnnotation: NullableAnnotation.Annotated } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    /// <summary>True for a value, also in a finished task, of which the compiler knows that it is not null.</summary>
    public bool IsNotNull(IOperation value)
    {
        // What is awaited is asked about as awaited: its task is never null.
        var inner = DefaultValues.Result(value);
        var asked = Operands.UnwrapAwait(value) == inner ? value : inner;
        return model.GetTypeInfo(asked.Syntax).Nullability.FlowState == NullableFlowState.NotNull;
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

    private static bool Contains(string name, string word) => name.IndexOf(word, StringComparison.Ordinal) >= 0;

    private static bool Mentions(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
