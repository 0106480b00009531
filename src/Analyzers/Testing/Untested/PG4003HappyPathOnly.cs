using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Evidence;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>Flags a member that refuses some arguments or states, and whose tests never expect it to.</summary>
public sealed class PG4003HappyPathOnly : TestingRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG4003",
        "Untested failure path",
        "No test expects '{0}' to throw {1}; add one for the failure path",
        "A guard that no test has seen reject anything may let everything through, and the first wrong value shows it.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override Code About => Code.IndexedProduction;

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        actions.OnSymbol(context => Analyze(context, known), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes known)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var evidence = TestEvidence.Of(known);
        if (evidence.Index is not { HasProject: true } index
            || !index.Tests.Any(test => test.Names.Contains(type.Name))
            || !PublicApi.Holds(type, known, withInternal: false))
        {
            return;
        }

        var handlers = evidence.Handlers(context.CancellationToken);
        var failures = index.Tests.Where(test => test.ExpectsExceptions).ToList();
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            if (member is not (IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol { IsIndexer: false })
                || !index.Tests.Any(test => test.Names.Contains(type.Name) && test.Dots.Contains(member.Name))
                || !PublicApi.Wants(member, known, handlers, withInternal: false, withObjectMembers: false, context.CancellationToken))
            {
                continue;
            }

            var promised = PromisesOf(member, context.CancellationToken);
            if (promised.Count == 0
                || !AllOverloadsPromise(type, member, context.CancellationToken)
                || promised.Exists(promise => promise.Place is { } place && evidence.Coverage.Covers(place))
                || promised.Exists(promise => IsExpected(promise.Exception, known, index, failures, type))
                || failures.Exists(test => Names(test, member.Name, type))
                || !reported.Add(member.Name))
            {
                continue;
            }

            var names = promised.Select(promise => promise.Exception).Distinct().ToList();
            context.ReportDiagnostic(Finding.At(Gap, PlaceOf(member), type.Name + "." + member.Name, names.Count > 2 ? names[0] + " or others" : string.Join(" or ", names)));
        }
    }

    /// <summary>Names do not tell overloads apart: where one of them always succeeds, it may be the one that is tested.</summary>
    private static bool AllOverloadsPromise(INamedTypeSymbol type, ISymbol member, CancellationToken cancellationToken)
        => type.GetMembers(member.Name).All(other => SymbolEqualityComparer.Default.Equals(other, member) || PromisesOf(other, cancellationToken).Count > 0);

    private static List<(string Exception, SyntaxNode? Place)> PromisesOf(ISymbol member, CancellationToken cancellationToken)
    {
        var written = member is IMethodSymbol { PartialImplementationPart: { } implementation } ? implementation : member;
        return [.. written.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).OfType<MemberDeclarationSyntax>().SelectMany(PromisedExceptions.Of)];
    }

    /// <summary>True when a test that expects a failure names the member; a name that every framework type has, only beside a type that may be this one.</summary>
    private static bool Names(IndexedFile test, string name, INamedTypeSymbol type)
        => (test.Dots.Contains(name) || test.Names.Contains(name))
            && (!FrameworkConventions.IsCommon(name) || RelativesOf(type).Any(test.Names.Contains));

    /// <summary>True when the exception is expected of the type: by name beside it, or anywhere where the solution has it to itself.</summary>
    private static bool IsExpected(string exception, KnownTypes known, TestIndex index, List<IndexedFile> failures, INamedTypeSymbol type)
        => failures.Exists(test => test.Names.Contains(exception) && test.Names.Contains(type.Name))
            || (!known.Has("System." + exception) && index.Tests.Any(test => test.Names.Contains(exception)));

    private static IEnumerable<string> RelativesOf(INamedTypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces)
        {
            yield return contract.Name;
        }

        for (var above = type; above is { SpecialType: SpecialType.None }; above = above.BaseType)
        {
            yield return above.Name;
        }
    }

    private static Location PlaceOf(ISymbol symbol)
        => symbol is IMethodSymbol { PartialImplementationPart: { } implementation } ? implementation.Locations[0] : symbol.Locations[0];
}
