using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>
/// Whether the code has asked about a text before it uses it, and leaves or goes elsewhere where the answer is no. By syntax: what a
/// question is about is what is written in it. Questions whether there is a text at all, or how long it is, do not count; nor do lists of
/// what is refused.
/// </summary>
internal sealed class ValidationGuard
{
    /// <summary>Conditions are as deep as people write them; whatever is deeper decides nothing.</summary>
    private const int Deepest = 24;

    /// <summary>Questions whether there is a text, or a file: neither says what it contains.</summary>
    private static readonly string[] EmptyQuestions =
    [
        "IsNullOrEmpty", "IsNullOrWhiteSpace", "ThrowIfNull", "ThrowIfNullOrEmpty", "ThrowIfNullOrWhiteSpace", "NotNull", "NotEmpty", "NotNullOrEmpty", "NotNullOrWhiteSpace", "NullOrEmpty", "NullOrWhiteSpace", "Null", "IsNull",
        "IsNotNull", "HasValue", "IsEmpty", "IsWellFormedUriString", "TryCreate", "LengthInRange", "StringTooLong", "StringTooShort",
    ];

    /// <summary>Questions that a text is asked about its own content.</summary>
    private static readonly string[] ContentQuestions = ["StartsWith", "EndsWith", "Contains", "IndexOf", "IndexOfAny", "IndexOfAnyExcept", "ContainsAny", "ContainsAnyExcept"];

    /// <summary>Words in the name of a question whose yes means that the text is refused.</summary>
    private static readonly string[] Refusals =
        ["invalid", "illegal", "forbidden", "blocked", "denied", "reserved", "malicious", "suspicious", "unsafe", "dangerous", "disallowed", "bad", "traversal", "private", "loopback", "unsupported", "unknown", "rooted", "absolute", "external"];

    /// <summary>Words in the name of a function that throws where a text is not as it should be.</summary>
    private static readonly string[] Checks =
        ["validate", "validator", "ensure", "check", "verify", "assert", "require", "guard", "against", "authorize", "demand", "throw"];

    /// <summary>Parts that say nothing of what a text contains.</summary>
    private static readonly string[] Measures = ["Length", "Count", "LongLength", "HasValue"];

    /// <summary>Functions that give out another spelling of a whole text.</summary>
    private static readonly string[] Spellings = ["Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "ToString", "Normalize", "AsSpan", "Replace", "ToArray"];

    private readonly string text;
    private readonly string? owner;
    private readonly TaintPolicy policy;
    private readonly SyntaxNode place;
    private int lastWrite;

    private ValidationGuard(ExpressionSyntax use, SyntaxNode place, TaintPolicy policy)
    {
        this.place = place;
        this.policy = policy;
        text = TextOf(use);
        owner = use is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } access ? TextOf(access.Expression) : null;
    }

    /// <summary>True where a text has been found to be harmless before its use.</summary>
    /// <param name="use">The variable or the member, where it is used.</param>
    /// <param name="place">The place that a question must stand in front of: the use itself, or the sink that the text reaches from there.</param>
    /// <param name="policy">What counts for this kind of sink.</param>
    public static bool Stands(ExpressionSyntax use, SyntaxNode place, TaintPolicy policy)
        => use is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax && new ValidationGuard(use, place, policy).Stands();

