using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>Whether an app runs the framework's log of requests at all: set up and not run, it writes nothing.</summary>
internal sealed class RequestLog
{
    private const string Middleware = "UseHttpLogging";

    private RequestLog(KnownTypes known) => NeverRuns = StartupModel.Of(known) is { Starts: true } app && !app.Says(Middleware) && !IsElsewhere(known) && !IsLeftOut(known);

    /// <summary>True for an app whose code never runs it, and no other code could.</summary>
    public bool NeverRuns { get; }

    /// <summary>The log of a compilation.</summary>
    public static RequestLog Of(KnownTypes known) => known.PerCompilation(static key => new RequestLog(key));

    /// <summary>True where another project of the solution, or a package, may run it.</summary>
    private static bool IsElsewhere(KnownTypes known)
    {
        foreach (var reference in known.Compilation.References)
        {
            if (known.Compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol { Name: var name } assembly
                || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || name.StartsWith("System.", StringComparison.Ordinal))
            {
                continue;
            }

            if (reference is CompilationReference { Compilation: var source }
                ? source.SyntaxTrees.Any(static tree => StartupTree.Of(tree, CancellationToken.None).Names.Contains(Middleware))
                : assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static used => used.Name == "Microsoft.AspNetCore.HttpLogging")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where code that this build leaves out runs it.</summary>
    private static bool IsLeftOut(KnownTypes known)
        => known.Compilation.SyntaxTrees.Any(static tree => tree.GetRoot() is { ContainsDirectives: true } root
            && root.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia) && trivia.ToString().Contains(Middleware)));
}
