using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>What the maker of an archive decides: the names of its entries, which may climb out of the folder that they are unpacked to.</summary>
internal static class ArchiveSources
{
    private static readonly (string Type, string[] Members)[] Members =
    [
        ("System.IO.Compression.ZipArchiveEntry", ["FullName", "Name"]),
        ("System.Formats.Tar.TarEntry", ["Name", "LinkName"]),
        ("SharpCompress.Common.IEntry", ["Key", "LinkTarget"]),
        ("ICSharpCode.SharpZipLib.Zip.ZipEntry", ["Name"]),
        ("ICSharpCode.SharpZipLib.Tar.TarEntry", ["Name"]),
    ];

    /// <summary>True for the name of an entry.</summary>
    public static bool Reads(IOperation value, KnownTypes known) => value is IPropertyReferenceOperation { Property: var property } && MemberTable.Has(Members, property, known);
}
