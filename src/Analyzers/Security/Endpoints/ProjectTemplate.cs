using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>A project that <c>dotnet new</c> copies: who may call is what the person decides who makes an app of it.</summary>
internal static class ProjectTemplate
{
    /// <summary>What the build says; where it says nothing, true where the project lies in the content of a folder of templates.</summary>
    public static bool Is(AnalyzedProject project)
    {
        if (project.PropertyOf("ProdGapIsTemplate") is { Length: > 0 } said)
        {
            return said.Equals("true", StringComparison.OrdinalIgnoreCase);
        }

        var segments = (project.PropertyOf("ProjectDir") ?? project.PropertyOf("MSBuildProjectDirectory") ?? "").Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindLastIndex(segments, static segment => segment.ToLowerInvariant() is "templates" or "template" or "projecttemplates");
        return at >= 0 && Array.FindIndex(segments, at, static segment => segment.Equals("content", StringComparison.OrdinalIgnoreCase)) > at;
    }
}
