using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.TestCode;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Writing;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;

/// <summary>Writes tests into one file: into classes that are there, as new classes at its end, or as the file itself.</summary>
/// <param name="only">Which outcomes are wanted.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class ScaffoldFile(Func<Outcome, bool> only, CancellationToken cancellationToken)
{
    /// <summary>The edits of one file; null where no test is left.</summary>
    /// <param name="targets">The homes in the file, with their members.</param>
    /// <param name="qualifies">True to import nothing.</param>
    /// <param name="dropped">The tests, as <c>Class.Test</c>, that did not compile.</param>
    public async Task<ScaffoldText?> WriteAsync(IReadOnlyList<ScaffoldTarget> targets, bool qualifies, HashSet<string> dropped)
    {
        var first = targets[0].Home;
        var edits = new SolutionEdits();
        var tests = new Dictionary<string, IMethodSymbol?>(StringComparer.Ordinal);
        var classes = new List<string>();
        TestLayout? classLayout = null;
        var imports = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            var home = target.Home;
            if (home.Model is not { } neighbor || await PlaceAsync(home, cancellationToken).ConfigureAwait(false) is not var (model, position))
            {
                continue;
            }

            var names = new TypeNames(model, position, qualifies);
            var values = new ArgumentFactory(home.Suite, names, model.GetNullableContext(position).AnnotationsEnabled());
            var words = new FrameworkSyntax(home.Suite, names);
            var naming = TestNaming.Of(home.ClassName, NamesOf(home, neighbor));
            var member = new MemberTests(home, model, names, values, naming);
            var taken = TakenBy(home, model);
            var layout = home.Class is { } existing ? TestLayout.In(existing.Syntax) : TestLayout.Like(neighbor.Syntax, home.Space is NamespaceDeclarationSyntax ? CodeLayout.Indentation(neighbor.Syntax).ToString() : "");
            var texts = new List<string>();
            foreach (var untested in target.Members.OrderBy(item => item.Place.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(item => item.Place.SourceSpan.Start))
            {
                foreach (var test in untested.Request is { } request
                    ? new RequestTests(home, model, position, names, values, naming).Of(request, untested.Compilation, taken, cancellationToken)
                    : member.Of(untested.Member, untested.Compilation, taken, only, cancellationToken))
                {
                    if (!dropped.Contains(home.ClassName + "." + test.Name) && words.Test is { } attribute && home.Suite.Known["System.Threading.Tasks.Task"] is { } task)
                    {
                        texts.Add(layout.Write(test, attribute, test.IsAsync ? names.Of(task) ?? "" : ""));
                        tests[home.ClassName + "." + test.Name] = test.Tested;
                    }
                }
            }

            if (texts.Count == 0)
            {
                continue;
            }

            if (home.Class is { } type)
            {
                edits.Replace(home.Document!.Id, type.Syntax, current => layout.Append((ClassDeclarationSyntax)current, texts));
            }
            else
            {
                var modifiers = string.Join(" ", neighbor.Syntax.Modifiers.Select(modifier => modifier.ValueText).Where(modifier => modifier is "public" or "internal" or "sealed"));
                var isMarked = neighbor.Syntax.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString().Contains("TestFixture")));
                classes.Add(layout.WriteClass(home.ClassName, words.Class(isMarked), modifiers.Length == 0 ? "public" : modifiers, texts));
                classLayout = layout;
            }

            imports.UnionWith(names.Imports);
        }

        if (tests.Count == 0)
        {
            return null;
        }

        if (first.Document is { } document)
        {
            if (classes.Count > 0 && classLayout is { } layout && targets.First(target => target.Home.Space is not null).Home.Space is { } space)
            {
                edits.Replace(document.Id, space, current => layout.AppendTo(current, classes));
            }

            foreach (var name in imports)
            {
                edits.Import(document.Id, name);
            }

            return new(edits, document.Id, tests);
        }

        var created = DocumentId.CreateNewId(first.Suite.Project.Id);
        edits.Create(created, first.Path!, first.Folders, FileOf(first, imports, classes, classLayout!));
        return new(edits, created, tests);
    }

    /// <summary>The names of tests to learn from: those of the class, or of the whole project where the class has too few.</summary>
    private static IEnumerable<string> NamesOf(TestLocation home, TestClass neighbor)
    {
        var own = (home.Class ?? neighbor).Marked.Select(method => method.Identifier.ValueText).ToList();
        return own.Count > 1 ? own : home.Suite.Classes.SelectMany(item => item.Marked).Take(200).Select(method => method.Identifier.ValueText);
    }

    private static HashSet<string> TakenBy(TestLocation home, SemanticModel model)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { home.ClassName };
        if (home.Class is { } existing)
        {
            taken.UnionWith(model.LookupSymbols(existing.Syntax.CloseBraceToken.SpanStart).Where(symbol => symbol.ContainingType is not null).Select(symbol => symbol.Name));
            taken.UnionWith(existing.SymbolIn(model.Compilation)?.MemberNames ?? []);
        }

        return taken;
    }

    /// <summary>The model and the place from which the new code sees types.</summary>
    private static async Task<(SemanticModel Model, int Position)?> PlaceAsync(TestLocation home, CancellationToken cancellationToken)
    {
        if (home.Document is { } document)
        {
            return await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model ? null
                : home.Class is { } existing ? (model, existing.Syntax.CloseBraceToken.SpanStart)
                : home.Model is { } neighbor && neighbor.Syntax.SyntaxTree == model.SyntaxTree ? (model, neighbor.Syntax.Identifier.SpanStart)
                : null;
        }

        var text = (home.SpaceName is { Length: > 0 } space ? $"namespace {space};\n" : "") + $"class {home.ClassName}\n{{\n}}\n";
        var tree = CSharpSyntaxTree.ParseText(text, home.Suite.Project.ParseOptions as CSharpParseOptions, cancellationToken: cancellationToken);
        return (home.Suite.Compilation.AddSyntaxTrees(tree).GetSemanticModel(tree), text.Length - 2);
    }

    /// <summary>A file for a class, with the header of its neighbors and a namespace in their manner.</summary>
    private static string FileOf(TestLocation home, SortedSet<string> imports, List<string> classes, TestLayout layout)
    {
        var newLine = layout.NewLine;
        var text = new StringBuilder();
        var neighbor = home.Model!.Syntax.SyntaxTree.GetCompilationUnitRoot();
        foreach (var trivia in neighbor.GetFirstToken(includeZeroWidth: true).LeadingTrivia.TakeWhile(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.EndOfLineTrivia))
        {
            text.Append(trivia.ToFullString());
        }

        foreach (var name in imports.OrderBy(name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1).ThenBy(name => name, StringComparer.Ordinal))
        {
            text.Append("using ").Append(name).Append(';').Append(newLine);
        }

        if (imports.Count > 0)
        {
            text.Append(newLine);
        }

        var body = string.Join(newLine, classes);
        if (home.SpaceName is not { Length: > 0 } space)
        {
            return text.Append(body).ToString();
        }

        if (home.Model.Syntax.Ancestors().OfType<NamespaceDeclarationSyntax>().Any())
        {
            var indented = string.Concat(body.Split('\n').Select((line, i) => line.Trim().Length == 0 ? (line.Length > 0 || i == 0 ? line + "\n" : "\n") : layout.Unit + line + "\n"));
            return text.Append("namespace ").Append(space).Append(newLine).Append('{').Append(newLine).Append(indented.TrimEnd()).Append(newLine).Append('}').Append(newLine).ToString();
        }

        return text.Append("namespace ").Append(space).Append(';').Append(newLine).Append(newLine).Append(body).ToString();
    }
}

/// <summary>A home, and the members whose tests go there.</summary>
internal sealed class ScaffoldTarget(TestLocation home)
{
    public TestLocation Home { get; } = home;

    public List<ScaffoldSubject> Members { get; } = [];
}

/// <summary>What was written into one file.</summary>
internal sealed class ScaffoldText(SolutionEdits edits, DocumentId document, Dictionary<string, IMethodSymbol?> tests)
{
    public SolutionEdits Edits { get; } = edits;

    public DocumentId Document { get; } = document;

    /// <summary>The tests as <c>Class.Test</c>, with what each calls; null where that is asked for in another way.</summary>
    public Dictionary<string, IMethodSymbol?> Tests { get; } = tests;
}
