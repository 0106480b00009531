using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>What makes a text harmless as part of a path: the name of the file alone, or a full path that is known to lie below a folder.</summary>
internal static class PathSanitizers
{
    public static readonly TaintPolicy Policy = new()
    {
        Methods =
        [
            ("System.IO.Path", ["GetFileName", "GetFileNameWithoutExtension", "GetExtension", "GetRandomFileName", "GetTempFileName"]),
            ("Microsoft.Extensions.FileProviders.IFileProvider", ["GetFileInfo", "GetDirectoryContents"]),
        ],
        Members = [("System.IO.Compression.ZipArchiveEntry", ["Name"])],
        Words = ["leaf", "filename"],
        Spellings = ["GetFullPath", "Combine", "Join", "GetRelativePath"],
        DecidingParts = ["FullName"],
        Settles = Settles,
    };

    private static bool Settles(ContentQuestion question)
        => question.Method switch
        {
            // A full path below a folder: what is asked for is no literal of a name.
            "StartsWith" => question.Literal is null ? question.Answer : !question.Answer && question.Literal is "..",
            "IndexOfAny" => !question.Answer,
            "Contains" => !question.Answer && question.Argument is { } asked && (asked.ToString().Contains("Separator") || question.Literal is "/" or "\\"),
            "All" => question.Answer,
            "Any" => !question.Answer,
            _ => false,
        };
}
