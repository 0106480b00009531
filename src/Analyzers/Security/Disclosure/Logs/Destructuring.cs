using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>
/// Whether <c>{@Order}</c> shows members: only loggers of packages know the sign. A program that references none of them writes what <c>ToString</c>
/// returns; a library does not know in which program it runs.
/// </summary>
internal sealed class Destructuring
{
    private static readonly string[] Loggers = ["Serilog", "NLog", "ZLogger"];

    private readonly bool isKnown;

    private Destructuring(Compilation compilation)
        => isKnown = compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule
            || compilation.ReferencedAssemblyNames.Any(static reference => Array.Exists(Loggers, name => reference.Name.StartsWith(name, StringComparison.Ordinal)));

    /// <summary>True where a logger may show the members of a value that the template asks for with an at sign.</summary>
    public static bool IsPossible(IOperation value, KnownTypes known)
        => known.PerCompilation(static known => new Destructuring(known.Compilation)).isKnown
            // Whatever goes through here may be a record, which prints itself.
            || (Operands.Unwrap(value).Type is ITypeParameterSymbol && known.PerCompilation(static known => new LoggingDeclarations(known)).Records.Count > 0);
}
