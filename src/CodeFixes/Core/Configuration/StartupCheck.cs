using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>
/// The check right after an app is built that names everything that is not configured. Only there are all sources known, those that
/// a test adds included.
/// </summary>
internal sealed class StartupCheck
{
    private readonly Document document;
    private readonly InsertionPoint place;
    private readonly string array;
    private readonly string exception;
    private readonly string missing;
    private readonly string condition;
    private readonly CodeLayout.Style style;

    private StartupCheck(Document document, SemanticModel model, InsertionPoint place, LocalDeclarationStatementSyntax build, string configuration)
    {
        this.document = document;
        this.place = place;
        style = CodeLayout.Style.Of(build);
        var known = KnownTypes.Of(model.Compilation);
        string Type(string name) => UsingDirectives.NameOfSystemType(model, build.SpanStart, known, name);
        var key = UniqueName.At(build, model, "key", "name");
        array = Type("Array");
        exception = Type("InvalidOperationException");
        missing = UniqueName.At(build, model, "missing", "missingKeys");

        // A variable that was set after the builder was made is in none of its sources.
        condition = $"{key} => string.IsNullOrEmpty({configuration}[{key}] ?? {Type("Environment")}.GetEnvironmentVariable({key}))";
    }

    /// <summary>The place for it in the app that a project is; null where the project is none, or starts in another way.</summary>
    public static Task<StartupCheck?> OfAsync(Project project, Compilation compilation, PlanCache cache, CancellationToken cancellationToken)
        => cache.GetAsync(compilation.Assembly, () => FindAsync(project, compilation, cancellationToken), nameof(StartupCheck));

    /// <summary>False for what the start-up itself reads under a condition only, such as a service that a setting switches on.</summary>
    public bool Concerns(ExpressionSyntax literal)
    {
        var isConditional = false;
        for (SyntaxNode node = literal; node.Parent is { } parent && node != place.List; node = parent)
        {
            isConditional = parent switch
            {
                // Code that runs later has its own conditions, about the request.
                AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax => false,
                IfStatementSyntax or SwitchSectionSyntax or SwitchExpressionArmSyntax => true,

                // A condition right around the literal is what made it a fallback.
                ConditionalExpressionSyntax => isConditional || node != literal,
                _ => isConditional,
            };
            if (parent == place.List)
            {
                return !isConditional;
            }
        }

        return true;
    }

    /// <summary>The edit by which the check asks for one name more, once for all that read it.</summary>
    public SolutionEdits Ask(string name)
    {
        var edits = new SolutionEdits();
        edits.Replace(document.Id, place.List, current => Existing(current) is { } names ? current.ReplaceNode(names, With(names, name)) : Insert(current, name), name);
        return edits;
    }

