using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;

/// <summary>
/// Plans the tests of many members together: those of one class, and classes of one file, are added in one go. What was written is
/// compiled before it is offered; a test that does not compile is left out.
/// </summary>
internal sealed class Scaffold
{
    /// <summary>Rounds of writing and compiling; each leaves out what the one before could not have.</summary>
    private const int Rounds = 5;

    /// <summary>What the compiler says of a name that means two things.</summary>
    private const string Ambiguous = "CS0104";

    private readonly Solution solution;
    private readonly Func<Outcome, bool> only;
    private readonly CancellationToken cancellationToken;

    private Scaffold(Solution solution, Func<Outcome, bool> only, CancellationToken cancellationToken)
    {
        this.solution = solution;
        this.only = only;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>The edits that add the tests of all members that can have some; null where none can.</summary>
    /// <param name="members">The members.</param>
    /// <param name="only">Which outcomes are wanted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<SolutionEdits?> PlanAsync(IReadOnlyList<ScaffoldSubject> members, Func<Outcome, bool> only, CancellationToken cancellationToken)
    {
        if (members.Count == 0)
        {
            return null;
        }

        var scaffold = new Scaffold(members[0].Source.Project.Solution, only, cancellationToken);
        var edits = new SolutionEdits();
        foreach (var file in await scaffold.HomesAsync(members).ConfigureAwait(false))
        {
            if (await scaffold.PlanFileAsync(file).ConfigureAwait(false) is { } planned)
            {
                edits.Add(planned);
            }
        }

        return edits.IsEmpty ? null : edits;
    }

    /// <summary>The homes, file by file, each with its members in the order of their code.</summary>
    private async Task<IEnumerable<IReadOnlyList<ScaffoldTarget>>> HomesAsync(IReadOnlyList<ScaffoldSubject> members)
    {
        var suites = new Dictionary<ProjectId, IReadOnlyList<TestProject>>();
        var byProject = new Dictionary<ProjectId, TestProject?>();
        var homes = new Dictionary<string, TestLocation>(StringComparer.Ordinal);
        var targets = new List<ScaffoldTarget>();
        var requests = new RequestTestLocation(cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            // A project for several frameworks reports each member once for each.
            if (seen.Contains(member.Key) || DocumentationCommentId.CreateDeclarationId(member.Type) is not { } type)
            {
                continue;
            }

            var project = member.Source.Project;
            if (!suites.TryGetValue(project.Id, out var known))
            {
                suites.Add(project.Id, known = await TestProject.AllAsync(project, byProject, cancellationToken).ConfigureAwait(false));
            }

            if (member.WantsFailures && !known.Any(suite => suite.Uses(member.Member.Name)))
            {
                continue;
            }

            var key = type + "|" + project.FilePath + "|" + member.Request?.Address.Template;
            if (!homes.TryGetValue(key, out var home) && (home = await HomeOfAsync(member, known, requests, taken).ConfigureAwait(false)) is not null)
            {
                homes.Add(key, home);
            }

            if ((member.Request is null ? home?.For(member.Member.Name) : home) is not { } place || !seen.Add(member.Key) || IsThere(member, place))
            {
                continue;
            }

            var target = targets.Find(other => other.Home == place || (other.Home.Class is { } existing && existing == place.Class));
            if (target is null)
            {
                targets.Add(target = new(place));
            }

            target.Members.Add(member);
        }

        return targets.GroupBy(target => target.Home.Document?.FilePath ?? target.Home.Path, StringComparer.Ordinal).Select(group => (IReadOnlyList<ScaffoldTarget>)[.. group]);
    }

    private static async Task<TestLocation?> HomeOfAsync(ScaffoldSubject member, IReadOnlyList<TestProject> suites, RequestTestLocation requests, HashSet<string> taken)
        => member.Request is null ? TestLocation.Of(member.Type, member.Source, suites, taken) : await requests.OfAsync(member, suites, taken).ConfigureAwait(false);

    /// <summary>True where the class has the test already, which an index or a report from before does not know.</summary>
    private static bool IsThere(ScaffoldSubject member, TestLocation home)
    {
        if (member.Request is { } request)
        {
            return home.Class?.Says(request.Wanted) == true;
        }

        if (home.Class is not { } existing || !existing.Names(member.Type.Name))
        {
            return false;
        }

        return member.WantsFailures
            ? existing.ExpectsFailureOf(member.Member.Name)
            : member.Member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Constructor } => existing.Makes(member.Type.Name),
                IMethodSymbol { MethodKind: not MethodKind.Ordinary } or IPropertySymbol { IsIndexer: true } => true,
                _ => existing.Names(member.Member.Name),
            };
    }

    private async Task<SolutionEdits?> PlanFileAsync(IReadOnlyList<ScaffoldTarget> targets)
    {
        var dropped = new HashSet<string>(StringComparer.Ordinal);
        var qualifies = false;
        for (var round = 0; round < Rounds; round++)
        {
            if (await new ScaffoldFile(only, cancellationToken).WriteAsync(targets, qualifies, dropped).ConfigureAwait(false) is not { } written)
            {
                return null;
            }

            var changed = await written.Edits.ApplyAsync(solution, cancellationToken).ConfigureAwait(false);
            if (changed.GetDocument(written.Document) is not { } document
                || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
                || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            {
                return null;
            }

            var broken = false;
            var isSound = true;
            foreach (var diagnostic in model.GetDiagnostics(cancellationToken: cancellationToken))
            {
                if (!Matters(diagnostic))
                {
                    continue;
                }

                if (diagnostic.Id == Ambiguous && !qualifies)
                {
                    broken = true;
                }
                else if (NameAround(root, diagnostic.Location.SourceSpan) is { } name && written.Tests.ContainsKey(name))
                {
                    dropped.Add(name);
                    isSound = false;
                }
                else if (diagnostic.Severity == DiagnosticSeverity.Error && !await WasThereAsync(diagnostic, written.Document).ConfigureAwait(false))
                {
                    broken = true;
                }
            }

            foreach (var other in broken ? [] : written.Tests.Keys.Where(name => !dropped.Contains(name) && !Calls(name, written.Tests[name], root, model)).ToList())
            {
                dropped.Add(other);
                isSound = false;
            }

            if (isSound && !broken)
            {
                return written.Edits;
            }

            if (broken)
            {
                if (qualifies)
                {
                    return null;
                }

                // A name that was imported may mean two things now.
                qualifies = true;
                dropped.Clear();
            }
        }

        return null;
    }

    private static bool Matters(Diagnostic diagnostic)
        => diagnostic.Id != "CS1591"
            && !diagnostic.IsSuppressed
            && (diagnostic.Severity == DiagnosticSeverity.Error || (diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal)));

    private async Task<bool> WasThereAsync(Diagnostic diagnostic, DocumentId document)
        => solution.GetDocument(document) is { } before
            && await before.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            && model.GetDiagnostics(cancellationToken: cancellationToken).Any(old => old.Id == diagnostic.Id && old.GetMessage() == diagnostic.GetMessage());

    /// <summary>False where the compiler takes another overload, or what the language has built in, for the member that is to be tested.</summary>
    private static bool Calls(string name, IMethodSymbol? tested, SyntaxNode root, SemanticModel model)
    {
        if (tested is null)
        {
            return true;
        }

        var wanted = IdOf(tested.AssociatedSymbol ?? tested);
        return root.DescendantNodes().OfType<MethodDeclarationSyntax>().Any(method => NameAround(root, method.Identifier.Span) == name
            && method.DescendantNodes().OfType<ExpressionSyntax>().Any(part => model.GetSymbolInfo(part).Symbol is { } symbol && IdOf(symbol) == wanted));
    }

    /// <summary>What a member is called in every compilation; of an override, what the first of its kind is.</summary>
    private static string? IdOf(ISymbol member)
    {
        while (Overridden(member) is { } above)
        {
            member = above;
        }

        return member.OriginalDefinition.GetDocumentationCommentId();
    }

    private static ISymbol? Overridden(ISymbol member)
        => member switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol happening => happening.OverriddenEvent,
            _ => null,
        };

    private static string? NameAround(SyntaxNode root, Microsoft.CodeAnalysis.Text.TextSpan span)
        => root.FindNode(span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Parent: ClassDeclarationSyntax type } method ? type.Identifier.ValueText + "." + method.Identifier.ValueText : null;
}
