using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>The body of a request to a model that is an object of a class of the project, which has no member for a limit.</summary>
internal readonly struct TypedBody(BaseObjectCreationExpressionSyntax syntax, string name, string limit)
{
    private const int Deepest = 3;

    /// <summary>Words in the name of a class that is made to be sent.</summary>
    private static readonly string[] Sent = ["request", "payload", "body", "completion", "dto"];

    /// <summary>Parts of the names of limits, under whatever name a provider has them.</summary>
    private static readonly string[] OfLimits = ["max", "token", "predict", "limit", "length"];

    /// <summary>Members that hold a conversation, which may be of any type.</summary>
    private static readonly HashSet<string> Conversation = new(["messages", "contents", "content", "parts", "tools", "stop", "toolchoice", "responseformat", "metadata"], StringComparer.OrdinalIgnoreCase);

    public BaseObjectCreationExpressionSyntax Syntax { get; } = syntax;

    /// <summary>The variable that holds it, or its class.</summary>
    public string Name { get; } = name;

    /// <summary>How its provider calls the limit.</summary>
    public string Limit { get; } = limit;

    /// <summary>The body that a creation is; null for any other object, and where nobody can tell.</summary>
    public static TypedBody? Of(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (!MayBeBody(creation)
            || !IsWritten(creation, out var variable)
            || RawModelCode.ProviderAt(creation) is var provider && provider is ModelProvider.Ollama or ModelProvider.Anthropic
            || (provider == ModelProvider.None && !RawModelCode.Names(creation, context.Read(OwnHosts.Option)))
            || context.Model.GetTypeInfo(creation, context.CancellationToken).Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
            || !LacksLimit(type, 0))
        {
            return null;
        }

        var members = PropertiesOf(type).Select(static property => JsonNameOf(property).ToLowerInvariant()).ToList();
        var isGemini = !members.Contains("messages") && members.Contains("contents") && (provider == ModelProvider.Google || members.Exists(RawBody.IsSettings));
        if (!isGemini && !(members.Contains("messages") && members.Contains("model")))
        {
            return null;
        }

        var model = creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static set => set.Left is IdentifierNameSyntax { Identifier.ValueText: "Model" })?.Right;
        return new(creation, variable ?? type.Name, RequestBody.LimitOf(creation, isGemini, members, model, provider));
    }

    /// <summary>What can be said without binding: most objects are something else.</summary>
    private static bool MayBeBody(BaseObjectCreationExpressionSyntax creation)
    {
        foreach (var element in creation.Initializer?.Expressions ?? default)
        {
            if (element is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var member } } && (member.Equals("messages", StringComparison.OrdinalIgnoreCase) || member.Equals("contents", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return CreatedType.NameOf(creation) is { } type && Array.Exists(Sent, word => type.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0) && WordSplitter.HasWord(type, Sent);
    }

    private static bool IsWritten(BaseObjectCreationExpressionSyntax creation, out string? variable)
    {
        variable = creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name, Parent.Parent: LocalDeclarationStatementSyntax } } ? name : null;
        return variable is null ? RequestBody.IsWritten(creation) : MemberNames.Of(VariableWrites.ScopeOf(creation)).Uses(variable).Any(RequestBody.IsWritten);
    }

    /// <summary>True for a class that is declared here in full, and that has no place for a limit at any depth.</summary>
    private static bool LacksLimit(INamedTypeSymbol type, int depth)
    {
        if (depth > Deepest)
        {
            return false;
        }

        for (var current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty || current.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "JsonConverterAttribute") || current.AllInterfaces.Any(static implemented => implemented.Name is "IEnumerable"))
            {
                return false;
            }
        }

        return PropertiesOf(type).All(property => JsonNameOf(property) is var name && !IsOfLimit(name) && !IsOfLimit(property.Name) && (Conversation.Contains(name) || !CanHoldLimit(property.Type, depth)));
    }

    private static bool IsOfLimit(string name) => Array.Exists(OfLimits, part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>True for a value that is no plain one, unless it is an object of such a class as well.</summary>
    private static bool CanHoldLimit(ITypeSymbol type, int depth)
        => type switch
        {
            IArrayTypeSymbol { ElementType: var element } => CanHoldLimit(element, depth),
            { SpecialType: SpecialType.System_Object } or { TypeKind: not (TypeKind.Class or TypeKind.Struct or TypeKind.Enum or TypeKind.Interface) } => true,
            { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum } => false,
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } of } => CanHoldLimit(of[0], depth),
            INamedTypeSymbol { Name: "List" or "IList" or "IReadOnlyList" or "IEnumerable" or "ICollection" or "ImmutableArray", TypeArguments: { Length: 1 } of } => CanHoldLimit(of[0], depth),
            INamedTypeSymbol named => !LacksLimit(named, depth + 1),
            _ => true,
        };

    private static IEnumerable<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false } property && property.Name != "EqualityContract")
                {
                    yield return property;
                }
            }
        }
    }

    /// <summary>How a property is called in JSON, without underscores where its attribute does not say so.</summary>
    private static string JsonNameOf(IPropertySymbol property)
        => property.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass?.Name is "JsonPropertyNameAttribute" or "JsonPropertyAttribute" && attribute.ConstructorArguments.Length > 0)?.ConstructorArguments[0].Value as string
            ?? property.Name;
}
