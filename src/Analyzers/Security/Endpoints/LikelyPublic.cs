using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>Signs that an endpoint is meant for everyone though nothing that the framework reads says so: a comment, the name of a form, an answer that is made up.</summary>
internal static class LikelyPublic
{
    private static readonly HashSet<string> Labels = new(StringComparer.Ordinal) { "id", "name", "code", "title", "label", "year", "value", "slug", "text", "key" };

    private static readonly string[] Persons = ["User", "Person", "Customer", "Patient", "Student", "Employee", "Member", "Account", "Parent", "Child", "Teacher", "Driver", "Order", "Invoice", "Payment", "Message", "Email", "Phone", "Token", "Secret"];

    /// <summary>True for a mapping with such a sign.</summary>
    /// <param name="mapping">The call that maps it.</param>
    /// <param name="template">The whole template, as far as it is known.</param>
    /// <param name="handlers">The declarations of the handler, where it is a method.</param>
    public static bool Is(InvocationExpressionSyntax mapping, string template, IEnumerable<SyntaxNode> handlers)
    {
        var verb = StartupTree.NameOf(mapping);
        var handler = mapping.ArgumentList.Arguments[mapping.ArgumentList.Arguments.Count - 1].Expression;
        IEnumerable<SyntaxNode> functions = handler is AnonymousFunctionExpressionSyntax ? [handler] : handlers;
        return WrittenDecision.Is(mapping, verb == "MapGet")
            || functions.OfType<MethodDeclarationSyntax>().Any(method => WrittenDecision.Is(method, verb == "MapGet"))
            || (verb == "MapPost" && OpenNames.IsFormTemplate(template) && !functions.Any(NamesSomething))
            || (verb == "MapGet" && functions.Any() && functions.All(ListsNames))
            || (functions.Any() && functions.All(MadeUpAnswer.Is));
    }

    /// <summary>The same for an action.</summary>
    public static bool Is(ClassDeclarationSyntax controller, MethodDeclarationSyntax action)
    {
        var verbs = VerbsOf(action);
        var reads = Reads(action);
        return WrittenDecision.Is(action, reads)
            || IsInPublicPlace(controller)
            || (verbs.Count == 1 && verbs[0] is "HttpPost" or "HttpPostAttribute" && IsForm(controller, action))
            || (reads && ListsNames(action) && controller.Members.OfType<MethodDeclarationSyntax>().All(IsRead))
            || MadeUpAnswer.Is(action);
    }

    /// <summary>True in a namespace, or a folder, that is called <c>Public</c>: below the root, where somebody sorted the controllers by who may call them.</summary>
    public static bool IsInPublicPlace(SyntaxNode place)
        => place.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Any(static space => space.Name.ToString().Split('.').Skip(1).Contains("Public"))
            || place.SyntaxTree.FilePath.Split('/', '\\') is var folders && folders.Take(folders.Length - 1).SkipWhile(static folder => folder is not ("Controllers" or "Endpoints" or "Areas" or "Features")).Contains("Public");

    /// <summary>
    /// True for the list that a form offers: all that is answered is one projection, of an id and a name or the like. What has a name of a
    /// person in it is no such list.
    /// </summary>
    private static bool ListsNames(SyntaxNode function)
    {
        var projections = function.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(static call => StartupTree.NameOf(call) == "Select").ToList();
        return projections.Count == 1
            && projections[0].ArgumentList.Arguments is { Count: 1 } arguments
            && arguments[0].Expression is SimpleLambdaExpressionSyntax { ExpressionBody: AnonymousObjectCreationExpressionSyntax { Initializers: { Count: 2 or 3 } members } }
            && members.All(static member => LabelOf(member) is { } label && WordSplitter.Of(label) is { Count: > 0 } words && Labels.Contains(words[words.Count - 1]))
            && members.Any(static member => LabelOf(member) is { } label && WordSplitter.Of(label) is { Count: > 0 } words && words[words.Count - 1] != "id")
            && !function.DescendantTokens().Any(static token => token.Text is { Length: > 3 } text && Array.Exists(Persons, person => text.IndexOf(person, StringComparison.OrdinalIgnoreCase) >= 0));
    }

    private static string? LabelOf(AnonymousObjectMemberDeclaratorSyntax member)
        => member.NameEquals?.Name.Identifier.ValueText ?? (member.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;

    private static bool IsRead(MethodDeclarationSyntax member)
        => !member.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is { } name && name.StartsWith("Http", StringComparison.Ordinal) && name is not ("HttpGet" or "HttpGetAttribute"));

    /// <summary>True for an action that answers GET alone.</summary>
    public static bool Reads(MethodDeclarationSyntax action) => VerbsOf(action) is { Count: > 0 } verbs && verbs.TrueForAll(static name => name is "HttpGet" or "HttpGetAttribute");

    private static List<string?> VerbsOf(MethodDeclarationSyntax action)
        => [.. action.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => TypeSyntaxNames.RightmostName(attribute.Name)).Where(name => name?.StartsWith("Http", StringComparison.Ordinal) == true)];

    /// <summary>A form by its controller, or by its own name, and by whatever templates it has.</summary>
    private static bool IsForm(ClassDeclarationSyntax controller, MethodDeclarationSyntax action)
    {
        var name = action.Identifier.ValueText;
        var templates = OpenNames.TemplatesOf(action.AttributeLists);
        return !NamesSomething(action)
            && templates.TrueForAll(static template => template.IndexOf('{') < 0)
            && OpenNames.IsFormName(name, out var byAction)
            && (byAction || (OpenNames.IsFormName(EndpointAuthorization.PlainName(controller), out var byController) && byController))
            && templates.TrueForAll(template => OpenNames.IsFormTemplate(template) || OpenNames.IsFormName(template, out _));
    }

    /// <summary>True for a function that is told which of several it is about: then it is somebody's.</summary>
    private static bool NamesSomething(SyntaxNode function)
        => FunctionSyntax.ParametersOf(function).Any(parameter => parameter.Identifier.ValueText.EndsWith("Id", StringComparison.Ordinal) || parameter.Identifier.ValueText == "id" || TypeSyntaxNames.RightmostName(parameter.Type) == "Guid" || parameter.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword or (int)SyntaxKind.LongKeyword });
}
