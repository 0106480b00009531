using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>Flags public behavior that no test reaches, directly or through the code that it calls.</summary>
public sealed class PG4001UntestedPublicApi : TestingRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG4001",
        "Untested public API",
        "No test reaches '{0}'{1}; add one that checks its behavior",
        "Nobody has ever seen it work. Whether it does is found out by the first user who needs it, and again after every change.");

    private static readonly Option<bool> WithInternal = Option.Flag(
        "PG4001.include_internal", false, "Also reports internal members, in a project that exposes its internals to another project.");

    private static readonly Option<bool> WithObjectMembers = Option.Flag(
        "PG4001.include_object_members", false, "Also reports `ToString`, `Equals`, `GetHashCode` and the operators `==` and `!=`.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [WithInternal, WithObjectMembers];

    internal override Code About => Code.IndexedProduction;

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        actions.OnSymbol(context => Analyze(context, known), SymbolKind.NamedType);
    }

    /// <summary>The members of a type that one finding on the type speaks for.</summary>
    internal static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type, Compilation compilation, AnalyzerOptions options, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(compilation, options);
        var withInternal = WithInternal.In(options, tree) && ShowsInternals(known);
        var withObjectMembers = WithObjectMembers.In(options, tree);
        return type.GetMembers().Where(member => PublicApi.Wants(member, known, [], withInternal, withObjectMembers, cancellationToken));
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes known)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree is not { } tree)
        {
            return;
        }

        var withInternal = WithInternal.In(context.Options, tree) && ShowsInternals(known);
        if (!PublicApi.Holds(type, known, withInternal))
        {
            return;
        }

        var evidence = TestEvidence.Of(known);
        if (evidence.Index is not { HasProject: true } && !evidence.Coverage.CoversAnything)
        {
            // No project tests this one, which PG4008 says once; or nobody could find out.
            return;
        }

        var withObjectMembers = WithObjectMembers.In(context.Options, tree);
        var handlers = evidence.Handlers(context.CancellationToken);
        var unused = new List<ISymbol>();
        var behaving = 0;
        foreach (var member in type.GetMembers())
        {
            if (PublicApi.Wants(member, known, handlers, withInternal, withObjectMembers, context.CancellationToken))
            {
                behaving++;
                if (!evidence.Uses(member, context.CancellationToken))
                {
                    unused.Add(member);
                }
            }
        }

        if (unused.Count == 0)
        {
            return;
        }

        if (unused.Count == behaving && !evidence.UsesAny(type, context.CancellationToken))
        {
            var count = string.Format(CultureInfo.InvariantCulture, behaving == 1 ? " ({0} member with behavior)" : " ({0} members with behavior)", behaving);
            context.ReportDiagnostic(Finding.At(Gap, PlaceOf(type), type.Name, count));
            return;
        }

        foreach (var member in unused)
        {
            context.ReportDiagnostic(Finding.At(Gap, PlaceOf(member), NameOf(type, member), ""));
        }
    }

    private static bool ShowsInternals(KnownTypes known)
    {
        foreach (var attribute in known.Compilation.Assembly.GetAttributes())
        {
            if (known.Is(attribute.AttributeClass, "System.Runtime.CompilerServices.InternalsVisibleToAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name, as a person would say it.</summary>
    private static string NameOf(INamedTypeSymbol type, ISymbol member)
        => member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => "new " + type.Name,
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => type.Name + " " + member.Name.Replace("op_", "operator "),
            IPropertySymbol { IsIndexer: true } => type.Name + "[]",
            _ => type.Name + "." + member.Name,
        };

    /// <summary>The name in a file that people write; a part of the symbol may be generated.</summary>
    private static Location PlaceOf(ISymbol symbol)
        => symbol is IMethodSymbol { PartialImplementationPart: { } implementation } ? implementation.Locations.FirstOrDefault() ?? Location.None
            : symbol.Locations.FirstOrDefault(location => location.SourceTree is { } tree && !tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase))
                ?? symbol.Locations.FirstOrDefault()
                ?? Location.None;
}
