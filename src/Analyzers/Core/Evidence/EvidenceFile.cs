using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Evidence;

/// <summary>Files that the build hands over as evidence of what the tests do.</summary>
internal static class EvidenceFile
{
    /// <summary>A coverage file of more characters than this is not read: parsing it would stall every build.</summary>
    public const int Limit = 200_000_000;

    /// <summary>Why a text cannot be evidence of any kind, to follow "it"; null where it may be.</summary>
    public static string? ProblemOf(SourceText? text)
        => text is null ? "cannot be read"
            : text.Length > Limit ? "is larger than 200 MB"
            : text.Length == 0 ? "is empty"
            : text.Encoding is { } encoding && encoding is not (UTF8Encoding or UnicodeEncoding) ? "is not UTF-8"
            : null;

    /// <summary>The text of a file; null where it is gone, locked or no text.</summary>
    public static SourceText? TextOf(AdditionalText file, CancellationToken cancellationToken = default)
    {
        try
        {
            return file.GetText(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }
}
