using ProdGap.Tool.Looking;

namespace ProdGap.Tool.Report;

/// <summary>How long the sources are that were audited: findings mean little without the code that they stand in.</summary>
internal static class SourceLines
{
    private const int Chunk = 1 << 16;

    private static readonly string[] Sources = [".cs", ".razor", ".cshtml"];

    private static readonly string[] NotLookedInto = ["bin", "obj", "node_modules"];

    /// <summary>The sources below the folders of projects, from the root, each with its number of lines.</summary>
    public static IReadOnlyDictionary<string, int> Below(Repository repository, CancellationToken cancellationToken)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var buffer = new byte[Chunk];
        var seen = new HashSet<string>(Repository.PathComparer);
        var folders = new Stack<string>(repository.Projects.Select(static project => Path.GetDirectoryName(project)!).Where(repository.Contains));
        while (folders.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!seen.Add(folder))
            {
                continue;
            }

            try
            {
                foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    // Links are not followed, so there are no cycles.
                    if (entry.LinkTarget is not null)
                    {
                        continue;
                    }

                    if (entry is FileInfo && Sources.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                    {
                        lines[repository.Relative(entry.FullName)] = Count(entry.FullName, buffer);
                    }
                    else if (entry is DirectoryInfo && !entry.Name.StartsWith('.') && !NotLookedInto.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
                    {
                        folders.Push(entry.FullName);
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // What may not be read was not compiled either.
                continue;
            }
        }

        return lines;
    }

    private static int Count(string path, byte[] buffer)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var (count, last) = (0, (byte)'\n');
        for (int read; (read = file.Read(buffer)) > 0; last = buffer[read - 1])
        {
            count += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return last == '\n' ? count : count + 1;
    }
}
