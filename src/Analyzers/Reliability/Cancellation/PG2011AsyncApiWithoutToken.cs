using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags an asynchronous method that waits for work which could be cancelled, and gives its caller no way to cancel it.</summary>
public sealed class PG2011AsyncApiWithoutToken : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2011",
        "Async API without token",
        "'{0}' awaits work that can be cancelled and takes no token; add a CancellationToken parameter and pass it on",
        "A service that takes no token ends every chain from a request to the database: nothing above it can stop anything below it.",
        DiagnosticSeverity.Info,
        "CWE-404");

    private static readonly Option<bool> IncludeInternal = Option.Flag(
        "PG2011.include_internal", fallback: false, "Reports methods, too, that only the project itself can call.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [IncludeInternal];

    internal override void Start(Watch watch)
    {
        if (watch.Known.Has("System.Threading.CancellationToken"))
        {
            // Several methods may implement one member; it is reported once.
            var reported = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
            watch.Syntax(spot => Ask(spot, reported), SyntaxKind.MethodDeclaration);
        }
    }

    private static void Ask(Spot spot, ConcurrentDictionary<ISymbol, bool> reported)
    {
        var declaration = (MethodDeclarationSyntax)spot.Node;
        if (ContractOf(declaration, spot.Model, spot.Known, spot.Read(IncludeInternal), spot.CancellationToken) is not { } contract)
        {
            return;
        }

        var references = contract.DeclaringSyntaxReferences;
        var place = references.Length > 0 && SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, spot.Model.Compilation.Assembly)
            ? references[0].GetSyntax(spot.CancellationToken) as MethodDeclarationSyntax ?? declaration
            : declaration;
        if (place == declaration || reported.TryAdd(contract, true))
        {
            spot.Report(Gap, place.Identifier.GetLocation(), contract.ContainingType.Name + "." + contract.Name);
        }
    }

    /// <summary>The member to which a token should be added so that this method gets it; null where the method is right as it is.</summary>
    internal static IMethodSymbol? ContractOf(
        MethodDeclarationSyntax declaration, SemanticModel model, Known known, bool includeInternal, CancellationToken cancellationToken)
    {
        if (!Named.ReturnsTask(declaration.ReturnType)
            || (declaration.Body is null && declaration.ExpressionBody is null)
            || Named.TakesToken(declaration)
            || !HasCandidate(declaration)
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || AsyncApi.ContractOf(method, known) is not { } contract
            || !(includeInternal || AsyncApi.IsVisible(contract))
            || AsyncApi.IsFixed(method, known)
            || AsyncApi.ReturnsResponse(method, known)
            || TokenParameters.In(known).IsOffered(method)
            || IsMapped(declaration, known)
            || CancellableWork.FirstIn(declaration, model, known, trusted: false, cancellationToken) is null)
        {
            return null;
        }

        return contract;
    }

    private static bool HasCandidate(MethodDeclarationSyntax method)
    {
        foreach (var node in method.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && Awaiting.IsCandidate(call))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a handler that some file maps to a route: PG2012 speaks of it.</summary>
    private static bool IsMapped(MethodDeclarationSyntax method, Known known)
        => known.Has("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions") && WebApp.Of(known).Maps(method.Identifier.ValueText);
}
