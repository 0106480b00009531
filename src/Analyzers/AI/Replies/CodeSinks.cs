using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>What runs a text as a query, an expression or code, beside SQL, commands and scripts.</summary>
internal sealed class CodeSinks
{
    private const string Read = "let it fill in the values of a query of yours";

    private const string List = "choose it from a fixed list";

    private const string Calculate = "let it name the numbers, and calculate in code";

    private static readonly CodeSink[] All =
    [
        new("Microsoft.Azure.Cosmos.QueryDefinition", [".ctor"], ["query"], "a query of Cosmos DB", Read),
        new("Microsoft.Azure.Cosmos.Container", ["GetItemQueryIterator", "GetItemQueryStreamIterator"], ["queryText"], "a query of Cosmos DB", Read),
        new("MongoDB.Driver.JsonCommand`1", [".ctor"], ["json"], "a command of MongoDB", Read),
        new("MongoDB.Driver.JsonFilterDefinition`1", [".ctor"], ["json"], "a filter of MongoDB", Read),
        new("MongoDB.Driver.JsonPipelineStageDefinition`2", [".ctor"], ["json"], "a pipeline of MongoDB", Read),
        new("Neo4j.Driver.IAsyncQueryRunner", ["RunAsync"], ["query"], "a query of Neo4j", Read),
        new("Neo4j.Driver.Query", [".ctor"], ["text"], "a query of Neo4j", Read),
        new("Kusto.Data.Common.ICslQueryProvider", ["ExecuteQuery", "ExecuteQueryAsync"], ["query"], "a query of Kusto", Read),
        new("Azure.Monitor.Query.LogsQueryClient", ["QueryWorkspace", "QueryWorkspaceAsync"], ["query"], "a query of the logs", Read),
        new("System.Data.DataTable", ["Compute", "Select"], ["expression", "filterExpression"], "an expression", Calculate),
        new("System.Xml.XPath.XPathNavigator", ["Evaluate", "Select", "Compile"], ["xpath"], "an XPath expression", List),
        new("NCalc.Expression", [".ctor"], ["expression"], "an expression", Calculate),
        new("NCalc.AsyncExpression", [".ctor"], ["expression"], "an expression", Calculate),
        new("System.Reflection.Assembly", ["Load"], ["assemblyString", "rawAssembly"], "code of an assembly", List),
        new("System.Type", ["GetMethod"], ["name"], "the name of a method", List),
        new("System.Type", ["InvokeMember"], ["name"], "the name of a method", List),
    ];

    private readonly KnownTypes known;
    private readonly List<CodeSink> rows = [];

    private CodeSinks(KnownTypes known)
    {
        this.known = known;
        if (ModelLibraries.Of(known).Have(ModelApiKind.Call))
        {
            rows.AddRange(All.Where(row => known.Has(row.Type)));
        }
    }

    /// <summary>The sinks of a project that calls a model; none of any other.</summary>
    public static CodeSinks Of(KnownTypes known) => known.PerCompilation(static known => new CodeSinks(known));

    public bool Exist => rows.Count > 0;

    /// <summary>The names of the methods.</summary>
    public string[] Methods => [.. rows.SelectMany(static row => row.Members).Where(static member => member != ModelApi.Constructor).Distinct()];

    /// <summary>The simple names of the types that are made of such a text.</summary>
    public string[] Types => [.. rows.Where(static row => Array.IndexOf(row.Members, ModelApi.Constructor) >= 0).Select(static row => row.Type.Substring(row.Type.LastIndexOf('.') + 1).Split('`')[0]).Distinct()];

    /// <summary>The row of a method or a constructor.</summary>
    public CodeSink? Find(IMethodSymbol method)
    {
        var declared = method.ReducedFrom ?? method;
        var name = declared.MethodKind == MethodKind.Constructor ? ModelApi.Constructor : declared.Name;
        return rows.Find(row => Array.IndexOf(row.Members, name) >= 0 && known.IsA(declared.ContainingType, row.Type));
    }
}

/// <summary>A method that runs a text.</summary>
internal sealed class CodeSink(string type, string[] members, string[] parameters, string runs, string advice)
{
    public string Type { get; } = type;

    public string[] Members { get; } = members;

    /// <summary>The parameters that take the text.</summary>
    public string[] Parameters { get; } = parameters;

    /// <summary>As what it runs.</summary>
    public string Runs { get; } = runs;

    public string Advice { get; } = advice;
}
