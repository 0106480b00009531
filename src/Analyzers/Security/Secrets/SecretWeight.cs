using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>How much a credential in the code weighs: nothing where no installation runs on it, little where it may be read.</summary>
internal static class SecretWeight
{
    /// <summary>True where no installation runs on it. A token of a known format counts all the same: it opens something.</summary>
    public static bool IsNone(SyntaxNode place, string? text, RuleContext context)
        => (text is null || SecretFormats.Find(text) is not { Format.Check.Yields: false })
            && (HarmlessPlace.IsExample(place)
                || IsAddedToPassword(place)
                || HarmlessPlace.IsBuildScript(place, context.Known)
                || (EnvironmentGuard.IsInDesignTimeFactory(place) && text is not null && ConnectionStrings.NamesLocalHost(text))
                || HarmlessPlace.IsForDevelopment(place, context));

    /// <summary>True for a key that every browser gets, for what a comment says may be read, for a default that each user of an installed program may replace, and beside code that drops the database.</summary>
    public static bool IsLow(SyntaxNode place, string text, RuleContext context)
        => BrowserKey.Is(NamesOf(place, context), SecretFormats.Find(text)?.Format.Name, text, [])
            || HarmlessComment.IsAt(place.SyntaxTree.GetText(context.CancellationToken), place.Span)
            || OverridableDefault.Is(place, context)
            || HarmlessPlace.IsSampleData(place, context.Known) && SecretFormats.Find(text) is null
            || (HarmlessPlace.DropsDatabase(place) && SecretFormats.Find(text) is null);

    /// <summary><c>password + "Shop2024"</c>: a salt that is the same for all. The password is somebody's, and not in the code.</summary>
    private static bool IsAddedToPassword(SyntaxNode place)
        => place.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum
            && MemberName.Of(sum.Left == place ? sum.Right : sum.Left)?.ValueText is { } other
            && WordSplitter.Of(other) is { Count: > 0 } words
            && words[words.Count - 1] is "password" or "pwd" or "passwd";

    /// <summary>The types around a literal, and what takes it.</summary>
    private static string NamesOf(SyntaxNode place, RuleContext context)
        => string.Join(":", place.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(static type => type.Identifier.ValueText))
            + ":" + (place is ExpressionSyntax literal && (place.SyntaxTree == context.Model.SyntaxTree ? context.Model : OtherFile.ModelOf(place.SyntaxTree, context.Known.Compilation)) is { } model && LiteralTarget.Of(literal, model, context.CancellationToken, isWide: true) is { } target ? target.Name : "");
}
