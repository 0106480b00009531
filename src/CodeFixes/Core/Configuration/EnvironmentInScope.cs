using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>The environment that is at hand.</summary>
internal static class EnvironmentInScope
{
    /// <summary>Where <c>IsDevelopment()</c> comes from.</summary>
    public const string Space = "Microsoft.Extensions.Hosting";

    /// <summary>The question whether this is development, as code at a place can ask it; null where nothing in scope knows.</summary>
    public static string? QuestionAt(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        if (!known.Has("Microsoft.Extensions.Hosting.HostEnvironmentEnvExtensions"))
        {
            return null;
        }

        foreach (var (symbol, type) in VariablesInScope.Variables(place, model))
        {
            // Of a variable that says `var` nothing is declared.
            if (symbol is not ILocalSymbol && type.NullableAnnotation == NullableAnnotation.Annotated)
            {
                continue;
            }

            if (PathFrom(type, known) is { } path)
            {
                return QuestionOn(symbol.Name, path);
            }
        }

        return null;
    }

    /// <summary>The question on a variable.</summary>
    public static string QuestionOn(string name, string path) => (SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name) + path + ".IsDevelopment()";

    /// <summary>How a variable of a type leads to the environment; null where it does not.</summary>
    public static string? PathFrom(ITypeSymbol type, KnownTypes known)
        => known.IsA(type, "Microsoft.Extensions.Hosting.IHostEnvironment") ? ""
            : known.Is(type, "Microsoft.AspNetCore.Builder.WebApplication") || known.IsA(type, "Microsoft.Extensions.Hosting.IHostApplicationBuilder") ? ".Environment"
            : known.Is(type, "Microsoft.Extensions.Hosting.HostBuilderContext") || known.Is(type, "Microsoft.AspNetCore.Hosting.WebHostBuilderContext") ? ".HostingEnvironment"
            : null;
}
