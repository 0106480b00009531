using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>
/// Values that stand beside their key, one of several: <c>new Setting { Key = "Version", Value = "2.1" }</c>. Whoever reads one of them
/// by a key that the code chooses reads none of the others.
/// </summary>
internal static class KeyedValue
{
    /// <summary>True for a value whose own key names no secret.</summary>
    public static bool IsOfAnotherKey(ExpressionSyntax literal, SemanticModel model, SecretVocabulary vocabulary, KnownTypes known, CancellationToken cancellationToken)
    {
        SyntaxNode value = literal;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or ConditionalExpressionSyntax)
        {
            value = value.Parent;
        }

        bool NamesSecret(string? key) => key is not null && (SecretClassifier.NamesSecret(key, vocabulary) || SecretNames.MentionsSecret(key));

        switch (value.Parent)
        {
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var property }, Parent: InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression } members } set
                when set.Right == value && IsValueName(property):
                return KeyIn(members, model, cancellationToken) is { } own && !NamesSecret(own) && IsOneOfSeveral(property, known);

            // { "Version", "2.1" }
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Expressions: { Count: 2 } pair, Parent: InitializerExpressionSyntax pairs } when pair[1] == value:
                return TextOf(pair[0], model, cancellationToken) is { } first && !NamesSecret(first)
                    && pairs.Expressions.Any(other => other is InitializerExpressionSyntax { Expressions: { Count: 2 } beside } && NamesSecret(TextOf(beside[0], model, cancellationToken)));

            // ["Version"] = "2.1"
            case AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } keys }, Parent: InitializerExpressionSyntax entries } set when set.Right == value:
                return TextOf(keys[0].Expression, model, cancellationToken) is { } key && !NamesSecret(key)
                    && entries.Expressions.Any(other => other is AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } beside } } && NamesSecret(TextOf(beside[0].Expression, model, cancellationToken)));

            // new Setting("Version", "2.1"), Seed("Version", "2.1")
            case ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: > 1 and < 8 } arguments, Parent: ExpressionSyntax call } } argument
                when call is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax && IsValueName(ParameterOf(argument, model, cancellationToken)):
                return KeyAmong(arguments, model, cancellationToken) is { } passed && !NamesSecret(passed) && HasSecretBeside(call, known, NamesSecret);

            default:
                return false;
        }
    }

    private static string? KeyIn(InitializerExpressionSyntax members, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var member in members.Expressions)
        {
            if (member is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name }, Right: var key } && IsKeyName(name) && TextOf(key, model, cancellationToken) is { } text)
            {
                return text;
            }
        }

        // new Setting("Version") { Value = "2.1" }
        return members.Parent is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } ? TextOf(arguments[0].Expression, model, cancellationToken) : null;
    }

    private static string? KeyAmong(SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var argument in arguments)
        {
            if (TextOf(argument.Expression, model, cancellationToken) is { } text && IsKeyName(ParameterOf(argument, model, cancellationToken)))
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>True where another object is given its value, too.</summary>
    private static bool IsOneOfSeveral(string property, KnownTypes known)
    {
        var objects = 0;
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var write in NamedPlaces.Of(tree).Writes(property))
            {
                if (write.Parent is InitializerExpressionSyntax && ++objects > 1)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True where another call of the same name passes the key of a secret.</summary>
    private static bool HasSecretBeside(ExpressionSyntax call, KnownTypes known, Func<string?, bool> namesSecret)
    {
        var name = call switch
        {
            InvocationExpressionSyntax invocation => InvocationSyntax.NameOf(invocation)?.Identifier.ValueText,
            ObjectCreationExpressionSyntax creation => TypeSyntaxNames.RightmostName(creation.Type),
            _ => NamedPlaces.TargetTyped,
        };
        return name is not null && known.Compilation.SyntaxTrees.Any(tree => NamedPlaces.Of(tree).Calls(name).Any(other => other != call
            && (other switch { InvocationExpressionSyntax invocation => invocation.ArgumentList, BaseObjectCreationExpressionSyntax creation => creation.ArgumentList, _ => null })?.Arguments
                .Any(argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string text } && namesSecret(text)) == true));
    }

    private static string? ParameterOf(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken)
        => argument.NameColon?.Name.Identifier.ValueText ?? (model.GetOperation(argument, cancellationToken) as IArgumentOperation)?.Parameter?.Name;

    private static bool IsKeyName(string? name) => LastWord(name) is "key" or "name" or "code" or "id" or "setting";

    private static bool IsValueName(string? name) => LastWord(name) is "value" or "val" or "data" or "text" or "content";

    private static string? LastWord(string? name) => name is not null && WordSplitter.Of(name) is { Count: > 0 } words ? words[words.Count - 1] : null;

    /// <summary>The text of a constant, or the name of a member of an enum.</summary>
    private static string? TextOf(ExpressionSyntax key, SemanticModel model, CancellationToken cancellationToken)
        => key is LiteralExpressionSyntax literal ? literal.Token.Value as string
            : key is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) ? null
            : model.GetSymbolInfo(key, cancellationToken).Symbol is IFieldSymbol { HasConstantValue: true } constant ? constant.ConstantValue as string ?? constant.Name
            : null;
}
