using System.Text;
using System.Xml;

namespace ProdGap.Tool.Building;

/// <summary>
/// The projects that drive a build: never the solution itself, because one project in it that does not restore or load would stop all.
/// </summary>
internal static class Traversal
{
    /// <summary>Restores all at once, as <c>dotnet restore</c> does with a solution.</summary>
    public static string RestoreTogether(IEnumerable<string> projects)
        => Project(projects, "RestoreGraphProjectInputItems", """
              <Import Project="$(MSBuildToolsPath)/NuGet.targets" />
            """);

    /// <summary>Restores one after the other, so that one that does not even load stops no other.</summary>
    public static string RestoreEach(IEnumerable<string> projects)
        => Project(projects, "AuditProject", """
              <Target Name="Restore">
                <MSBuild Projects="%(AuditProject.Identity)" Targets="Restore" Properties="MSBuildIsRestoring=true" ContinueOnError="true" SkipNonexistentProjects="true" />
              </Target>
            """);

    /// <summary>Asks each project what it is, then builds all.</summary>
    public static string Build(IEnumerable<string> projects)
        => Project(projects, "AuditProject", """
              <Target Name="Audit">
                <MSBuild Projects="%(AuditProject.Identity)" Targets="ProdGapDescribe" ContinueOnError="true" SkipNonexistentProjects="true" SkipNonexistentTargets="true">
                  <Output TaskParameter="TargetOutputs" ItemName="Answered" />
                </MSBuild>
                <MSBuild Projects="@(Answered->Distinct())" Targets="Build" BuildInParallel="true" ContinueOnError="true" SkipNonexistentProjects="true" />
              </Target>
            """);

    private static string Project(IEnumerable<string> projects, string item, string content)
    {
        var text = new StringBuilder("<Project>\n  <ItemGroup>\n");
        foreach (var project in projects)
        {
            text.Append("    <").Append(item).Append(" Include=\"").Append(Escaped(project)).Append("\" />\n");
        }

        return text.Append("  </ItemGroup>\n").Append(content).Append("\n</Project>\n").ToString();
    }

    /// <summary>A path that MSBuild takes literally, in an attribute.</summary>
    internal static string Escaped(string path)
    {
        var text = new StringBuilder();
        foreach (var c in path)
        {
            text.Append(c switch
            {
                '%' or '$' or '@' or '\'' or '(' or ')' or ';' or '?' or '*' => $"%{(int)c:x2}",
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ when !XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c) => $"%{(int)c:x2}",
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }
}
