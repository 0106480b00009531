using ProdGap.Analyzers.CodeFixes.Security.Injection;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1005PathFromInputTests
{
    private const string Usings =
        """
        using System.IO.Compression;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;


        """;

    private static string Action(string body, string parameters = "string name, IFormFile file", string members = "")
        => Usings + $"[Authorize]\npublic class FilesController(IWebHostEnvironment environment) : ControllerBase\n{{\n    [HttpPost]\n    public IActionResult Save({parameters})\n    {{\n        {body}\n        return Ok();\n    }}\n\n    public string Root => environment.WebRootPath;\n{members}}}\n";

    private static Scenario Web(string source) => Scenario.Of(source);

    [Theory]
    [InlineData("using var stream = System.IO.File.Create(Path.Combine(\"uploads\", [|file.FileName|])); file.CopyTo(stream);")]
    [InlineData("using var stream = new FileStream(Path.Combine(\"uploads\", [|file.FileName|]), FileMode.Create); file.CopyTo(stream);")]
    [InlineData("var path = Path.Combine(\"uploads\", file.FileName); using var stream = new FileStream([|path|], FileMode.Create); file.CopyTo(stream);")]
    [InlineData("var folder = Path.Combine(Root, \"uploads\"); var path = Path.Combine(folder, name); if (System.IO.File.Exists(path)) { System.IO.File.Delete([|path|]); }")]
    [InlineData("var bytes = System.IO.File.ReadAllBytes(Path.Combine(\"invoices\", [|name|])); _ = bytes;")]
    [InlineData("var text = System.IO.File.ReadAllText($\"wwwroot/pages/{[|name|]}.html\"); _ = text;")]
    [InlineData("var text = System.IO.File.ReadAllText(\"pages/\" + [|name|] + \".html\"); _ = text;")]
    [InlineData("var path = $\"wwwroot/images/{Guid.NewGuid()}_{file.FileName}\"; using var stream = System.IO.File.Create([|path|]); file.CopyTo(stream);")]
    [InlineData("var path = Path.GetFullPath(Path.Combine(\"uploads\", name)); System.IO.File.Delete([|path|]);")]
    [InlineData("var path = Path.Join(\"uploads\", name); System.IO.File.Delete([|path|]); System.IO.File.WriteAllText(path, \"\");")]
    [InlineData("System.IO.File.Delete([|name|]);")]
    [InlineData("System.IO.File.Move(Path.Combine(\"in\", \"a.txt\"), Path.Combine(\"out\", [|name|]));")]
    [InlineData("System.IO.File.Delete($\"{[|name|]}.txt\");")]
    [InlineData("Directory.CreateDirectory(Path.Combine(\"uploads\", [|name|]));")]
    [InlineData("var file1 = new FileInfo(Path.Combine(\"uploads\", [|name|])); file1.Delete();")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", [|Request.Query[\"file\"].ToString()|]));")]
    [InlineData("var safe = name.Replace(\"..\", \"\"); System.IO.File.Delete(Path.Combine(\"uploads\", [|safe|]));")]
    [InlineData("if (string.IsNullOrWhiteSpace(name)) { return BadRequest(); } System.IO.File.Delete(Path.Combine(\"uploads\", [|name|]));")]
    [InlineData("if (!name.EndsWith(\".pdf\")) { return BadRequest(); } System.IO.File.Delete(Path.Combine(\"uploads\", [|name|]));")]
    [InlineData("var path = Path.Combine(\"uploads\", name); if (!System.IO.File.Exists(path)) { return NotFound(); } return PhysicalFile([|path|], \"text/plain\");")]
    [InlineData("return PhysicalFile($\"/data/{[|name|]}\", \"text/plain\");")]
    [InlineData("foreach (var one in Request.Form.Files) { using var stream = System.IO.File.Create(Path.Combine(\"uploads\", [|one.FileName|])); one.CopyTo(stream); }")]
    [InlineData("Store(file.FileName);", "    private static void Store(string target) => System.IO.File.Delete(Path.Combine(\"uploads\", [|target|]));\n")]
    public Task Names_that_a_request_gives(string body, string members = "") => Check.Reports<PG1005PathFromInput>(Web(Action(body, members: members)));

    [Theory]
    [InlineData("app.MapGet(\"/files/{name}\", [Authorize] (string name) => Results.File(Path.Combine(\"/data\", [|name|])));")]
    [InlineData("app.MapGet(\"/files/{name}\", [Authorize] (string name) => TypedResults.PhysicalFile(Path.Combine(\"/data\", [|name|])));")]
    [InlineData("app.MapPost(\"/files\", [Authorize] async (IFormFile file) => { await using var stream = File.OpenWrite(Path.Combine(\"/data\", [|file.FileName|])); await file.CopyToAsync(stream); });")]
    [InlineData("app.MapGet(\"/files/{**path}\", [Authorize] (string path) => Results.File(Path.Combine(\"/data\", [|path|])));")]
    public Task Names_of_minimal_APIs(string mapping)
        => Check.Reports<PG1005PathFromInput>(Web(Usings + $"public static class Endpoints\n{{\n    public static void Map(WebApplication app)\n    {{\n        {mapping}\n    }}\n}}\n"));

    [Theory]
    [InlineData("foreach (var entry in archive.Entries) { entry.ExtractToFile(Path.Combine(target, [|entry.FullName|])); }")]
    [InlineData("foreach (var entry in archive.Entries) { var to = Path.Combine(target, entry.FullName); Directory.CreateDirectory(Path.GetDirectoryName([|to|])!); entry.ExtractToFile(to, true); }")]
    [InlineData("foreach (var entry in archive.Entries) { using var output = File.Create(Path.Combine(target, [|entry.FullName|])); using var input = entry.Open(); input.CopyTo(output); }")]
    public Task Names_in_archives_whatever_the_program_is(string body)
    {
        var source = $"using System.IO.Compression;\n\npublic static class Program\n{{\n    public static void Main(string[] args)\n    {{\n        using var archive = ZipFile.OpenRead(args[0]);\n        var target = args[1];\n        {body}\n    }}\n}}\n";
        return Check.Reports<PG1005PathFromInput>(Scenario.Of(ProjectKind.Console, source));
    }

    [Theory]
    [InlineData("foreach (var entry in archive.Entries) { var to = Path.GetFullPath(Path.Combine(target, entry.FullName)); if (!to.StartsWith(Path.GetFullPath(target) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) { throw new IOException(); } entry.ExtractToFile(to); }")]
    [InlineData("foreach (var entry in archive.Entries) { var to = Path.GetFullPath(Path.Combine(target, entry.FullName)); if (to.StartsWith(Path.GetFullPath(target), StringComparison.Ordinal)) { entry.ExtractToFile(to); } }")]
    [InlineData("foreach (var entry in archive.Entries) { entry.ExtractToFile(Path.Combine(target, entry.Name)); }")]
    [InlineData("foreach (var entry in archive.Entries) { entry.ExtractToFile(Path.Combine(target, Path.GetFileName(entry.FullName))); }")]
    [InlineData("archive.ExtractToDirectory(target);")]
    [InlineData("File.Delete(target);")]
    [InlineData("File.Delete(Path.Combine(Console.ReadLine()!, args[2]));")]
    public Task Checked_entries_and_what_the_user_of_a_tool_names(string body)
        => Check.Reports<PG1005PathFromInput>(Scenario.Of(ProjectKind.Console, $"using System.IO.Compression;\n\npublic static class Program\n{{\n    public static void Main(string[] args)\n    {{\n        using var archive = ZipFile.OpenRead(args[0]);\n        var target = args[1];\n        {body}\n    }}\n}}\n"));

    [Theory]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", Path.GetFileName(name)));")]
    [InlineData("var leaf = Path.GetFileName(file.FileName); System.IO.File.Delete(Path.Combine(\"uploads\", leaf));")]
    [InlineData("name = Path.GetFileName(name); System.IO.File.Delete(Path.Combine(\"uploads\", name));")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", Guid.NewGuid() + Path.GetExtension(file.FileName)));")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", $\"{Guid.NewGuid():N}{Path.GetExtension(file.FileName)}\"));")]
    [InlineData("var path = Path.GetFullPath(Path.Combine(Root, name)); if (!path.StartsWith(Root)) { return BadRequest(); } System.IO.File.Delete(path);")]
    [InlineData("var root = Path.GetFullPath(Root); var path = Path.GetFullPath(Path.Combine(root, name)); if (path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && System.IO.File.Exists(path)) { System.IO.File.Delete(path); }")]
    [InlineData("var path = Path.Combine(Root, name); if (!IsInside(path)) { return BadRequest(); } System.IO.File.Delete(path);")]
    [InlineData("if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) { return BadRequest(); } System.IO.File.Delete(Path.Combine(\"uploads\", name));")]
    [InlineData("if (!System.Text.RegularExpressions.Regex.IsMatch(name, \"^[a-z0-9]+$\")) { return BadRequest(); } System.IO.File.Delete(Path.Combine(\"uploads\", name));")]
    [InlineData("if (!Known.Contains(name)) { return NotFound(); } System.IO.File.Delete(Path.Combine(\"uploads\", name));")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", SanitizeName(name)));")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", Storage));")]
    [InlineData("System.IO.File.WriteAllText(\"log.txt\", name);")]
    [InlineData("System.IO.File.WriteAllText(Path.Combine(Root, \"log.txt\"), file.FileName);")]
    [InlineData("return File(System.IO.File.ReadAllBytes(Path.Combine(Root, \"a.pdf\")), \"application/pdf\", name);")]
    [InlineData("var exists = System.IO.File.Exists(Path.Combine(Root, name)); return Ok(exists);")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", name switch { \"a\" => \"a.txt\", _ => \"b.txt\" }));")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", int.Parse(name) + \".txt\"));")]
    [InlineData("if (!Guid.TryParse(name, out var id)) { return BadRequest(); } System.IO.File.Delete(Path.Combine(\"uploads\", id + \".txt\", name));")]
    public Task Names_that_are_harmless(string body)
        => Check.Reports<PG1005PathFromInput>(Web(Action(body, members: "    private static readonly string[] Known = [\"a\"];\n    private string Storage { get; set; } = \"\";\n    private bool IsInside(string path) => path.StartsWith(Root);\n    private static string SanitizeName(string name) => name.Trim();\n")));

    [Theory]
    [InlineData("public byte[] Read(string fileName) => File.ReadAllBytes(Path.Combine(root, [|fileName|]));")]
    [InlineData("public void Delete(string tenant, string key) => File.Delete(Path.Combine(root, \"a\", [|key|]));")]
    public Task Names_that_callers_of_a_service_give(string method)
        => Check.Suggests<PG1005PathFromInput>(Scenario.Of(ProjectKind.Web, "public static class Program { public static void Main() { } }", $"public class FileStore(string root) {{ {method} }}"));

    // Names that the code itself writes at each call.
    [Theory]
    [InlineData("public interface ITexts { string Load(string name); } public class FileTexts(string root) : ITexts { public string Load(string name) => File.ReadAllText(Path.Combine(root, name + \".md\")); } public class Writer(ITexts texts) { public string Write() => texts.Load(\"head\") + texts.Load(nameof(Writer)); }")]
    [InlineData("public class FileTexts(string root) { public async Task<string> LoadAsync(string fileName, CancellationToken token = default) => await File.ReadAllTextAsync(Path.Combine(root, fileName), token); } public class Writer(FileTexts texts, bool isShort) { private const string Long = \"long.md\"; public Task<string> Write() => texts.LoadAsync(fileName: isShort ? \"short.md\" : Long); }")]
    [InlineData("public abstract class Texts { public abstract string Load(string key); } public class FileTexts(string root) : Texts { public override string Load(string key) => File.ReadAllText(Path.Combine(root, key)); } public class Writer(Texts texts, int page) { public string Write() => texts.Load($\"{page}.md\"); }")]
    // Another member of the interface is asked first.
    [InlineData("public interface IModules { bool Exists(string name); string Load(string name); } public class FileModules(string root) : IModules { public bool Exists(string name) { if (name.Contains(\"..\")) return false; return File.Exists(Path.Combine(root, name)); } public string Load(string name) => File.ReadAllText(Path.Combine(root, name)); }")]
    [InlineData("public interface IModules { Task<bool> KnowsAsync(string key); string Load(string key); } public class FileModules(string root) : IModules { public Task<bool> KnowsAsync(string key) => Task.FromResult(Path.GetFullPath(Path.Combine(root, key)).StartsWith(root)); public string Load(string key) => File.ReadAllText(Path.Combine(root, key)); }")]
    public Task Names_that_the_code_writes_at_each_call(string types)
        => Check.Reports<PG1005PathFromInput>(Scenario.Of(ProjectKind.Web, "public static class Program { public static void Main() { } }", types));

    [Theory]
    [InlineData("public interface ITexts { string Load(string name); } public class FileTexts(string root) : ITexts { public string Load(string name) => File.ReadAllText(Path.Combine(root, [|name|])); } public class Writer(ITexts texts) { public string Write(string topic) => texts.Load(\"head\") + texts.Load(topic); }")]
    [InlineData("public class FileTexts(string root) { public string Load(string name) => File.ReadAllText(Path.Combine(root, [|name|])); } public class Writer(FileTexts texts) { public string Write(string[] topics) => texts.Load(\"head\") + string.Concat(topics.Select(texts.Load)); }")]
    [InlineData("[AttributeUsage(AttributeTargets.Method)] public sealed class CommandAttribute : Attribute; public class FileTexts(string root) { [Command] public string Load(string name) => File.ReadAllText(Path.Combine(root, [|name|])); public string Head() => Load(\"head\"); }")]
    [InlineData("public interface IModules { bool Exists(string name); string Load(string name); } public class FileModules(string root) : IModules { public bool Exists(string name) { if (name.Contains(\".\")) return false; return File.Exists(Path.Combine(root, name)); } public string Load(string name) => File.ReadAllText(Path.Combine(root, [|name|])); }")]
    [InlineData("public interface IModules { bool Exists(string folder, string other); string Load(string name); } public class FileModules(string root) : IModules { public bool Exists(string folder, string other) => !folder.Contains(\"..\") && other != \"\"; public string Load(string name) => File.ReadAllText(Path.Combine(root, [|name|])); }")]
    public Task Names_that_some_caller_gives(string types)
        => Check.Suggests<PG1005PathFromInput>(Scenario.Of(ProjectKind.Web, "public static class Program { public static void Main() { } }", types));

    private const string Kernel = "namespace Microsoft.SemanticKernel { [AttributeUsage(AttributeTargets.Method)] public sealed class KernelFunctionAttribute : Attribute; }\n"
        + "namespace Shop { public enum ToolPermissions { FileRead, FileWrite } public sealed class Tool(Delegate call, ToolPermissions needs) { public object Both => (call, needs); } public sealed class ApprovalRequired(Delegate call) { public object Call => call; } public sealed class Plain(Delegate call) { public object Call => call; } }\n";

    private static Scenario Tools(string set) => Scenario.Of(ProjectKind.Desktop, Kernel, "using Shop; public static class Program { public static void Main() { } }\npublic class FileTools { public object Set() => " + set + "; [Microsoft.SemanticKernel.KernelFunction] public void Write(string path) { File.WriteAllText([|path|], \"\"); } }");

    [Theory]
    [InlineData("new Tool(Write, ToolPermissions.FileWrite)")]
    [InlineData("new Tool(this.Write, needs: ToolPermissions.FileRead | ToolPermissions.FileWrite)")]
    [InlineData("new ApprovalRequired(Write)")]
    [InlineData("new object[] { new ApprovalRequired(Write), \"a\" }")]
    public Task Tools_that_somebody_agrees_to(string set) => Check.Suggests<PG1005PathFromInput>(Tools(set));

    [Theory]
    [InlineData("new Plain(Write)")]
    [InlineData("\"none\"")]
    public Task Tools_that_nobody_is_asked_about(string set) => Check.Reports<PG1005PathFromInput>(Tools(set));

    // What a helper opens that its caller opens as well is one gap.
    [Theory]
    [InlineData("var path = Path.Combine(Root, name); System.IO.File.Delete([|path|]); Use(path);")]
    [InlineData("var path = Path.Combine(Root, name); Use(path); using (var reader = new StreamReader([|path|])) { Use(path); }")]
    [InlineData("System.IO.File.Delete(Path.Combine(Root, [|name|])); Use(Path.Combine(Root, name));")]
    public Task What_the_caller_opens_itself(string body)
        => Check.Reports<PG1005PathFromInput>(Web(Action(body, members: "    private static void Use(string path) { System.IO.File.AppendAllText(path, \"\"); }\n")));

    [Theory]
    [InlineData("var path = Path.Combine(Root, name); System.IO.File.Delete([|path|]); Use(path);", "    [HttpPut] public IActionResult Other(string title) { Use(Path.Combine(Root, title)); return Ok(); }\n")]
    [InlineData("var path = Path.Combine(Root, name); System.IO.File.Delete([|path|]); Use(Path.Combine(Root, file.FileName));", "")]
    public Task What_some_caller_does_not_open(string body, string members)
        => Check.Reports<PG1005PathFromInput>(Web(Action(body, members: members + "    private static void Use(string path) { System.IO.File.AppendAllText([|path|], \"\"); }\n")));

    [Theory]
    [InlineData("Use(Path.Combine(Root, name));", "lead out of the folder; check the full path first")]
    [InlineData("Use(name);", "name any file; check the full path first")]
    public Task Messages_name_what_stands_there(string body, string harm)
        => Check.Reports<PG1005PathFromInput>(Web(Action(body, members: "    private static void Use(string target) => System.IO.File.Delete([|target|]);\n")), "'target' comes from outside and can " + harm);

    [Fact]
    public Task Messages_name_the_part_that_stands_there()
        => Check.Reports<PG1005PathFromInput>(Web(Action("Use(name);", members: "    private static void Use(string leaf) => System.IO.File.Delete(Path.Combine(\"uploads\", [|leaf|]));\n")), "'leaf' comes from outside and can lead out of the folder; use Path.GetFileName, or check the full path first");

    [Theory]
    [InlineData("[Authorize(Roles = \"Admin\")]", "")]
    [InlineData("[Authorize]", "[Authorize(Policy = \"files\")]")]
    public Task Names_that_callers_with_a_role_give(string ofType, string ofAction)
        => Check.Suggests<PG1005PathFromInput>(Web(Usings + $"{ofType} public class FilesController : ControllerBase {{ {ofAction} [HttpDelete] public IActionResult Delete(string name) {{ System.IO.File.Delete(Path.Combine(\"uploads\", [|name|])); return Ok(); }} }}"));

    [Fact]
    public Task A_call_is_reported_once()
        => Check.Reports<PG1005PathFromInput>(Web(Action("var from = Path.Combine(Root, name); var to = Path.Combine(Root, file.FileName); if (from == to) { from = Root; } System.IO.File.Move([|from|], to);")), "'name' comes from outside and can lead out of the folder; use Path.GetFileName, or check the full path first");

    [Theory]
    [InlineData("public byte[] Read(string path) => File.ReadAllBytes(path);")]
    [InlineData("public byte[] Read(string root1, string text) => File.ReadAllBytes(Path.Combine(root1, text));")]
    [InlineData("public static byte[] Load(string fileName) => File.ReadAllBytes(Path.Combine(\"/data\", fileName));")]
    public Task What_a_service_is_there_for(string method)
        => Check.Reports<PG1005PathFromInput>(Web($"public class FileStore(string root) {{ public string Root => root; {method} }}"));

    [Fact]
    public Task Libraries_without_requests_are_what_their_users_make_of_them()
        => Check.Reports<PG1005PathFromInput>(Scenario.Of("public class FileStore(string root) { public byte[] Read(string fileName) => File.ReadAllBytes(Path.Combine(root, fileName)); }").FrameworkOnly());

    [Fact]
    public Task Messages_of_a_part()
        => Check.Reports<PG1005PathFromInput>(Web(Action("System.IO.File.Delete(Path.Combine(\"uploads\", [|name|]));")), "'name' comes from outside and can lead out of the folder; use Path.GetFileName, or check the full path first");

    [Fact]
    public Task Messages_of_a_whole()
        => Check.Reports<PG1005PathFromInput>(Web(Action("System.IO.File.Delete([|name|]);")), "'name' comes from outside and can name any file; check the full path first");

    [Theory]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", name));", "System.IO.File.Delete(Path.Combine(\"uploads\", Path.GetFileName(name)));")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", /* the name */ file.FileName)); // gone", "System.IO.File.Delete(Path.Combine(\"uploads\", /* the name */ Path.GetFileName(file.FileName))); // gone")]
    [InlineData("System.IO.File.Delete($\"uploads/{name}.txt\");", "System.IO.File.Delete($\"uploads/{Path.GetFileName(name)}.txt\");")]
    [InlineData("System.IO.File.Delete(\"uploads/\" + name);", "System.IO.File.Delete(\"uploads/\" + Path.GetFileName(name));")]
    [InlineData("var path = Path.Combine(\"uploads\", name); System.IO.File.Delete(path);", "var path = Path.Combine(\"uploads\", Path.GetFileName(name)); System.IO.File.Delete(path);")]
    [InlineData("System.IO.File.Delete(Path.Combine(\"uploads\", Request.Query[\"file\"]!));", "System.IO.File.Delete(Path.Combine(\"uploads\", Path.GetFileName(Request.Query[\"file\"])!));")]
    public Task Names_lose_their_folders(string before, string after)
        => Check.Rewrites<PG1005PathFromInput, PG1005PathFromInputFix>(Web(Action(before)), Action(after));

    [Theory]
    [InlineData("Use(name);", "name any file; check the full path first")]
    [InlineData("Use(Path.Combine(name, \"orders.csv\"));", "name any file; check the full path first")]
    [InlineData("Use($\"{name}.csv\");", "name any file; check the full path first")]
    [InlineData("Use(Path.Combine(Root, name));", "lead out of the folder; use Path.GetFileName, or check the full path first")]
    [InlineData("Use($\"uploads/{name}\");", "lead out of the folder; use Path.GetFileName, or check the full path first")]
    [InlineData("Use(Root + name);", "lead out of the folder; use Path.GetFileName, or check the full path first")]
    public Task What_a_helper_is_handed(string body, string harm)
        => Check.Reports<PG1005PathFromInput>(Web(Action(body + " void Use(string path) => System.IO.File.Delete([|path|]);")), "'name' comes from outside and can " + harm);

    [Fact]
    public Task Another_type_may_be_called_Path()
        => Check.Rewrites<PG1005PathFromInput, PG1005PathFromInputFix>(
            Web(Action("System.IO.File.Delete(\"uploads/\" + name);", members: "    private static string Path(string name) => name;\n")),
            Action("System.IO.File.Delete(\"uploads/\" + System.IO.Path.GetFileName(name));", members: "    private static string Path(string name) => name;\n"));

    [Theory]
    [InlineData("System.IO.File.Delete(name);")]
    [InlineData("System.IO.File.Delete($\"{name}.txt\");")]
    public Task A_whole_path_is_for_a_person(string body) => Check.OffersOnly<PG1005PathFromInput, PG1005PathFromInputFix>(Web(Action(body)));

    [Fact]
    public Task A_route_that_holds_folders_is_for_a_person()
        => Check.OffersOnly<PG1005PathFromInput, PG1005PathFromInputFix>(Web(Usings + "public static class Endpoints { public static void Map(WebApplication app) => app.MapGet(\"/files/{**path}\", [Authorize] (string path) => Results.File(Path.Combine(\"/data\", path))); }"));

    [Theory]
    [InlineData("entry.ExtractToFile(Path.Combine(target, entry.FullName));")]
    public Task Entries_have_folders_for_a_reason(string body)
        => Check.OffersOnly<PG1005PathFromInput, PG1005PathFromInputFix>(Usings + $"public static class Unpacker {{ public static void Unpack(ZipArchiveEntry entry, string target) {{ {body} }} }}");

    /// <summary>An object of a file that is asked about the file, and opens none.</summary>
    [Theory]
    [InlineData("var info = new FileInfo(file.FileName); var kind = info.Extension; System.IO.File.WriteAllText(Path.Combine(\"uploads\", Guid.NewGuid() + \".txt\"), kind);")]
    [InlineData("_ = new FileInfo(file.FileName).Extension;")]
    [InlineData("FileInfo info = new(file.FileName); if (info.Exists && info.Length > 5) { return Ok(info.Name); }")]
    [InlineData("var info = new FileInfo([|file.FileName|]); using var stream = info.Create(); _ = info.Extension;")]
    [InlineData("var info = new FileInfo(\"uploads/\" + [|file.FileName|]); info.Delete();")]
    [InlineData("new FileInfo([|file.FileName|]).Delete();")]
    public Task Objects_of_files_that_only_describe(string body) => Check.Reports<PG1005PathFromInput>(Web(Action(body)));

    /// <summary>Names that no caller in sight lets anybody decide, and one that does.</summary>
    [Theory]
    [InlineData("public string Add(Guid id) => files.Load($\"{id}_plan.json\");", "name")]
    [InlineData("public string Add() => files.Load(Guid.NewGuid().ToString(\"N\") + \".json\"); public string Head() => files.Load(\"head\");", "name")]
    [InlineData("public string Add(Guid id, string tenant) => files.Load($\"{id}_{tenant}.json\");", "[|name|]")]
    [InlineData("public string Add(Guid id) => files.Load($\"{id}.json\"); public string Copy(string name) => files.Load(name);", "[|name|]")]
    public Task Names_of_which_all_callers_are_in_sight(string writer, string name)
        => SuggestsMarked(name != "name", Scenario.Of(
            ProjectKind.Web,
            "public static class Program { public static void Main() { } }",
            $"public interface IFiles {{ string Load(string name); }} public class Files(string root) : IFiles {{ public string Load(string name) => File.ReadAllText(Path.Combine(root, {name})); }} public class Writer(IFiles files) {{ {writer} }}"));

    /// <summary>A suggestion where something is marked, nothing at all elsewhere.</summary>
    private static Task SuggestsMarked(bool isMarked, Scenario scenario) => isMarked ? Check.Suggests<PG1005PathFromInput>(scenario) : Check.Reports<PG1005PathFromInput>(scenario);

    // A name without ".." stays behind a folder, unless it may be a whole path.
    [Theory]
    [InlineData("if (name.Contains(\"..\")) { return BadRequest(); } System.IO.File.Delete(Path.Join(Root, name));")]
    [InlineData("if (name.Contains(\"..\")) { return BadRequest(); } System.IO.File.Delete(Root + \"/\" + name);")]
    [InlineData("if (name.Contains(\"..\")) { return BadRequest(); } System.IO.File.Delete(Path.Combine(Root, [|name|]));")]
    [InlineData("if (name.Contains(\"..\")) { return BadRequest(); } System.IO.File.Delete([|name|]);")]
    [InlineData("if (name.Contains(\".\")) { return BadRequest(); } System.IO.File.Delete(Path.Join(Root, [|name|]));")]
    [InlineData("if (file.FileName.Contains(\"..\")) { return BadRequest(); } Store(file);", "    private void Store(IFormFile upload) => System.IO.File.Create(Path.Join(Root, upload.FileName));\n")]
    [InlineData("if (file.FileName.Contains(\"..\")) { return BadRequest(); } Store(file);", "    private void Store(IFormFile upload) => System.IO.File.Create(Path.Combine(Root, [|upload.FileName|]));\n")]
    [InlineData("if (file.FileName.Contains(\"..\")) { Store(file); return BadRequest(); } Store(file);", "    private void Store(IFormFile upload) => System.IO.File.Create(Path.Join(Root, [|upload.FileName|]));\n")]
    public Task Names_that_cannot_climb(string body, string members = "") => Check.Reports<PG1005PathFromInput>(Web(Action(body, members: members)));

    [Theory]
    [InlineData("foreach (var one in files.Where(given => given.FileName.IsSafeName())) { Store(one); }", "upload.FileName")]
    [InlineData("foreach (var one in files.TakeWhile(given => Names.IsValid(given.FileName)).ToList()) { Store(one); }", "upload.FileName")]
    [InlineData("if (!files.All(given => given.FileName.IsSafeName())) { return BadRequest(); } foreach (var one in files) { Store(one); }", "upload.FileName")]
    [InlineData("if (files.Any(given => !given.FileName.IsSafeName())) { return BadRequest(); } foreach (var one in files) { Store(one); }", "upload.FileName")]
    [InlineData("foreach (var one in files.Where(given => given.Length > 0)) { Store(one); }", "[|upload.FileName|]")]
    [InlineData("foreach (var one in files.Where(given => !given.FileName.IsSafeName())) { Store(one); }", "[|upload.FileName|]")]
    [InlineData("if (files.All(given => given.FileName.IsSafeName())) { return BadRequest(); } foreach (var one in files) { Store(one); }", "[|upload.FileName|]")]
    [InlineData("foreach (var one in files.Where(given => given.FileName.IsSafeName())) { Store(one); } foreach (var one in files) { Store(one); }", "[|upload.FileName|]")]
    public Task Lists_that_the_caller_has_filtered(string body, string name)
        => Check.Reports<PG1005PathFromInput>(Scenario.Of(
            ProjectKind.Web,
            "public static class Program { public static void Main() { } }",
            Action(body.Replace("Store(", "new Files().Store("), "List<IFormFile> files")
                + $"public static class Names {{ public static bool IsSafeName(this string name) => name.Length == 3; public static bool IsValid(string name) => name.Length == 3; }} public class Files {{ public void Store(IFormFile upload) {{ using var stream = File.Create(Path.Combine(\"uploads\", {name})); upload.CopyTo(stream); }} }}"));

    [Theory]
    [InlineData("foreach (var one in files.Where(given => given.FileName.IsSafeName())) { System.IO.File.Delete(Path.Combine(\"uploads\", one.FileName)); }")]
    [InlineData("foreach (var one in files.Where(given => given.Length > 0)) { System.IO.File.Delete(Path.Combine(\"uploads\", [|one.FileName|])); }")]
    public Task Lists_that_are_filtered_here(string body)
        => Check.Reports<PG1005PathFromInput>(Web(Action(body, "List<IFormFile> files") + "public static class Names { public static bool IsSafeName(this string name) => name.Length == 3; }"));
}
