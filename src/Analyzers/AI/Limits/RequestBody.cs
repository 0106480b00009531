using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>What becomes of a request that is written out as an object, and how its limit is called.</summary>
internal static class RequestBody
{
    /// <summary>What makes text of an object, or sends it.</summary>
    private static readonly HashSet<string> Writers =
    [
        "Serialize", "SerializeAsync", "SerializeObject", "SerializeToUtf8Bytes", "SerializeToNode", "SerializeToElement", "SerializeToDocument", "FromObject", "FromObjectAsJson", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync", "Create",
        "PostJsonAsync", "PostJsonToAsync", "AddJsonBody", "AddBody", "JsonContent", "ObjectContent",
    ];

    /// <summary>What only shows or keeps an object.</summary>
    private static readonly HashSet<string> Readers = ["Ok", "Json", "WriteLine", "Write", "Add", "BadRequest", "Created", "CreatedAtAction", "Accepted", "SendAsync", "SendCoreAsync", "InvokeAsync", "View", "PartialView", "RedirectToAction", "RedirectToPage", "Action"];

    /// <summary>What calls another machine.</summary>
    private static readonly HashSet<string> Senders = ["PostAsync", "SendAsync", "PostAsJsonAsync", "StringContent", "HttpRequestMessage", "JsonContent", "HttpClient", "RestRequest", "PostJsonAsync", "CreateClient"];

    /// <summary>True for an object that is sent to a model.</summary>
    /// <param name="written">The object.</param>
    /// <param name="isOfProvider">True in a type that names a provider: what it hands on, it sends there.</param>
    public static bool IsSent(AnonymousObjectCreationExpressionSyntax written, bool isOfProvider)
        => (isOfProvider || Sends(written)) && (IsHandedOn(written, isOfProvider)
            || (written.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } }
                && MemberNames.Of(VariableWrites.ScopeOf(written)).Uses(name).Any(use => IsHandedOn(use, isOfProvider))));

    /// <summary>How the provider calls the limit.</summary>
    public static string LimitOf(RawBody body, ModelProvider provider)
        => body.IsGemini ? "generationConfig.maxOutputTokens"
            : Has(body, "input") ? "max_output_tokens"
            : provider == ModelProvider.OpenAI || IsReasoning(body) ? "max_completion_tokens"
            : "max_tokens";

    /// <summary>True for a model that takes the newer name alone.</summary>
    private static bool IsReasoning(RawBody body)
        => ValueOf(body, "model") is LiteralExpressionSyntax { Token.ValueText: var model } && (model.StartsWith("o1", StringComparison.Ordinal) || model.StartsWith("o3", StringComparison.Ordinal) || model.StartsWith("o4", StringComparison.Ordinal) || model.StartsWith("gpt-5", StringComparison.Ordinal));

    private static bool Has(RawBody body, string member) => ValueOf(body, member) is not null;

    private static ExpressionSyntax? ValueOf(RawBody body, string member)
        => body.Syntax.Initializers.FirstOrDefault(initializer => (initializer.NameEquals?.Name.Identifier ?? MemberName.Of(initializer.Expression))?.ValueText == member)?.Expression;

    private static bool IsHandedOn(ExpressionSyntax value, bool isOfProvider)
        => value.Parent switch
        {
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
                && (Writers.Contains(name) || (isOfProvider && !Readers.Contains(name) && !name.StartsWith("Log", StringComparison.Ordinal) && name != "nameof")),
            ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation } => CreatedType.NameOf(creation) is "JsonContent" or "ObjectContent" or "StringContent",
            CastExpressionSyntax cast => IsHandedOn(cast, isOfProvider),
            ParenthesizedExpressionSyntax inner => IsHandedOn(inner, isOfProvider),
            _ => false,
        };

    /// <summary>True in a type that calls other machines.</summary>
    private static bool Sends(SyntaxNode place)
    {
        var around = place.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? (SyntaxNode)place.SyntaxTree.GetRoot();
        foreach (var token in around.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && Senders.Contains(token.ValueText))
            {
                return true;
            }
        }

        return false;
    }
}
