using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>Flags a project that does something and that no test project references: once, at its first public type with behavior.</summary>
public sealed class PG4008ProjectWithoutTests : TestingRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG4008",
        "Project without tests",
        "No test project references '{0}'; add one, starting with tests of '{1}'",
        "Every change to it is tried out on its users. What worked yesterday, nobody checks today.");

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
        var evidence = TestEvidence.Of(known);
        if (evidence.Index is not { HasProject: false } || evidence.Coverage.CoversAnything)
        {
            return;
        }

        // A compiler has no place that is the project, and one without a place is shown by no editor. Each type asks whether it is the first.
        if (known.PerCompilation(key => new FirstType(key, context.CancellationToken)) is { Tree: { } tree } first)
        {
            foreach (var location in context.Symbol.Locations)
            {
                if (location.SourceTree == tree && location.SourceSpan == first.Part!.Place)
                {
                    context.ReportDiagnostic(Finding.At(Gap, location, known.Compilation.AssemblyName, first.Part.Name));
                }
            }
        }
    }

    /// <summary>The first public type with behavior, in the order of the project's files.</summary>
    private sealed class FirstType
    {
        public FirstType(KnownTypes known, CancellationToken cancellationToken)
        {
            foreach (var tree in known.Compilation.SyntaxTrees)
            {
                if (tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) || tree.FilePath.EndsWith(".Designer.cs", StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                foreach (var part in TreeSummary.Of(tree, cancellationToken).Types)
                {
                    if (part.IsPublic && part.Name is not ("" or "Program") && part.Members.Exists(member => member.IsPublic && member.HasBehavior))
                    {
                        Tree = tree;
                        Part = part;
                        return;
                    }
                }
            }
        }

        public SyntaxTree? Tree { get; }

        public TypePart? Part { get; }
    }
}