    private bool Stands()
    {
        lastWrite = LastWrite();
        for (var node = place; node.Parent is { } parent; node = parent)
        {
            // What was asked before a new value was given says nothing of that.
            if (parent is not (BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax) && parent.SpanStart < lastWrite)
            {
                continue;
            }

            switch (parent)
            {
                case IfStatementSyntax choice when node == choice.Statement && Settles(choice.Condition, true, Deepest):
                case ElseClauseSyntax { Parent: IfStatementSyntax choice1 } when Settles(choice1.Condition, false, Deepest):
                case ConditionalExpressionSyntax choice2 when node == choice2.WhenTrue && Settles(choice2.Condition, true, Deepest):
                case ConditionalExpressionSyntax choice3 when node == choice3.WhenFalse && Settles(choice3.Condition, false, Deepest):
                case WhileStatementSyntax loop when node == loop.Statement && Settles(loop.Condition, true, Deepest):
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when node == both.Right && Settles(both.Left, true, Deepest):
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either when node == either.Right && Settles(either.Left, false, Deepest):
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice4 } arm when node == arm.Expression && (IsMeant(choice4.GoverningExpression) && AreConstants(arm.Pattern) || arm.WhenClause is { } when1 && Settles(when1.Condition, true, Deepest)):
                    return true;

                case SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } section:
                    if (section.Labels.All(label => IsSettledBy(label, choice)) || EarlierSettles(section.Statements, node))
                    {
                        return true;
                    }

                    break;

                case BlockSyntax block when EarlierSettles(block.Statements, node):
                    return true;

                case CompilationUnitSyntax unit when node is GlobalStatementSyntax:
                    return EarlierSettles([.. unit.Members.OfType<GlobalStatementSyntax>().Where(member => member.SpanStart < node.SpanStart).Select(static member => member.Statement)], node);

                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BaseTypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Where the variable was last given another value before the place; a replacement behind a question counts as that question's.</summary>
    private int LastWrite()
    {
        if (text.IndexOf('.') >= 0 || text.IndexOf('[') >= 0)
        {
            return -1;
        }

        var last = -1;
        foreach (var write in VariableWrites.In(VariableWrites.ScopeOf(place), text))
        {
            if (write.Node.SpanStart < place.SpanStart && !write.Node.Span.Contains(place.Span) && !IsReplacement(write))
            {
                last = write.Node.SpanStart;
            }
        }

        return last;
    }

    /// <summary><c>if (!allowed.Contains(order)) order = "name";</c></summary>
    private static bool IsReplacement(VariableWrite write)
        => write is { IsMore: false, Value: LiteralExpressionSyntax or MemberAccessExpressionSyntax } && (write.Node.Parent is ExpressionStatementSyntax { Parent: IfStatementSyntax or BlockSyntax { Parent: IfStatementSyntax } });

    private bool IsSettledBy(SwitchLabelSyntax label, SwitchStatementSyntax choice)
        => label switch
        {
            CaseSwitchLabelSyntax { Value: not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } => IsMeant(choice.Expression),
            CasePatternSwitchLabelSyntax pattern => (IsMeant(choice.Expression) && AreConstants(pattern.Pattern)) || (pattern.WhenClause is { } when && Settles(when.Condition, true, Deepest)),
            _ => false,
        };

    /// <summary>Statements in front of the use that leave, or throw, where the text is not as it should be.</summary>
    private bool EarlierSettles(IEnumerable<StatementSyntax> statements, SyntaxNode node)
    {
        foreach (var statement in statements)
        {
            if (statement.SpanStart >= node.SpanStart)
            {
                return false;
            }

            if (statement.Span.End <= lastWrite)
            {
                continue;
            }

            switch (statement)
            {
                case IfStatementSyntax choice:
                    // What the variable is given on the way is another text.
                    if ((Leaves(choice.Statement) && Settles(choice.Condition, false, Deepest))
                        || (choice.Else is { } otherwise && Leaves(otherwise.Statement) && Settles(choice.Condition, true, Deepest))
                        || (IsReplacedIn(choice.Statement) && choice.Else is null && Settles(choice.Condition, false, Deepest)))
                    {
                        return true;
                    }

                    break;

                case SwitchStatementSyntax choice when IsMeant(choice.Expression) && choice.Sections.Any(section => section.Labels.Any(static label => label is DefaultSwitchLabelSyntax) && section.Statements.LastOrDefault() is ReturnStatementSyntax or ThrowStatementSyntax):
                    return true;

                case ExpressionStatementSyntax { Expression: var expression } when IsCheck(expression):
                case LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } when variables[0].Initializer?.Value is { } value && IsThrowingCheck(value):
                    return true;
            }
        }

        return false;
    }

