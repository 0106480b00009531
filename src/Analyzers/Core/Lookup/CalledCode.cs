using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>The code of the project that a call runs: of the method, or of the only one that implements it.</summary>
internal static class CalledCode
{
    /// <summary>The declarations with a body; none for a method of another assembly, and where several implement it.</summary>
    public static IEnumerable<SyntaxNode> Of(IMethodSymbol method, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, known.Compilation.Assembly))
        {
            return [];
        }

        var target = (method.ReducedFrom ?? method).OriginalDefinition;
        if (target.IsAbstract)
        {
            var all = Implementations.Of(target, model, known).Take(2).ToList();
            if (all.Count != 1)
            {
                return [];
            }

            target = all[0];
        }

        return target.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).Where(static declaration => declaration is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
    }
}
