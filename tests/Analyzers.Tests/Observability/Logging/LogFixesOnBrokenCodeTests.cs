using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Tests.Observability.Logging;

/// <summary>Code that ends in the middle: whatever a rule still finds in it, no fix throws.</summary>
public sealed class LogFixesOnBrokenCodeTests
{
    private const string Code =
        """"
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Logging;

        public class Orders(ILogger<Orders> logger, HttpClient http) : ControllerBase
        {
            public async Task<IActionResult> Get(int id)
            {
                logger.LogInformation($"Order {id:D3} " + "of {x}" + @"y" + 'c' + id + string.Format("{0}", id));
                Console.WriteLine("Order {0} {1:g}", id, DateTime.Now);
                try
                {
                    return Ok(await http.GetStringAsync("/"));
                }
                catch (Exception ex)
                {
                    Console.WriteLine("Failed: " + ex.Message);
                    logger.LogError("Failed: {Error}", ex.Message);
                    logger.LogError($$"""a {{ex.Message}}""");
                    return StatusCode(500, new { ex.Message, text = $"x {ex}" + ex.ToString() });
                }
            }
        }
        """";

    [Theory]
    [InlineData("PG1015")]
    [InlineData("PG3001")]
    [InlineData("PG3002")]
    [InlineData("PG3003")]
    public async Task No_fix_throws(string id)
    {
        for (var length = Code.IndexOf("logger.LogInformation", StringComparison.Ordinal); length <= Code.Length; length += 7)
        {
            var (solution, _) = Scenario.Of(Code[..length]).Broken().Build();
            foreach (var finding in await Check.Findings(solution, [(DiagnosticAnalyzer)new ProdGapAnalyzer([Repository.RuleOf(id)])]))
            {
                var actions = new List<CodeAction>();
                var document = solution.GetDocument(finding.Location.SourceTree)!;
                await Repository.FixOf(id)!.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
                foreach (var action in actions)
                {
                    await action.GetOperationsAsync(CancellationToken.None);
                }
            }
        }
    }
}
