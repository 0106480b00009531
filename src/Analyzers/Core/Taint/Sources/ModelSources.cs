using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>What a language model decides: its replies, and the arguments with which it calls the app's tools. Whoever writes to it, or writes what it reads, writes through it.</summary>
internal static class ModelSources
{
    /// <summary>Attributes of functions that a model calls with arguments of its own.</summary>
    private static readonly string[] Tools =
        ["Microsoft.SemanticKernel.KernelFunctionAttribute", "ModelContextProtocol.Server.McpServerToolAttribute"];

    /// <inheritdoc cref="ModelReplies.Reads"/>
    public static bool Reads(IOperation value, KnownTypes known) => ModelReplies.Reads(value, known);

    /// <summary>True for a parameter of a function that a model calls.</summary>
    public static bool Fills(IParameterSymbol parameter, KnownTypes known)
        => parameter.ContainingSymbol is IMethodSymbol method
            && parameter.Type.TypeKind is not (TypeKind.Interface or TypeKind.Delegate)
            && !AwaitableTypes.IsToken(parameter.Type)
            && IsTool(method, known);

    /// <summary>True for a function that a model calls.</summary>
    public static bool IsTool(IMethodSymbol method, KnownTypes known) => Array.Exists(Tools, tool => AttributeLookup.Has(method, known, tool)) || IsHandedOver(method, known);

    /// <summary>True for a function that <c>AIFunctionFactory.Create</c> is given.</summary>
    private static bool IsHandedOver(IMethodSymbol method, KnownTypes known)
    {
        if (!known.Has("Microsoft.Extensions.AI.AIFunctionFactory") || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } function)
        {
            return false;
        }

        if (function is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create", Expression: var factory } } } })
        {
            return MemberName.Of(factory)?.ValueText == "AIFunctionFactory";
        }

        return NamedPlaces.Of(function.SyntaxTree).Calls("Create").Any(call => call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var owner }, ArgumentList.Arguments: var arguments }
            && MemberName.Of(owner)?.ValueText == "AIFunctionFactory"
            && arguments.Any(argument => MemberName.Of(argument.Expression)?.ValueText == method.Name));
    }
}
