using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>The mappings that a static method or a local function is a handler of.</summary>
internal static class MappedHandlers
{
    /// <summary>The mapping of a function; null where there is none.</summary>
    /// <param name="function">The method or the local function.</param>
    /// <param name="app">The app.</param>
    /// <param name="isMapping">The mapping methods that count.</param>
    public static InvocationExpressionSyntax? MappingOf(SyntaxNode function, StartupModel app, Func<string, bool> isMapping)
    {
        if (FunctionSyntax.IdentifierOf(function)?.ValueText is not { } name || !app.Maps(name))
        {
            return null;
        }

        foreach (var verb in MappingMethods.WithFallback)
        {
            foreach (var mapping in isMapping(verb) ? app.CallsOf(verb) : [])
            {
                foreach (var argument in mapping.ArgumentList.Arguments)
                {
                    if (Names(argument.Expression, name, function))
                    {
                        return mapping;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>False for methods that map an address that only reads, or removes.</summary>
    public static bool Writes(string mapping) => mapping is not ("MapGet" or "MapDelete");

    /// <summary>A bare name means what stands around it, a qualified one the type that it names.</summary>
    private static bool Names(ExpressionSyntax handler, string name, SyntaxNode function)
        => handler switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText == name && (function is LocalFunctionStatementSyntax ? simple.SyntaxTree == function.SyntaxTree : TypeAround(simple) is { } type && type == TypeAround(function)),
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == name && function is MethodDeclarationSyntax && (TypeSyntaxNames.RightmostName(access.Expression as TypeSyntax) ?? (access.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText) == TypeAround(function),
            _ => false,
        };

    private static string? TypeAround(SyntaxNode node) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText;
}
