namespace ProdGap.Tool.Model;

/// <summary>What a log says of a rule.</summary>
/// <param name="Id">The id.</param>
/// <param name="Title">What is wrong, as a noun phrase.</param>
/// <param name="Category">The category, such as <c>ProdGap.Security</c>.</param>
/// <param name="Severity">The severity that the rule has by itself.</param>
/// <param name="Description">Why it matters.</param>
/// <param name="Tags">Weaknesses, such as <c>CWE-798</c>.</param>
internal sealed record RuleFacts(string Id, string Title, string Category, Severity Severity, string Description, IReadOnlyList<string> Tags);
