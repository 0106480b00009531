using System.Globalization;
using Microsoft.VisualStudio.SolutionPersistence.Model;
using Microsoft.VisualStudio.SolutionPersistence.Serializer;

namespace ProdGap.Tool.Hardening;

/// <summary>
/// One solution for all projects, whatever solutions the repository has: a fix that reaches from one project into another needs to see both,
/// and one project that does not load would stop all.
/// </summary>
internal static class GeneratedSolution
{
    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(string file, IEnumerable<string> projects, string configuration, CancellationToken cancellationToken)
    {
        var solution = new SolutionModel();
        solution.AddBuildType(configuration);
        solution.AddPlatform("Any CPU");
        var number = 0;
        foreach (var project in projects)
        {
            // A folder each, because two projects of one name must not stand side by side.
            var folder = solution.AddFolder(string.Create(CultureInfo.InvariantCulture, $"/{++number}/"));
            solution.AddProject(Path.GetRelativePath(Path.GetDirectoryName(file)!, project), projectTypeName: null, folder);
        }

        await SolutionSerializers.SlnFileV12.SaveAsync(file, solution, cancellationToken);
    }
}
