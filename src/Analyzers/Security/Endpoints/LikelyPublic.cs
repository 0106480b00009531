using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>Signs that an endpoint is meant for everyone though nothing that the framework reads says so: a comment, the name of a form, an answer that is made up.</summary>
internal static class LikelyPublic
{
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
            || (functions.Any() && functions.All(MadeUpAnswer.Is));
    }

    /// <summary>The same for an action.</summary>
    public static bool Is(ClassDeclarationSyntax controller, MethodDeclarationSyntax action)
    {
        var verbs = action.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => TypeSyntaxNames.RightmostName(attribute.Name)).Where(name => name?.StartsWith("Http", StringComparison.Ordinal) == true).ToList();
        var reads = verbs.Count > 0 && verbs.TrueForAll(static name => name is "HttpGet" or "HttpGetAttribute");
        return WrittenDecision.Is(action, reads)
            || (verbs.Count == 1 && verbs[0] is "HttpPost" or "HttpPostAttribute" && IsForm(controller, action))
            || MadeUpAnswer.Is(action);
    }

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
