using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Prompts;

/// <summary>The part of a prompt that somebody else writes.</summary>
internal static class OutsideText
{
    private const int LongestName = 60;

    /// <summary>Words in the name of a text that the app's own people write for a model.</summary>
    private static readonly string[] OwnWords =
        ["system", "instruction", "instructions", "persona", "personality", "template", "templates", "policy", "policies", "guideline", "guidelines", "preamble", "rules", "role", "developer"];

    /// <summary>Words in the name of one that is handed over whole.</summary>
    private static readonly string[] WholeWords = ["prompt", "prompts", .. OwnWords];

    private static readonly string[] FunctionWords = ["tool", "tools", "function", "functions", "plugin", "plugins"];

    /// <summary>How names of texts end that are no free ones: what the app gave out itself, or one of a few.</summary>
    private static readonly string[] ClosedWords =
        ["id", "ids", "guid", "uuid", "key", "number", "version", "language", "lang", "locale", "culture", "date", "time", "timezone", "currency", "unit", "units", "format", "schema"];

    /// <summary>The part of a prompt that somebody else writes: what a request or a model says before what a caller hands over; null where there is none.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="context">The place of the prompt.</param>
    /// <param name="sanitizers">Methods whose result is believed to be harmless.</param>
    /// <param name="isStrict">True to count texts of which nobody can tell where they come from.</param>
    public static OutsidePiece? In(IOperation prompt, RuleContext context, ImmutableArray<string> sanitizers = default, bool isStrict = false)
        => OutsidePiece.Worst(OutsidePiece.Of(prompt, context, TaintPolicy.Prompt).Concat(isStrict ? OfUnknown(prompt, context) : []).Where(piece => !IsOwn(piece, context.Node) && (sanitizers.IsDefaultOrEmpty || !IsCleaned(piece.Value, sanitizers, context))));

    /// <summary>The parts that are texts of fields, of what is stored, or of calls that are not looked into.</summary>
    private static IEnumerable<OutsidePiece> OfUnknown(IOperation prompt, RuleContext context)
    {
        foreach (var parts in TextParts.Of(prompt, context, TaintPolicy.Prompt))
        {
            for (var i = 0; i < parts.Count; i++)
            {
                if (parts[i].Hole is { } hole && TaintTracker.Of(hole, context, TaintPolicy.Prompt) is { Level: TaintLevel.Unknown, GaveUp: false })
                {
                    yield return new(parts, i, new(TaintLevel.Service, hole));
                }
            }
        }
    }

    /// <summary>True for the result of one of some methods, <c>Type.Method</c> or <c>Method</c>, there or where a variable is declared with it.</summary>
    private static bool IsCleaned(IOperation value, ImmutableArray<string> sanitizers, RuleContext context)
    {
        while (value is IConversionOperation or IAwaitOperation or ILocalReferenceOperation)
        {
            var inner = value switch
            {
                IConversionOperation { Operand: var operand } => operand,
                IAwaitOperation { Operation: var awaited } => awaited,
                ILocalReferenceOperation { Local: var local } => InitialValue.Of(local, context.Model, context.CancellationToken),
                _ => null,
            };
            if (inner is null)
            {
                return false;
            }

            value = inner;
        }

        return value is IInvocationOperation { TargetMethod: var method } && sanitizers.Any(name => name == method.Name || name == $"{method.ContainingType.Name}.{method.Name}");
    }

    /// <summary>True where an earlier prompt of the same function has the same text in it.</summary>
    public static bool IsOfEarlier(OutsidePiece piece, ModelApiKind kind, RuleContext context)
        => SharedPiece.IsOfEarlierSink(context.Node, piece.Value.Syntax, earlier => PromptText.Of(context.Model.GetOperation(earlier, context.CancellationToken), kind, context.Known) is not null);

    /// <summary>
    /// What a message calls the text: as it stands in the prompt; behind a variable, where it comes from, as long as that is in the same function; behind a
    /// function that makes the prompt, what the function is given or reads.
    /// </summary>
    public static string NameOf(OutsidePiece piece, SyntaxNode sink)
    {
        var source = piece.Taint.Source!.Syntax;
        var shown = piece.Value is IInvocationOperation or IAwaitOperation ? source : sink.Span.Contains(piece.Value.Syntax.Span) && piece.Value is not ILocalReferenceOperation || source.SyntaxTree != sink.SyntaxTree || !VariableWrites.ScopeOf(sink).Span.Contains(source.Span) ? piece.Value.Syntax : source;
        var text = shown.ToString();
        return text.Length <= LongestName && text.IndexOf('\n') < 0 ? text : LastName(source) is { Length: > 0 } name ? name : text.Substring(0, text.IndexOf('\n') is > 0 and < LongestName and var end ? end : LongestName).TrimEnd() + "…";
    }