    private static bool Leaves(StatementSyntax statement)
        => (statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement) switch
        {
            ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or GotoStatementSyntax => true,
            YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement } => true,
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && name.StartsWith("Throw", StringComparison.Ordinal) && name.IndexOf("If", StringComparison.Ordinal) < 0,
            IfStatementSyntax { Else.Statement: { } otherwise, Statement: var then } => Leaves(then) && Leaves(otherwise),
            _ => false,
        };

    /// <summary><c>if (!allowed.Contains(order)) order = "name";</c> or <c>{ order = "name"; }</c></summary>
    private bool IsReplacedIn(StatementSyntax statement)
        => (statement is BlockSyntax { Statements: { Count: 1 } only } ? only[0] : statement) is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } set } && IsMeant(set.Left);

    /// <summary><c>EnsureSafe(name);</c>, <c>Guard.Against.InvalidInput(name, …);</c>, <c>(await validator.ValidateAsync(model)).ThrowIfInvalid();</c></summary>
    private bool IsCheck(ExpressionSyntax expression)
        => Bare(expression) is InvocationExpressionSyntax call && IsThrowingCheck(call);

    private bool IsThrowingCheck(ExpressionSyntax expression)
    {
        if (Bare(expression) is not InvocationExpressionSyntax call || InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name || Array.IndexOf(EmptyQuestions, name) >= 0 || name.StartsWith("Try", StringComparison.Ordinal))
        {
            return false;
        }

        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        if (HasWord(name, ["empty", "null", "length"])
            || !(HasWord(name, Checks) || (receiver is not null && receiver.DescendantNodesAndSelf().Any(static part => part is IdentifierNameSyntax { Identifier.ValueText: var owner } && HasWord(owner, Checks)))))
        {
            return false;
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or IsPatternExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax)
            {
                // Throw.If(…) throws on yes, Ensure.That(…) on no.
                if (Settles(argument.Expression, !HasWord(name, ["if", "when", "against"]), Deepest))
                {
                    return true;
                }
            }
            else if (IsMeant(argument.Expression) || (owner is not null && TextOf(argument.Expression) == owner))
            {
                return true;
            }
        }

        // (await validator.ValidateAsync(model)).ThrowIfInvalid(), Guard(name).IsSafe()
        return receiver is InvocationExpressionSyntax inner && inner != call && IsThrowingCheck(inner);
    }

    /// <summary>True where an answer to a condition means that the text is harmless.</summary>
    private bool Settles(ExpressionSyntax condition, bool answer, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Settles(inner.Expression, answer, depth - 1);

            case AwaitExpressionSyntax awaited:
                return Settles(awaited.Expression, answer, depth - 1);

            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return Settles(not.Operand, !answer, depth - 1);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both:
                return answer ? Settles(both.Left, true, depth - 1) || Settles(both.Right, true, depth - 1)
                    : Excludes(both.Left, both.Right, false, depth);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either:
                return answer ? Excludes(either.Left, either.Right, true, depth)
                    : Settles(either.Left, false, depth - 1) || Settles(either.Right, false, depth - 1);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } equality:
                return SettlesEquality(equality, answer == equality.IsKind(SyntaxKind.EqualsExpression), depth);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.GreaterThanOrEqualExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.LessThanExpression } compared:
                // IndexOfAny(…) >= 0, > -1, < 0
                return Bare(compared.Left) is InvocationExpressionSyntax found && IsPosition(found) && SettlesCall(found, answer != compared.IsKind(SyntaxKind.LessThanExpression));

            case IsPatternExpressionSyntax test:
                return SettlesPattern(test.Expression, test.Pattern, answer, depth);

            case InvocationExpressionSyntax call:
                return SettlesCall(call, answer);

            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } access:
                return answer && SettlesCall(call, answer, access.Expression);

            case MemberAccessExpressionSyntax member:
                return SettlesMember(member, answer, depth);

            case IdentifierNameSyntax name:
                return NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } value && Settles(value, answer, depth - 1);

            default:
                return false;
        }
    }

    /// <summary>Two answers of which one at least holds: both settle it, or one is about a text that is not there.</summary>
    private bool Excludes(ExpressionSyntax left, ExpressionSyntax right, bool answer, int depth)
        => (Settles(left, answer, depth - 1) || IsEmptyQuestion(left)) && (Settles(right, answer, depth - 1) || IsEmptyQuestion(right)) && !(IsEmptyQuestion(left) && IsEmptyQuestion(right));

    private bool IsEmptyQuestion(ExpressionSyntax question)
        => Bare(question) switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => IsEmptyQuestion(not.Operand),
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(EmptyQuestions, name) >= 0 && Mentions(call, includeOwner: true),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.GreaterThanExpression } compared => IsNothing(compared.Right) && Mentions(compared.Left, includeOwner: true),
            IsPatternExpressionSyntax { Pattern: var pattern } test => !AreConstants(pattern is UnaryPatternSyntax not ? not.Pattern : pattern) && Mentions(test.Expression, includeOwner: true),
            _ => false,
        };

    private static bool IsNothing(ExpressionSyntax value)
        => value is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression or (int)SyntaxKind.NumericLiteralExpression }
            || value is LiteralExpressionSyntax { Token.ValueText.Length: 0 }
            || value.ToString() is "string.Empty" or "String.Empty";

    private bool SettlesEquality(BinaryExpressionSyntax equality, bool areEqual, int depth)
    {
        if (equality.Right is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression or (int)SyntaxKind.FalseLiteralExpression } constant)
        {
            return Settles(equality.Left, areEqual == constant.IsKind(SyntaxKind.TrueLiteralExpression), depth - 1);
        }

        if (Bare(equality.Left) is InvocationExpressionSyntax found && IsPosition(found))
        {
            // IndexOfAny(…) == -1 or != -1
            return SettlesCall(found, !areEqual);
        }

        if (IsNothing(equality.Right) || IsNothing(equality.Left))
        {
            // context == null, where it was looked up by the text
            return !areEqual && IsNull(equality.Right) && WasLookedUp(equality.Left);
        }

        return areEqual && ((IsMeant(equality.Left) && IsOwn(equality.Right)) || (IsMeant(equality.Right) && IsOwn(equality.Left)));
    }

    private bool SettlesPattern(ExpressionSyntax value, PatternSyntax pattern, bool answer, int depth)
    {
        if (pattern is UnaryPatternSyntax { RawKind: (int)SyntaxKind.NotPattern } not)
        {
            return SettlesPattern(value, not.Pattern, !answer, depth - 1);
        }

        if (pattern is ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression or (int)SyntaxKind.FalseLiteralExpression } constant })
        {
            return Settles(value, answer == constant.IsKind(SyntaxKind.TrueLiteralExpression), depth - 1);
        }

        if (answer && AreConstants(pattern))
        {
            return IsMeant(value);
        }

        // Access(name) is { } denied, Find(name) is { } found, Find(name) is null
        var isNull = pattern is ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } };
        return Bare(value) is InvocationExpressionSyntax call ? (isNull ? !answer && IsLookup(call) : (answer ? IsLookup(call) : IsLookup(call) && HasWord(InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "", Checks)))
            : isNull && !answer && WasLookedUp(value);
    }

    /// <summary>True for a variable that holds what was found by the text.</summary>
    private bool WasLookedUp(ExpressionSyntax value)
        => Bare(value) is IdentifierNameSyntax name && NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } given && Bare(given) is InvocationExpressionSyntax call && IsLookup(call);

    private bool IsLookup(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && Array.IndexOf(EmptyQuestions, name) < 0
            && name is not ("GetDirectoryName" or "GetFullPath" or "GetExtension" or "Create" or "Parse" or "Deserialize" or "OpenRead" or "ReadAllText" or "ReadAllBytes")
            && call.ArgumentList.Arguments.Any(argument => argument.RefKindKeyword.IsKind(SyntaxKind.None) && (IsMeant(argument.Expression) || ComparesIn(argument.Expression)));

    /// <summary><c>result.IsValid</c>, <c>check.Succeeded</c>, <c>uri.IsLoopback</c></summary>
    private bool SettlesMember(MemberAccessExpressionSyntax member, bool answer, int depth)
    {
        var name = member.Name.Identifier.ValueText;
        if (Array.IndexOf(policy.DecidingParts, name) >= 0 && IsMeant(member.Expression))
        {
            return !answer;
        }

        if (name is "IsValid" or "Success" or "Succeeded" or "IsSuccess" or "Allowed" or "IsAllowed" or "Ok" or "IsAuthorized" && answer)
        {
            return Bare(member.Expression) is InvocationExpressionSyntax direct ? Mentions(direct, includeOwner: true) && SettlesName(direct)
                : member.Expression is IdentifierNameSyntax result && NameLookup.ValueGiven(result, result.Identifier.ValueText) is { } value && Bare(value) is InvocationExpressionSyntax call && Mentions(call, includeOwner: true);
        }

        return false;
    }

    private static bool SettlesName(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText is not ("TryCreate" or "IsNullOrEmpty");

    private static bool IsPosition(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "IndexOfAny" or "IndexOf" or "IndexOfAnyExcept";

    private bool SettlesCall(InvocationExpressionSyntax call, bool answer, ExpressionSyntax? receiver = null)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name || Array.IndexOf(EmptyQuestions, name) >= 0)
        {
            return false;
        }

        receiver ??= (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        var arguments = call.ArgumentList.Arguments;
        if (receiver is not null && IsMeant(receiver))
        {
            return name switch
            {
                "Equals" => answer && arguments.Count > 0 && !IsNothing(arguments[0].Expression) && IsOwn(arguments[0].Expression),
                "All" => answer,
                "Any" => !answer && arguments.Count > 0,
                "IsMatch" => false,
                _ when Array.IndexOf(ContentQuestions, name) >= 0 => policy.Settles(new(name, call, answer)),
                _ when HasWord(name, Refusals) => !answer,
                // name.IsValidSlug(), an extension of the app's own
                _ => answer && arguments.Count == 0 && CommonSanitizers.IsHelper(name, policy),
            };
        }

        if (name == "Exists" && receiver is not null && MemberName.Of(receiver)?.ValueText is "File" or "Directory")
        {
            return false;
        }

        var isAbout = false;
        foreach (var argument in arguments)
        {
            isAbout |= !argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && (IsMeant(argument.Expression) || ComparesIn(argument.Expression));
        }

        if (!isAbout)
        {
            // Valid(model) says something of model.Name, too.
            return owner is not null && arguments.Any(argument => TextOf(argument.Expression) == owner) && answer != HasWord(name, Refusals) && (CommonSanitizers.IsHelper(name, policy) || HasWord(name, Refusals));
        }

        // string.Equals(name, "…")
        if (name == "Equals")
        {
            return answer && arguments.All(argument => IsMeant(argument.Expression) || (IsOwn(argument.Expression) && !IsNothing(argument.Expression)));
        }

        if (name == "IsMatch")
        {
            return SettlesPattern(call, receiver, answer);
        }

        // denied.Contains(name) is no list of what may be.
        if (name is "Contains" or "ContainsKey" or "TryGetValue" or "Any" or "Exists")
        {
            return answer && !(receiver is not null && MemberName.Of(receiver)?.ValueText is { } list && HasWord(list, Refusals));
        }

        return HasWord(name, Refusals) ? !answer : answer;
    }

    /// <summary>A regular expression says what a text may be where it holds for all of it; one for what it may not contain does so by its complement.</summary>
    private static bool SettlesPattern(InvocationExpressionSyntax call, ExpressionSyntax? receiver, bool answer)
    {
        var arguments = call.ArgumentList.Arguments;
        var pattern = arguments.Count > 1 ? arguments[1].Expression
            : receiver is IdentifierNameSyntax name && NameLookup.ValueGiven(name, name.Identifier.ValueText) is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } given } ? given[0].Expression
            : receiver is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } made } ? made[0].Expression
            : null;
        if (pattern is LiteralExpressionSyntax { Token.ValueText: var text })
        {
            var isWhole = (text.StartsWith("^", StringComparison.Ordinal) || text.StartsWith("\\A", StringComparison.Ordinal)) && (text.EndsWith("$", StringComparison.Ordinal) || text.EndsWith("\\z", StringComparison.OrdinalIgnoreCase)) && !text.Contains(".*") && !text.Contains(".+");
            return answer ? isWhole : text.StartsWith("[^", StringComparison.Ordinal);
        }

        var spoken = (receiver is InvocationExpressionSyntax made1 ? InvocationSyntax.NameOf(made1)?.Identifier.ValueText : receiver is null ? null : MemberName.Of(receiver)?.ValueText) ?? "";
        return answer != HasWord(spoken, Refusals);
    }

    /// <summary><c>a =&gt; a == name</c>, as lists are asked.</summary>
    private bool ComparesIn(ExpressionSyntax argument)
        => argument is LambdaExpressionSyntax { ExpressionBody: { } body }
            && (Bare(body) switch
            {
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equality => IsMeant(equality.Left) || IsMeant(equality.Right),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals", Expression: var receiver } } call => IsMeant(receiver) || call.ArgumentList.Arguments.Any(compared => IsMeant(compared.Expression)),
                _ => false,
            });

    /// <summary>True for the text, another spelling of all of it, or a variable that holds one.</summary>
    private bool IsMeant(ExpressionSyntax expression) => IsMeant(expression, Deepest);

    private bool IsMeant(ExpressionSyntax expression, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        expression = Bare(expression);
        if (TextOf(expression) == text)
        {
            return true;
        }

        switch (expression)
        {
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var part } member:
                return Array.IndexOf(Measures, part) < 0 && (Array.IndexOf(policy.DecidingParts, part) >= 0 || part == "Value") && IsMeant(member.Expression, depth - 1);

            case ConditionalAccessExpressionSyntax access:
                return IsMeant(access.Expression, depth - 1) && access.WhenNotNull is MemberBindingExpressionSyntax { Name.Identifier.ValueText: var bound } && Array.IndexOf(policy.DecidingParts, bound) >= 0
                    || IsMeant(access.Expression, depth - 1) && access.WhenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var called } } && Array.IndexOf(Spellings, called) >= 0;

            case InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name:
                return (Array.IndexOf(Spellings, name) >= 0 && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && IsMeant(receiver, depth - 1))
                    || (Array.IndexOf(policy.Spellings, name) >= 0 && call.ArgumentList.Arguments.Any(argument => IsMeant(argument.Expression, depth - 1)));

            case ObjectCreationExpressionSyntax { Type: var type, ArgumentList.Arguments: { Count: > 0 } arguments }:
                return Array.IndexOf(policy.Spellings, type.ToString()) >= 0 && arguments.Any(argument => IsMeant(argument.Expression, depth - 1));

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                return IsMeant(coalesce.Left, depth - 1);

            case IdentifierNameSyntax { Identifier.ValueText: var variable } local:
                return NameLookup.ValueGiven(local, variable) is { } value ? value != local && !value.Span.Contains(local.Span) && IsMeant(value, depth - 1)
                    : CreatedFrom(local, variable, depth);

            default:
                return false;
        }
    }

    /// <summary><c>Uri.TryCreate(text, UriKind.Absolute, out var uri)</c>: the variable is another spelling of the text.</summary>
    private bool CreatedFrom(IdentifierNameSyntax use, string variable, int depth)
    {
        foreach (var around in use.Ancestors())
        {
            if (around is not (BlockSyntax or CompilationUnitSyntax or IfStatementSyntax or BinaryExpressionSyntax))
            {
                continue;
            }

            foreach (var node in around.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax)))
            {
                if (node is SingleVariableDesignationSyntax { Identifier.ValueText: var name, Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } } } && name == variable)
                {
                    return InvocationSyntax.NameOf(call)?.Identifier.ValueText == "TryCreate" && call.ArgumentList.Arguments.Count > 1 && IsMeant(call.ArgumentList.Arguments[0].Expression, depth - 1);
                }
            }

            if (around is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax })
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>True where the text, a variable made of it, or the object whose member it is, stands in an expression.</summary>
    private bool Mentions(ExpressionSyntax expression, bool includeOwner)
    {
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
                && (IsMeant((ExpressionSyntax)node, 4) || (includeOwner && owner is not null && TextOf((ExpressionSyntax)node) == owner)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreConstants(PatternSyntax pattern)
        => pattern switch
        {
            ConstantPatternSyntax { Expression: var value } => !IsNothing(value),
            ParenthesizedPatternSyntax inner => AreConstants(inner.Pattern),
            BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either => AreConstants(either.Left) && AreConstants(either.Right),
            BinaryPatternSyntax both => AreConstants(both.Left) || AreConstants(both.Right),
            _ => false,
        };

    /// <summary>False for another parameter: that two texts from outside are equal says nothing of either.</summary>
    private static bool IsOwn(ExpressionSyntax value)
        => Bare(value) is not IdentifierNameSyntax { Identifier.ValueText: var name } variable || name[0] == '_' || char.IsUpper(name[0]) || NameLookup.ValueGiven(variable, name) is not null;

    private static bool IsNull(ExpressionSyntax value) => value is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression };

    private static bool HasWord(string name, string[] words)
    {
        foreach (var word in WordSplitter.Of(name))
        {
            if (Array.IndexOf(words, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    break;
                case AwaitExpressionSyntax awaited:
                    expression = awaited.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                    expression = sure.Operand;
                    break;
                case CastExpressionSyntax cast:
                    expression = cast.Expression;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>What is written, without what makes no difference.</summary>
    private static string TextOf(ExpressionSyntax expression)
    {
        var written = Bare(expression).ToString();
        return written.StartsWith("this.", StringComparison.Ordinal) ? written.Substring(5) : written.Replace("!", "");
    }
}
