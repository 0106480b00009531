using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Failures;

/// <summary>Where a failure leaves the app's code, and what its user then sees.</summary>
internal readonly struct FailureEntry(string consequence, bool isCertain)
{
    private const string Component = "Microsoft.AspNetCore.Components.ComponentBase";

    private static readonly string[] Commands = ["RelayCommand", "RelayCommandAttribute", "AsyncRelayCommand", "ReactiveCommand"];

    /// <summary>What happens, in words that follow "and".</summary>
    public string Consequence { get; } = consequence;

    /// <summary>False where the framework answers in the app's place.</summary>
    public bool IsCertain { get; } = isCertain;

    /// <summary>The entry that a call stands in; null for a call in a service, whose callers may handle it.</summary>
    public static FailureEntry? Of(SyntaxNode call, RuleContext context)
    {
        var (model, known) = (context.Model, context.Known);
        if (call.Ancestors().FirstOrDefault(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) is not { } function)
        {
            return null;
        }

        if (function is AnonymousFunctionExpressionSyntax)
        {
            return RequestHandler.Around(call, model, known)?.Function == function ? Answered : null;
        }

        if (function is not MethodDeclarationSyntax method || model.GetDeclaredSymbol(method, context.CancellationToken) is not { } symbol)
        {
            return null;
        }

        if (symbol is { IsAsync: true, ReturnsVoid: true })
        {
            return new("the app ends", isCertain: true);
        }

        if (method.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => Array.IndexOf(Commands, TypeSyntaxNames.RightmostName(attribute.Name)) >= 0))
        {
            return new("the app ends", isCertain: true);
        }

        if (known.IsA(symbol.ContainingType, Component))
        {
            return IsCalledBySomebody(method) ? null : new(known.Project.PropertyOf("UsingMicrosoftNETSdkBlazorWebAssembly")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true ? "the page shows its error bar" : "the page ends with an error", isCertain: true);
        }

        if (RequestHandler.OfMethod(method, model, known) is not null
            || (known.IsA(symbol.ContainingType, "Microsoft.AspNetCore.SignalR.Hub") && symbol is { DeclaredAccessibility: Accessibility.Public, IsOverride: false })
            || PageHandlers.Is(symbol, known))
        {
            return HasFilter(symbol, known) ? null : Answered;
        }

        return null;
    }

    private static FailureEntry Answered => new("the caller gets an error that says nothing", isCertain: false);

    /// <summary>True for a method that other code of the file calls: there its failure may be handled.</summary>
    private static bool IsCalledBySomebody(MethodDeclarationSyntax method)
        => NamedPlaces.Of(method.SyntaxTree).Calls(method.Identifier.ValueText).Any(call => call is InvocationExpressionSyntax && !method.Span.Contains(call.Span) && HandledFailure.Around(call))
            || !method.Modifiers.Any(SyntaxKind.PrivateKeyword) && method.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static bool HasFilter(IMethodSymbol method, KnownTypes known)
        => AttributeLookup.Has(method, known, "Microsoft.AspNetCore.Mvc.Filters.IExceptionFilter") || AttributeLookup.Has(method.ContainingType, known, "Microsoft.AspNetCore.Mvc.Filters.IExceptionFilter")
            || AttributeLookup.Has(method, known, "Microsoft.AspNetCore.Mvc.Filters.IAsyncExceptionFilter") || AttributeLookup.Has(method.ContainingType, known, "Microsoft.AspNetCore.Mvc.Filters.IAsyncExceptionFilter")
            || AttributeLookup.Has(method.ContainingType, known, "Microsoft.AspNetCore.Mvc.TypeFilterAttribute") || AttributeLookup.Has(method.ContainingType, known, "Microsoft.AspNetCore.Mvc.ServiceFilterAttribute");
}
