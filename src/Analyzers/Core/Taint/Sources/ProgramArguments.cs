using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>What the user of a program types: its arguments, and the lines that it reads from the console.</summary>
internal static class ProgramArguments
{
    /// <summary>The same as an answer to who can decide a text.</summary>
    public static TaintResult Of(IOperation value, KnownTypes known) => Are(value, known) ? new(TaintLevel.Service, value) : TaintResult.Unknown;

    /// <summary>True for the arguments, and for a line of the console.</summary>
    public static bool Are(IOperation? value, KnownTypes known)
        => value switch
        {
            // The arguments of top-level statements stand nowhere.
            IParameterReferenceOperation { Parameter: { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String }, ContainingSymbol: IMethodSymbol { IsStatic: true, Name: "Main" or "<Main>$" } } } => true,
            IInvocationOperation { TargetMethod: { Name: "GetCommandLineArgs" or "ReadLine", ContainingType: var type } } => known.Is(type, "System.Environment") || known.Is(type, "System.Console"),
            _ => false,
        };
}