    /// <summary>True for a text that the app's own people write, and for one that is none, by its name.</summary>
    private static bool IsOwn(OutsidePiece piece, SyntaxNode sink)
    {
        if (IsOfSystem(piece.Value.Syntax))
        {
            return true;
        }

        if (piece.Taint.IsModel)
        {
            return false;
        }

        var isWhole = piece.Text.TrueForAll(part => part.Hole is not null ? part.Hole == piece.Value : string.IsNullOrWhiteSpace(part.Literal));
        // BuildSystemPrompt(question) is named for what it makes, not for what it is given.
        var (name, source) = (piece.Value is IInvocationOperation or IAwaitOperation ? "" : LastName(piece.Value.Syntax), LastName(piece.Taint.Source!.Syntax));
        return Says(name, isWhole ? WholeWords : OwnWords) || Says(source, isWhole ? WholeWords : OwnWords)
            || WordSplitter.EndsInWord(name, ClosedWords) || WordSplitter.EndsInWord(source, ClosedWords)
            || IsOfFunctions(name) || IsOfFunctions(source) || IsOfDefinition(piece, sink)
            || (isWhole && (IsOfPrompts(sink) || IsOfRole(piece.Value.Syntax, sink)));
    }

    /// <summary>True for the names of the app's own functions: <c>toolNames</c></summary>
    private static bool IsOfFunctions(string name) => WordSplitter.HasWord(name, FunctionWords) && WordSplitter.EndsInWord(name, ["name", "names"]);

    /// <summary>A property of what configures an assistant: its type has the instructions as well.</summary>
    private static bool IsOfDefinition(OutsidePiece piece, SyntaxNode sink)
        => piece.Taint.Level < TaintLevel.Request
            && (piece.Value is IConversionOperation { Operand: var converted } ? converted : piece.Value) is IPropertyReferenceOperation { Property: { ContainingType: { Name: var type } owner } property } value
            && sink.Span.Contains(value.Syntax.Span)
            && WordSplitter.EndsInWord(type, ["agent", "assistant", "definition", "persona"])
            && owner.GetMembers().Any(member => member is IPropertySymbol { Type.SpecialType: SpecialType.System_String, Name: "Instruction" or "Instructions" or "SystemPrompt" or "SystemMessage" } && !SymbolEqualityComparer.Default.Equals(member, property));

    /// <summary><c>old = list.First(m => m.Role == ChatRole.System).Text</c>: no text gains a role.</summary>
    private static bool IsOfSystem(SyntaxNode value)
    {
        for (var i = 0; i < 4 && value is ExpressionSyntax; i++)
        {
            if (value.DescendantNodesAndSelf().OfType<LambdaExpressionSyntax>().Any(AsksForSystem))
            {
                return true;
            }

            var variable = value switch
            {
                MemberAccessExpressionSyntax { Expression: ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } index } } => index[0].Expression as IdentifierNameSyntax,
                MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } => owner,
                _ => value as IdentifierNameSyntax,
            };
            if (variable is null || NameLookup.ValueGiven(variable, variable.Identifier.ValueText) is not { } given)
            {
                return false;
            }

            value = given;
        }

        return false;
    }

    private static bool AsksForSystem(LambdaExpressionSyntax lambda)
        => lambda.Body is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: var asked, Right: var role }
            && MemberName.Of(asked)?.ValueText is { } member && IsRole(member)
            && (MemberName.Of(role)?.ValueText ?? (role as LiteralExpressionSyntax)?.Token.ValueText) is "System" or "system";

    /// <summary>A function that is named for it, <c>AddSystemMessage(string content)</c>, hands on what its callers say.</summary>
    private static bool IsOfPrompts(SyntaxNode sink)
        => sink.Ancestors().Select(static node => node switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            _ => null,
        }).FirstOrDefault(static name => name is not null) is { } function && Says(function, OwnWords);

    /// <summary>A message of another kind whose role was asked about, <c>m.Role == "system" ? new SystemChatMessage(m.Content) : …</c>: it was one before.</summary>
    private static bool IsOfRole(SyntaxNode value, SyntaxNode sink)
        => value is MemberAccessExpressionSyntax { Expression: var message }
            && message.ToString() is var owner
            && VariableWrites.ScopeOf(sink).DescendantNodes().Any(node => node switch
            {
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } access => IsRole(member) && access.Expression.ToString() == owner,
                IsPatternExpressionSyntax question => question.Expression.ToString() == owner && question.Pattern.DescendantNodes().OfType<NameColonSyntax>().Any(static name => IsRole(name.Name.Identifier.ValueText)),
                SwitchExpressionSyntax choice => choice.GoverningExpression.ToString() == owner && choice.DescendantNodes().OfType<NameColonSyntax>().Any(static name => IsRole(name.Name.Identifier.ValueText)),
                _ => false,
            });

    private static bool IsRole(string member) => member.EndsWith("Role", StringComparison.Ordinal) || member is "role" or "AuthorType" or "Author" or "Sender" or "Kind";

    private static bool Says(string name, string[] words) => name.Length > 0 && WordSplitter.HasWord(name, words);

    private static string LastName(SyntaxNode value)
        => value switch
        {
            InvocationExpressionSyntax call => LastName(call.Expression),
            ConditionalAccessExpressionSyntax { WhenNotNull: var member } => LastName(member),
            ExpressionSyntax expression => MemberName.Of(expression)?.ValueText ?? "",
            _ => "",
        };
}
