namespace ProdGap.Analyzers.Tasks.Repository;

/// <summary>One project, and the files that are being read for it.</summary>
internal sealed class ProjectReading(ProjectFile project, ProjectProperties properties)
{
    /// <summary>What was read so far.</summary>
    public ProjectFile Project { get; } = project;

    /// <summary>What was set so far.</summary>
    public ProjectProperties Properties { get; } = properties;

    /// <summary>The files that are being read, the innermost first.</summary>
    public Stack<string> Files { get; } = new();

    /// <summary>True where the project's own file is being read, not one that it shares with others.</summary>
    public bool IsOwn => Paths.Comparer.Equals(Files.Peek(), Project.Path);
}