    private static async Task<StartupCheck?> FindAsync(Project project, Compilation compilation, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(compilation);
        if (known.IsTestCode
            || compilation.GetEntryPoint(cancellationToken)?.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return null;
        }

        InvocationExpressionSyntax? builder = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var root = await tree.GetRootAsync(cancellationToken).ConfigureAwait(false);
            foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
                    && name.StartsWith("Create", StringComparison.Ordinal)
                    && name.EndsWith("Builder", StringComparison.Ordinal)
                    && compilation.GetSemanticModel(tree).GetTypeInfo(call, cancellationToken).Type is var type
                    && (known.Is(type, "Microsoft.AspNetCore.Builder.WebApplicationBuilder") || known.Is(type, "Microsoft.Extensions.Hosting.HostApplicationBuilder")))
                {
                    if (builder is not null)
                    {
                        // Which of them runs depends on more than can be seen.
                        return null;
                    }

                    builder = call;
                }
            }
        }

        return builder is { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } }
            && BuildOf(variable, entry) is { } build
            && project.GetDocument(entry.SyntaxTree) is { } document
            && document.GetLinkedDocumentIds().IsEmpty
            && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            && InsertionPoint.Before(build, "") is { } before
                ? new(document, model, before.Next(""), build, (IsWebApp(build.Declaration.Variables[0], model, known) ? build.Declaration.Variables[0] : variable).Identifier.Text + ".Configuration")
                : null;
    }

    private static bool IsWebApp(VariableDeclaratorSyntax app, SemanticModel model, KnownTypes known)
        => model.GetDeclaredSymbol(app) is ILocalSymbol { Type: var type } && known.Is(type, "Microsoft.AspNetCore.Builder.WebApplication");

    /// <summary>The statement that keeps what the builder builds, beside that of the builder and where the app starts; null where there is not exactly one.</summary>
    private static LocalDeclarationStatementSyntax? BuildOf(VariableDeclaratorSyntax builder, SyntaxNode entry)
    {
        if (builder.Parent?.Parent is not LocalDeclarationStatementSyntax declaration
            || InsertionPoint.Before(declaration, "") is not { List: var list }
            || !IsIn(list, entry))
        {
            return null;
        }

        var builds = list.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call =>
            call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build", Expression: IdentifierNameSyntax built }, ArgumentList.Arguments.Count: 0 }
            && built.Identifier.ValueText == builder.Identifier.ValueText).ToList();
        return builds.Count == 1
            && builds[0] is { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax build } } } }
            && InsertionPoint.Before(build, "")?.List == list
                ? build
                : null;
    }

    private static bool IsIn(SyntaxNode list, SyntaxNode entry)
    {
        foreach (var node in list.AncestorsAndSelf())
        {
            if (node == entry)
            {
                return true;
            }

            if (node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The names in a check that is there: one that an earlier finding or an earlier run has written, or a person like it.</summary>
    private static SyntaxNode? Existing(SyntaxNode list)
    {
        foreach (var statement in list.ChildNodes().Select(node => node is GlobalStatementSyntax global ? global.Statement : node).OfType<LocalDeclarationStatementSyntax>())
        {
            if (statement.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Any(AsksWhetherMissing)
                && statement.DescendantNodes().FirstOrDefault(AreTexts) is { } names)
            {
                return names;
            }
        }

        return null;
    }

    /// <summary>True for <c>app.Configuration[key]</c> in a lambda that says whether it is empty.</summary>
    private static bool AsksWhetherMissing(ElementAccessExpressionSyntax setting)
        => setting is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configuration" }, ArgumentList.Arguments: { Count: 1 } keys }
            && keys[0].Expression is IdentifierNameSyntax
            && setting.FirstAncestorOrSelf<LambdaExpressionSyntax>() is
            {
                ExpressionBody: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(string.IsNullOrEmpty) or nameof(string.IsNullOrWhiteSpace) } },
            };

    private static bool AreTexts(SyntaxNode node)
        => node is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression } or CollectionExpressionSyntax
            && node.ChildNodes().All(element => (element is ExpressionElementSyntax single ? single.Expression : element).IsKind(SyntaxKind.StringLiteralExpression));

    private static SyntaxNode With(SyntaxNode names, string name)
        => names switch
        {
            InitializerExpressionSyntax array => array.WithExpressions(With(array.Expressions, name, element => element)),
            CollectionExpressionSyntax collection => collection.WithElements(With(collection.Elements, name, SyntaxFactory.ExpressionElement)),
            _ => names,
        };

    private static SeparatedSyntaxList<T> With<T>(SeparatedSyntaxList<T> names, string name, Func<ExpressionSyntax, T> element)
        where T : SyntaxNode
    {
        var at = 0;
        for (; at < names.Count; at++)
        {
            var order = string.CompareOrdinal(names[at].GetFirstToken().ValueText, name);
            if (order == 0)
            {
                return names;
            }

            if (order > 0)
            {
                break;
            }
        }

        var added = element(SyntaxFactory.ParseExpression(Quoted(name)));
        if (names.Count == 0)
        {
            return names.Add(added);
        }

        // Laid out as its neighbor, which may have a line of its own.
        var beside = names[Math.Min(at, names.Count - 1)];
        added = added.WithLeadingTrivia(beside.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        var all = names.GetWithSeparators();
        var ends = names.GetSeparators().FirstOrDefault().TrailingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).DefaultIfEmpty(SyntaxFactory.Space);
        var comma = SyntaxFactory.Token(default, SyntaxKind.CommaToken, SyntaxFactory.TriviaList(ends));
        if (at < names.Count)
        {
            return SyntaxFactory.SeparatedList<T>(all.InsertRange(at * 2, [added, comma]));
        }

        if (names.SeparatorCount == names.Count)
        {
            return SyntaxFactory.SeparatedList<T>(all.AddRange([added, comma]));
        }

        added = added.WithTrailingTrivia(beside.GetTrailingTrivia());
        return SyntaxFactory.SeparatedList<T>(all.Replace(beside, beside.WithTrailingTrivia()).AddRange([comma, added]));
    }

    private SyntaxNode Insert(SyntaxNode current, string name)
    {
        var line = style.NewLine + style.Indentation;
        string[] statements =
        [
            $"var {missing} = {array}.FindAll(new[] {{ {Quoted(name)} }}, {condition});",
            $"if ({missing}.Length > 0){(style.BraceOnOwnLine ? line : " ")}{{{line}{style.Unit}throw new {exception}($\"Not configured: {{string.Join(\", \", {missing})}}\");{line}}}",
        ];
        return place.Insert(current, statements, style.NewLine);
    }

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
