using ProdGap.Analyzers.AI.Evaluation;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.AI.Evaluation;

/// <summary>Prompts, and what the tests of a project name.</summary>
public sealed class PG6014UntestedPromptTests
{
    private const string Usings = """
        using Microsoft.Extensions.AI;
        using Microsoft.SemanticKernel;
        using OpenAI.Chat;
        using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

        public static class Prompts
        {
            public const string Grader = "You grade essays of pupils from 1 to 6 and give one reason.";
            public static readonly string Helper = "You help customers of a web shop, politely and in two sentences.";
        }

        """;

    private static Scenario With(string code, string tests) => Scenario.Of(ProjectKind.Library, Usings + code).Referencing(References.Models).AdditionalFile("tests.index", IndexText.Of(tests), "test-index");

    private const string Others = "public class OrderTests { [Fact] public void Places_an_order() => new Orders().Place(1); }";

    [Theory]
    [InlineData("public class Grading { public SystemChatMessage Make() => new([|Prompts.Grader|]); }")]
    [InlineData("public class Grading { public ChatMessage Make() => new(ChatRole.System, [|\"You grade essays of pupils from 1 to 6 and give one reason.\"|]); }")]
    [InlineData("public class Grading { public ChatMessage Make(int most) => new(ChatRole.System, [|$\"You grade essays of pupils from 1 to {most} and give one reason.\"|]); }")]
    [InlineData("public class Grading { public ChatOptions Make() => new() { Instructions = [|\"You grade essays of pupils from 1 to 6 and give one reason.\"|] }; }")]
    [InlineData("public class Grading { public object Make() => new { role = \"system\", content = [|\"You grade essays of pupils from 1 to 6 and give one reason.\"|] }; }")]
    [InlineData("public class Grading { public Task<FunctionResult> Make(Kernel kernel) => kernel.InvokePromptAsync([|\"Grade the essay {{$essay}} from 1 to 6 and give one reason.\"|], new() { [\"essay\"] = \"…\" }); }")]
    [InlineData("public class Grading { public SystemChatMessage Make() { var prompt = \"You grade essays of pupils from 1 to 6 and give one reason.\"; return new([|prompt|]); } }")]
    [InlineData("public interface IGrading { SystemChatMessage Make(); } public class Grading : IGrading { public SystemChatMessage Make() => new([|Prompts.Grader|]); }")]
    public Task What_no_test_names(string code) => Check.Reports<PG6014UntestedPrompt>(With(code, Others));

    [Theory]
    // The type, its interface, the constant, or the type that holds it.
    [InlineData("public class Grading { public SystemChatMessage Make() => new(Prompts.Grader); }", "public class T { [Fact] public void A() => new Grading().Make(); }")]
    [InlineData("public interface IGrading { SystemChatMessage Make(); } public class Grading : IGrading { public SystemChatMessage Make() => new(Prompts.Grader); }", "public class T { [Fact] public void A() => Services.Get<IGrading>().Make(); }")]
    [InlineData("public class Grading { public SystemChatMessage Make() => new(Prompts.Grader); }", "public class T { [Fact] public void A() => Assert.Contains(\"grade\", Prompts.Grader); }")]
    [InlineData("public class Grading { public SystemChatMessage Make() => new(Prompts.Grader); }", "public class T { [Fact] public void A() => Evaluate(typeof(Prompts)); }")]
    // Short, from elsewhere, or no instructions.
    [InlineData("public class Grading { public SystemChatMessage Make() => new(\"Be brief.\"); }", Others)]
    [InlineData("public class Grading { public SystemChatMessage Make(string prompt) => new(prompt); }", Others)]
    [InlineData("public class Grading { public SystemChatMessage Make() => new(File.ReadAllText(\"grading.txt\")); }", Others)]
    [InlineData("public class Grading { public UserChatMessage Make() => new(\"Please grade this essay from 1 to 6, and give one reason.\"); }", Others)]
    public Task What_a_test_names_or_is_no_prompt(string code, string tests) => Check.Reports<PG6014UntestedPrompt>(With(code, tests));

    [Fact]
    public Task A_project_without_tests_is_told_so_elsewhere() => Check.Reports<PG6014UntestedPrompt>(
        Scenario.Of(ProjectKind.Library, Usings + "public class Grading { public SystemChatMessage Make() => new(Prompts.Grader); }").Referencing(References.Models).AdditionalFile("tests.index", IndexText.Header, "test-index"));

    [Fact]
    public Task Without_an_index_nothing_is_known() => Check.Reports<PG6014UntestedPrompt>(
        Scenario.Of(ProjectKind.Library, Usings + "public class Grading { public SystemChatMessage Make() => new(Prompts.Grader); }").Referencing(References.Models));

    [Fact]
    public Task Top_level_statements_have_no_name() => Check.Reports<PG6014UntestedPrompt>(
        Scenario.Of(ProjectKind.Console, "using OpenAI.Chat;\nvar message = new SystemChatMessage(\"You grade essays of pupils from 1 to 6 and give one reason.\");\nConsole.WriteLine(message);").Referencing(References.Models).AdditionalFile("tests.index", IndexText.Of(Others), "test-index"));

    [Fact]
    public Task The_message() => Check.Reports<PG6014UntestedPrompt>(
        With("public class Grading { public SystemChatMessage Make() => new([|Prompts.Grader|]); }", Others),
        "No test names 'Grader'; keep questions with what a good answer must hold, and run them when the prompt changes");
}
