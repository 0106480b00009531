using System.Xml;
using System.Xml.Linq;

namespace ProdGap.Analyzers.Tasks.Repository;

/// <summary>Reads project files and what they import, roughly: nothing is evaluated, and what stands under a condition that cannot be told counts.</summary>
/// <param name="root">The folder of the repository.</param>
/// <param name="problems">Where to say what could not be read.</param>
internal sealed class ProjectReader(string root, List<Problem> problems)
{
    private static readonly string[] TestWords = ["Test", "Spec"];

    private readonly Dictionary<string, XElement?> read = new(Paths.Comparer);

    private readonly Dictionary<string, string?> above = new(Paths.Comparer);

    /// <summary>What a project file says; null if it cannot be read.</summary>
    public ProjectFile? Read(string path)
    {
        if (Load(path) is not { } element)
        {
            return null;
        }

        var project = new ProjectFile(path) { TakesAllSources = HasSdk(element) };
        var properties = new ProjectProperties();
        properties.Set("MSBuildProjectName", project.Name);
        properties.Set("MSBuildProjectFile", Path.GetFileName(path));
        properties.Set("MSBuildProjectExtension", Path.GetExtension(path));
        properties.Set("MSBuildProjectFullPath", path);
        properties.Set("MSBuildProjectDirectory", project.Folder);
        properties.Set("ProjectDir", project.Folder + Path.DirectorySeparatorChar);
        properties.Set("SolutionDir", root + Path.DirectorySeparatorChar);
        var reading = new ProjectReading(project, properties);
        if (Above(project.Folder, "Directory.Build.props") is { } props)
        {
            Follow(props, reading);
        }

        Follow(path, reading);
        if (Above(project.Folder, "Directory.Build.targets") is { } targets)
        {
            Follow(targets, reading);
        }

        return project;
    }

    private static bool HasSdk(XElement project)
        => project.Attribute("Sdk") is not null
            || project.Elements().Any(element => element.Name.LocalName == "Sdk" || (element.Name.LocalName == "Import" && element.Attribute("Sdk") is not null));

