using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>What is said around a value that sounds like a person's: that it is a file's, that of a made-up person, or all that there is to say.</summary>
internal static class PersonalValue
{
    /// <summary>Words for those who do not exist.</summary>
    private static readonly HashSet<string> MadeUp = SecretNames.Set("npc npcs fake faker simulated simulation persona personas synthetic dummy");

    /// <summary>Before <c>id</c> they say that it is one of a message or a request, not of a person.</summary>
    private static readonly HashSet<string> OfMessages = SecretNames.Set("correlation request trace event span activity thread process connection message operation instance");

    /// <summary>True for one of a bot, or of a person who is made up.</summary>
    public static bool IsMadeUp(IEnumerable<string> chain)
    {
        foreach (var name in chain)
        {
            if (WordSplitter.Of(name) is { Count: > 0 } words && (words.Exists(MadeUp.Contains) || words[words.Count - 1] == "bot"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the same value is the path of a file that the function reads.</summary>
    public static bool IsPath(SyntaxNode value)
    {
        if (value is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
        {
            return false;
        }

        var text = value.ToString();
        foreach (var node in FunctionSyntax.Enclosing(value).DescendantNodes())
        {
            var first = node switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "File" or "Directory" or "Path" } }, ArgumentList.Arguments: { Count: > 0 } arguments } => arguments[0].Expression,
                InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call when IsReader(InvocationSyntax.NameOf(call)?.Identifier.ValueText) => arguments[0].Expression,
                ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } made when TypeSyntaxNames.RightmostName(made.Type) is "StreamReader" or "StreamWriter" or "FileStream" or "FileInfo" or "DirectoryInfo" => arguments[0].Expression,
                _ => null,
            };
            if (first is IdentifierNameSyntax or MemberAccessExpressionSyntax && first.ToString() == text)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True in a warning or an error of a function that knows no id: then the person is named by what there is.</summary>
    public static bool IsAllThereIs(SyntaxNode value, LogSeverity? weight, ITypeSymbol? holder)
        => weight >= LogSeverity.Warning
            && !HasId(holder)
            && !FunctionSyntax.Enclosing(value).DescendantNodes().Any(node => node switch
            {
                IdentifierNameSyntax name => IsId(name.Identifier.ValueText) && !(name.Parent is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } member && member.Name == name && IsMissing(owner.Identifier.ValueText, value)),
                ParameterSyntax parameter => IsId(parameter.Identifier.ValueText),
                _ => false,
            });

    /// <summary>True behind <c>if (user is null)</c>, where nobody has the id of that user.</summary>
    private static bool IsMissing(string variable, SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not (MemberDeclarationSyntax and not GlobalStatementSyntax); node = parent)
        {
            if (parent is IfStatementSyntax choice
                && choice.Statement == node
                && choice.Condition is var condition
                && (condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: IdentifierNameSyntax { Identifier.ValueText: var compared }, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } && compared == variable
                    || condition is IsPatternExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var asked }, Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } } && asked == variable))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasId(ITypeSymbol? holder)
    {
        for (var (type, depth) = (holder, 0); type is { SpecialType: SpecialType.None } && depth < 4; type = type.BaseType, depth++)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol && IsId(member.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsId(string name)
        => name.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            && WordSplitter.Of(name) is { Count: > 0 } words
            && words[words.Count - 1] == "id"
            && (words.Count == 1 || !OfMessages.Contains(words[words.Count - 2]));

    private static bool IsReader(string? name) => name is "ReadFile" or "ReadFileAsync" or "LoadFile" or "LoadFileAsync" or "OpenText" or "ReadLines" or "ReadAllLines" or "ReadAllText";
}
