using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.CodeFixes.Core.Injection;

/// <summary>A place at which the start-up of an app registers services.</summary>
internal sealed class ServiceRegistration
{
    private readonly Document document;
    private readonly SemanticModel model;
    private readonly InsertionPoint place;

    private ServiceRegistration(Document document, SemanticModel model, InsertionPoint place, TypeDeclarationSyntax? startup = null)
    {
        this.document = document;
        this.model = model;
        this.place = place;
        Startup = startup?.Identifier.ValueText;
        IsOfBuilder = place.Name.EndsWith(".Services", StringComparison.Ordinal);
    }

    /// <summary>True where the services are those of a builder, which an app has one of.</summary>
    public bool IsOfBuilder { get; }

    /// <summary>The name of the class of start-up, which means something only where it is mentioned.</summary>
    public string? Startup { get; }

    /// <summary>The edits that register a service there, once for all that need it.</summary>
    /// <param name="call">The call on the services.</param>
    /// <param name="spaces">The namespaces that it needs.</param>
    public SolutionEdits Register(string call, params string[] spaces)
    {
        var edits = new SolutionEdits();
        var newLine = CodeLayout.NewLine(place.List);
        edits.Replace(document.Id, place.List, current => place.Insert(current, place.At, call, newLine), call);
        foreach (var space in spaces)
        {
            if (!UsingDirectives.Has(model, place.Position, space))
            {
                edits.Import(document.Id, space);
            }
        }

        return edits;
    }

    /// <summary>The place that a node is: where a builder is made that is built below, a method or a lambda that configures services.</summary>
    public static ServiceRegistration? Of(SyntaxNode node, Document document, SemanticModel model, KnownTypes known)
    {
        switch (node)
        {
            case VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax made } builder when IsBuilder(made, builder, model, known) && BeforeBuild(builder) is { } services:
                return new(document, model, services);

            case MethodDeclarationSyntax { Parent: TypeDeclarationSyntax startup } method
                when TakesServices(method.ParameterList.Parameters, method, model, known) && InsertionPoint.InConfigureServices(method) is { } services:
                return new(document, model, services, startup);

            case InvocationExpressionSyntax call when StartupTree.NameOf(call) == "ConfigureServices"
                && call.ArgumentList.Arguments is { Count: 1 } arguments
                && arguments[0].Expression is LambdaExpressionSyntax { Block: { } block } lambda
                && model.GetSymbolInfo(lambda).Symbol is IMethodSymbol configures
                && configures.Parameters.LastOrDefault() is { } last
                && known.Is(last.Type, Collection)
                && InsertionPoint.AtEndOf(block, last.Name) is { } services:
                return new(document, model, services);

            default:
                return null;
        }
    }

    private const string Collection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";

    private static bool IsBuilder(InvocationExpressionSyntax made, VariableDeclaratorSyntax variable, SemanticModel model, KnownTypes known)
        => StartupTree.NameOf(made) is { } name
            && name.StartsWith("Create", StringComparison.Ordinal)
            && name.EndsWith("Builder", StringComparison.Ordinal)
            && model.GetDeclaredSymbol(variable) is ILocalSymbol { Type: var type }
            && (known.Is(type, "Microsoft.AspNetCore.Builder.WebApplicationBuilder")
                || known.Is(type, "Microsoft.Extensions.Hosting.HostApplicationBuilder")
                || known.IsA(type, "Microsoft.Extensions.Hosting.IHostApplicationBuilder"));

    private static InsertionPoint? BeforeBuild(VariableDeclaratorSyntax builder)
    {
        if (builder is not { Parent.Parent: LocalDeclarationStatementSyntax declaration })
        {
            return null;
        }

        var services = builder.Identifier.Text + ".Services";
        return InsertionPoint.Before(declaration, services) is { } made
            && made.Statements.Skip(made.At + 1).FirstOrDefault(statement => Builds(statement, builder.Identifier.ValueText)) is { } build
                ? InsertionPoint.Before(build, services)
                : null;
    }

    private static bool Builds(StatementSyntax statement, string builder)
        => statement.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node =>
            node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build", Expression: IdentifierNameSyntax built } }
            && built.Identifier.ValueText == builder);

    private static bool TakesServices(SeparatedSyntaxList<ParameterSyntax> parameters, MethodDeclarationSyntax method, SemanticModel model, KnownTypes known)
        => method.Identifier.ValueText == "ConfigureServices"
            && parameters.FirstOrDefault() is { Type: { } type }
            && known.Is(model.GetTypeInfo(type).Type, Collection);
}
