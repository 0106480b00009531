using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Tests.Testing;

/// <summary>Writes the lines of a test index from source text, as the build's task does, with the compiler's own lexer.</summary>
internal static class IndexText
{
    public const string Header = "prodgap-tests 1\n";

    /// <summary>An index of one test project with these files.</summary>
    public static string Of(params string[] tests)
        => Header + "N\ttests/Shop.Tests.csproj\n" + string.Concat(tests.Select((test, i) => Test($"tests/Test{i}.cs", test)));

    public static string Test(string path, string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        return $"T\t{path}\ta\t{Names(root)}\t{Dots(root)}\t{Routes(root)}\n";
    }

    public static string Upstream(string path, string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var types = root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText);
        var parts = HasParts ? Parts(root) : [];
        return $"U\t{path}\t{Joined(types)}\t{Names(root, parts)}\t{Dots(root, parts)}\n"
            + string.Concat(parts.Select(part => $"U\t{path}\t\t{Names(part.Node)}\t{Dots(part.Node)}\t{part.Route.Replace(" ", "%20")}\n"));
    }

    /// <summary>True when the code that answers a request has a line of its own.</summary>
    public static bool HasParts { get; set; } = true;

    private static List<(SyntaxNode Node, string Route)> Parts(SyntaxNode root)
    {
        var parts = new List<(SyntaxNode, string)>();
        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapGet" or "MapPost" or "MapPut" or "MapPatch" or "MapDelete" } access
                && call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.Value: string template } }, ..])
            {
                // A scanner does not know which group it is: with one in the file, that one.
                var groups = root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(group => group.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapGroup" })
                    .Select(group => (group.ArgumentList.Arguments.FirstOrDefault()?.Expression as LiteralExpressionSyntax)?.Token.Value as string).ToList();
                var onApp = access.Expression is IdentifierNameSyntax { Identifier.ValueText: "app" or "endpoints" };
                var route = onApp ? "/" + template.TrimStart('/') : groups is [string prefix] ? "/" + prefix.Trim('/') + "/" + template.TrimStart('/') : template.TrimStart('/');
                parts.Add((call.ArgumentList, access.Name.Identifier.ValueText["Map".Length..] + ":" + route));
            }
        }

        foreach (var method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            foreach (var attribute in method.AttributeLists.SelectMany(list => list.Attributes))
            {
                if (attribute.Name is IdentifierNameSyntax { Identifier.ValueText: "HttpGet" or "HttpPost" or "HttpPut" or "HttpPatch" or "HttpDelete" } name && method.Parent is TypeDeclarationSyntax type)
                {
                    var prefix = type.AttributeLists.SelectMany(list => list.Attributes).Where(route => route.Name.ToString() == "Route").Select(TemplateOf).FirstOrDefault() ?? "";
                    var template = TemplateOf(attribute) ?? "";
                    var route = template.StartsWith('/') ? template : "/" + (prefix.Trim('/') + "/" + template).Trim('/');
                    route = route.Replace("[controller]", type.Identifier.ValueText.Replace("Controller", "")).Replace("[action]", method.Identifier.ValueText);
                    parts.Add((method, name.Identifier.ValueText["Http".Length..] + ":" + route));
                    break;
                }
            }
        }

        return parts;
    }

    private static string? TemplateOf(AttributeSyntax attribute) => (attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression as LiteralExpressionSyntax)?.Token.Value as string;

    private static IEnumerable<SyntaxToken> Identifiers(SyntaxNode root, List<(SyntaxNode Node, string Route)>? without)
        => root.DescendantTokens(node => without is null || !without.Exists(part => part.Node == node)).Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.Length > 1);

    private static string Names(SyntaxNode root, List<(SyntaxNode Node, string Route)>? without = null) => Joined(Identifiers(root, without).Select(token => token.ValueText));

    private static string Dots(SyntaxNode root, List<(SyntaxNode Node, string Route)>? without = null)
        => Joined(Identifiers(root, without).Where(token => token.GetPreviousToken().IsKind(SyntaxKind.DotToken)).Select(token => token.ValueText));

    private static string Routes(SyntaxNode root)
    {
        var plain = root.DescendantTokens().Where(token => token.Value is string && token.Parent is LiteralExpressionSyntax).Select(token => token.ValueText);
        var holed = root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>()
            .Select(text => string.Concat(text.Contents.Select(part => part is InterpolatedStringTextSyntax written ? written.TextToken.ValueText : "{}")));
        return Joined(plain.Concat(holed).Where(text => text.Contains('/') && text.Length < 200 && !text.Any(char.IsControl)).Select(text => text.Replace(" ", "%20")));
    }

    private static string Joined(IEnumerable<string> items) => string.Join(' ', items.Distinct().Order(StringComparer.Ordinal));
}
