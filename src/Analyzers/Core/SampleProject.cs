namespace ProdGap.Analyzers.Core;

/// <summary>A project that shows how something is used: nobody deploys it, and what it shows is there to be seen.</summary>
internal static class SampleProject
{
    /// <summary>What the build says; where it says nothing, true in a folder of samples or examples.</summary>
    public static bool Is(AnalyzedProject project)
    {
        if (project.PropertyOf("ProdGapIsSample") is { Length: > 0 } said)
        {
            return said.Equals("true", StringComparison.OrdinalIgnoreCase);
        }

        var segments = (project.PropertyOf("ProjectDir") ?? project.PropertyOf("MSBuildProjectDirectory") ?? "").Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(segments, static segment => segment.ToLowerInvariant() is "samples" or "sample" or "examples" or "example");
    }
}
