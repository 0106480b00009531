using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core;

/// <summary>A program that a person runs by its name: its console is its user interface, and its arguments are its configuration.</summary>
internal static class CommandLineTool
{
    private static readonly string[] Libraries =
    [
        "Spectre.Console.AnsiConsole", "Spectre.Console.Cli.CommandApp", "System.CommandLine.Command", "CommandLine.Parser", "McMaster.Extensions.CommandLineUtils.CommandLineApplication",
        "CommandDotNet.AppRunner", "Cocona.CoconaApp", "ConsoleAppFramework.ConsoleApp",
    ];

    private static readonly string[] Words = ["Console", "Cli", "CLI", "Tool"];

    /// <summary>True for a tool: by the library that reads its arguments, or by the name of its assembly or of the namespace that it starts in.</summary>
    public static bool Is(KnownTypes known)
        => known.Project.Kind != ProjectKind.Web
            && (Array.Exists(Libraries, known.Has)
                || Array.Exists(Words, word => Says(known.Compilation.AssemblyName ?? "", word) || Says(EntrySpace(known), word)));

    /// <summary>True when a word stands in a name, by its own: Cli in OrdersCli and not in Client.</summary>
    public static bool Says(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            end += end < name.Length && name[end] == 's' ? 1 : 0;
            if (end == name.Length || !char.IsLower(name[end]))
            {
                return true;
            }
        }

        return false;
    }

    private static string EntrySpace(KnownTypes known)
        => known.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary ? "" : known.Compilation.GetEntryPoint(CancellationToken.None)?.ContainingNamespace?.ToDisplayString() ?? "";
}