    private XElement? Load(string path)
    {
        if (read.TryGetValue(path, out var known))
        {
            return known;
        }

        XElement? element = null;
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, XmlResolver = null });
            element = XElement.Load(reader);
        }
        catch (Exception exception) when (exception is XmlException || Problem.IsExpected(exception))
        {
            problems.Add(new(path, exception.Message));
        }

        read.Add(path, element);
        return element;
    }

    /// <summary>The nearest file of a name in a folder or above it.</summary>
    private string? Above(string? folder, string name)
    {
        if (folder is null)
        {
            return null;
        }

        var key = Path.Combine(folder, name);
        if (!above.TryGetValue(key, out var found))
        {
            found = File.Exists(key) ? key : Above(Path.GetDirectoryName(folder), name);
            above.Add(key, found);
        }

        return found;
    }

    private void Follow(string path, ProjectReading reading)
    {
        if (reading.Files.Contains(path) || Load(path) is not { } element)
        {
            return;
        }

        reading.Files.Push(path);
        Enter(path, reading.Properties);
        if (element.Attribute("Sdk")?.Value is { } sdks)
        {
            UseSdks(sdks, reading);
        }

        Children(element, reading, isSure: true);
        reading.Files.Pop();
        if (reading.Files.Count > 0)
        {
            Enter(reading.Files.Peek(), reading.Properties);
        }
    }

    private static void Enter(string path, ProjectProperties properties)
    {
        properties.Set("MSBuildThisFile", Path.GetFileName(path));
        properties.Set("MSBuildThisFileFullPath", path);
        properties.Set("MSBuildThisFileDirectory", Path.GetDirectoryName(path) + Path.DirectorySeparatorChar);
    }

    private void Children(XElement parent, ProjectReading reading, bool isSure)
    {
        foreach (var element in parent.Elements())
        {
            var holds = MSBuildConditions.Holds(element.Attribute("Condition")?.Value, reading.Properties.Expand);
            if (holds == false)
            {
                continue;
            }

            var isSureHere = isSure && holds == true;
            switch (element.Name.LocalName)
            {
                case "Choose" or "When" or "Otherwise" or "ImportGroup":
                    Children(element, reading, isSureHere && element.Name.LocalName != "Otherwise");
                    break;
                case "PropertyGroup":
                    Set(element, reading, isSureHere);
                    break;
                case "ItemGroup":
                    foreach (var item in element.Elements())
                    {
                        if (MSBuildConditions.Holds(item.Attribute("Condition")?.Value, reading.Properties.Expand) is not false and var itemHolds)
                        {
                            Item(item, reading, isSureHere && itemHolds == true);
                        }
                    }

                    break;
                case "Sdk":
                    UseSdks(element.Attribute("Name")?.Value ?? "", reading);
                    break;
                case "Import" when element.Attribute("Sdk")?.Value is { } sdk:
                    UseSdks(sdk, reading);
                    break;
                case "Import" when element.Attribute("Project")?.Value is { } import:
                    Import(import, reading);
                    break;
            }
        }
    }

    private static void UseSdks(string sdks, ProjectReading reading)
    {
        foreach (var sdk in sdks.Split(';'))
        {
            reading.Project.Use(sdk.Trim().Split('/')[0]);
        }
    }

    private void Import(string import, ProjectReading reading)
    {
        var folder = Path.GetDirectoryName(reading.Files.Peek())!;
        if (import.IndexOf("OfFileAbove", StringComparison.Ordinal) >= 0)
        {
            // By whatever formula, it is the file of the same name further up, or the one that the formula ends in.
            var quoted = import.Split('\'');
            var name = import.EndsWith(")", StringComparison.Ordinal) && quoted.Length > 1 ? quoted[1] : Path.GetFileName(import.Replace('\\', '/'));
            if (name.IndexOf('$') < 0 && Above(Path.GetDirectoryName(folder), name) is { } up)
            {
                Follow(up, reading);
            }
        }
        else if (reading.Properties.Expand(import) is { Length: > 0 } path && !Paths.IsPattern(path) && Paths.Resolve(folder, path) is { } full && reading.Files.Count < 20 && File.Exists(full))
        {
            Follow(full, reading);
        }
    }

    private void Set(XElement group, ProjectReading reading, bool isSure)
    {
        foreach (var property in group.Elements())
        {
            var holds = MSBuildConditions.Holds(property.Attribute("Condition")?.Value, reading.Properties.Expand);
            if (holds == false || reading.Properties.Expand(property.Value.Trim()) is not { } value)
            {
                continue;
            }

            var name = property.Name.LocalName;
            var isTrue = value.Equals("true", StringComparison.OrdinalIgnoreCase);
            if (name == "IsTestProject" && value.Length > 0 && Counts(reading, isSure && holds == true))
            {
                // For all projects together a "no" is no more than a default.
                reading.Project.SaysIsTest = isTrue ? true : reading.IsOwn ? false : null;
            }
            else if (name is "EnableDefaultItems" or "EnableDefaultCompileItems" && value.Length > 0 && holds == true)
            {
                reading.Project.TakesAllSources = isTrue;
            }

            reading.Properties.Set(name, value);
        }
    }

    private void Item(XElement item, ProjectReading reading, bool isSure)
    {
        var (kind, include) = (item.Name.LocalName, item.Attribute("Include")?.Value);
        switch (kind)
        {
            case "PackageReference" or "Reference" when include is not null:
                foreach (var package in Counts(reading, isSure) ? include.Split(';') : [])
                {
                    reading.Project.Use(package.Trim().Split(',')[0]);
                }

                break;
            case "ProjectReference" when include is not null && !IsForTheBuildOnly(item):
                foreach (var reference in include.Split(';'))
                {
                    Add(reference, reading, reading.Project.References, fallBackToName: true);
                }

                break;
            case "Compile":
                foreach (var source in (include ?? "").Split(';'))
                {
                    Add(source, reading, reading.Project.Included, fallBackToName: false);
                }

                foreach (var source in (item.Attribute("Remove")?.Value ?? "").Split(';'))
                {
                    Add(source, reading, reading.Project.Removed, fallBackToName: false);
                }

                break;
        }
    }

    /// <summary>In a file that many projects share, a condition that cannot be told speaks of those whose name says that they are tests.</summary>
    private static bool Counts(ProjectReading reading, bool isSure)
        => isSure
            || reading.IsOwn
            || Array.Exists(TestWords, word => reading.Project.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>An analyzer, or a project that only has to be built first: no code can use it.</summary>
    private static bool IsForTheBuildOnly(XElement item)
        => "false".Equals(Metadata(item, "ReferenceOutputAssembly"), StringComparison.OrdinalIgnoreCase)
            || (Metadata(item, "ReferenceOutputAssembly") is null && "Analyzer".Equals(Metadata(item, "OutputItemType"), StringComparison.OrdinalIgnoreCase));

    private static string? Metadata(XElement item, string name)
        => (item.Attribute(name)?.Value ?? item.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value)?.Trim();

    private static void Add(string path, ProjectReading reading, List<string> to, bool fallBackToName)
    {
        if (path.Trim().Length == 0)
        {
            return;
        }

        if (reading.Properties.Expand(path) is { } expanded && Paths.Resolve(reading.Project.Folder, expanded) is { } full && (!fallBackToName || Paths.IsPattern(full) || File.Exists(full)))
        {
            to.Add(full);
        }
        else if (fallBackToName)
        {
            to.Add(BareName(path));
        }
    }

    /// <summary>What the file is called that a formula arrives at, wherever that is.</summary>
    private static string BareName(string path)
    {
        var end = path.LastIndexOf("proj", StringComparison.OrdinalIgnoreCase) + 4;
        return end < 4 ? "" : path.Substring(0, end).Split('/', '\\', '\'', '"', '`', ',', '(', ')').Last().Trim();
    }
}

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
