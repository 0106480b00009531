using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>What opens, writes, moves or deletes the file that a path names. Stores with keys, and providers that check a path themselves, are none.</summary>
internal static class PathSinks
{
    private const string Http = "Microsoft.AspNetCore.Http.";

    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    /// <summary>Methods, by the type that declares them; an asterisk stands for all of them.</summary>
    private static readonly (string Type, string[] Methods)[] Calls =
    [
        ("System.IO.File", ["*"]),
        ("System.IO.Directory", ["*"]),
        ("System.IO.FileInfo", ["CopyTo", "MoveTo", "Replace"]),
        ("System.IO.DirectoryInfo", ["MoveTo"]),
        ("System.IO.MemoryMappedFiles.MemoryMappedFile", ["CreateFromFile"]),
        (Mvc + "ControllerBase", ["PhysicalFile"]),
        ("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", ["PhysicalFile"]),
        (Http + "Results", ["File"]),
        (Http + "TypedResults", ["PhysicalFile"]),
        (Http + "SendFileResponseExtensions", ["SendFileAsync"]),
        ("System.IO.Compression.ZipFileExtensions", ["ExtractToFile", "ExtractToFileAsync"]),
        ("System.Formats.Tar.TarEntry", ["ExtractToFile", "ExtractToFileAsync"]),
        ("System.Xml.Linq.XDocument", ["Load"]),
        ("System.Xml.XmlDocument", ["Load"]),
        ("System.Reflection.Assembly", ["LoadFrom", "LoadFile"]),
    ];

    /// <summary>Types that open the file that their constructor is given.</summary>
    private static readonly string[] Creations =
        ["System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileStream", "System.IO.StreamReader", "System.IO.StreamWriter", Mvc + "PhysicalFileResult"];

    /// <summary>The parameters that take a path.</summary>
    private static readonly string[] Parameters =
        ["path", "fileName", "filename", "sourceFileName", "destFileName", "destinationFileName", "destinationBackupFileName", "physicalPath", "sourceDirName", "destDirName", "uri", "assemblyFile", "pathToTarget"];

    /// <summary>The simple names of the types whose constructor is one.</summary>
    public static readonly string[] TypeNames = [.. Creations.Select(static type => type.Substring(type.LastIndexOf('.') + 1))];

    /// <summary>The names of the methods.</summary>
    public static readonly string[] Methods =
    [
        "ReadAllText", "ReadAllTextAsync", "ReadAllBytes", "ReadAllBytesAsync", "ReadAllLines", "ReadAllLinesAsync", "ReadLines", "ReadLinesAsync", "WriteAllText", "WriteAllTextAsync", "WriteAllBytes", "WriteAllBytesAsync", "WriteAllLines",
        "WriteAllLinesAsync", "AppendAllText", "AppendAllTextAsync", "AppendAllLines", "AppendAllLinesAsync", "AppendAllBytes", "AppendText", "Open", "OpenRead", "OpenWrite", "OpenText", "OpenHandle", "Create", "CreateText", "Copy", "Move", "Delete",
        "Replace", "CreateSymbolicLink", "CreateDirectory", "EnumerateFiles", "GetFiles", "EnumerateDirectories", "GetDirectories", "EnumerateFileSystemEntries", "GetFileSystemEntries", "CopyTo", "MoveTo", "CreateFromFile", "PhysicalFile", "File",
        "SendFileAsync", "ExtractToFile", "ExtractToFileAsync", "Load", "LoadFrom", "LoadFile",
    ];

    /// <summary>The paths that a call is given, as far as it opens what they name. Whether a file is there, and when it was written, harms nobody.</summary>
    public static IEnumerable<IOperation> Of(IInvocationOperation call, KnownTypes known)
        => MemberTable.Has(Calls, call.TargetMethod.ReducedFrom ?? call.TargetMethod, known) ? Paths(call.Arguments) : [];

    /// <inheritdoc cref="Of(IInvocationOperation, KnownTypes)"/>
    public static IEnumerable<IOperation> Of(IObjectCreationOperation creation, KnownTypes known)
        => Array.Exists(Creations, type => known.Is(creation.Type, type)) ? Paths(creation.Arguments) : [];

    /// <summary>The paths that a node opens, where it looks as if it did.</summary>
    public static List<IOperation>? At(SyntaxNode node, RuleContext context)
        => !MayBe(node) ? null : context.Model.GetOperation(node, context.CancellationToken) switch
        {
            IInvocationOperation call => [.. Of(call, context.Known)],
            IObjectCreationOperation creation => [.. Of(creation, context.Known)],
            _ => null,
        };

    /// <summary>True for syntax that looks like one.</summary>
    public static bool MayBe(SyntaxNode node)
        => node switch
        {
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(Methods, name) >= 0,
            BaseObjectCreationExpressionSyntax creation => Array.IndexOf(TypeNames, CreatedType.NameOf(creation)) >= 0,
            _ => false,
        };

    private static IEnumerable<IOperation> Paths(IEnumerable<IArgumentOperation> arguments)
        => arguments.Where(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { Type.SpecialType: SpecialType.System_String, Name: var name } } && Array.IndexOf(Parameters, name) >= 0).Select(static argument => argument.Value);
}
