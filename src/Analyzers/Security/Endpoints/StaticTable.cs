using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>An action that answers with what stands in the code: it asks nothing but enums and static types of the project whose data nothing changes.</summary>
internal static class StaticTable
{
    private static readonly HashSet<string> Answering = new(StringComparer.Ordinal) { "Ok", "NotFound", "BadRequest", "Json", "Content", "NoContent", "nameof" };

    /// <summary>What computes and asks nobody.</summary>
    private static readonly HashSet<string> Computing = new(StringComparer.Ordinal) { "Enum", "Enumerable", "Math", "String", "Convert", "StringComparison", "StringComparer" };

    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal) { "Add", "TryAdd", "AddRange", "AddOrUpdate", "GetOrAdd", "Insert", "Remove", "TryRemove", "RemoveAt", "RemoveAll", "Clear", "Enqueue", "Push" };

    /// <summary>True for such an action: of a controller that keeps nothing, so that there is nothing else to ask.</summary>
    public static bool Answers(ClassDeclarationSyntax controller, MethodDeclarationSyntax action, KnownTypes known)
        => controller.ParameterList is null
            && !controller.Modifiers.Any(SyntaxKind.PartialKeyword)
            && !controller.Members.Any(static member => member is FieldDeclarationSyntax or PropertyDeclarationSyntax or ConstructorDeclarationSyntax)
            && !action.Modifiers.Any(SyntaxKind.AsyncKeyword)
            && action.ParameterList.Parameters.All(static parameter => parameter.Type is PredefinedTypeSyntax or NullableTypeSyntax { ElementType: PredefinedTypeSyntax })
            && AsksTables(action, known);

    private static bool AsksTables(MethodDeclarationSyntax action, KnownTypes known)
    {
        var asks = false;
        foreach (var node in ((SyntaxNode?)action.Body ?? action.ExpressionBody)?.DescendantNodes() ?? [])
        {
            switch (node)
            {
                case AwaitExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax:
                    return false;
                case InvocationExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: var own } } when !Answering.Contains(own):
                    return false;
                // What begins with a type: Countries.Names(), Plans.ById[id].
                case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: { Length: > 0 } root } } when char.IsUpper(root[0]):
                    if (!Computing.Contains(root) && !IsTable(root, known))
                    {
                        return false;
                    }

                    asks = true;
                    break;
            }
        }

        return asks;
    }

    /// <summary>True for an enum of the project, and for a static type in which nothing is ever put.</summary>
    private static bool IsTable(string name, KnownTypes known)
    {
        var any = false;
        foreach (var symbol in known.Compilation.GetSymbolsWithName(name, SymbolFilter.Type))
        {
            any = true;
            if (symbol is not INamedTypeSymbol { DeclaringSyntaxReferences: var parts } type
                || (type.TypeKind != TypeKind.Enum && !(type.IsStatic && type.GetMembers().All(IsFixed) && parts.All(static part => HoldsStill(part.GetSyntax())))))
            {
                return false;
            }
        }

        return any;
    }

    private static bool IsFixed(ISymbol member)
        => member switch
        {
            IFieldSymbol field => field.IsConst || field.IsReadOnly,
            IPropertySymbol property => property.SetMethod is null,
            IEventSymbol => false,
            _ => true,
        };

    /// <summary>True for a type that neither changes its data nor asks anything outside.</summary>
    private static bool HoldsStill(SyntaxNode type)
        => !type.DescendantNodes().Any(static node => node is AwaitExpressionSyntax or AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax or MemberAccessExpressionSyntax }
            || node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call) is { Identifier.ValueText: var called } && Changing.Contains(called)
            || node is IdentifierNameSyntax { Identifier.ValueText: "File" or "Directory" or "Environment" or "Process" or "HttpClient" or "SqlConnection" or "ConcurrentDictionary" or "ConcurrentBag" }
            || node is GenericNameSyntax { Identifier.ValueText: var kept } && kept.StartsWith("Concurrent", StringComparison.Ordinal));
}
