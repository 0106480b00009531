using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core;

/// <summary>
/// Edits of a solution, planned against its state at one moment and applied together. Each names an original node and says how to
/// change what has become of it, so that edits inside one another do not undo each other.
/// </summary>
internal sealed class SolutionEdits
{
    private readonly List<Edit> all = [];
    private readonly HashSet<(DocumentId Document, SyntaxNode Node, string? Once)> planned = [];
    private readonly List<(DocumentId Document, string Namespace)> usings = [];

    private readonly List<(DocumentId File, Func<string, string> Change)> files = [];
    private readonly List<(DocumentId Document, string Path, IReadOnlyList<string> Folders, string Text)> created = [];

    /// <summary>True when there is nothing to do. A namespace that is made visible serves an edit; for its own sake nobody asks for it.</summary>
    public bool IsEmpty => all.Count == 0 && created.Count == 0 && files.Count == 0;

    /// <summary>Plans one change.</summary>
    /// <param name="document">The document of the node.</param>
    /// <param name="node">A node of the document's present tree.</param>
    /// <param name="change">Makes the new node from the current one, which may already carry other edits.</param>
    /// <param name="once">Names an edit that several findings need and that must be made only once.</param>
    public void Replace(DocumentId document, SyntaxNode node, Func<SyntaxNode, SyntaxNode> change, string? once = null)
    {
        if (planned.Add((document, node, once)) || once is null)
        {
            all.Add(new(document, node, change, once));
        }
    }

    /// <summary>
    /// Plans a change of a file that is no source, such as a settings file that the project passes to the compiler. It is given the
    /// current text, which may already carry other changes.
    /// </summary>
    public void Change(DocumentId file, Func<string, string> change) => files.Add((file, change));

    /// <summary>Plans a new document. For hosts in which a person sits: a build server's workspace would rewrite the project file.</summary>
    public void Create(DocumentId document, string path, IReadOnlyList<string> folders, string text) => created.Add((document, path, folders, text));

    /// <summary>Makes a namespace visible in a document.</summary>
    public void Import(DocumentId document, string name)
    {
        if (!usings.Contains((document, name)))
        {
            usings.Add((document, name));
        }
    }

    /// <summary>Makes a namespace visible in a document, unless it is so already at a place in it.</summary>
    public void Import(DocumentId document, SyntaxNode place, SemanticModel model, string name)
    {
        if (!UsingDirectives.Has(model, place.SpanStart, name))
        {
            Import(document, name);
        }
    }

    /// <summary>Adds all that another plan does; of its edits, those that are here already are left out.</summary>
    public void Add(SolutionEdits other)
    {
        // What the other plan does to one node in two steps, it does in two steps here.
        all.AddRange(other.all.Where(edit => !planned.Contains((edit.Document, edit.Node, edit.Once))));
        planned.UnionWith(other.planned);

        foreach (var (document, name) in other.usings)
        {
            Import(document, name);
        }

        created.AddRange(other.created);
        files.AddRange(other.files);
    }

    /// <summary>The solution with all edits made.</summary>
    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken)
    {
        foreach (var (id, path, folders, text) in created)
        {
            solution = solution.AddDocument(id, Path.GetFileName(path), SourceText.From(text, Encoding.UTF8), folders, path);
        }

        var edits = all.ToLookup(edit => edit.Document);
        foreach (var id in edits.Select(group => group.Key).Union(usings.Select(import => import.Document)).ToList())
        {
            var document = solution.GetDocument(id)!;
            var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
            var editor = new SyntaxEditor(root, solution.Workspace.Services);

            // Inner nodes first: the change of an outer one then sees what became of them.
            foreach (var edit in edits[id].OrderByDescending(edit => edit.Node.SpanStart).ThenBy(edit => edit.Node.Span.Length))
            {
                editor.ReplaceNode(edit.Node, (current, _) => edit.Change(current));
            }

            var changed = AsWritten((CompilationUnitSyntax)editor.GetChangedRoot());
            foreach (var (_, name) in usings.Where(import => import.Document == id).OrderBy(import => import.Namespace, StringComparer.Ordinal))
            {
                changed = AsWritten(UsingDirectives.Add(changed, name));
            }

            solution = solution.WithDocumentSyntaxRoot(id, changed);
        }

        foreach (var (file, change) in files)
        {
            var text = await solution.GetAdditionalDocument(file)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.WithAdditionalDocumentText(file, SourceText.From(change(text.ToString()), text.Encoding));
        }

        return solution;
    }

    /// <summary>
    /// The tree without the factory's elastic trivia, on which the hosts would lay lines out anew: the edits bring their own layout,
    /// which is that of the file.
    /// </summary>
    private static CompilationUnitSyntax AsWritten(CompilationUnitSyntax root)
        => root.ReplaceTrivia(root.DescendantTrivia().Where(trivia => trivia.HasAnnotation(SyntaxAnnotation.ElasticAnnotation)), (_, _) => default);

    private sealed class Edit(DocumentId document, SyntaxNode node, Func<SyntaxNode, SyntaxNode> change, string? once)
    {
        public DocumentId Document { get; } = document;

        public SyntaxNode Node { get; } = node;

        public Func<SyntaxNode, SyntaxNode> Change { get; } = change;

        public string? Once { get; } = once;
    }
}
