using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.CodeFixes.Core;

/// <summary>Who runs a fix.</summary>
internal static class Host
{
    /// <summary>The kind of the workspace in which <c>dotnet format</c> runs.</summary>
    private const string Unattended = "MSBuildWorkspace";

    /// <summary>
    /// True where nobody looks at the result, as under <c>dotnet format</c>. There a document that is added ends up twice in its
    /// project, once by its pattern and once by the line that is written for it, so fixes write into existing ones.
    /// </summary>
    public static bool IsUnattended(Solution solution) => solution.Workspace.Kind == Unattended;
}
