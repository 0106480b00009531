using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>Code that no installation runs on: behind a question for the environment, for tools, in examples of a documentation, in build scripts.</summary>
internal static class HarmlessPlace
{
    /// <summary>Callers are followed this far.</summary>
    private const int Depth = 4;

    private const int MostCallers = 40;

    private static readonly EnvironmentWords Words = new(["\"e2e\"", "IntegrationTest", "\"LocalDev", "\"Dev\"", "\"CI\""]);

    /// <summary>What data for a trial is called.</summary>
    private static readonly string[] Samples = ["SampleData", "DemoData", "DummyData"];

    private static readonly HashSet<string> Examples = SecretNames.Set(
        "IExamplesProvider IMultipleExamplesProvider ISchemaFilter IOperationFilter IDocumentFilter IParameterFilter IRequestBodyFilter IOpenApiSchemaTransformer IOpenApiOperationTransformer IOpenApiDocumentTransformer "
        + "IOperationProcessor IDocumentProcessor ISchemaProcessor");

    /// <summary>True for code that runs in development and tests only: it, all that calls it, or every use of the constant that it declares.</summary>
    public static bool IsForDevelopment(SyntaxNode place, RuleContext context)
        => Runs(place, context, Depth) || IsConstantOfDevelopment(place, context) || IsServiceOfDevelopment(place, context);

    /// <summary>True in a hosted service that is registered in development alone, and that nothing else names.</summary>
    private static bool IsServiceOfDevelopment(SyntaxNode place, RuleContext context)
    {
        if (place.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { BaseList.Types: var bases, Identifier.ValueText: var name } type
            || !bases.Any(static basis => NameOf(basis.Type) is "IHostedService" or "BackgroundService" or "IHostedLifecycleService")
            || type.Modifiers.Any(SyntaxKind.PartialKeyword)
            || !Asks(context.Known))
        {
            return false;
        }

        var isRegistered = false;
        foreach (var tree in context.Known.Compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(context.CancellationToken).DescendantNodes())
            {
                if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != name || (tree == type.SyntaxTree && type.Span.Contains(use.Span)))
                {
                    continue;
                }

                if (!Runs(use, context, Depth - 1))
                {
                    return false;
                }

                isRegistered |= use.Parent is TypeArgumentListSyntax { Parent: GenericNameSyntax { Identifier.ValueText: "AddHostedService" or "AddSingleton" } };
            }
        }

        return isRegistered;
    }

    /// <summary>True in an example for a documentation.</summary>
    public static bool IsExample(SyntaxNode place)
    {
        foreach (var around in place.Ancestors())
        {
            switch (around)
            {
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Example" or "Examples" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Example" or "Examples" } }:
                case ObjectCreationExpressionSyntax { Type: var made } when NameOf(made) is "OpenApiString" or "OpenApiObject" or "OpenApiExample" or "OpenApiPassword":
                case TypeDeclarationSyntax { BaseList.Types: var bases } when bases.Any(basis => Examples.Contains(NameOf(basis.Type))):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True in a type of samples in a project that has a switch for them: <c>options.EnableSampleData</c>.</summary>
    public static bool IsSampleData(SyntaxNode place, KnownTypes known)
        => place.Ancestors().Any(static around => around is TypeDeclarationSyntax { Identifier.ValueText: var name } && Array.Exists(Samples, name.Contains))
            && known.Compilation.GetSymbolsWithName(static name => Array.Exists(Samples, name.EndsWith), SymbolFilter.Member).Any(static member => member is IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean });

    /// <summary>True in a type that drops the database before it fills it: nobody runs that where there is something to lose.</summary>
    public static bool DropsDatabase(SyntaxNode place)
        => place.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().Any(static node => node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EnsureDeleted" or "EnsureDeletedAsync" } }) == true;

    /// <summary>True in a build script: a project of Nuke or Cake, which nobody deploys.</summary>
    public static bool IsBuildScript(SyntaxNode place, KnownTypes known)
        => known.Compilation.AssemblyName is "_build" or "build" && known.Compilation.ReferencedAssemblyNames.Any(static reference => reference.Name.StartsWith("Nuke.", StringComparison.Ordinal) || reference.Name.StartsWith("Cake.", StringComparison.Ordinal))
            || place.Ancestors().Any(around => around is TypeDeclarationSyntax { BaseList.Types: var bases } && bases.Any(basis => NameOf(basis.Type) is "NukeBuild" or "FrostingContext" or "FrostingTask" or "AsyncFrostingTask"));

    private static bool Runs(SyntaxNode place, RuleContext context, int depth)
    {
        for (var node = place; node is not null; node = node.Parent)
        {
            if (node.Parent is { } parent && EnvironmentGuard.IsBehindQuestion(node, parent, Words))
            {
                return true;
            }

            var function = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                _ => null,
            };
            if (function is not null and not "Main" && depth > 0)
            {
                return IsOnlyCalledThere(function, node, context, depth) || (depth == Depth && EnvironmentGuard.IsLeftOutOfRelease(place));
            }
        }

        return depth == Depth && EnvironmentGuard.IsLeftOutOfRelease(place);
    }

    private static bool IsOnlyCalledThere(string method, SyntaxNode declaration, RuleContext context, int depth)
    {
        var callers = 0;
        foreach (var tree in context.Known.Compilation.SyntaxTrees)
        {
            foreach (var call in NamedPlaces.Of(tree).Calls(method))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                if (call.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(call.Span))
                {
                    // Itself, or another of its name; that nobody else calls it says nothing.
                    continue;
                }

                if (++callers > MostCallers || !Runs(call, context, depth - 1))
                {
                    return false;
                }
            }
        }

        return callers > 0;
    }

    /// <summary>True where some file asks for the environment at all.</summary>
    private static bool Asks(KnownTypes known)
        => known.Compilation.SyntaxTrees.Any(static tree => NamedPlaces.Of(tree) is var places && (places.Calls("IsDevelopment").Count > 0 || places.Calls("IsEnvironment").Count > 0 || places.Calls("IsProduction").Count > 0));

    /// <summary>True for a constant, or a read-only field, all of whose uses run in development only.</summary>
    private static bool IsConstantOfDevelopment(SyntaxNode place, RuleContext context)
    {
        if (place.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier: { ValueText: var name } identifier } declarator })
        {
            return false;
        }

        SyntaxNode? scope = declarator.Parent?.Parent switch
        {
            FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword) || field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) => field.Modifiers.Any(SyntaxKind.PublicKeyword) || field.Modifiers.Any(SyntaxKind.InternalKeyword) ? null : field.Parent,
            LocalDeclarationStatementSyntax local => local.Parent is GlobalStatementSyntax ? local.SyntaxTree.GetRoot(context.CancellationToken) : local.Parent,
            _ => place,
        };
        if (scope == place || (scope is null && !Asks(context.Known)))
        {
            return false;
        }

        var uses = 0;
        foreach (var tree in scope is null ? context.Known.Compilation.SyntaxTrees : [scope.SyntaxTree])
        {
            foreach (var node in (scope ?? tree.GetRoot(context.CancellationToken)).DescendantNodes())
            {
                if (node is IdentifierNameSyntax use && use.Identifier.ValueText == name && use.Identifier != identifier)
                {
                    if (++uses > MostCallers || !Runs(use, context, Depth - 1))
                    {
                        return false;
                    }
                }
            }
        }

        return uses > 0;
    }

    private static string NameOf(TypeSyntax type)
        => type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            _ => "",
        };
}
