using ProdGap.Analyzers.Core.Taint.Sources;

namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>What makes a text harmless on a command line. Quotes do not: a quote inside the text ends them.</summary>
internal static class CommandSanitizers
{
    public static readonly TaintPolicy Policy = new()
    {
        Methods = [("System.IO.Path", ["GetTempFileName", "GetRandomFileName"])],
        Words = ["argument"],
        Settles = static question => question.Method is "IndexOfAny" or "ContainsAny" && !question.Answer,
        Suspects = ProgramArguments.Of,
    };
}
