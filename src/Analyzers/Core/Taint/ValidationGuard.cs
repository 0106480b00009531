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
internal sealed partial class ValidationGuard
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

    /// <summary>True where the answer to a condition means that a text is harmless.</summary>
    /// <param name="use">The variable or the member that the condition names.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="policy">What counts for this kind of sink.</param>
    public static bool Decides(ExpressionSyntax use, ExpressionSyntax condition, bool answer, TaintPolicy policy) => new ValidationGuard(use, condition, policy) is var guard && guard.Settles(condition, answer, Deepest) && guard.budget >= 0;

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

                case ExpressionStatementSyntax { Expression: var expression } when IsThrowingCheck(expression):
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
    private bool IsThrowingCheck(ExpressionSyntax expression)
    {
        if (Bare(expression) is not InvocationExpressionSyntax call || InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name || Array.IndexOf(EmptyQuestions, name) >= 0 || name.StartsWith("Try", StringComparison.Ordinal))
        {
            return false;
        }

        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        if (WordSplitter.HasWord(name, OtherQuestions)
            || (receiver is not null && MemberName.Of(receiver)?.ValueText is "Debug" or "Trace")
            || !(WordSplitter.HasWord(name, Checks) || (receiver is not null && receiver.DescendantNodesAndSelf().Any(static part => part is IdentifierNameSyntax { Identifier.ValueText: var owner } && WordSplitter.HasWord(owner, Checks)))))
        {
            return false;
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or IsPatternExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax)
            {
                // Throw.If(…) throws on yes, Ensure.That(…) on no.
                if (Settles(argument.Expression, !WordSplitter.HasWord(name, ["if", "when", "against"]), Deepest))
                {
                    return true;
                }
            }
            else if (IsMeant(argument.Expression) || (owner is not null && WordSplitter.HasWord(name, ["validate", "valid"]) && TextOf(argument.Expression) == owner))
            {
                return true;
            }
        }

        // (await validator.ValidateAsync(model)).ThrowIfInvalid(), Guard(name).IsSafe()
        return receiver is InvocationExpressionSyntax inner && inner != call && IsThrowingCheck(inner);
    }
}
