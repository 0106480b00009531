using ProdGap.Analyzers.AI.Replies;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.AI.Replies;

public sealed class PG6008ModelOutputExecutedTests
{
    /// <summary>Libraries that no test references, with the names of the real ones.</summary>
    private const string Stubs =
        """
        namespace Microsoft.Azure.Cosmos { public class QueryDefinition { public QueryDefinition(string query) { } public QueryDefinition WithParameter(string name, object value) => this; } public abstract class Container { public abstract object GetItemQueryIterator<T>(string queryText); } }
        namespace Neo4j.Driver { public interface IAsyncQueryRunner { System.Threading.Tasks.Task RunAsync(string query); } public interface IAsyncSession : IAsyncQueryRunner { } }
        namespace NCalc { public class Expression { public Expression(string expression) { } public object? Evaluate() => null; } }

        """;

    private static string Code(string body, string members = "")
        => "using System.Data;\nusing System.Reflection;\nusing Microsoft.Extensions.AI;\n\npublic class Analyst(IChatClient client, Microsoft.Azure.Cosmos.Container container, Neo4j.Driver.IAsyncSession session)\n{\n"
            + $"    public async Task<object?> AnswerAsync(string question, DataTable table, CancellationToken token)\n    {{\n        var reply = await client.GetResponseAsync(question, new() {{ MaxOutputTokens = 100 }}, token);\n        {body}\n    }}\n\n    protected (object, object) All => (container, session);\n{members}}}\n";

    private static Scenario Now(string source) => Scenario.Of(source, Stubs).Referencing(References.Models);

