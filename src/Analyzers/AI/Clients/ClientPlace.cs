using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using static ProdGap.Analyzers.AI.Clients.UsageEvidence;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>The place at which a project makes its clients count: the first registration of all files, or where there is none, the first client that is made. Looked for when a candidate is found.</summary>
internal sealed class ClientPlace
{
    private const string SemanticKernel = "Semantic Kernel";

    /// <summary>Clients of several purposes: only one that chats takes tokens that are worth counting.</summary>
    private static readonly string[] OfManyPurposes = ["OpenAIClient", "AzureOpenAIClient"];

    /// <summary>Words in the name of a function that asks whether a key or a connection works.</summary>
    private static readonly string[] Trying = ["test", "check", "verify", "validate", "ping", "probe"];

    private ClientPlace(KnownTypes known)
    {
        var names = ClientNames.Of(known);
        SyntaxNode? made = null;
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                switch (node)
                {
                    case InvocationExpressionSyntax call when names.Registers(call) && names.IsOutermost(call):
                        if (Concerns(call, model ??= OtherFile.ModelOf(tree, known.Compilation)!, known))
                        {
                            Node = call;
                            return;
                        }

                        break;

                    case BaseObjectCreationExpressionSyntax creation when made is null && names.Makes(creation):
                        if (Concerns(creation, model ??= OtherFile.ModelOf(tree, known.Compilation)!, known))
                        {
                            made = creation;
                        }

                        break;
                }
            }
        }

        Node = made;
    }

    /// <summary>The call or the creation; null where no client costs anything.</summary>
    public SyntaxNode? Node { get; }

    public static ClientPlace Of(KnownTypes known) => known.PerCompilation(static key => new ClientPlace(key));

    private static bool Concerns(ExpressionSyntax place, SemanticModel model, KnownTypes known)
        => !(place is BaseObjectCreationExpressionSyntax creation && Array.IndexOf(OfManyPurposes, CreatedType.NameOrTargetOf(creation)) >= 0 && (UsageEvidence.Of(known).Found & Signs.Chats) == 0)
            && !IsTrial(place)
            && !IsLocal(place)
            && model.GetSymbolInfo(place).Symbol is IMethodSymbol method
            && ModelLibraries.Of(known).Find(ModelApiKind.Client, method) is { } row
            && !row.Has(ModelApiTraits.Local)
            && (row.Library != SemanticKernel || !HasLoggers(method, known));

    /// <summary>Semantic Kernel logs the tokens of each call itself where it is given loggers; a host has some.</summary>
    private static bool HasLoggers(IMethodSymbol method, KnownTypes known)
        => (UsageEvidence.Of(known).Found & Signs.Logs) != 0
            || known.Project.Kind is ProjectKind.Web or ProjectKind.Worker
            || ((method.ReducedFrom ?? method).Parameters is { Length: > 0 } parameters && known.IsA(parameters[0].Type, "Microsoft.Extensions.DependencyInjection.IServiceCollection"));

    /// <summary>True in a type, or a function, that asks a model whether it answers.</summary>
    private static bool IsTrial(SyntaxNode place)
        => (place.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText is { } type
                && (type.IndexOf("Validat", StringComparison.Ordinal) >= 0 || type.IndexOf("HealthCheck", StringComparison.Ordinal) >= 0))
            || (place.Ancestors().Select(static node => node switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                _ => null,
            }).FirstOrDefault(static name => name is not null) is { } function && WordSplitter.HasWord(function, Trying));

    /// <summary>True where the statement, or a variable that it uses, names the own machine or a model on it.</summary>
    private static bool IsLocal(SyntaxNode place)
    {
        var statement = place.Ancestors().First(static node => node is StatementSyntax or MemberDeclarationSyntax or AttributeListSyntax or CompilationUnitSyntax);
        return Names(statement is StatementSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax ? statement : place)
            || place.Ancestors().Any(static node => node is TypeDeclarationSyntax { Identifier.ValueText: var type } && LocalModels.IsNamed(type) || node is MethodDeclarationSyntax { Identifier.ValueText: var method } && LocalModels.IsNamed(method))
            || place.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static name => NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } given && Names(given));
    }

    private static bool Names(SyntaxNode node)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) ? LocalModels.IsNamed(token.ValueText) : token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken && LocalModels.IsAddress(token.ValueText))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>How clients are called that a project can make, and what registers them.</summary>
internal sealed class ClientNames
{
    private readonly HashSet<string> types;

    private ClientNames(KnownTypes known)
    {
        var rows = ModelLibraries.Of(known).RowsOf(ModelApiKind.Client);
        types = new(rows.Where(static row => row.Members.Contains(ModelApi.Constructor) && !row.Has(ModelApiTraits.Local)).Select(static row => row.Type.Substring(row.Type.LastIndexOf('.') + 1)), StringComparer.Ordinal);
        Methods = [.. rows.SelectMany(static row => row.Members).Where(static member => member != ModelApi.Constructor).Distinct()];
    }

    public string[] Methods { get; }

    public bool HasTypes => types.Count > 0;

    public static ClientNames Of(KnownTypes known) => known.PerCompilation(static key => new ClientNames(key));

    public bool Makes(BaseObjectCreationExpressionSyntax creation) => types.Count > 0 && CreatedType.NameOrTargetOf(creation) is { } name && types.Contains(name);

    public bool Registers(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(Methods, name) >= 0;

    /// <summary>True for a call that is neither what another one is made on nor what it is given.</summary>
    public bool IsOutermost(InvocationExpressionSyntax call)
        => !call.Ancestors().TakeWhile(static ancestor => ancestor is not StatementSyntax and not MemberDeclarationSyntax).Any(ancestor => ancestor is InvocationExpressionSyntax outer && Registers(outer));
}
