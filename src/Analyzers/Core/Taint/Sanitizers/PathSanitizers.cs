using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>What makes a text harmless as part of a path: the name of the file alone, or a full path that is known to lie below a folder.</summary>
internal static class PathSanitizers
{
    public static readonly TaintPolicy Policy = Of(Settles);

    /// <summary>The same for a part that <c>Path.Join</c> or a sum puts behind a folder: there a name that begins with a slash does not win.</summary>
    public static readonly TaintPolicy Joined = Of(static question => Settles(question) || (!question.Answer && question is { Method: "Contains" or "IndexOf", Literal: ".." }));

    private static TaintPolicy Of(Func<ContentQuestion, bool> settles) => new()
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
        Settles = settles,
    };

    private static bool Settles(ContentQuestion question)
        => question.Method switch
        {
            // A full path below a folder: what is asked for is no literal of a name. "root/../.." begins with the root as well.
            "StartsWith" => question.Literal is null ? question.Answer && IsFull(question.Receiver) : !question.Answer && question.Literal == ".." && MemberNames.Of(VariableWrites.ScopeOf(question.Receiver)).Uses("GetRelativePath").Count > 0,
            "IndexOfAny" or "ContainsAny" => !question.Answer && question.Argument?.ToString() is { } characters && !characters.Contains("GetInvalidPathChars") && (characters.Contains("Invalid") || characters.Contains("Separator") || characters.Contains('/') || question.Argument is IdentifierNameSyntax),
            "Contains" => !question.Answer && (question.Literal is "/" || question.Argument?.ToString() is "'/'" or "Path.DirectorySeparatorChar" or "Path.AltDirectorySeparatorChar"),
            _ => false,
        };

    /// <summary>True for a path without <c>..</c> in it: the member spells it out, or something else than putting parts together made it.</summary>
    private static bool IsFull(ExpressionSyntax path)
        => MemberNames.Of(VariableWrites.ScopeOf(path)) is var names
            && (names.Uses("GetFullPath").Count > 0 || names.Uses("GetRelativePath").Count > 0 || names.Uses("ResolveLinkTarget").Count > 0);
}
