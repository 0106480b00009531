using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>Flags the key for a model's provider where it is sent in the address of a request.</summary>
public sealed class PG6003KeyInUrl : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6003",
        "Model API key in a URL",
        "The API key for {0} is part of the URL, which proxies, traces and logs may record; send it in the '{1}' header",
        "Addresses are written down where headers are not: in the logs of proxies and gateways, in traces, in error reports. Whoever reads them can call the model on your bill.",
        item: ChecklistItem.Secrets,
        tags: ["CWE-598", "OWASP-LLM02:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6003");

    /// <summary>What a value is called that is a key, without what separates words.</summary>
    private static readonly string[] KeyWords = ["apikey", "appkey", "accesskey", "authkey", "geminikey", "googlekey", "openaikey", "secret", "token", "credential"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        actions.OnSyntax(
            static context =>
            {
                if (KeyInAddress.In((InterpolatedStringExpressionSyntax)context.Node) is { } key)
                {
                    Analyze(context, key);
                }
            },
            SyntaxKind.InterpolatedStringExpression);
        actions.OnSyntax(
            static context =>
            {
                if (KeyInAddress.In((BinaryExpressionSyntax)context.Node) is { } key)
                {
                    Analyze(context, key);
                }
            },
            SyntaxKind.AddExpression);
        actions.OnSyntax(AnalyzeEntry, SyntaxKind.SimpleAssignmentExpression);
        actions.OnCall(AnalyzeFormat, MayFormatKey, "Format");
        actions.OnCall(AnalyzeParameter, NamesKey, "AddQueryString", "AddQueryParameter");
    }

    /// <summary><c>query["key"] = apiKey</c>, on what was read from a query.</summary>
    private static void AnalyzeEntry(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } entry
            && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string name }
            && KeyInAddress.IsName(name)
            && RawModelCode.IsIn(assignment)
            && context.Model.GetTypeInfo(entry.Expression, context.CancellationToken).Type is { Name: "NameValueCollection" })
        {
            Analyze(context, new(assignment.Right, assignment.Right, name));
        }
    }

    private static bool MayFormatKey(RuleContext context, InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.Count > 1
            && call.Expression is MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax or IdentifierNameSyntax { Identifier.ValueText: "String" } }
            && (call.ArgumentList.Arguments.Any(static argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string format } && KeyInAddress.HoleIn(format) >= 0)
                || (call.ArgumentList.Arguments[0].Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax && RawModelCode.IsIn(call)));

    private static void AnalyzeFormat(RuleContext context, IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType.SpecialType != SpecialType.System_String
            || call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "format") is not { Value: { ConstantValue: { HasValue: true, Value: string format }, Syntax: ExpressionSyntax written } }
            || KeyInAddress.HoleIn(format) is not (>= 0 and var index))
        {
            return;
        }

        var values = call.Arguments.Where(static argument => argument.Parameter?.Name is not ("format" or "provider"))
            .SelectMany(static argument => argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } given } } ? given.ElementValues : argument is { ArgumentKind: ArgumentKind.ParamArray, Value: ICollectionExpressionOperation collection } ? collection.Elements : [argument.Value])
            .ToList();
        if (index < values.Count && values[index].Syntax is ExpressionSyntax value)
        {
            Analyze(context, new(value, (ExpressionSyntax)call.Syntax, "key"), format);
        }
    }

    private static bool NamesKey(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is { Count: > 1 } arguments && arguments.Any(static argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string name } && KeyInAddress.IsName(name)) && RawModelCode.IsIn(call);

    /// <summary><c>QueryHelpers.AddQueryString(url, "key", apiKey)</c>, <c>request.AddQueryParameter("key", apiKey)</c></summary>
    private static void AnalyzeParameter(RuleContext context, IInvocationOperation call)
    {
        var name = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "name");
        if (name is { Value.ConstantValue: { HasValue: true, Value: string text } }
            && KeyInAddress.IsName(text)
            && call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "value") is { Value.Syntax: ExpressionSyntax value })
        {
            Analyze(context, new(value, (ExpressionSyntax)call.Syntax, text));
        }
    }

    private static void Analyze(RuleContext context, KeyInAddress key, string? format = null)
    {
        var text = format ?? key.Address.ToString();
        if (ProviderOf(key, text, context.Model, context.CancellationToken) is not (not ModelProvider.None and var provider)
            || IsToldOnly(key.Address)
            || IsMasked(key.Value)
            || !IsText(context, key.Value))
        {
            return;
        }

        var (owner, header) = (NameOf(provider), HeaderOf(provider, key.Name));
        // Whether an endpoint for sockets reads the header is for its provider to say.
        if (text.IndexOf("wss://", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            context.Suggest(Gap, Likely, key.Value.GetLocation(), owner, header);
        }
        else
        {
            context.Report(Gap, key.Value.GetLocation(), owner, header);
        }
    }

    /// <summary>The header in which the key of an address belongs; null where the value is none.</summary>
    internal static string? HeaderAt(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
        => (value.Parent switch
        {
            InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } => KeyInAddress.In(text),
            BinaryExpressionSyntax sum => KeyInAddress.In(sum),
            _ => null,
        }) is { } key && ProviderOf(key, key.Address.ToString(), model, cancellationToken) is not ModelProvider.None and var provider
            ? HeaderOf(provider, key.Name)
            : null;

    private static string HeaderOf(ModelProvider provider, string name)
        => provider switch
        {
            _ when name.Equals("access_token", StringComparison.OrdinalIgnoreCase) => "Authorization",
            ModelProvider.Google => "x-goog-api-key",
            ModelProvider.Azure => "api-key",
            ModelProvider.Anthropic => "x-api-key",
            _ => "Authorization",
        };

    /// <summary>Who the address belongs to: it says so itself, or what it begins with does, or the type around it calls nobody else.</summary>
    private static ModelProvider ProviderOf(KeyInAddress key, string text, SemanticModel model, CancellationToken cancellationToken)
    {
        if (RawModelCode.In(text) is not ModelProvider.None and var named)
        {
            return named == ModelProvider.Ollama ? ModelProvider.None : named;
        }

        if (NamesHost(text))
        {
            return ModelProvider.None;
        }

        if (HostText(key.Address, model, cancellationToken) is { } start && (RawModelCode.In(start) is not ModelProvider.None || NamesHost(start)))
        {
            return RawModelCode.In(start) is not ModelProvider.Ollama and var begun ? begun : ModelProvider.None;
        }

        if (key.Name.Equals("access_token", StringComparison.OrdinalIgnoreCase) || !IsCalledKey(key.Value))
        {
            return ModelProvider.None;
        }

        return RawModelCode.ProviderAt(key.Value) switch
        {
            ModelProvider.Google => ModelProvider.Google,
            ModelProvider.Azure when key.Name.IndexOf("api", StringComparison.OrdinalIgnoreCase) >= 0 => ModelProvider.Azure,
            ModelProvider.None when SendsContents(key.Value) => ModelProvider.Google,
            _ => ModelProvider.None,
        };
    }

    /// <summary>True where a text names a host, and not only the place where one is put in.</summary>
    private static bool NamesHost(string text)
        => text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at && at + 3 < text.Length && text[at + 3] is not ('{' or '"' or '\'');

    /// <summary>The text of the constant, or of the field with its first value, that an address begins with.</summary>
    private static string? HostText(ExpressionSyntax address, SemanticModel model, CancellationToken cancellationToken)
    {
        var first = address;
        while (true)
        {
            switch (first)
            {
                case ParenthesizedExpressionSyntax { Expression: var inner }:
                    first = inner;
                    continue;
                case BinaryExpressionSyntax { Left: var left }:
                    first = left;
                    continue;
                case InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } contents } when contents[0] is InterpolationSyntax { Expression: var hole }:
                    first = hole;
                    continue;
                case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax member }:
                    first = member;
                    continue;
                case IdentifierNameSyntax name when ValueOf(DeclaredType.Of(name)) is { } value:
                    return value.ToString();
                case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                    return model.GetConstantValue(first, cancellationToken) is { HasValue: true, Value: string constant } ? constant : null;
                default:
                    return null;
            }
        }
    }

    private static ExpressionSyntax? ValueOf(SyntaxNode? declaration)
        => declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        };

    /// <summary>True in a type that sends what only Gemini reads: <c>new { contents = new[] { new { parts = … } } }</c></summary>
    private static bool SendsContents(ExpressionSyntax place)
        => place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && type.DescendantNodes().OfType<AnonymousObjectCreationExpressionSyntax>().Any(static written => RawBody.Of(written) is { IsGemini: true });

    /// <summary>True for a value that is called a key, or is read by such a name.</summary>
    private static bool IsCalledKey(ExpressionSyntax value)
    {
        var name = new string([.. value.ToString().Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        return name is "key" or "k" || Array.Exists(KeyWords, word => name.Contains(word));
    }

    /// <summary>True where the text is for people: in a log, in an exception.</summary>
    private static bool IsToldOnly(ExpressionSyntax address)
        => address.Ancestors().FirstOrDefault(static ancestor => ancestor is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax) switch
        {
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
                && (name.StartsWith("Log", StringComparison.Ordinal) || name is "Write" or "WriteLine" or "Information" or "Debug" or "Warning" or "Error" or "Verbose" or "Trace" or "Info" or "Warn"),
            BaseObjectCreationExpressionSyntax { Parent: ThrowStatementSyntax or ThrowExpressionSyntax } => true,
            _ => false,
        };

    private static bool IsMasked(ExpressionSyntax value)
        => value is InvocationExpressionSyntax call
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (name.IndexOf("Mask", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Redact", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Obfuscate", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>False for numbers, and for what is written in the code: of a key there, the rule about secrets speaks.</summary>
    private static bool IsText(RuleContext context, ExpressionSyntax value)
        => !value.IsMissing
            && value is not BinaryExpressionSyntax { Right: LiteralExpressionSyntax { Token.Value: string { Length: > 0 } } }
            && !context.Model.GetConstantValue(value, context.CancellationToken).HasValue
            && context.Model.GetTypeInfo(value, context.CancellationToken).Type is not { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_Double };

    private static string NameOf(ModelProvider provider)
        => provider switch
        {
            ModelProvider.Google => "Gemini",
            ModelProvider.Azure => "Azure OpenAI",
            ModelProvider.Anthropic => "Anthropic",
            ModelProvider.OpenAI => "OpenAI",
            _ => "the model",
        };
}
