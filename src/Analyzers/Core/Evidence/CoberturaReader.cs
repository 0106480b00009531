using System.Globalization;
using System.Xml;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Evidence;

/// <summary>Reads coverage reports of the Cobertura kind, as <c>dotnet test --collect:"XPlat Code Coverage"</c> writes them.</summary>
internal static class CoberturaReader
{
    /// <summary>The files that a report speaks of.</summary>
    /// <param name="text">The report; null where it could not be read at all.</param>
    /// <param name="problem">Why it cannot be used, to follow "it"; null where it can.</param>
    public static List<CoveredFile>? Read(SourceText? text, out string? problem)
    {
        problem = EvidenceFile.ProblemOf(text);
        if (problem is not null || text is null)
        {
            return null;
        }

        try
        {
            // Reports name a document type on the web; it is neither fetched nor needed, and no entity is expanded.
            using var reader = XmlReader.Create(new TextStream(text), new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true });
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "coverage" || reader.GetAttribute("clover") is not null)
            {
                problem = "is not a Cobertura report";
                return null;
            }

            var files = Files(reader, out var isKnown);
            if (!isKnown)
            {
                problem = "is not a Cobertura report";
                return null;
            }

            return files;
        }
        catch (XmlException failure)
        {
            problem = string.Format(CultureInfo.InvariantCulture, "is not well-formed XML (line {0})", failure.LineNumber);
            return null;
        }
    }

    private static List<CoveredFile> Files(XmlReader reader, out bool isKnown)
    {
        var files = new List<CoveredFile>();
        var package = "";
        CoveredFile? file = null;
        isKnown = false;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "packages":
                    isKnown = true;
                    break;
                case "package":
                    package = reader.GetAttribute("name") ?? "";
                    break;
                case "class":
                    file = reader.GetAttribute("filename") is { Length: > 0 } path ? new(path, package) : null;
                    if (file is not null)
                    {
                        files.Add(file);
                    }

                    break;
                case "line" when file is not null && int.TryParse(reader.GetAttribute("number"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number):
                    // Hits can be counted beyond any integer; all that matters is whether there is one.
                    var isCovered = reader.GetAttribute("hits") is { } hits && hits.Trim('0', ' ').Length > 0;
                    file.Lines[number] = isCovered || (file.Lines.TryGetValue(number, out var before) && before);
                    break;
            }
        }

        return files;
    }

    /// <summary>A text as a stream of characters, without a copy of the whole.</summary>
    private sealed class TextStream(SourceText text) : TextReader
    {
        private int position;

        public override int Peek() => position < text.Length ? text[position] : -1;

        public override int Read() => position < text.Length ? text[position++] : -1;

        public override int Read(char[] buffer, int index, int count)
        {
            var length = Math.Min(count, text.Length - position);
            text.CopyTo(position, buffer, index, length);
            position += length;
            return length;
        }
    }
}
