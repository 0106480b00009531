using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>Arrays of constant bytes whose name says that they are a key.</summary>
internal static class KeyBytes
{
    /// <summary>Shorter arrays are no keys.</summary>
    private const int ShortestKey = 8;

    /// <summary>The array that an initializer or a collection is, and the name of the key; null where it is none.</summary>
    public static (ExpressionSyntax Array, string Name)? Find(ExpressionSyntax array, SemanticModel model, SecretVocabulary vocabulary, CancellationToken cancellationToken)
    {
        var (elements, first) = array switch
        {
            InitializerExpressionSyntax { Expressions: { Count: > 0 } values } => (values.Count, values[0]),
            CollectionExpressionSyntax { Elements: { Count: > 0 } values } => (values.Count, (values[0] as ExpressionElementSyntax)?.Expression),
            _ => default,
        };
        if (elements < ShortestKey || !IsNumber(first))
        {
            return null;
        }

        var whole = array.Parent is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax ? (ExpressionSyntax)array.Parent : array;
        return NamesKey(whole, vocabulary) && LiteralTarget.Of(whole, out _, isWide: true) is { } place && AreBytes(array, model, cancellationToken) ? (whole, place.Name) : null;
    }

    /// <summary>True where a name says by itself that an array is a key; <c>Key</c> alone does where it has the size of one.</summary>
    public static bool NamesKey(ExpressionSyntax array, SecretVocabulary vocabulary)
    {
        var whole = array is InitializerExpressionSyntax { Parent: ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax } ? (ExpressionSyntax)array.Parent : array;
        var elements = array switch
        {
            InitializerExpressionSyntax initializer => initializer.Expressions.Count,
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.Count,
            ImplicitArrayCreationExpressionSyntax { Initializer: var initializer } => initializer.Expressions.Count,
            CollectionExpressionSyntax collection => collection.Elements.Count,
            _ => 0,
        };
        return elements >= ShortestKey
            && LiteralTarget.Of(whole, out _, isWide: true) is { Kind: TargetKind.Named, Name: var name }
            && (SecretClassifier.NamesKey(name, vocabulary) || (elements is 16 or 24 or 32 or 48 or 64 && name.TrimStart('_').Equals("key", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsNumber(ExpressionSyntax? element)
        => element is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression or (int)SyntaxKind.CharacterLiteralExpression } or CastExpressionSyntax;

    private static bool AreBytes(ExpressionSyntax array, SemanticModel model, CancellationToken cancellationToken)
        => model.GetOperation(array.Parent is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax ? array.Parent : array, cancellationToken) switch
        {
            IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } } made => made.Initializer?.ElementValues.All(value => value.ConstantValue.HasValue) == true,
            IArrayInitializerOperation { Parent: IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } } } initializer => initializer.ElementValues.All(value => value.ConstantValue.HasValue),
            ICollectionExpressionOperation { Type: var type } collection => IsOfBytes(type) && collection.Elements.All(value => value.ConstantValue.HasValue),
            _ => false,
        };

    private static bool IsOfBytes(ITypeSymbol? type)
        => type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } || (type is INamedTypeSymbol { TypeArguments: { Length: 1 } elements } && elements[0].SpecialType == SpecialType.System_Byte);
}
