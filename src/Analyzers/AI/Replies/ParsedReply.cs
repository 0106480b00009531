using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>A place where the text of a reply is taken apart: what comes from a model is text, whatever it was asked for.</summary>
internal readonly struct ParsedReply(IInvocationOperation call, IOperation source)
{
    /// <summary>What makes values of a text, and throws where it cannot.</summary>
    private static readonly (string Type, string[] Methods)[] Parsers =
    [
        ("System.Text.Json.JsonSerializer", ["Deserialize"]),
        ("System.Text.Json.JsonDocument", ["Parse"]),
        ("System.Text.Json.Nodes.JsonNode", ["Parse"]),
        ("Newtonsoft.Json.JsonConvert", ["DeserializeObject", "DeserializeAnonymousType", "PopulateObject"]),
        ("Newtonsoft.Json.Linq.JToken", ["Parse"]),
        ("System.Int32", ["Parse"]), ("System.Int64", ["Parse"]), ("System.Int16", ["Parse"]), ("System.Byte", ["Parse"]), ("System.Double", ["Parse"]), ("System.Single", ["Parse"]), ("System.Decimal", ["Parse"]), ("System.Boolean", ["Parse"]),
        ("System.DateTime", ["Parse", "ParseExact"]), ("System.DateTimeOffset", ["Parse", "ParseExact"]), ("System.DateOnly", ["Parse", "ParseExact"]), ("System.TimeSpan", ["Parse", "ParseExact"]), ("System.Guid", ["Parse"]), ("System.Enum", ["Parse"]),
        ("System.Xml.Linq.XDocument", ["Parse"]), ("System.Xml.Linq.XElement", ["Parse"]),
        ("System.Convert", ["ToInt32", "ToInt64", "ToDouble", "ToDecimal", "ToBoolean", "ToDateTime"]),
    ];

    /// <summary>Members of replies in JSON: a function that names none of them reads none.</summary>
    private static readonly HashSet<string> JsonMembers = ["choices", "candidates", "content", "parts", "message", "text", "output"];

    /// <summary>What asks a model for JSON: then it mostly sends some.</summary>
    private static readonly HashSet<string> Formats =
        ["ResponseFormat", "CreateJsonSchemaFormat", "CreateJsonObjectFormat", "ForJsonSchema", "response_format", "responseSchema", "response_schema", "responseMimeType", "response_mime_type", "ResponseMimeType", "ResponseSchema", "json_object", "json_schema", "output_format"];

    public IInvocationOperation Call { get; } = call;

    /// <summary>Where the text is read off the reply.</summary>
    public IOperation Source { get; } = source;

    /// <summary>What parses, as it is called there: <c>JsonSerializer.Deserialize</c>.</summary>
    public string Name => $"{Call.TargetMethod.ContainingType.Name}.{Call.TargetMethod.Name}";

    /// <summary>True where the code around asks the model for JSON.</summary>
    public bool AsksForJson
    {
        get
        {
            var around = Call.Syntax.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? Call.Syntax.SyntaxTree.GetRoot();
            foreach (var token in around.DescendantTokens())
            {
                if (token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && Formats.Contains(token.ValueText))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Says what to look at for all such places.</summary>
    public static void Watch(RuleActions actions, Action<RuleContext, ParsedReply> ask)
    {
        var hasLibrary = ModelLibraries.Of(actions.Known).Have(ModelApiKind.Reply);
        actions.OnCall(
            (context, call) =>
            {
                if (Of(context, call) is { } found)
                {
                    ask(context, found);
                }
            },
            (context, call) => MayBe(call, hasLibrary),
            [.. Parsers.SelectMany(static row => row.Methods).Distinct(StringComparer.Ordinal)]);
    }

    private static ParsedReply? Of(RuleContext context, IInvocationOperation call)
    {
        if (!MemberTable.Has(Parsers, call.TargetMethod, context.Known)
            || call.Arguments.FirstOrDefault(static argument => argument.Parameter is { Ordinal: 0 })?.Value is not { ConstantValue.HasValue: false } text
            || (text is IConversionOperation { Operand: var converted } ? converted : text).Type is not { SpecialType: SpecialType.System_String } and not { Name: "ReadOnlySpan" or "BinaryData" })
        {
            return null;
        }

        // What a model passes to a tool is a parameter: whoever calls the tool catches what it throws, and tells the model.
        return TaintTracker.Of(text, context, TaintPolicy.None) is { IsModel: true, Source: { } source and not IParameterReferenceOperation } ? new(call, source) : null;
    }

    /// <summary>False where nothing is parsed, and where neither the project nor the file has anything of a model.</summary>
    private static bool MayBe(InvocationExpressionSyntax call, bool hasLibrary)
    {
        if (call.ArgumentList.Arguments is not { Count: > 0 } arguments || arguments[0].Expression is LiteralExpressionSyntax
            || call.Expression is not MemberAccessExpressionSyntax { Expression: var type } || MayBeValue(type))
        {
            return false;
        }

        return hasLibrary || MentionsReply(call);
    }

    /// <summary>True for <c>reader.Parse(…)</c>: what parses here are static methods of types.</summary>
    private static bool MayBeValue(ExpressionSyntax type) => type is not (SimpleNameSyntax or PredefinedTypeSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax);

    /// <summary>True in a type that takes replies in JSON apart.</summary>
    private static bool MentionsReply(SyntaxNode place)
    {
        if (!RawModelCode.IsIn(place))
        {
            return false;
        }

        var around = place.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? place.SyntaxTree.GetRoot();
        foreach (var token in around.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.StringLiteralToken) && JsonMembers.Contains(token.ValueText))
            {
                return true;
            }
        }

        return false;
    }
}
