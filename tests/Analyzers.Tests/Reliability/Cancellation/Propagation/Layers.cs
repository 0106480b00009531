using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>A generated solution as the tests of this project take solutions.</summary>
internal static class Layers
{
    /// <summary>As a scenario, still without the foreign library.</summary>
    public static Scenario ToScenario(this LayeredSolution layered)
    {
        var first = layered.Projects[0];
        var scenario = Scenario.Of(first.Kind).Project(first.Name, first.Kind);
        foreach (var project in layered.Projects)
        {
            if (project != first)
            {
                scenario.Project(project.Name, project.Kind, [.. project.ProjectReferences]);
            }

            if (!layered.HasImplicitUsings)
            {
                scenario.WithoutImplicitUsings();
            }

            foreach (var file in project.Files)
            {
                scenario.Document(file.Path, file.Text);
            }
        }

        return scenario;
    }

    /// <summary>As a solution that compiles.</summary>
    public static Solution Build(this LayeredSolution layered)
    {
        var (solution, _) = layered.ToScenario().Build();

        // A scenario begins with a project of its own, which is empty here.
        var empty = solution.Projects.First();
        return LayeredSolution.Complete(solution.RemoveProject(empty.Id), References.Framework);
    }
}
