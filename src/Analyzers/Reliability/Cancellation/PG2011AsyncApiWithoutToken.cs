using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags an asynchronous method that waits for work which could be canceled, and gives its caller no way to cancel it.</summary>
public sealed class PG2011AsyncApiWithoutToken : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2011",
        "Async API without cancellation token",
        "'{0}' awaits cancelable work but takes no token; add a CancellationToken parameter and pass it on",
        "A service that takes no token breaks the chain from a request to the database: nothing above it can stop anything below it.",
        item: ChecklistItem.Cancel,
        DiagnosticSeverity.Info,
        "CWE-404");

    private static readonly Option<bool> IncludeInternal = Option.Flag(
        "PG2011.include_internal", fallback: false, "Also reports methods that only the project itself can call.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [IncludeInternal];

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("System.Threading.CancellationToken"))
        {
            // Several methods may implement one member; it is reported once.
            var reported = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
            actions.OnSyntax(context => Analyze(context, reported), SyntaxKind.MethodDeclaration);
        }
    }

    private static void Analyze(RuleContext context, ConcurrentDictionary<ISymbol, bool> reported)
    {
        var declaration = (MethodDeclarationSyntax)context.Node;
        if (ContractOf(declaration, context.Model, context.Known, context.Read(IncludeInternal), context.CancellationToken) is not { } contract)
        {
            return;
        }

        // Where another project declares the member, that is where the token is missing, and whoever implements it only follows.
        var references = contract.DeclaringSyntaxReferences;
        var place = references.Length > 0
            ? references[0].GetSyntax(context.CancellationToken) as MethodDeclarationSyntax ?? declaration
            : declaration;
        if (place == declaration || reported.TryAdd(contract, true))
        {
            context.Report(Gap, place.Identifier.GetLocation(), contract.ContainingType.Name + "." + contract.Name);
        }
    }

    /// <summary>The member to which a token should be added so that this method gets it; null where the method is right as it is.</summary>
    internal static IMethodSymbol? ContractOf(
        MethodDeclarationSyntax declaration, SemanticModel model, KnownTypes known, bool includeInternal, CancellationToken cancellationToken)
    {
        if (!FunctionSyntax.ReturnsTask(declaration.ReturnType)
            || (declaration.Body is null && declaration.ExpressionBody is null)
            || FunctionSyntax.TakesToken(declaration)
            || !HasCandidate(declaration)
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || FixedSignature.ContractOf(method, known) is not { } contract
            || !SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, model.Compilation.Assembly)
            || !(includeInternal || FixedSignature.IsVisible(contract))
            || FixedSignature.IsFixed(method, known)
            || FixedSignature.ReturnsResponse(method, known)
            || TokenParameters.In(known).IsOffered(method)
            || TokenInScope.IsCarried(method, known)
            || IsMapped(declaration, known)
            || CancellableWork.SaysNone(declaration)
            || CancellableWork.FirstIn(declaration, model, known, cancellationToken) is null)
        {
            return null;
        }

        return contract;
    }

    private static bool HasCandidate(MethodDeclarationSyntax method)
    {
        foreach (var node in method.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && TaskUsage.IsCandidate(call))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a handler that some file maps to a route: PG2012 speaks of it.</summary>
    private static bool IsMapped(MethodDeclarationSyntax method, KnownTypes known)
        => known.Has("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions") && StartupModel.Of(known).Maps(method.Identifier.ValueText);
}
