using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Security.Injection;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1004CommandFromInputFixTests
{
    private const string Split = "PG1004.arguments";

    private const string Main = "public static class Program { public static void Main() { } }";

    private static string Source(string body)
        => $$"""
            using System.Diagnostics;
            using Microsoft.AspNetCore.Authorization;
            using Microsoft.AspNetCore.Mvc;

            [Authorize]
            public class JobController : ControllerBase
            {
                private const string Fast = "-fast";
                private const string Two = "-a -b";

                [HttpPost]
                public IActionResult Run(string name, string? title, string options, int size, int? rate, double angle)
                {
                    {{body}}
                    return Ok((Fast, Two));
                }
            }
            """;

    [Theory]
    [InlineData("Process.Start(\"convert\", $\"-resize {size} {name} out.png\");", "Process.Start(\"convert\", [\"-resize\", size.ToString(), name, \"out.png\"]);")]
    [InlineData("Process.Start(\"convert\", $\"-i \\\"{name}\\\" -o \\\"my file.png\\\"\");", "Process.Start(\"convert\", [\"-i\", name, \"-o\", \"my file.png\"]);")]
    [InlineData("Process.Start(\"convert\", $\"--out={name} -t \\\"a {name} b\\\"\");", "Process.Start(\"convert\", [$\"--out={name}\", \"-t\", $\"a {name} b\"]);")]
    [InlineData("Process.Start(\"convert\", \"-i \" + name + \" -r \" + size);", "Process.Start(\"convert\", [\"-i\", name, \"-r\", size.ToString()]);")]
    [InlineData("Process.Start(\"convert\", $\"-i {title} -r {rate} {angle:F2} {name.Trim()}\");", "Process.Start(\"convert\", [\"-i\", title ?? \"\", \"-r\", $\"{rate}\", $\"{angle:F2}\", name.Trim()]);")]
    [InlineData("Process.Start(\"convert\", $\"{Fast} {{x}} {name}\");", "Process.Start(\"convert\", [Fast, \"{x}\", name]);")]
    [InlineData("Process.Start(\"convert\", $\"-s {size}x{size} -d={{{name}}}\");", "Process.Start(\"convert\", [\"-s\", $\"{size}x{size}\", $\"-d={{{name}}}\"]);")]
    [InlineData("Process.Start(\"convert\", $\"-i {name}  -t \\\"\\\"\");", "Process.Start(\"convert\", [\"-i\", name, \"-t\", \"\"]);")]
    [InlineData("Process.Start(fileName: \"convert\", arguments: $\"-i {name}\"); // later", "Process.Start(fileName: \"convert\", arguments: [\"-i\", name]); // later")]
    [InlineData("_ = new ProcessStartInfo(\"convert\", $\"-i {name}\");", "_ = new ProcessStartInfo(\"convert\", [\"-i\", name]);")]
    [InlineData("ProcessStartInfo start = new(\"convert\", $\"-i {name}\") { CreateNoWindow = true }; Process.Start(start);", "ProcessStartInfo start = new(\"convert\", [\"-i\", name]) { CreateNoWindow = true }; Process.Start(start);")]
    [InlineData("_ = new ProcessStartInfo { FileName = \"convert\", Arguments = $\"-i {name}\", CreateNoWindow = true };", "_ = new ProcessStartInfo { FileName = \"convert\", ArgumentList = { \"-i\", name }, CreateNoWindow = true };")]
    [InlineData("_ = new ProcessStartInfo\n        {\n            FileName = \"convert\",\n            // how\n            Arguments = $\"-i {name}\", // what\n        };", "_ = new ProcessStartInfo\n        {\n            FileName = \"convert\",\n            // how\n            ArgumentList = { \"-i\", name }, // what\n        };")]
    public Task A_line_becomes_a_list(string before, string after)
        => Check.Offers<PG1004CommandFromInput, PG1004CommandFromInputFix>(Split, Scenario.Of(ProjectKind.Web, Main, Source(before)), Main, Source(after));

    [Fact]
    public Task An_old_language_version_has_arrays()
        => Check.Offers<PG1004CommandFromInput, PG1004CommandFromInputFix>(
            Split,
            Scenario.Of(ProjectKind.Web, Main, Source("Process.Start(\"convert\", $\"-i {name}\");")).Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp11)),
            Main,
            Source("Process.Start(\"convert\", new[] { \"-i\", name });"));

    [Fact]
    public Task The_list_of_CliWrap()
        => Check.Offers<PG1004CommandFromInput, PG1004CommandFromInputFix>(
            Split,
            Scenario.Of(ProjectKind.Web, Main, Source("_ = CliWrap.Cli.Wrap(\"convert\").WithArguments($\"-i {name}\");")).Referencing("CliWrap"),
            Main,
            Source("_ = CliWrap.Cli.Wrap(\"convert\").WithArguments([\"-i\", name]);"));

    [Theory]
    [InlineData("Process.Start(\"bash\", $\"-c {name}\");")]
    [InlineData("Process.Start(\"cmd.exe\", \"/c dir \" + name);")]
    [InlineData("Process.Start(name, $\"-i {size}\");")]
    [InlineData("Process.Start(\"convert\", name);")]
    [InlineData("Process.Start(\"convert\", $\"{name}\");")]
    [InlineData("Process.Start(\"convert\", $\"-i \\\"{name}\");")]
    [InlineData("Process.Start(\"convert\", $\"-i {options}\");")]
    [InlineData("Process.Start(\"convert\", $\"-i {Two} {name}\");")]
    [InlineData("Process.Start(\"convert\", $\"-i {name} > out.txt\");")]
    [InlineData("Process.Start(\"convert\", $\"-i {name} | tee out.txt\");")]
    [InlineData("Process.Start(\"convert\", $\"-i {name} && ls\");")]
    [InlineData("Process.Start(\"convert\", $\"-i C:\\\\temp\\\\{name}\");")]
    [InlineData("Process.Start(\"convert\", $\"-i {name,10}\");")]
    [InlineData("Process.Start(\"convert\", $\"-i {/* which */ name}\");")]
    [InlineData("Process.Start(\"convert\", string.Format(\"-i {0}\", name));")]
    [InlineData("var line = $\"-i {name}\"; Process.Start(\"convert\", line);")]
    [InlineData("var start = new ProcessStartInfo(\"convert\"); start.Arguments = $\"-i {name}\"; Process.Start(start);")]
    [InlineData("var start = new ProcessStartInfo(\"convert\"); start.Arguments += $\" -i {name}\"; Process.Start(start);")]
    [InlineData("var start = new ProcessStartInfo { FileName = \"convert\", Arguments = $\"-i {name}\" }; Console.WriteLine(start.Arguments); Process.Start(start);")]
    [InlineData("_ = new ProcessStartInfo { FileName = \"convert\", ArgumentList = { \"-x\" }, Arguments = $\"-i {name}\" };")]
    public Task Other_lines_are_for_a_person(string body) => Check.OffersOnly<PG1004CommandFromInput, PG1004CommandFromInputFix>(Scenario.Of(ProjectKind.Web, Main, Source(body)));
}
