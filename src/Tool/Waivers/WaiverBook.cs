using System.Collections.Immutable;
using ProdGap.Analyzers.Tasks.Waivers;
using ProdGap.Tool.Looking;

namespace ProdGap.Tool.Waivers;

/// <summary>One <c>prodgap.waivers</c>.</summary>
/// <param name="Folder">The folder of it, from the root with a slash at its end; empty for the root.</param>
/// <param name="Content">What it says.</param>
internal sealed record WaiverPage(string Folder, WaiverFile Content)
{
    /// <summary>The file, from the root.</summary>
    public string File => Folder + WaiverFile.Name;
}

/// <summary>
/// The waivers of a repository. As the build does, each project has those of its nearest folder with a solution or under version control.
/// </summary>
/// <param name="Pages">The files.</param>
/// <param name="Folders">The folder of the file of each project, by the project's path from the root.</param>
internal sealed record WaiverBook(ImmutableArray<WaiverPage> Pages, ImmutableDictionary<string, string> Folders)
{
    /// <summary>Reads the files; a missing one says nothing.</summary>
    /// <exception cref="Failure">One of them cannot be read at all.</exception>
    public static WaiverBook Read(Repository repository)
    {
        var folders = repository.Projects.Where(repository.Contains).ToImmutableDictionary(
            repository.Relative,
            project => FolderOf(repository, Repository.RootOf(Path.GetDirectoryName(project)!)),
            StringComparer.Ordinal);
        var pages = folders.Values.Append("").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(folder => (Folder: folder, File: Path.Combine(repository.Root, folder, WaiverFile.Name)))
            .Where(static page => File.Exists(page.File))
            .Select(static page => new WaiverPage(page.Folder, ReadFile(page.File)));
        return new([.. pages], folders);
    }

    /// <summary>The folder of the file that holds for a project.</summary>
    public string FolderOf(string project) => Folders.GetValueOrDefault(project, "");

    private static string FolderOf(Repository repository, string root)
        => Repository.PathComparer.Equals(root, repository.Root) || !repository.Contains(root) ? "" : repository.Relative(root) + "/";

    private static WaiverFile ReadFile(string path)
    {
        try
        {
            return WaiverFile.Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.Usage, $"'{Path.GetFileName(path)}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }
}
