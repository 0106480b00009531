using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.ModelBinding;

/// <summary>Whether anything in an app may evaluate the rules of what it binds. In doubt the answer is yes.</summary>
internal sealed class AppValidation
{
    /// <summary>Calls that evaluate the rules of whatever they are given.</summary>
    private static readonly string[] Evaluations = ["TryValidateObject", "ValidateObject", "TryValidate", "TryValidateAsync"];

    /// <summary>The same, unless it is about options.</summary>
    private static readonly string[] Validations = ["Validate", "ValidateAsync", "ValidateAndThrow", "ValidateAndThrowAsync"];

    private readonly KnownTypes known;
    private readonly StartupModel app;
    private readonly Lazy<bool> ofAnything;
    private readonly Lazy<bool> ofEndpoints;
    private readonly Lazy<bool> ofActions;

    private AppValidation(KnownTypes known)
    {
        this.known = known;
        app = StartupModel.Of(known);
        ofAnything = new(() => SetsUp || Declares() || Calls(Evaluations) || CallsValidate || app.UnseenAssemblies.Any(static assembly => assembly.TypeNames.Any(Speaks)));
        ofEndpoints = new(() => app.Says("AddValidation", "AddEndpointFilter", "AddEndpointFilterFactory") || ofAnything.Value);
        ofActions = new(() => ofAnything.Value || known.Compilation.SyntaxTrees.Any(ReadsModelState));
    }

    /// <summary>The validation of a compilation.</summary>
    public static AppValidation Of(KnownTypes known) => known.PerCompilation(static key => new AppValidation(key));

    /// <summary>True where something may validate what minimal APIs bind.</summary>
    public bool MayCoverEndpoints => ofEndpoints.Value;

    /// <summary>True where something beside the controllers may look at what they bind; what the framework does for minimal APIs, it does not do for them.</summary>
    public bool MayCoverActions => ofActions.Value;

    /// <summary>True where some code calls a method that validates, other than that of options.</summary>
    public bool CallsValidate => known.Compilation.SyntaxTrees.Any(tree => Validations.Any(name => NamedPlaces.Of(tree).Calls(name).Any(IsOfModel)));

    /// <summary>True for a name that has to do with it. Tokens and certificates are validated, too, and <c>SetValidator</c> is part of a rule.</summary>
    public static bool Speaks(string name)
        => name.Contains("Validat") && !name.Contains("Invalidat") && !name.Contains("Token") && !name.Contains("Certificate") && !name.Contains("Options") && !name.StartsWith("Set", StringComparison.Ordinal);

    /// <summary>True where a method of the app's own, whose name says so, takes a type, or something that it is.</summary>
    public bool Takes(INamedTypeSymbol type)
        => known.Compilation.GetSymbolsWithName(Speaks, SymbolFilter.Member)
            .Any(symbol => symbol is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.TypeParameter || known.Compilation.ClassifyCommonConversion(type, parameter.Type).IsImplicit));

    /// <summary>What the start-up is told: an extension by name, a behavior of a mediator, a filter of all actions.</summary>
    private bool SetsUp
        => app.Names.Any(static name => name != "AddValidation" && Speaks(name))
            || known.Compilation.SyntaxTrees.Any(static tree => NamedPlaces.Of(tree) is var places
                && (places.Calls("AddOpenBehavior").Concat(places.Calls("AddBehavior")).Any(static call => SaysSo(call))
                    || places.Calls("Add").Any(static call => call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Filters" } } } && SaysSo(call))));

    private static bool SaysSo(SyntaxNode call) => call.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && (Speaks(token.ValueText) || token.ValueText.Contains("ModelState")));

    /// <summary>Filters, behaviors, helpers of the app's own. Validators alone do not run themselves, and attributes are the rules.</summary>
    private bool Declares()
        => known.Compilation.GetSymbolsWithName(Speaks, SymbolFilter.TypeAndMember).Any(symbol => symbol switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type => !known.IsA(type, "System.Attribute") && !known.IsA(type, "System.Exception") && !known.IsA(type, UnusedValidators.Base),
            IMethodSymbol { IsExtensionMethod: true } => true,
            _ => false,
        });

    private bool Calls(string[] names) => known.Compilation.SyntaxTrees.Any(tree => Array.Exists(names, name => NamedPlaces.Of(tree).Calls(name).Any(static call => call is InvocationExpressionSyntax)));

    private bool IsOfModel(SyntaxNode call)
        => call is InvocationExpressionSyntax
            && !(app.ModelOf(call.SyntaxTree)?.GetSymbolInfo(call).Symbol is IMethodSymbol method
                && (method.ReducedFrom ?? method).ContainingType.ContainingNamespace.ToString() is "Microsoft.Extensions.Options" or "Microsoft.Extensions.DependencyInjection");

    /// <summary>True for a file in which a filter, a convention or a helper does; controllers and pages do so for themselves.</summary>
    private static bool ReadsModelState(SyntaxTree tree)
        => StartupTree.Of(tree, CancellationToken.None).Names.Contains("ModelState")
            && tree.GetRoot().DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken)
                && token.ValueText is "ModelState"
                && token.Parent?.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } type
                && !Controllers.MayBe(type)
                && (type.BaseList is not { Types: var bases } || bases.Any(static basis => basis.ToString() is var name && (name.Contains("Filter") || name.Contains("Attribute") || name.Contains("Convention")))));
}
