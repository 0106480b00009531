using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Generators of people who do not exist: their passwords open nothing.</summary>
internal static class InventedPeople
{
    /// <summary>Other things that are said of the same people, drawn from the same generator.</summary>
    private const int Enough = 2;

    private static readonly string[] Generators = ["npc", "npcs", "faker", "lorem", "persona", "personas", "fictional", "fictitious"];

    /// <summary>Names of types that are generators only where they say nothing else.</summary>
    private static readonly string[] Things = ["Phone", "Address", "Lorem", "Name", "Names", "Internet", "Person", "Company"];

    /// <summary>What is drawn for a person who is made up.</summary>
    private static readonly HashSet<string> Traits = SecretNames.Set(
        "name username surname lastname firstname nickname email mail phone address street city zip zipcode country state company job title birthday birthdate age gender sentence paragraph word words avatar domain hobby computer color");

    private static readonly HashSet<string> Drawing = SecretNames.Set("get random generate next pick make create");

    /// <summary>True where a secret is drawn in a type, or a namespace, that makes up people.</summary>
    public static bool Have(ExpressionSyntax drawn)
    {
        if (drawn.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            return false;
        }

        return WordSplitter.HasWord(type.Identifier.ValueText, Generators)
            || type.Ancestors().Any(static around => around is BaseNamespaceDeclarationSyntax { Name: var name } && WordSplitter.HasWord(name.ToString(), Generators))
            || drawn is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var generator } } && TellOthers(type, drawn, generator.ToString()) >= (Array.IndexOf(Things, type.Identifier.ValueText) >= 0 ? 1 : Enough);
    }

    /// <summary>How many other methods that are called for such a trait draw from the same generator; none where another secret is drawn there.</summary>
    private static int TellOthers(TypeDeclarationSyntax type, ExpressionSyntax drawn, string generator)
    {
        var traits = 0;
        foreach (var member in type.Members)
        {
            if (member is not MethodDeclarationSyntax { Identifier.ValueText: var name } method
                || method.Span.Contains(drawn.Span)
                || !method.Modifiers.Any(SyntaxKind.PublicKeyword)
                || !method.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Next" or "NextDouble" or "NextInt64" or "NextBytes" or "GetItems", Expression: var receiver } && receiver.ToString() == generator))
            {
                continue;
            }

            if (SecretPurpose.Of(name).Use != SecretUse.None)
            {
                return 0;
            }

            var words = WordSplitter.Of(name);
            traits += words.Count > 1 && Drawing.Contains(words[0]) && Traits.Contains(words[words.Count - 1]) ? 1 : 0;
        }

        return traits;
    }
}
