using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

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
        "IsNotNull", "HasValue", "IsEmpty", "IsWellFormedUriString", "TryCreate", "LengthInRange", "StringTooLong", "StringTooShort", "TryValidateModel", "GetType", "ReferenceEquals", "HasExtension",
    ];

    /// <summary>Questions that a text is asked about its own content.</summary>
    private static readonly string[] ContentQuestions = ["StartsWith", "EndsWith", "Contains", "IndexOf", "IndexOfAny", "IndexOfAnyExcept", "ContainsAny", "ContainsAnyExcept"];

    /// <summary>Words in the name of a function that asks, or does, something else: whether a thing is there, what kind of file it is, how large.</summary>
    private static readonly string[] OtherQuestions =
    [
        "exist", "exists", "existing", "add", "remove", "save", "delete", "send", "write", "create", "created", "content", "extension", "extensions", "type", "types", "image", "images", "picture", "photo", "mime", "size", "length", "enabled", "rooted",
        "qualified", "unique", "duplicate", "taken", "directory", "folder", "quota", "user", "authenticated", "loaded", "initialized", "empty", "null", "blank",
    ];

    /// <summary>Words in the name of a question whose yes means that the text is refused.</summary>
    private static readonly string[] Refusals =
        ["invalid", "illegal", "forbidden", "blocked", "denied", "reserved", "malicious", "suspicious", "unsafe", "dangerous", "disallowed", "bad", "traversal", "private", "loopback", "unsupported", "unknown", "absolute", "external"];

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

    /// <summary>Questions are as long as people write them; past that many parts nothing is claimed about the text.</summary>
    private int budget = 600;

    private ValidationGuard(ExpressionSyntax use, SyntaxNode place, TaintPolicy policy)
    {
        this.place = place;
        this.policy = policy;
        text = TextOf(use);
        // What is valid of a file is its kind, not its name.
        owner = use is MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "FileName", Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } access ? TextOf(access.Expression) : null;
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
        return Climb() || budget < 0;
    }

    private bool Climb()
    {
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
            if (write.Node.SpanStart < place.SpanStart && FunctionSyntax.Enclosing(write.Node).Span.Contains(place.Span) && !write.Node.Span.Contains(place.Span) && !IsReplacement(write))
            {
                last = write.Node.SpanStart;
            }
        }

        return last;
    }

    /// <summary><c>if (!allowed.Contains(order)) order = "name";</c></summary>
    private static bool IsReplacement(VariableWrite write)
        => write is { IsMore: false, Value: { } value } && IsReplacement(value) && (write.Node.Parent is ExpressionStatementSyntax { Parent: IfStatementSyntax or BlockSyntax { Parent: IfStatementSyntax } });

    private static bool IsReplacement(ExpressionSyntax value) => value is LiteralExpressionSyntax || (value is MemberAccessExpressionSyntax or IdentifierNameSyntax && IsOwn(value));

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
        => (statement is BlockSyntax { Statements: { Count: 1 } only } ? only[0] : statement) is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } set } && IsReplacement(set.Right) && IsMeant(set.Left);

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
        if (HasWord(name, OtherQuestions)
            || (receiver is not null && MemberName.Of(receiver)?.ValueText is "Debug" or "Trace")
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
            else if (IsMeant(argument.Expression) || (owner is not null && HasWord(name, ["validate", "valid"]) && TextOf(argument.Expression) == owner))
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
        if (depth == 0 || --budget < 0)
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
                // IndexOfAny(…) >= 0, > -1, < 0; errors.Count > 0
                return !answer && Bare(compared.Left) is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length", Expression: var complaints } && WasChecked(complaints)
                    || Bare(compared.Left) is InvocationExpressionSyntax found && IsPosition(found) && SettlesCall(found, answer != compared.IsKind(SyntaxKind.LessThanExpression));

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
        => (Settles(left, answer, depth - 1) || MeansEmpty(left, answer)) && (Settles(right, answer, depth - 1) || MeansEmpty(right, answer)) && !(MeansEmpty(left, answer) && MeansEmpty(right, answer));

    /// <summary>True where the answer to a question means that there is no text.</summary>
    private bool MeansEmpty(ExpressionSyntax question, bool answer)
        => Bare(question) switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => MeansEmpty(not.Operand, !answer),
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && name.StartsWith("IsNull", StringComparison.Ordinal) == answer && Array.IndexOf(EmptyQuestions, name) >= 0 && IsAsked(call),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } compared => answer && IsNothing(compared.Right) && IsAsked(compared.Left),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.GreaterThanExpression } compared => !answer && IsNothing(compared.Right) && IsAsked(compared.Left),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: var value } } test => answer && IsNothing(value) && IsAsked(test.Expression),
            IsPatternExpressionSyntax { Pattern: not UnaryPatternSyntax and var pattern } test => !answer && !AreConstants(pattern) && IsAsked(test.Expression),
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: var pattern } } test => answer ? !AreConstants(pattern) && pattern is not ConstantPatternSyntax && IsAsked(test.Expression) : pattern is ConstantPatternSyntax && IsAsked(test.Expression),
            _ => false,
        };

    /// <summary>True for the text, its length, or the object whose member it is, and for a call that is given one of them.</summary>
    private bool IsAsked(ExpressionSyntax question)
        => Bare(question) switch
        {
            InvocationExpressionSyntax call => call.ArgumentList.Arguments.Any(argument => IsMeant(argument.Expression)),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var part, Expression: var measured } when Array.IndexOf(Measures, part) >= 0 => IsMeant(measured),
            ConditionalAccessExpressionSyntax access => IsMeant(access.Expression),
            var asked => IsMeant(asked) || (owner is not null && TextOf(asked) == owner),
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
            // context == null, where it was looked up by the text; error != null, where a check of the text complains
            return IsNull(equality.Right) && (areEqual ? WasChecked(equality.Left) : WasLookedUp(equality.Left));
        }

        return areEqual && ((IsMeant(equality.Left) && IsOwn(equality.Right)) || (IsMeant(equality.Right) && IsOwn(equality.Left)));
    }

    private bool SettlesPattern(ExpressionSyntax value, PatternSyntax pattern, bool answer, int depth)
    {
        if (depth <= 0)
        {
            return false;
        }

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
            : isNull ? (answer ? WasChecked(value) : WasLookedUp(value))
            : !answer && pattern is RecursivePatternSyntax && WasChecked(value);
    }

    /// <summary>True for a variable that holds what was found by the text.</summary>
    private bool WasLookedUp(ExpressionSyntax value)
        => Bare(value) is IdentifierNameSyntax name && NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } given && Bare(given) is InvocationExpressionSyntax call && IsLookup(call);

    /// <summary>True for a variable that holds what a check of the text complains about.</summary>
    private bool WasChecked(ExpressionSyntax value)
        => Bare(value) is IdentifierNameSyntax name && NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } given && Bare(given) is InvocationExpressionSyntax call && IsThrowingCheck(call);

    private bool IsLookup(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && Array.IndexOf(EmptyQuestions, name) < 0
            && !HasWord(name, OtherQuestions)
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
            var given = Bare(member.Expression) is IdentifierNameSyntax result ? NameLookup.ValueGiven(result, result.Identifier.ValueText) : member.Expression;
            return given is not null && Bare(given) is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } asked
                && (asked == "Match" ? SettlesCall(call, answer: true) : IsThrowingCheck(call));
        }

        return false;
    }

    private static bool IsPosition(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "IndexOfAny" or "IndexOf" or "IndexOfAnyExcept";

    private bool SettlesCall(InvocationExpressionSyntax call, bool answer, ExpressionSyntax? receiver = null)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name || Array.IndexOf(EmptyQuestions, name) >= 0)
        {
            return false;
        }

        budget--;
        receiver ??= (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        var arguments = call.ArgumentList.Arguments;
        if (receiver is not null && IsMeant(receiver))
        {
            return name switch
            {
                "Equals" => answer && arguments.Count > 0 && !IsNothing(arguments[0].Expression) && IsOwn(arguments[0].Expression),
                "All" => answer && JudgesEach(arguments),
                "Any" => !answer && JudgesEach(arguments),
                "IsMatch" => false,
                _ when Array.IndexOf(ContentQuestions, name) >= 0 => policy.Settles(new(name, call, receiver, answer)),
                _ when HasWord(name, Refusals) => !answer,
                // name.IsValidSlug(), an extension of the app's own
                _ => answer && arguments.Count == 0 && CommonSanitizers.IsHelper(name, policy),
            };
        }

        var isAbout = false;
        foreach (var argument in arguments)
        {
            isAbout |= !argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && (IsMeant(argument.Expression) || ComparesIn(argument.Expression));
        }

        if (!isAbout)
        {
            // Valid(model) says something of model.Name, too.
            return owner is not null && arguments.Any(argument => TextOf(argument.Expression) == owner) && answer != HasWord(name, Refusals) && !HasWord(name, OtherQuestions) && (CommonSanitizers.IsHelper(name, policy) || HasWord(name, Refusals));
        }

        // string.Equals(name, "…")
        if (name == "Equals")
        {
            return answer && arguments.All(argument => IsMeant(argument.Expression) || (IsOwn(argument.Expression) && !IsNothing(argument.Expression)));
        }

        if (name is "IsMatch" or "Match")
        {
            return SettlesPattern(call, receiver, answer);
        }

        // denied.Contains(name) is no list of what may be.
        if (name is "Contains" or "ContainsKey" or "TryGetValue" or "Any" || (name == "Exists" && arguments.Any(static argument => argument.Expression is LambdaExpressionSyntax)))
        {
            return answer && !(receiver is not null && MemberName.Of(receiver)?.ValueText is { } list && HasWord(list, Refusals));
        }

        return !HasWord(name, OtherQuestions) && (HasWord(name, Refusals) ? !answer : answer);
    }

    /// <summary><c>name.All(char.IsLetterOrDigit)</c>, <c>names.All(allowed.Contains)</c>: each is asked for what it may be.</summary>
    private static bool JudgesEach(SeparatedSyntaxList<ArgumentSyntax> arguments)
        => arguments.Count > 0 && arguments[0].Expression.ToString() is { Length: < 400 } judged
            && (judged.IndexOf("char.Is", StringComparison.OrdinalIgnoreCase) >= 0 || judged.Contains("Contains") || judged.Contains("IsMatch") || judged.Contains("Valid") || judged.Contains("Allowed"))
            && !judged.Contains("IsWhiteSpace") && !judged.Contains("IsControl");

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
            var isWhole = (text.StartsWith("^", StringComparison.Ordinal) || text.StartsWith("\\A", StringComparison.Ordinal)) && (text.EndsWith("$", StringComparison.Ordinal) || text.EndsWith("\\z", StringComparison.OrdinalIgnoreCase)) && CommonSanitizers.NamesWhatMayBe(text);
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
        if (depth == 0 || --budget < 0)
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
        foreach (var designation in MemberNames.Of(VariableWrites.ScopeOf(use)).Designations(variable))
        {
            if (designation.SpanStart < use.SpanStart
                && designation.Parent is DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } }
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "TryCreate"
                && call.ArgumentList.Arguments.Count > 1
                && IsMeant(call.ArgumentList.Arguments[0].Expression, depth - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreConstants(PatternSyntax pattern)
    {
        // A list of thousands is as deep as it is long.
        while (pattern is BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either)
        {
            if (!AreConstants(either.Right))
            {
                return false;
            }

            pattern = either.Left;
        }

        return pattern switch
        {
            ConstantPatternSyntax { Expression: var value } => !IsNothing(value),
            ParenthesizedPatternSyntax inner => AreConstants(inner.Pattern),
            BinaryPatternSyntax { Left: not BinaryPatternSyntax } both => AreConstants(both.Left) || AreConstants(both.Right),
            _ => false,
        };
    }

    /// <summary>False for what comes from outside itself, a parameter or the request: that two such texts are equal says nothing of either.</summary>
    private static bool IsOwn(ExpressionSyntax value) => IsOwn(value, 4);

    private static bool IsOwn(ExpressionSyntax value, int depth)
    {
        var root = Bare(value);
        while (root is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax)
        {
            root = Bare(root is MemberAccessExpressionSyntax access ? access.Expression : root is ElementAccessExpressionSyntax element ? element.Expression : ((InvocationExpressionSyntax)root).Expression);
        }

        if (root is not IdentifierNameSyntax { Identifier.ValueText: { Length: > 0 } name } variable)
        {
            return root is not IdentifierNameSyntax;
        }

        if (name is "Request" or "HttpContext" || IsParameter(variable, name))
        {
            return false;
        }

        return NameLookup.ValueGiven(variable, name) is not { } given || given.Span.Contains(variable.Span) || depth == 0 || IsOwn(given, depth - 1);
    }

    private static bool IsParameter(IdentifierNameSyntax use, string name)
    {
        foreach (var around in use.Ancestors())
        {
            foreach (var parameter in FunctionSyntax.ParametersOf(around))
            {
                if (parameter.Identifier.ValueText == name)
                {
                    return true;
                }
            }

            if (around is BaseMethodDeclarationSyntax or TypeDeclarationSyntax)
            {
                return false;
            }
        }

        return false;
    }

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
        var bare = Bare(expression);
        if (bare.Span.Length > 200)
        {
            return "";
        }

        var written = bare.ToString();
        return written.StartsWith("this.", StringComparison.Ordinal) ? written.Substring(5) : written.Replace("!", "");
    }
}
