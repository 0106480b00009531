using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Injection;

/// <summary>Where an app registers its services and builds its pipeline, and edits there: top-level statements, a method, or a class of start-up.</summary>
internal sealed class StartupEdits
{
    private readonly Document document;
    private readonly SemanticModel model;
    private readonly InsertionPoint services;
    private readonly InsertionPoint pipeline;

    private StartupEdits(Document document, SemanticModel model, InsertionPoint services, InsertionPoint pipeline)
    {
        this.document = document;
        this.model = model;
        this.services = services;
        this.pipeline = pipeline;
    }

    /// <summary>True where the pipeline is a <c>WebApplication</c>, on which endpoints are mapped directly.</summary>
    public bool MapsDirectly => services.List == pipeline.List;

    /// <summary>The start-up around what a rule reported; null where it has another shape.</summary>
    public static StartupEdits? Of(Document document, SyntaxNode start, SemanticModel model)
        => start switch
        {
            InvocationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax builder } } => OfBuilder(document, builder, model),
            MethodDeclarationSyntax configure => OfStartup(document, configure, model),
            _ => null,
        };

    /// <summary>The edits that register a service and add to the pipeline.</summary>
    /// <param name="registration">The call on the services; null where they have what they need.</param>
    /// <param name="step">The call on the app; null where its pipeline stays as it is.</param>
    /// <param name="behind">Picks the statement behind which the step goes, if any; without one it goes first.</param>
    public SolutionEdits Plan(string? registration, string? step, Func<IReadOnlyList<StatementSyntax>, StatementSyntax?> behind)
    {
        var edits = new SolutionEdits();
        var added = new List<(InsertionPoint Place, int At, string Call)>();
        var spaces = new List<string>();
        if (registration is not null)
        {
            added.Add((services, services.At, registration));
            spaces.Add("Microsoft.Extensions.DependencyInjection");
        }

        if (step is not null)
        {
            added.Add((pipeline, behind(pipeline.Statements.Skip(pipeline.At).ToList()) is { } last ? pipeline.Statements.IndexOf(last) + 1 : pipeline.At, step));
            spaces.Add("Microsoft.AspNetCore.Builder");
        }

        foreach (var group in added.GroupBy(add => add.Place.List))
        {
            var newLine = CodeLayout.NewLine(group.Key);
            edits.Replace(document.Id, group.Key, current =>
            {
                // From the end, so that the places in front stay where they are.
                foreach (var (place, at, call) in group.OrderByDescending(add => add.At))
                {
                    current = place.Insert(current, at, call, newLine);
                }

                return current;
            });
        }

        foreach (var space in spaces)
        {
            if (!UsingDirectives.Has(model, services.Position, space))
            {
                edits.Import(document.Id, space);
            }
        }

        return edits;
    }

    /// <summary>True for a statement that calls a method of such a name on the app.</summary>
    public bool Calls(StatementSyntax statement, Func<string, bool> isMeant)
    {
        var call = statement switch
        {
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax direct } => direct,
            ExpressionStatementSyntax { Expression: AwaitExpressionSyntax { Expression: InvocationExpressionSyntax awaited } } => awaited,
            ReturnStatementSyntax { Expression: InvocationExpressionSyntax returned } => returned,
            _ => null,
        };
        while (call is { Expression: MemberAccessExpressionSyntax access })
        {
            if (access.Expression is IdentifierNameSyntax root)
            {
                return root.Identifier.ValueText == pipeline.Name && isMeant(access.Name.Identifier.ValueText);
            }

            call = access.Expression as InvocationExpressionSyntax;
        }

        return false;
    }

    /// <summary>The statements of the pipeline, from where it begins.</summary>
    public IEnumerable<StatementSyntax> Steps => pipeline.Statements.Skip(pipeline.At);

    /// <summary>The statements before the one that runs the app, or leaves.</summary>
    public IEnumerable<StatementSyntax> BeforeRun(IEnumerable<StatementSyntax> statements)
        => statements.TakeWhile(statement => !statement.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<StatementSyntax>()
            .Any(inner => inner is ReturnStatementSyntax or ThrowStatementSyntax || Calls(inner, name => name is "Run" or "RunAsync" or "Start" or "StartAsync" or "WaitForShutdown" or "WaitForShutdownAsync")));

    private static StartupEdits? OfBuilder(Document document, VariableDeclaratorSyntax builder, SemanticModel model)
    {
        var scope = builder.FirstAncestorOrSelf<SyntaxNode>(node => node is BlockSyntax or CompilationUnitSyntax);
        foreach (var declarator in scope?.DescendantNodes().OfType<VariableDeclaratorSyntax>() ?? [])
        {
            if (declarator is { Initializer.Value: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build", Expression: IdentifierNameSyntax built }, ArgumentList.Arguments.Count: 0 } }
                && built.Identifier.ValueText == builder.Identifier.ValueText
                && declarator is { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax build } })
            {
                return InsertionPoint.Before(build, builder.Identifier.Text + ".Services") is { } services
                    ? new(document, model, services, services.Next(declarator.Identifier.Text))
                    : null;
            }
        }

        return null;
    }

    private static StartupEdits? OfStartup(Document document, MethodDeclarationSyntax configure, SemanticModel model)
    {
        if (configure is not { Body: { } body, Parent: TypeDeclarationSyntax type }
            || configure.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Type?.ToString() == "IApplicationBuilder") is not { } app
            || body.Statements.Count == 0
            || type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(method => method.Identifier.ValueText == "ConfigureServices") is not { } registrations
            || InsertionPoint.InConfigureServices(registrations) is not { } services)
        {
            return null;
        }

        return new(document, model, services, InsertionPoint.Before(body.Statements[0], app.Identifier.Text)!);
    }
}
