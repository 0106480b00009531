using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.TestCode;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Writing;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;

/// <summary>
/// Writes the test of one endpoint: it fails before it sends anything, since nobody knows what the program does with values that are
/// made up, and ends in the request that a person goes on from.
/// </summary>
/// <param name="home">Where the test goes.</param>
/// <param name="model">The model of that place.</param>
/// <param name="position">That place.</param>
/// <param name="names">How types are written there.</param>
/// <param name="values">What makes values there.</param>
/// <param name="naming">How tests are called there.</param>
internal sealed class RequestTests(TestLocation home, SemanticModel model, int position, TypeNames names, ArgumentFactory values, Naming naming)
{
    /// <summary>A body of more than this is nothing that a person would want to read.</summary>
    private const int LongestBody = 160;

    private readonly FrameworkSyntax words = new(home.Suite, names);

    /// <summary>The test; none where no client can be had.</summary>
    /// <param name="request">The endpoint.</param>
    /// <param name="program">Its project.</param>
    /// <param name="taken">The names of members that the class has or gets.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IEnumerable<TestMethod> Of(EndpointRequest request, Compilation program, HashSet<string> taken, CancellationToken cancellationToken)
        => Write(request, program, taken, cancellationToken) is { } test ? [test] : [];

    private TestMethod? Write(EndpointRequest request, Compilation program, HashSet<string> taken, CancellationToken cancellationToken)
    {
        var client = home.Class is { } existing ? TestClient.In(existing, home.Suite, model, program) : null;
        client ??= TestClient.New(home.Suite, names, program, cancellationToken);
        if (client is null || words.Fail(request.Wanted) is not { } fail)
        {
            return null;
        }

        var lines = new List<string> { fail, "" };
        if (client.SetUp.Count > 0)
        {
            lines.AddRange(client.SetUp);
            lines.Add("");
        }

        lines.Add($"using var response = await {client.Expression}.{Sent(request)};");
        var name = TestNaming.Name(naming, request.Name, "answers", "", [], []);
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = name + i;
        }

        return new(unique, true, lines);
    }

    /// <summary>The call that sends it, without its client.</summary>
    private string Sent(EndpointRequest request)
    {
        var verb = request.Address.Verb ?? "Get";
        var path = SymbolDisplay.FormatLiteral(request.Path, quote: true);
        var token = home.Suite.Framework == TestFramework.Xunit && home.Suite.Known["Xunit.TestContext"] is { } context ? $", {names.Of(context)}.Current.CancellationToken" : "";
        if (verb is "Get" or "Delete")
        {
            return $"{verb}Async({path}{token})";
        }

        return Json(request, verb) is { } body ? $"{verb}AsJsonAsync({path}, {body}{token})" : $"{verb}Async({path}, {Content(request)}{token})";
    }

    private string Content(EndpointRequest request)
        => request.ReadsBody && home.Suite.Known["System.Net.Http.StringContent"] is { } content && names.Of(content) is { } name ? $"new {name}(\"\")" : "null";

    /// <summary>The body as an object; null where it is not easily made.</summary>
    private string? Json(EndpointRequest request, string verb)
    {
        if (request.Body is not { } type
            || home.Suite.Seen(type) is not { } seen
            || values.Objects.Made(seen) is not { } value
            || value.Text.Length > LongestBody
            || home.Suite.Known["System.Net.Http.Json.HttpClientJsonExtensions"] is not { } extensions
            || extensions.GetMembers(verb + "AsJsonAsync").IsEmpty)
        {
            return null;
        }

        var space = extensions.ContainingNamespace.ToDisplayString();
        if (!UsingDirectives.Has(model, position, space))
        {
            names.Imports.Add(space);
        }

        return value.Text;
    }
}
