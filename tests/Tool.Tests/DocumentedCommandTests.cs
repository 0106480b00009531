using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ProdGap.Tool.Commands;
using YamlDotNet.RepresentationModel;

namespace ProdGap.Tool.Tests;

/// <summary>What the pages tell people to type, the command understands, and a workflow that is copied from them runs.</summary>
public sealed partial class DocumentedCommandTests
{
    private static readonly List<string> Pages = [.. Directory.EnumerateFiles(Path.Combine(Schemas.Root, "docs"), "*.md"), Path.Combine(Schemas.Root, "README.md")];

    public static TheoryData<string, string> Commands
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var page in Pages)
            {
                foreach (var command in CommandsOf(page).Distinct())
                {
                    data.Add(Path.GetFileName(page), command);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Workflows => [.. PagesWithWorkflow];

    private static List<string> PagesWithWorkflow => [.. Pages.Where(page => WorkflowsOf(page).Any()).Select(page => Path.GetFileName(page)!)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_command_exists(string page, string command)
    {
        // A shell's single quotes are the parser's double ones.
        var words = CommandLineParser.SplitCommandLine(SingleQuoted().Replace(command, quoted => $"\"{quoted.Groups[1].Value.Replace("\"", "", StringComparison.Ordinal)}\"")).Skip(1).ToArray();
        // A text may speak of a command without its arguments.
        var parsed = AllCommands.Create().Parse(words is [var name] ? [name, "--help"] : words);
        Assert.True(parsed.Errors.Count == 0, $"{page}: {command}: {string.Join("; ", parsed.Errors.Select(error => error.Message))}");
        Assert.Equal(words[0], parsed.CommandResult.Command.Name == words[0] ? words[0] : parsed.CommandResult.Command.Parents.First().Name);
    }

    [Fact]
    public void Commands_are_found_where_they_stand()
    {
        var commands = Pages.SelectMany(CommandsOf).ToList();
        Assert.True(commands.Count > 20);
        Assert.Contains("prodgap baseline create", commands);
        Assert.Contains(commands, command => command.Contains("--since", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_can_be_copied(string page)
    {
        foreach (var workflow in WorkflowsOf(Pages.Single(path => Path.GetFileName(path) == page)))
        {
            Assert.Contains("on", workflow.Children.Keys.Select(Text));
            // A token that may only read cannot push what a build of a pull request writes.
            var permissions = Assert.IsType<YamlMappingNode>(workflow["permissions"]);
            Assert.All(permissions.Children, permission => Assert.True(Text(permission.Value) == "read" || Text(permission.Key) == "security-events", $"{page}: {Text(permission.Key)}"));
            foreach (var (_, job) in Assert.IsType<YamlMappingNode>(workflow["jobs"]).Children)
            {
                var fields = Assert.IsType<YamlMappingNode>(job);
                Assert.Equal("ubuntu-latest", Text(fields["runs-on"]));
                var steps = Assert.IsType<YamlSequenceNode>(fields["steps"]).Children.Cast<YamlMappingNode>().ToList();
                Assert.All(steps, step => Assert.True(step.Children.ContainsKey("uses") ^ step.Children.ContainsKey("run")));
                Assert.All(Values(steps, "uses"), action => Assert.Matches("^[a-z-]+/[a-z-]+@v[0-9]+$", action));
                // What a stranger names a branch is no part of a script.
                Assert.All(Values(steps, "run"), script => Assert.DoesNotContain("${{", script));
                if (Values(steps, "run").Any(script => script.Contains("--since", StringComparison.Ordinal)))
                {
                    var checkout = steps.Single(step => step.Children.TryGetValue("uses", out var action) && Text(action).StartsWith("actions/checkout@", StringComparison.Ordinal));
                    Assert.Equal("0", Text(Assert.IsType<YamlMappingNode>(checkout["with"])["fetch-depth"]));
                }
            }
        }
    }

    [Fact]
    public void There_is_a_workflow() => Assert.Contains("ci.md", PagesWithWorkflow);

    private static IEnumerable<string> Values(IEnumerable<YamlMappingNode> steps, string key)
        => steps.Where(step => step.Children.ContainsKey(key)).Select(step => Text(step[key]));

    private static string Text(YamlNode node) => Assert.IsType<YamlScalarNode>(node).Value!;

    private static IEnumerable<YamlMappingNode> WorkflowsOf(string page)
        => BlocksOf(page, "yaml").Where(block => block.Contains("\njobs:", StringComparison.Ordinal)).Select(block =>
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(block));
            return Assert.IsType<YamlMappingNode>(Assert.Single(stream.Documents).RootNode);
        });

    private static IEnumerable<string> CommandsOf(string page)
        => BlocksOf(page, null)
            .SelectMany(block => block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Concat(Markdown.Parse(File.ReadAllText(page)).Descendants<CodeInline>().Select(code => code.Content))
            .Select(line => line.Trim())
            .Select(line => line.StartsWith("- run: ", StringComparison.Ordinal) ? line[7..] : line)
            .Select(line => line.StartsWith("dotnet ", StringComparison.Ordinal) ? line[7..] : line.StartsWith("dnx ProdGap", StringComparison.Ordinal) ? "prodgap " + line.Split(" -- ")[^1] : line)
            .Select(line => line.Split(" #")[0].Split(" | ")[0].Split(" > ")[0].Split(" && ")[0].Trim())
            .Where(line => line.StartsWith("prodgap ", StringComparison.Ordinal) && !line.Contains('…'));

    private static IEnumerable<string> BlocksOf(string page, string? language)
        => Markdown.Parse(File.ReadAllText(page)).Descendants<FencedCodeBlock>()
            .Where(block => language is null || block.Info == language)
            .Select(block => block.Lines.ToString());

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex SingleQuoted();
}
