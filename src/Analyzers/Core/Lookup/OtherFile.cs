using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>
/// Semantic models of other files. A second model binds bodies a second time (RS1030 warns of it), so it is asked for where one
/// member in another file decides, and only behind a cheap test.
/// </summary>
internal static class OtherFile
{
#pragma warning disable RS1030 // One body is bound once more; see above.
    /// <summary>The model of a file of the same compilation; the one at hand where it is that file's.</summary>
    public static SemanticModel ModelOf(SyntaxTree tree, SemanticModel atHand) => tree == atHand.SyntaxTree ? atHand : atHand.Compilation.GetSemanticModel(tree);

    /// <summary>The model of a file of the compilation or of a project that it references as source; null for any other file.</summary>
    public static SemanticModel? ModelOf(SyntaxTree tree, Compilation compilation)
    {
        var owner = compilation.ContainsSyntaxTree(tree)
            ? compilation
            : compilation.References.OfType<CompilationReference>().Select(reference => reference.Compilation).FirstOrDefault(referenced => referenced.ContainsSyntaxTree(tree));
        return owner?.GetSemanticModel(tree);
    }

    /// <summary>The same, or the model at hand where it is that file's.</summary>
    public static SemanticModel? ModelOf(SyntaxTree tree, Compilation compilation, SemanticModel atHand) => tree == atHand.SyntaxTree ? atHand : ModelOf(tree, compilation);
#pragma warning restore RS1030
}
