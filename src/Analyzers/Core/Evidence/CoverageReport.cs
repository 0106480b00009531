using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Evidence;

/// <summary>Which lines of the project's files the tests ran through, as the coverage files of the last run say.</summary>
internal sealed class CoverageReport
{
    /// <summary>The role of the additional files.</summary>
    public const string Role = "coverage";

    private static readonly CoverageReport Nothing = new([]);
    private static readonly char[] Separators = ['/', '\\'];

    private readonly Dictionary<string, List<CoveredFile>> byFileName = new(StringComparer.OrdinalIgnoreCase);

    private CoverageReport(List<CoveredFile> files)
    {
        foreach (var file in files)
        {
            var name = file.Segments[file.Segments.Length - 1];
            if (!byFileName.TryGetValue(name, out var same))
            {
                byFileName.Add(name, same = []);
            }

            same.Add(file);
            CoversAnything |= file.Lines.Values.Any(isCovered => isCovered);
        }
    }

    /// <summary>True when some line of the project was run by some test.</summary>
    public bool CoversAnything { get; }

    /// <summary>Reads the files; those that cannot be read are left out, and PG0002 tells of them.</summary>
    /// <param name="files">The additional files with the role.</param>
    /// <param name="assembly">The name of the project's assembly: where a report has a package of this name, its others are of other projects.</param>
    public static CoverageReport Of(ImmutableArray<AdditionalText> files, string assembly)
    {
        if (files.IsEmpty)
        {
            return Nothing;
        }

        var all = new List<CoveredFile>();
        foreach (var file in files)
        {
            if (CoberturaReader.Read(EvidenceFile.TextOf(file), out _) is { } report)
            {
                var own = report.Where(covered => IsNamed(covered.Package, assembly)).ToList();
                all.AddRange(own.Count > 0 ? own : report);
            }
        }

        return new(Merged(all));
    }

    /// <summary>True when a line of the member was run, false when none was, and null where the reports do not know the member.</summary>
    public bool? Covers(ISymbol member, CancellationToken cancellationToken)
    {
        if (byFileName.Count == 0)
        {
            return null;
        }

        bool? verdict = null;
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var span = reference.SyntaxTree.GetLineSpan(reference.GetSyntax(cancellationToken).Span, cancellationToken);
            switch (CoversLines(reference.SyntaxTree, span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1))
            {
                case true:
                    return true;
                case false:
                    verdict = false;
                    break;
            }
        }

        return verdict;
    }

    /// <summary>True when one of the lines was run, false when none was, and null where the reports know none of them.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="first">The first line, counted from 1.</param>
    /// <param name="last">The last line.</param>
    public bool? CoversLines(SyntaxTree tree, int first, int last)
    {
        if (byFileName.Count == 0 || Find(tree.FilePath) is not { } file)
        {
            return null;
        }

        bool? verdict = null;
        for (var line = first; line <= last; line++)
        {
            if (file.Lines.TryGetValue(line, out var isCovered))
            {
                if (isCovered)
                {
                    return true;
                }

                verdict = false;
            }
        }

        return verdict;
    }

    /// <summary>True when the first line of a piece of code was run.</summary>
    public bool Covers(SyntaxNode node)
        => byFileName.Count > 0
            && Find(node.SyntaxTree.FilePath) is { } file
            && file.Lines.TryGetValue(node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1, out var isCovered)
            && isCovered;

    /// <summary>The report of a file: the one whose path ends most like it. None where two do equally.</summary>
    private CoveredFile? Find(string path)
    {
        var segments = path.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0 || !byFileName.TryGetValue(segments[segments.Length - 1], out var candidates))
        {
            return null;
        }

        CoveredFile? best = null;
        var longest = 0;
        var isTie = false;
        foreach (var candidate in candidates)
        {
            var common = 0;
            while (common < segments.Length
                && common < candidate.Segments.Length
                && segments[segments.Length - 1 - common].Equals(candidate.Segments[candidate.Segments.Length - 1 - common], StringComparison.OrdinalIgnoreCase))
            {
                common++;
            }

            isTie = common == longest || (isTie && common < longest);
            if (common > longest)
            {
                longest = common;
                best = candidate;
            }
        }

        return isTie ? null : best;
    }

    private static bool IsNamed(string package, string assembly)
    {
        var name = package.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || package.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            ? package.Substring(0, package.Length - 4)
            : package;
        return name.Equals(assembly, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>One entry a path: classes of one file, and reports of several test projects, add up.</summary>
    private static List<CoveredFile> Merged(List<CoveredFile> all)
    {
        var merged = new Dictionary<string, CoveredFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in all)
        {
            var segments = file.Path.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            if (segments.Length == 0)
            {
                continue;
            }

            var path = string.Join("/", segments);
            if (!merged.TryGetValue(path, out var known))
            {
                merged.Add(path, known = new(path, "") { Segments = segments });
            }

            foreach (var line in file.Lines)
            {
                known.Lines[line.Key] = line.Value || (known.Lines.TryGetValue(line.Key, out var isCovered) && isCovered);
            }
        }

        return [.. merged.Values];
    }
}

/// <summary>What a report says about one file.</summary>
internal sealed class CoveredFile(string path, string package)
{
    public string Path { get; } = path;

    public string Package { get; } = package;

    public string[] Segments { get; set; } = [];

    /// <summary>The lines that hold code, counted from 1, and whether a test ran through them.</summary>
    public Dictionary<int, bool> Lines { get; } = [];
}