    /// <summary>Semantic Kernel of a year before wants newer extensions than there were then.</summary>
    private static string[] EarlierKernel { get; } = [.. References.EarlierModels.Where(static assembly => !assembly.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal)), "Microsoft.Extensions.AI", "Microsoft.Extensions.AI.Abstractions"];

    private static async Task BothReport(string source, string? message = null)
    {
        await Check.Reports<PG6008ModelOutputExecuted>(Now(source), message);
        await Check.Reports<PG6008ModelOutputExecuted>(Scenario.Of(source, Stubs).Referencing(source.Contains("SemanticKernel", StringComparison.Ordinal) ? EarlierKernel : References.EarlierModels), message);
    }

    [Theory]
    [InlineData("return new Microsoft.Azure.Cosmos.QueryDefinition([|reply.Text|]);")]
    [InlineData("Microsoft.Azure.Cosmos.QueryDefinition query = new([|reply.Text|]); return query;")]
    [InlineData("return container.GetItemQueryIterator<string>([|reply.Text|]);")]
    [InlineData("return container.GetItemQueryIterator<string>(queryText: [|reply.Text|].Trim());")]
    [InlineData("var query = $\"SELECT * FROM c WHERE {reply.Text}\"; return container.GetItemQueryIterator<string>([|query|]);")]
    [InlineData("await session.RunAsync([|reply.Text|]); return null;")]
    [InlineData("return table.Compute([|reply.Text|], null);")]
    [InlineData("return table.Select([|reply.Text|]);")]
    [InlineData("return new NCalc.Expression([|reply.Text|]).Evaluate();")]
    [InlineData("return Assembly.Load([|reply.Text|]);")]
    [InlineData("return typeof(Analyst).GetMethod([|reply.Text|]);")]
    [InlineData("var text = reply.Messages[0].Text; text = text.Replace(\"```\", \"\"); return container.GetItemQueryIterator<string>([|text|]);")]
    [InlineData("return container.GetItemQueryIterator<string>([|Unfence(reply.Text)|]);")]
    public Task Queries_expressions_and_code_of_a_model(string body)
        => BothReport(Code(body, "\n    private static string Unfence(string text) => text.Replace(\"```\", \"\");\n"));

    [Fact]
    public Task Arguments_with_which_a_model_calls_a_tool()
        => BothReport(
            """
            using System.ComponentModel;
            using Microsoft.SemanticKernel;

            public class Tools(Microsoft.Azure.Cosmos.Container container)
            {
                [KernelFunction, Description("Runs a query.")]
                public object Run(string query) => container.GetItemQueryIterator<string>([|query|]);
            }
            """);

    [Fact]
    public Task Text_of_a_plain_reply()
        => Check.Reports<PG6008ModelOutputExecuted>(Now(
            """
            using System.Data;
            using System.Text.Json;

            public class Calculator(HttpClient client)
            {
                private const string Url = "https://api.openai.com/v1/chat/completions";

                public object? Calculate(string json, DataTable table)
                {
                    using var reply = JsonDocument.Parse(json);
                    var formula = reply.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
                    return table.Compute([|formula|], null);
                }

                protected Task<string> Send => client.GetStringAsync(Url);
            }
            """));

    [Fact]
    public Task The_message_says_what_to_do()
        => BothReport(
            Code("return container.GetItemQueryIterator<string>([|reply.Text|]);"),
            "'reply.Text' is text of a model and runs as a query of Cosmos DB; let it fill in the values of a query of yours");

    [Theory]
    [InlineData("return new Microsoft.Azure.Cosmos.QueryDefinition(\"SELECT * FROM c WHERE c.name = @name\").WithParameter(\"@name\", reply.Text);")]
    [InlineData("return container.GetItemQueryIterator<string>(question);")]
    [InlineData("return container.GetItemQueryIterator<string>(\"SELECT * FROM c\");")]
    [InlineData("var column = reply.Text switch { \"name\" => \"name\", _ => \"id\" }; return container.GetItemQueryIterator<string>($\"SELECT c.{column} FROM c\");")]
    [InlineData("if (reply.Text is not (\"A\" or \"B\")) { return null; } return typeof(Analyst).GetMethod(reply.Text);")]
    [InlineData("return table.Compute($\"1 + {int.Parse(reply.Text)}\", null);")]
    [InlineData("return table.AsEnumerable().Select(row => reply.Text);")]
    [InlineData("return new Expression(reply.Text);")]
    [InlineData("return table.Compute(\"SUM(Price)\", null);")]
    [InlineData("return reply.Text;")]
    public Task What_a_model_does_not_decide(string body)
        => BothReport(Code(body) + "\npublic class Expression(string text) { public string Text => text; }\n");

    [Fact]
    public Task Tests_are_left_alone()
        => Check.Reports<PG6008ModelOutputExecuted>(Scenario.Of(ProjectKind.Test, Code("return container.GetItemQueryIterator<string>(reply.Text);"), Stubs).Referencing(References.Models));

    [Fact]
    public Task A_project_without_models_is_not_asked()
        => Check.Reports<PG6008ModelOutputExecuted>("using System.Data; public class Calculator { public object Calculate(DataTable table, string formula) => table.Compute(formula, null); }");

    [Theory]
    [InlineData("return container.GetItemQueryIterator<string>([|reply.Text|]")]
    [InlineData("return container.GetItemQueryIterator<string>();")]
    [InlineData("return new Microsoft.Azure.Cosmos.QueryDefinition(reply.);")]
    public Task Code_that_is_not_finished(string body) => Check.Reports<PG6008ModelOutputExecuted>(Now(Code(body)).Broken());

    /// <summary>What a request could write as well is reported once, by the rule that knows the place.</summary>
    [Fact]
    public Task SQL_of_a_model_is_one_finding_of_another_rule()
        => Check.Reports<PG1003SqlFromText>(
            Now(Code("using var command = new Microsoft.Data.SqlClient.SqlCommand([|reply.Text|]); return null;") + "\nnamespace Microsoft.Data.SqlClient { public sealed class SqlCommand : System.Data.Common.DbCommand { public SqlCommand(string cmdText) => CommandText = cmdText; "
                + "public override string CommandText { get; set; } public override int CommandTimeout { get; set; } public override System.Data.CommandType CommandType { get; set; } public override bool DesignTimeVisible { get; set; } public override System.Data.UpdateRowSource UpdatedRowSource { get; set; } "
                + "protected override System.Data.Common.DbConnection? DbConnection { get; set; } protected override System.Data.Common.DbParameterCollection DbParameterCollection => null!; protected override System.Data.Common.DbTransaction? DbTransaction { get; set; } public override void Cancel() { } "
                + "public override int ExecuteNonQuery() => 0; public override object? ExecuteScalar() => null; public override void Prepare() { } protected override System.Data.Common.DbParameter CreateDbParameter() => null!; protected override System.Data.Common.DbDataReader ExecuteDbDataReader(System.Data.CommandBehavior behavior) => null!; } }\n"),
            "'reply.Text' becomes part of the SQL text; do not let a model write SQL");

    [Theory]
    [InlineData("System.Diagnostics.Process.Start(\"bash\", $\"-c {[|reply.Text|]}\"); return null;")]
    public Task A_command_of_a_model_is_one_finding_of_another_rule(string body) => Check.Reports<PG1004CommandFromInput>(Now(Code(body)));

    [Theory]
    [InlineData("await File.WriteAllTextAsync([|reply.Text|], question, token); return null;")]
    public Task A_path_of_a_model_is_one_finding_of_another_rule(string body) => Check.Reports<PG1005PathFromInput>(Now(Code(body)));

    [Theory]
    [InlineData("return new Microsoft.AspNetCore.Components.MarkupString([|reply.Text|]);")]
    public Task A_page_of_a_model_is_one_finding_of_another_rule(string body) => Check.Reports<PG1024HtmlFromInput>(Now(Code(body)));
}
