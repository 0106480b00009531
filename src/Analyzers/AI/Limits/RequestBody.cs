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

    /// <summary>True for a value that is made text of, or sent, as it is.</summary>
    public static bool IsWritten(ExpressionSyntax value) => IsHandedOn(value, isOfProvider: false);

    /// <summary>How the provider calls the limit.</summary>
    public static string LimitOf(RawBody body, ModelProvider provider)
        => LimitOf(body.Syntax, body.IsGemini, [.. body.Syntax.Initializers.Select(static member => (member.NameEquals?.Name.Identifier ?? MemberName.Of(member.Expression))?.ValueText ?? "")], ValueOf(body, "model"), provider);

    /// <inheritdoc cref="LimitOf(RawBody, ModelProvider)"/>
    /// <param name="written">The body.</param>
    /// <param name="isGemini">True for one as Google's interface wants it.</param>
    /// <param name="members">The names of its members.</param>
    /// <param name="model">The model that it names.</param>
    /// <param name="provider">Whom it is sent to.</param>
    public static string LimitOf(SyntaxNode written, bool isGemini, ICollection<string> members, ExpressionSyntax? model, ModelProvider provider)
        => isGemini ? "generationConfig.maxOutputTokens"
            : members.Contains("input") ? "max_output_tokens"
            // The older interface, which completes a text, has the older name alone.
            : !members.Contains("messages") ? "max_tokens"
            : provider == ModelProvider.OpenAI || ReasoningModels.Are(model) || (provider == ModelProvider.Azure && ReasoningModels.AreDeployedAt(written)) ? "max_completion_tokens"
            : "max_tokens";

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
