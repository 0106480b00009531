using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;

namespace ProdGap.Analyzers.CodeFixes.Observability;

/// <summary>Where an app registers its services and builds its pipeline, and edits there: top-level statements, a method, or a class of start-up.</summary>
internal sealed class StartupEdits
{
    private readonly Document document;
    private readonly SemanticModel model;
    private readonly Place services;
    private readonly Place pipeline;

    private StartupEdits(Document document, SemanticModel model, Place services, Place pipeline)
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
    /// <param name="registration">The call on the services.</param>
    /// <param name="step">The call on the app.</param>
    /// <param name="behind">Picks the statement behind which the step goes, if any; without one it goes first.</param>
    public Edits Plan(string registration, string step, Func<IReadOnlyList<StatementSyntax>, StatementSyntax?> behind)
    {
        var edits = new Edits();
        var added = new List<(Place Place, int At, string Text)>
        {
            (services, services.At, services.Name + "." + registration + ";"),
            (pipeline, behind(pipeline.Statements.Skip(pipeline.At).ToList()) is { } last ? pipeline.Statements.IndexOf(last) + 1 : pipeline.At, pipeline.Name + "." + step + ";"),
        };
        foreach (var group in added.GroupBy(add => add.Place.List))
        {
            var newLine = Layout.NewLine(group.Key);
            edits.Replace(document.Id, group.Key, current =>
            {
                // From the end, so that the places in front stay where they are.
                foreach (var (place, at, text) in group.OrderByDescending(add => add.At))
                {
                    current = Insert(current, at, text, place.Indentation, newLine);
                }

                return current;
            });
        }

        foreach (var space in (string[])["Microsoft.AspNetCore.Builder", "Microsoft.Extensions.DependencyInjection"])
        {
            if (!Imports.Has(model, services.List is CompilationUnitSyntax ? services.Statements[0].SpanStart : services.List.SpanStart, space))
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
                var list = build.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : build.Parent;
                if (list is not (BlockSyntax or CompilationUnitSyntax))
                {
                    return null;
                }

                var statements = StatementsOf(list);
                var at = statements.IndexOf(build);
                var indentation = Layout.Indentation(build).ToString();
                return new(
                    document,
                    model,
                    new(list, statements, at, builder.Identifier.Text + ".Services", indentation),
                    new(list, statements, at + 1, declarator.Identifier.Text, indentation));
            }
        }

        return null;
    }

    private static StartupEdits? OfStartup(Document document, MethodDeclarationSyntax configure, SemanticModel model)
    {
        if (configure is not { Body: { } body, Parent: TypeDeclarationSyntax type }
            || configure.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Type?.ToString() == "IApplicationBuilder") is not { } app
            || type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(method => method.Identifier.ValueText == "ConfigureServices") is not { Body: { } registrations, ReturnType: PredefinedTypeSyntax } services
            || services.ParameterList.Parameters.FirstOrDefault() is not { } collection
            || body.Statements.Count == 0
            || registrations.Statements.Count == 0
            || registrations.CloseBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective)
            || registrations.DescendantNodes().Any(node => node is ReturnStatementSyntax))
        {
            return null;
        }

        return new(
            document,
            model,
            new(registrations, StatementsOf(registrations), registrations.Statements.Count, collection.Identifier.Text, Layout.Indentation(registrations.Statements[0]).ToString()),
            new(body, StatementsOf(body), 0, app.Identifier.Text, Layout.Indentation(body.Statements[0]).ToString()));
    }

    private static List<StatementSyntax> StatementsOf(SyntaxNode list)
        => list is BlockSyntax block ? [.. block.Statements] : [.. ((CompilationUnitSyntax)list).Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement)];

    private static SyntaxNode Insert(SyntaxNode list, int at, string text, string indentation, SyntaxTrivia newLine)
    {
        var added = SyntaxFactory.ParseStatement(text).WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)).WithTrailingTrivia(newLine);
        return list is BlockSyntax block
            ? block.WithStatements(Insert(block.Statements, at, added, newLine))
            : ((CompilationUnitSyntax)list).WithMembers(Insert(((CompilationUnitSyntax)list).Members, at, SyntaxFactory.GlobalStatement(added), newLine));
    }

    /// <summary>
    /// Directly below the statement before, above a blank line and comments that belong to the next one; but not inside a region that
    /// ends there.
    /// </summary>
    private static SyntaxList<T> Insert<T>(SyntaxList<T> nodes, int at, T added, SyntaxTrivia newLine)
        where T : SyntaxNode
    {
        if (at > 0 && !nodes[at - 1].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            nodes = nodes.Replace(nodes[at - 1], nodes[at - 1].WithTrailingTrivia(newLine));
        }

        // A region that ends above the next statement ends above the new one.
        if (at < nodes.Count && nodes[at].GetLeadingTrivia() is var leading && LastEnd(leading) is >= 0 and var end)
        {
            added = added.WithLeadingTrivia(leading.Take(end + 1).Concat(added.GetLeadingTrivia()));
            nodes = nodes.Replace(nodes[at], nodes[at].WithLeadingTrivia(leading.Skip(end + 1)));
        }

        return nodes.Insert(at, added);
    }

    private static int LastEnd(SyntaxTriviaList trivia)
    {
        for (var i = trivia.Count - 1; i >= 0; i--)
        {
            if (trivia[i].Kind() is SyntaxKind.EndIfDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Where statements go.</summary>
    /// <param name="list">The block, or the file of top-level statements.</param>
    /// <param name="statements">What stands there.</param>
    /// <param name="at">Before which of them.</param>
    /// <param name="name">What the calls are made on.</param>
    /// <param name="indentation">How they are indented.</param>
    private sealed class Place(SyntaxNode list, List<StatementSyntax> statements, int at, string name, string indentation)
    {
        public SyntaxNode List { get; } = list;

        public List<StatementSyntax> Statements { get; } = statements;

        public int At { get; } = at;

        public string Name { get; } = name;

        public string Indentation { get; } = indentation;
    }
}
