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
        => Array.Exists(Creations, type => known.Is(creation.Type, type)) && !OnlyDescribes(creation.Syntax) ? Paths(creation.Arguments) : [];

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

    /// <summary><c>new FileInfo(name).Extension</c>: an object of a file that is asked about the file, and opens none.</summary>
    private static bool OnlyDescribes(SyntaxNode creation)
    {
        if (creation is not BaseObjectCreationExpressionSyntax made || CreatedType.NameOf(made) is not ("FileInfo" or "DirectoryInfo"))
        {
            return false;
        }

        return creation.Parent switch
        {
            MemberAccessExpressionSyntax access => IsDescription(access),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax, Identifier.ValueText: var name } variable } => UsesOf(name, variable) is { Count: > 0 } uses
                && uses.TrueForAll(static use => use.Parent is MemberAccessExpressionSyntax access && access.Expression == use && IsDescription(access)),
            _ => false,
        };
    }

    private static List<IdentifierNameSyntax> UsesOf(string name, SyntaxNode variable)
        => [.. FunctionSyntax.Enclosing(variable).DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name && !(use.Parent is MemberAccessExpressionSyntax access && access.Name == use) && use.Parent is not (NameEqualsSyntax or NameColonSyntax))];

    private static bool IsDescription(MemberAccessExpressionSyntax access)
        => access.Name.Identifier.ValueText is "Extension" or "Name" or "Exists" or "Length" or "LastWriteTime" or "LastWriteTimeUtc" or "CreationTime" or "CreationTimeUtc" or "LastAccessTime" or "LastAccessTimeUtc"
            && !(access.Parent is AssignmentExpressionSyntax assignment && assignment.Left == access);

    private static IEnumerable<IOperation> Paths(IEnumerable<IArgumentOperation> arguments)
        => arguments.Where(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { Type.SpecialType: SpecialType.System_String, Name: var name } } && Array.IndexOf(Parameters, name) >= 0).Select(static argument => argument.Value);
}
