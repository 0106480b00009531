using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1004CommandFromInputTests
{
    private const string Main = "public static class Program { public static void Main() { } }";

    private const string Usings =
        """
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using System.Text.RegularExpressions;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Configuration;


        """;

    private static string Action(string body, string members = "", string usings = "")
        => Usings + usings
            + $$"""
            public enum Format { Png, Jpg }
            public class Job { public string Tool { get; set; } = ""; public string Link { get; set; } = ""; public int Size { get; set; } public Guid Id { get; set; } public Format Format { get; set; } }

            [Authorize]
            public class JobController(IConfiguration configuration) : ControllerBase
            {
                private const string Ffmpeg = "/usr/bin/ffmpeg";
                private static readonly HashSet<string> Tools = ["convert"];
                private readonly string tool = "convert";

                [HttpPost]
                public async Task<IActionResult> Run(string command, string name, IFormFile image, [FromBody] Job job, CancellationToken token)
                {
                    await Task.Yield();
                    {{body}}
                    return Ok((configuration, Tools, tool, Ffmpeg, token));
                }

                {{members}}
            }
            """;

    private static Scenario Web(string source, params string[] assemblies) => Scenario.Of(ProjectKind.Web, Main, source).Referencing(assemblies);

    [Theory]
    [InlineData("var temp = Path.GetTempFileName(); Process.Start(\"convert\", $\"{temp} -resize {job.Size} {[|image.FileName|]}\");")]
    [InlineData("Process.Start(\"cmd.exe\", \"/c \" + [|command|]);")]
    [InlineData("Process.Start(arguments: \"/c \" + [|command|], fileName: \"cmd.exe\");")]
    [InlineData("_ = new ProcessStartInfo(\"bash\", $\"-c \\\"{[|command|]}\\\"\");")]
    [InlineData("ProcessStartInfo start = new(\"/bin/bash\", $\"-c \\\"{[|command|]}\\\"\"); Process.Start(start);")]
    [InlineData("Process.Start(new ProcessStartInfo { FileName = [|job.Tool|] });")]
    [InlineData("Process.Start(new ProcessStartInfo { FileName = Path.Combine(\"/opt/tools\", name) });", "", "Path.Combine(\"/opt/tools\", name)")]
    [InlineData("Process.Start([|job.Tool|]);")]
    [InlineData("Process.Start([|job.Tool|], \"--version\");")]
    [InlineData("var start = new ProcessStartInfo(); start.FileName = \"ffmpeg\"; start.Arguments = $\"-i \\\"{[|job.Link|]}\\\" out.mp4\"; Process.Start(start);")]
    [InlineData("var start = new ProcessStartInfo { FileName = Ffmpeg, Arguments = $\"-i \\\"{[|job.Link|]}\\\" out.mp4\", RedirectStandardOutput = true }; Process.Start(start);")]
    [InlineData("var start = new ProcessStartInfo { FileName = configuration[\"Ffmpeg\"], Arguments = string.Format(\"-i {0}\", [|job.Link|]) }; Process.Start(start);")]
    [InlineData("using var process = new Process(); process.StartInfo.FileName = \"bash\"; process.StartInfo.Arguments = \"-c \" + [|command|]; process.Start();")]
    [InlineData("using var process = new Process { StartInfo = new ProcessStartInfo { FileName = \"bash\", Arguments = \"-c \" + [|command|] } }; process.Start();")]
    [InlineData("using var process = new Process { StartInfo = new() { FileName = \"bash\", Arguments = \"-c \" + [|command|] } }; process.Start();")]
    [InlineData("using var process = new Process { StartInfo = new(\"bash\", \"-c \" + [|command|]) }; process.Start();")]
    [InlineData("Process.Start(new ProcessStartInfo(RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? \"cmd.exe\" : \"/bin/sh\", $\"-c {[|command|]}\"));")]
    [InlineData("Process.Start(\"bash\", [\"-c\", [|command|]]);")]
    [InlineData("Process.Start(\"bash\", new[] { \"-c\", $\"convert {[|image.FileName|]}\" });")]
    [InlineData("var start = new ProcessStartInfo(\"/bin/bash\") { ArgumentList = { \"-c\", $\"convert {[|image.FileName|]}\" } }; Process.Start(start);")]
    [InlineData("var start = new ProcessStartInfo { FileName = \"/bin/bash\" }; start.ArgumentList.Add(\"-c\"); start.ArgumentList.Add([|command|]); Process.Start(start);")]
    [InlineData("var start = new ProcessStartInfo(\"ffmpeg\"); start.Arguments = \"-y\"; start.Arguments += $\" -i {[|job.Link|]}\"; Process.Start(start);")]
    [InlineData("Process.Start(new ProcessStartInfo([|job.Link|]) { UseShellExecute = true });")]
    [InlineData("var line = $\"-resize 10 {image.FileName}\"; Process.Start(\"convert\", [|line|]);")]
    [InlineData("Convert(image.FileName);", "private static void Convert(string file) => Process.Start(\"convert\", $\"-resize 10 {[|file|]}\");")]
    [InlineData("if (string.IsNullOrEmpty(command)) { return BadRequest(); } Process.Start(\"bash\", \"-c \" + [|command|]);")]
    [InlineData("Process.Start(\"convert\", \"\\\"\" + image.FileName.Replace(\"\\\"\", \"\") + \"\\\"\");", "", "image.FileName.Replace(\"\\\"\", \"\")")]
    [InlineData("System.Diagnostics.Process.Start(\"convert\", [|name|]);")]
    public Task Commands_of_a_request(string body, string members = "", string? marked = null)
        => Check.Reports<PG1004CommandFromInput>(Web(Action(marked is null ? body : body.Replace(marked, $"[|{marked}|]", StringComparison.Ordinal), members)));

    [Theory]
    [InlineData("await CliWrap.Cli.Wrap([|job.Tool|]).ExecuteAsync(token);", "CliWrap")]
    [InlineData("await CliWrap.Cli.Wrap(\"convert\").WithArguments($\"-resize 10 {[|image.FileName|]}\").ExecuteAsync(token);", "CliWrap")]
    [InlineData("await CliWrap.Cli.Wrap(\"bash\").WithArguments([\"-c\", [|command|]]).ExecuteAsync(token);", "CliWrap")]
    [InlineData("using var client = new Renci.SshNet.SshClient(\"host\", \"user\", new Renci.SshNet.PrivateKeyFile(\"key\")); using var run = client.RunCommand($\"ls {[|name|]}\");", "Renci.SshNet")]
    [InlineData("_ = new Jint.Engine().Evaluate([|command|]);", "Jint", "Acornima")]
    [InlineData("var engine = new Jint.Engine(); engine.Execute($\"run('{[|name|]}')\");", "Jint", "Acornima")]
    [InlineData("_ = await Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript.EvaluateAsync<int>([|command|], cancellationToken: token);", "Microsoft.CodeAnalysis.CSharp.Scripting", "Microsoft.CodeAnalysis.Scripting", "Microsoft.CodeAnalysis")]
    public Task Libraries_that_run_commands_and_scripts(string body, params string[] assemblies) => Check.Reports<PG1004CommandFromInput>(Web(Action(body), assemblies));

    private const string Stubs =
        """


        namespace System.Management.Automation
        {
            public sealed class PowerShell
            {
                public static PowerShell Create() => new();
                public PowerShell AddScript(string script) => this;
                public PowerShell AddCommand(string cmdlet) => this;
                public PowerShell AddParameter(string parameterName, object value) => this;
            }
        }

        namespace System.Linq.Dynamic.Core
        {
            public static class DynamicQueryableExtensions
            {
                public static System.Linq.IQueryable<T> OrderBy<T>(this System.Linq.IQueryable<T> source, string ordering, params object?[] args) => source;
            }
        }

        namespace Microsoft.SemanticKernel
        {
            public sealed class KernelFunctionAttribute : System.Attribute;
        }
        """;

    [Fact]
    public Task Scripts_of_PowerShell()
        => Check.Reports<PG1004CommandFromInput>(Web(Action("System.Management.Automation.PowerShell.Create().AddScript($\"Get-User {[|name|]}\");") + Stubs));

    [Fact]
    public Task Parameters_of_PowerShell()
        => Check.Reports<PG1004CommandFromInput>(Web(Action("System.Management.Automation.PowerShell.Create().AddCommand(\"Get-User\").AddParameter(\"Name\", name);") + Stubs));

    [Fact]
    public Task Expressions_of_a_language_for_queries()
        => Check.Suggests<PG1004CommandFromInput>(Web(Action("_ = Jobs().OrderBy([|name|]).ToList(); _ = Jobs().OrderBy(one => one.Size).ToList();", "private static IQueryable<Job> Jobs() => new List<Job>().AsQueryable();", "using System.Linq.Dynamic.Core;\n") + Stubs));

    [Theory]
    [InlineData("[Microsoft.SemanticKernel.KernelFunction] public void Run(string command) => Process.Start(\"bash\", \"-c \" + [|command|]);", ProjectKind.Web)]
    [InlineData("[Microsoft.SemanticKernel.KernelFunction] public void Open(string link) => Process.Start(new ProcessStartInfo([|link|]) { UseShellExecute = true });", ProjectKind.Desktop)]
    public Task What_a_model_hands_to_a_tool(string member, ProjectKind kind)
        => Check.Reports<PG1004CommandFromInput>(Scenario.Of(kind, Main, "using System.Diagnostics;\n\npublic class Tools { " + member + " }" + Stubs));

    [Theory]
    [InlineData("app.MapPost(\"/run\", [Authorize] (string command) => Process.Start(\"bash\", \"-c \" + [|command|]) is null);")]
    [InlineData("app.MapPost(\"/run\", [Authorize] (HttpRequest request) => { Process.Start(\"convert\", [|request.Query[\"options\"].ToString()|]); });")]
    public Task Commands_of_a_minimal_API(string mapping)
        => Check.Reports<PG1004CommandFromInput>(Web(Usings + $"public static class Endpoints\n{{\n    public static void Map(WebApplication app)\n    {{\n        {mapping}\n    }}\n}}\n"));

    [Theory]
    [InlineData("Process.Start(\"convert\", [name, \"-resize\", \"10\"]);")]
    [InlineData("Process.Start(\"convert\", new[] { name });")]
    [InlineData("Process.Start(\"bash\", [\"resize.sh\", name]);")]
    [InlineData("var start = new ProcessStartInfo(\"convert\") { ArgumentList = { \"-i\", name } }; Process.Start(start);")]
    [InlineData("var start = new ProcessStartInfo(\"convert\"); start.ArgumentList.Add(name); Process.Start(start);")]
    [InlineData("var start = new ProcessStartInfo(\"bash\"); start.ArgumentList.Add(\"resize.sh\"); start.ArgumentList.Add(name); Process.Start(start);")]
    [InlineData("Process.Start(\"tasklist\", $\"/fi \\\"pid eq {job.Size}\\\"\");")]
    [InlineData("Process.Start(\"convert\", $\"{job.Id}.png {job.Format}\");")]
    [InlineData("var temp = Path.GetTempFileName(); Process.Start(\"convert\", $\"{temp} {Guid.NewGuid():N}.png\");")]
    [InlineData("Process.Start(configuration[\"Ffmpeg\"]!, \"-version\");")]
    [InlineData("Process.Start(Ffmpeg, \"-version\");")]
    [InlineData("Process.Start(Environment.ProcessPath!, \"--restart\");")]
    [InlineData("Process.Start(tool, \"-version\");")]
    [InlineData("if (!Tools.Contains(job.Tool)) { return BadRequest(); } Process.Start(job.Tool);")]
    [InlineData("var program = job.Tool switch { \"video\" => \"ffmpeg\", _ => \"convert\" }; Process.Start(program);")]
    [InlineData("if (!Regex.IsMatch(name, \"^[a-z]+$\")) { return BadRequest(); } Process.Start(\"convert\", name);")]
    [InlineData("Process.Start(\"convert\", EscapeArgument(name));", "private static string EscapeArgument(string text) => \"'\" + text + \"'\";")]
    [InlineData("Resize(10, \"-strip\");", "private static void Resize(int size, string options) => Process.Start(\"convert\", $\"-resize {size} {options}\");")]
    [InlineData("Process.Start(new ProcessStartInfo($\"https://shop.example/?q={Uri.EscapeDataString(name)}\") { UseShellExecute = true });")]
    [InlineData("Process.Start(new ProcessStartInfo($\"https://shop.example/{name}\") { UseShellExecute = true });")]
    [InlineData("_ = Process.GetProcessById(job.Size); _ = Process.GetProcessesByName(name);")]
    [InlineData("using var process = new Process(); process.StartInfo.FileName = \"convert\"; process.StartInfo.WorkingDirectory = name; process.Start();")]
    [InlineData("_ = new Attachment { FileName = name, Arguments = command };", "public class Attachment { public string FileName { get; set; } = \"\"; public string Arguments { get; set; } = \"\"; }")]
    [InlineData("new Job1 { Arguments = command }.Start(name);", "public class Job1 { public string Arguments { get; set; } = \"\"; public void Start(string with) { } }")]
    [InlineData("Process.Start(\"convert\", Stored.Line);", "private static class Stored { public static string Line { get; set; } = \"\"; }")]
    public Task Commands_of_the_app(string body, string members = "") => Check.Reports<PG1004CommandFromInput>(Web(Action(body, members)));

    [Theory]
    [InlineData("await CliWrap.Cli.Wrap(\"convert\").WithArguments([name]).ExecuteAsync(token);")]
    [InlineData("await CliWrap.Cli.Wrap(\"convert\").WithArguments(arguments => arguments.Add(\"-i\").Add(name)).ExecuteAsync(token);")]
    public Task Arguments_of_their_own(string body) => Check.Reports<PG1004CommandFromInput>(Web(Action(body), "CliWrap"));

    [Theory]
    [InlineData("public void Run(string command) => Process.Start(\"bash\", \"-c \" + [|command|]);")]
    [InlineData("public void Run(string file) => Process.Start(new ProcessStartInfo { FileName = \"/bin/sh\", Arguments = $\"-c \\\"convert {[|file|]}\\\"\" });")]
    public Task Commands_for_a_shell_that_callers_of_a_service_give(string member)
        => Check.Suggests<PG1004CommandFromInput>(Web("using System.Diagnostics;\n\npublic class Runner { " + member + " }"));

    [Theory]
    [InlineData("public void Run(string file) => Process.Start(\"convert\", $\"-resize 10 {file}\");")]
    [InlineData("public void Run(string program, string arguments) => Process.Start(program, arguments);")]
    [InlineData("public static void Run(string command) => Process.Start(\"bash\", \"-c \" + command);")]
    public Task What_a_service_is_there_for(string member) => Check.Reports<PG1004CommandFromInput>(Web("using System.Diagnostics;\n\npublic class Runner { " + member + " }"));

    [Fact]
    public Task Libraries_are_what_their_users_make_of_them()
        => Check.Reports<PG1004CommandFromInput>("using System.Diagnostics;\n\npublic class Runner { public void Run(string command) => Process.Start(\"bash\", \"-c \" + command); }");

    [Theory]
    [InlineData("[Authorize(Roles = \"Admin\")]", "")]
    [InlineData("[Authorize]", "[Authorize(Policy = \"operate\")]")]
    public Task Commands_of_callers_with_a_role(string ofType, string ofAction)
        => Check.Suggests<PG1004CommandFromInput>(Web(Usings + $"{ofType} public class ToolController : ControllerBase {{ {ofAction} [HttpPost] public IActionResult Run(string command) {{ Process.Start(\"bash\", \"-c \" + [|command|]); return Ok(); }} }}"));

    [Theory]
    [InlineData("public static class Program { public static void Main(string[] args) { Process.Start(\"bash\", $\"-c \\\"convert {args[0]}\\\"\"); } }", "args[0]")]
    [InlineData("public static class Program { public static void Main(string[] args) { var file = args[0]; Process.Start(new ProcessStartInfo(\"cmd.exe\", \"/c convert \" + file)); } }", " file)", "file")]
    [InlineData("Process.Start(\"bash\", $\"-c \\\"convert {args[0]}\\\"\");", "args[0]")]
    public Task What_the_user_of_a_tool_names_in_a_shell(string source, string around, string? marked = null)
        => Check.Suggests<PG1004CommandFromInput>(Scenario.Of(ProjectKind.Console, "using System.Diagnostics;\n\n" + source.Replace(around, around.Replace(marked ?? around, $"[|{marked ?? around}|]", StringComparison.Ordinal), StringComparison.Ordinal)));

    [Theory]
    [InlineData("Process.Start(args[0], args[1]);")]
    [InlineData("Process.Start(\"convert\", $\"-i {args[0]}\");")]
    [InlineData("Process.Start(new ProcessStartInfo(args[0]) { UseShellExecute = true });")]
    [InlineData("Process.Start(\"bash\", [\"-c\", \"ls\", args[0]]);")]
    public Task Whoever_runs_a_tool_may_name_a_program(string body)
        => Check.Reports<PG1004CommandFromInput>(Scenario.Of(ProjectKind.Console, $"using System.Diagnostics;\n\npublic static class Program {{ public static void Main(string[] args) {{ {body} }} }}"));

    [Theory]
    [InlineData("Process.Start(;")]
    [InlineData("Process.Start(\"convert\", );")]
    [InlineData("Process.Start(\"bash\", [\"-c\", ]);")]
    [InlineData("_ = new ProcessStartInfo(\"bash\", $\"-c {\");")]
    [InlineData("_ = new ProcessStartInfo { FileName = , Arguments = };")]
    [InlineData("_ = new ProcessStartInfo { Arguments = \"-c \" + , };")]
    [InlineData("start.Arguments = name; start.ArgumentList.Add(name);")]
    [InlineData("ProcessStartInfo start = new(; start.ArgumentList.Add(")]
    [InlineData("Process.Start(missing, missing);")]
    public Task Half_typed_code(string body) => Check.Reports<PG1004CommandFromInput>(Web(Action(body)).Broken());

    [Fact]
    public Task A_static_import()
        => Check.Reports<PG1004CommandFromInput>(Web("using static System.Diagnostics.Process;\n" + Usings + "public static class Endpoints { public static void Map(WebApplication app) => app.MapPost(\"/run\", [Authorize] (string command) => Start(\"bash\", \"-c \" + [|command|]) is null); }"));

    [Fact]
    public Task A_long_sum()
        => Check.Reports<PG1004CommandFromInput>(Web(Action("Process.Start(\"convert\", \"-x\" + " + string.Join(" + ", Enumerable.Repeat("\" a\"", 2000)) + " + [|name|]);")));

    [Fact]
    public Task A_call_is_reported_once()
        => Check.Reports<PG1004CommandFromInput>(Web(Action("Process.Start([|job.Tool|], command);")), "'job.Tool' decides what 'Process.Start' runs; choose the program from a fixed list");

    [Fact]
    public Task A_line_that_two_starts_use_is_reported_once()
        => Check.Reports<PG1004CommandFromInput>(Web(Action("var line = $\"-resize 10 {image.FileName}\"; Process.Start(\"convert\", [|line|]); Process.Start(\"magick\", line);")), "'image.FileName' decides what 'convert' runs; pass it as an element of ArgumentList");

    [Fact]
    public Task The_message_of_a_shell()
        => Check.Reports<PG1004CommandFromInput>(Web(Action("Process.Start(\"/bin/bash\", $\"-c \\\"{[|command|]}\\\"\");")), "'command' decides what 'bash' runs; run it without a shell");
}
