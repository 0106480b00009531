using ProdGap.Analyzers.AI.Prompts;
using ProdGap.Analyzers.CodeFixes.AI.Prompts;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Prompts;

public sealed class PG6004DynamicTemplateTests
{
    private static string Code(string body, string parameters = "string text, int count", string members = "")
        => $"using Microsoft.SemanticKernel;\n\npublic sealed record Mail(string Body, string Subject);\n\npublic class Summaries(Kernel kernel)\n{{\n    private const string Start = \"Summarize\";\n\n    public async Task<object?> Of({parameters})\n    {{\n        {body}\n    }}\n\n    protected Kernel Kernel => kernel;\n{members}}}\n";

    /// <summary>Semantic Kernel of a year before wants newer extensions than there were then.</summary>
    private static string[] Earlier { get; } = [.. References.EarlierModels.Where(static assembly => !assembly.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal)), "Microsoft.Extensions.AI", "Microsoft.Extensions.AI.Abstractions"];

    private static async Task BothReport(string source, string? message = null)
    {
        await Check.Reports<PG6004DynamicTemplate>(Scenario.Of(source).Referencing(References.Models), message);
        await Check.Reports<PG6004DynamicTemplate>(Scenario.Of(source).Referencing(Earlier), message);
    }

    [Theory]
    [InlineData("return await kernel.InvokePromptAsync($\"Summarize {[|text|]}\");")]
    [InlineData("var template = \"Summarize \" + text; return await kernel.InvokePromptAsync([|template|]);")]
    [InlineData("return await kernel.InvokePromptAsync(promptTemplate: $\"Summarize {[|text|]}\");")]
    [InlineData("await foreach (var part in kernel.InvokePromptStreamingAsync($\"Summarize {[|text|]}\")) { } return null;")]
    [InlineData("await Task.Yield(); return kernel.CreateFunctionFromPrompt($\"Summarize {[|text|]}\");")]
    [InlineData("await Task.Yield(); return KernelFunctionFactory.CreateFromPrompt(\"Summarize \" + [|text|]);")]
    [InlineData("await Task.Yield(); return new PromptTemplateConfig($\"Summarize {[|text|]}\");")]
    [InlineData("await Task.Yield(); return new PromptTemplateConfig { Template = $\"Summarize {[|text|]}\" };")]
    [InlineData("await Task.Yield(); var config = new PromptTemplateConfig(); config.Template = $\"Summarize {[|text|]}\"; return config;")]
    [InlineData("return await kernel.InvokePromptAsync([|\"Summarize {input}\".Replace(\"{input}\", text)|]);")]
    [InlineData("return await kernel.InvokePromptAsync(string.Format(\"Summarize {0}\", [|text|]));")]
    [InlineData("return await kernel.InvokePromptAsync($\"{Start} {[|text|]} in {count} sentences\");")]
    [InlineData("return await kernel.InvokePromptAsync([|text|]);")]
    public Task Text_that_becomes_part_of_a_template(string body)
        => BothReport(Code(body));

    [Theory]
    [InlineData("await Task.Yield(); return new PromptTemplateConfig(\"Summarize {{$text}}\") { [|AllowDangerouslySetContent = true|] };")]
    [InlineData("await Task.Yield(); return new InputVariable { Name = text, [|AllowDangerouslySetContent = true|] };")]
    [InlineData("await Task.Yield(); var config = new PromptTemplateConfig(\"Summarize {{$text}}\"); [|config.AllowDangerouslySetContent = true|]; return config;")]
    [InlineData("await Task.Yield(); const bool On = true; return new KernelPromptTemplateFactory { [|AllowDangerouslySetContent = On|] };")]
    public Task Variables_that_are_not_encoded(string body)
        => BothReport(Code(body), "With 'AllowDangerouslySetContent', text of others can add messages to the prompt, also of the system; leave it off, so that variables are encoded");

    [Fact]
    public Task The_message_names_the_text()
        => BothReport(
            Code("var template = $\"Summarize {mail.Body}\"; return await kernel.InvokePromptAsync([|template|]);", "Mail mail"),
            "With 'mail.Body', text of others can add messages to the prompt, also of the system; pass it as a variable of KernelArguments");

    /// <summary>The person at the keyboard deceives nobody else.</summary>
    [Theory]
    [InlineData("", "can break the template with its braces")]
    [InlineData("kernel.ImportPluginFromObject(new Uri(\"https://example.com\"), \"mail\");\n", "can call functions from the prompt template")]
    public Task Text_of_the_keyboard(string more, string can)
    {
        var scenario = Scenario.Of(ProjectKind.Console, "using Microsoft.SemanticKernel;\n\nvar kernel = Kernel.CreateBuilder().Build();\n" + more + "var line = Console.ReadLine() ?? \"\";\nConsole.WriteLine(await kernel.InvokePromptAsync($\"Answer {[|line|]}\"));\n").Referencing(References.Models);
        var message = $"With 'Console.ReadLine()', text of others {can}; pass it as a variable of KernelArguments";
        return more.Length == 0 ? Check.Suggests<PG6004DynamicTemplate>(scenario, message) : Check.Reports<PG6004DynamicTemplate>(scenario, message);
    }

    /// <summary>A function that no kernel has cannot be called.</summary>
    [Theory]
    [InlineData("can call functions from the prompt template", "    [KernelFunction]\n    public static string Read() => Start;\n")]
    [InlineData("can call functions from the prompt template", "    public void Add() => kernel.Plugins.AddFromFunctions(\"mail\", []);\n")]
    [InlineData("can call functions from the prompt template", "    public void Add() => kernel.ImportPluginFromObject(new Uri(\"https://example.com\"), \"mail\");\n")]
    [InlineData("can add messages to the prompt, also of the system", "    public static string Plugin() => Start;\n")]
    [InlineData("can add messages to the prompt, also of the system", "    public KernelFunction Make() => kernel.CreateFunctionFromPrompt(Start);\n")]
    public Task The_message_claims_what_is_possible(string can, string members)
        => BothReport(
            Code("return await kernel.InvokePromptAsync($\"Summarize {[|text|]}\");", members: members),
            $"With 'text', text of others {can}; pass it as a variable of KernelArguments");

    [Theory]
    [InlineData("return await kernel.InvokePromptAsync(\"Summarize {{$text}}\", new() { [\"text\"] = text });")]
    [InlineData("return await kernel.InvokePromptAsync($\"{Start} the mail\");")]
    [InlineData("return await kernel.InvokePromptAsync($\"Summarize in {count} sentences: {{{{$text}}}}\", new KernelArguments { [\"text\"] = text });")]
    [InlineData("return await kernel.InvokePromptAsync(File.ReadAllText(\"prompts/summary.txt\"), new() { [\"text\"] = text });")]
    [InlineData("await Task.Yield(); return new PromptTemplateConfig(\"Summarize {{$text}}\") { AllowDangerouslySetContent = false };")]
    [InlineData("await Task.Yield(); return new PromptTemplateConfig(\"Summarize {{$text}}\") { AllowDangerouslySetContent = count > 1 };")]
    [InlineData("return await new Own().InvokePromptAsync($\"Summarize {text}\");")]
    [InlineData("await Task.Yield(); return new Own { AllowDangerouslySetContent = true };")]
    [InlineData("await Task.Yield(); return new PromptTemplateConfig { Description = text };")]
    public Task Templates_of_the_app_itself(string body)
        => BothReport(Code(body) + "\npublic class Own { public bool AllowDangerouslySetContent { get; set; } public Task<object?> InvokePromptAsync(string prompt) => Task.FromResult<object?>(prompt); }\n");

    [Theory]
    [InlineData("string promptTemplate", "return await kernel.InvokePromptAsync(promptTemplate);")]
    [InlineData("string prompt", "return await kernel.InvokePromptAsync(prompt);")]
    [InlineData("string template, int count", "return await kernel.InvokePromptAsync(template + count);")]
    [InlineData("DayOfWeek day", "return await kernel.InvokePromptAsync($\"Plan a {day}\");")]
    public Task Templates_of_the_caller_and_what_is_no_free_text(string parameters, string body) => BothReport(Code(body, parameters));

    [Fact]
    public Task Tests_are_left_alone()
        => Check.Reports<PG6004DynamicTemplate>(Scenario.Of(ProjectKind.Test, Code("return await kernel.InvokePromptAsync($\"Summarize {text}\");")).Referencing(References.Models));

    [Theory]
    [InlineData("return await kernel.InvokePromptAsync($\"Summarize {")]
    [InlineData("return await kernel.InvokePromptAsync();")]
    [InlineData("await Task.Yield(); return new PromptTemplateConfig { AllowDangerouslySetContent = };")]
    public Task Code_that_is_not_finished(string body) => Check.Reports<PG6004DynamicTemplate>(Scenario.Of(Code(body)).Referencing(References.Models).Broken());

    [Theory]
    [InlineData("await Task.Yield(); return new PromptTemplateConfig(\"Summarize {{$text}}\") { [|AllowDangerouslySetContent = true|] };", "await Task.Yield(); return new PromptTemplateConfig(\"Summarize {{$text}}\") { AllowDangerouslySetContent = false };")]
    [InlineData(
        "await Task.Yield(); var config = new PromptTemplateConfig(\"{{$text}}\"); [|config.AllowDangerouslySetContent = true|] /* why */; config.InputVariables.Add(new() { Name = text, [|AllowDangerouslySetContent = /* why */ true|] }); return config;",
        "await Task.Yield(); var config = new PromptTemplateConfig(\"{{$text}}\"); config.AllowDangerouslySetContent = false /* why */; config.InputVariables.Add(new() { Name = text, AllowDangerouslySetContent = /* why */ false }); return config;")]
    public Task Variables_are_encoded_again(string before, string after)
        => Check.Rewrites<PG6004DynamicTemplate, PG6004DynamicTemplateFix>(Scenario.Of(Code(before)).Referencing(References.Models).Unattended(), Code(after));

    [Theory]
    [InlineData("return await kernel.InvokePromptAsync($\"Summarize {[|text|]}\");", "return await kernel.InvokePromptAsync(\"Summarize {{$text}}\", arguments: new KernelArguments { [\"text\"] = text });")]
    [InlineData("return await kernel.InvokePromptAsync($@\"Summarize {[|text|]}\");", "return await kernel.InvokePromptAsync(@\"Summarize {{$text}}\", arguments: new KernelArguments { [\"text\"] = text });")]
    [InlineData("return await kernel.InvokePromptAsync($\"Summarize {[|text|]} in {count} \\\"words\\\"\");", "return await kernel.InvokePromptAsync($\"Summarize {{{{$text}}}} in {count} \\\"words\\\"\", arguments: new KernelArguments { [\"text\"] = text });")]
    [InlineData("return await kernel.InvokePromptAsync($\"Summarize {[|text|]} in {{{{$language}}}}\", new() { [\"language\"] = \"English\" });", "return await kernel.InvokePromptAsync(\"Summarize {{$text}} in {{$language}}\", new() { [\"language\"] = \"English\", [\"text\"] = text });")]
    public Task A_value_is_passed_as_a_variable(string before, string after)
        => Check.Offers<PG6004DynamicTemplate, PG6004DynamicTemplateFix>("PG6004.variable", Scenario.Of(Code(before)).Referencing(References.Models), Code(after));

    [Theory]
    [InlineData("var template = $\"Summarize {text}\"; return await kernel.InvokePromptAsync([|template|]);")]
    [InlineData("return await kernel.InvokePromptAsync(\"Summarize \" + [|text|]);")]
    [InlineData("return await kernel.InvokePromptAsync($\"Summarize {[|text|].Trim()}\");")]
    [InlineData("return await kernel.InvokePromptAsync($\"\"\"Summarize {[|text|]}\"\"\");")]
    [InlineData("var more = new KernelArguments(); return await kernel.InvokePromptAsync($\"Summarize {[|text|]}\", more);")]
    [InlineData("await Task.Yield(); return kernel.CreateFunctionFromPrompt($\"Summarize {[|text|]}\");")]
    [InlineData("return await kernel.InvokePromptAsync(/* why */ $\"Summarize {[|text|]}\");")]
    public Task Elsewhere_nothing_is_offered(string body)
        => Check.OffersOnly<PG6004DynamicTemplate, PG6004DynamicTemplateFix>(Scenario.Of(Code(body)).Referencing(References.Models));
}
