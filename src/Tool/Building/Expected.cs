using System.Collections.Immutable;
using ProdGap.Tool.Logs;

namespace ProdGap.Tool.Building;

/// <summary>What the compiler was given in this run, for one project and framework.</summary>
/// <param name="Log">Where its log was to be written.</param>
/// <param name="Stage">The project's own stage, or empty.</param>
/// <param name="Props">The file of the package that speaks.</param>
internal sealed record Compilation(string Log, string Stage, string Props);

/// <summary>What a run was to see: the projects and frameworks that MSBuild itself named. A log that nobody asked for in this run is a ghost.</summary>
internal sealed class Expected
{
    private readonly Dictionary<string, ImmutableSortedSet<string>> frameworks;
    private readonly Dictionary<(string Project, string Framework), Compilation> compiled;

    private readonly Dictionary<(string Project, string Framework), ImmutableArray<string>> references;

    private readonly HashSet<(string Project, string Framework)> done;

    private Expected(Dictionary<string, ImmutableSortedSet<string>> frameworks, Dictionary<(string, string), Compilation> compiled, Dictionary<(string, string), ImmutableArray<string>> references, HashSet<(string, string)> done, string? compilerFolder)
        => (this.frameworks, this.compiled, this.references, this.done, CompilerFolder) = (frameworks, compiled, references, done, compilerFolder);

    /// <summary>Where the compiler lies, or null if none ran.</summary>
    public string? CompilerFolder { get; }

    /// <summary>All projects that were named.</summary>
    public IEnumerable<string> Projects => frameworks.Keys.Concat(compiled.Keys.Select(static key => key.Project)).Distinct(StringComparer.Ordinal);

    /// <summary>What was compiled.</summary>
    public IReadOnlyDictionary<(string Project, string Framework), Compilation> Compiled => compiled;

    /// <summary>The names of the assemblies that the compiler was given for a project and framework; null if nobody said.</summary>
    public ImmutableArray<string>? ReferencesOf(string project, string framework) => references.TryGetValue((project, framework), out var names) ? names : null;

    /// <summary>True if the compiler came to its end, or had nothing to do.</summary>
    public bool IsDone((string Project, string Framework) key) => done.Contains(key);

    /// <summary>Reads the facts that the injected targets sent.</summary>
    /// <param name="events">What the build said.</param>
    /// <param name="only">The one framework that is of interest, where a project has it; empty for all.</param>
    public static Expected Of(IEnumerable<BuildEvent> events, string only = "")
    {
        var frameworks = new Dictionary<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);
        var compiled = new Dictionary<(string, string), Compilation>();
        var references = new Dictionary<(string, string), ImmutableArray<string>>();
        var done = new HashSet<(string, string)>();
        string? compiler = null;
        foreach (var said in events.Where(static said => said.Kind == "fact"))
        {
            switch (said.Fields)
            {
                case ["project", var project, var several, var single]:
                    var named = (several.Trim().Length > 0 ? several : single).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                    frameworks[project] = frameworks.GetValueOrDefault(project, ImmutableSortedSet.Create<string>(StringComparer.Ordinal)).Union(named);
                    break;

                case ["compile", var project, var framework, var log, var stage, var props, var folder]:
                    compiled[(project, framework)] = new(log, stage, props);
                    compiler ??= folder.Length > 0 ? folder : null;
                    break;

                case ["done", var project, var framework]:
                    done.Add((project, framework));
                    break;

                case ["references", var project, var framework, var names]:
                    references[(project, framework)] = [.. names.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
                    break;
            }
        }

        foreach (var project in only.Length == 0 ? [] : frameworks.Where(entry => entry.Value.Count > 1 && entry.Value.Contains(only)).Select(static entry => entry.Key).ToList())
        {
            frameworks[project] = [only];
            foreach (var other in compiled.Keys.Where(key => key.Item1 == project && key.Item2 != only).ToList())
            {
                compiled.Remove(other);
            }
        }

        return new(frameworks, compiled, references, done, compiler);
    }

    /// <summary>True if the project answered, so that our targets are in it.</summary>
    public bool Answered(string project) => frameworks.ContainsKey(project);

    /// <summary>The frameworks of a project; one without a name for a project that has no such thing.</summary>
    public ImmutableSortedSet<string> FrameworksOf(string project)
    {
        var named = frameworks.GetValueOrDefault(project, ImmutableSortedSet.Create<string>(StringComparer.Ordinal))
            .Union(compiled.Keys.Where(key => key.Project == project).Select(static key => key.Framework));
        return named.IsEmpty ? named.Add("") : named;
    }
}
