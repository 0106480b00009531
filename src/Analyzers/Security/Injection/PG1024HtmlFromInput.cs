using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Flags a text of somebody else that becomes markup of the app's own page.</summary>
public sealed class PG1024HtmlFromInput : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1024",
        "Input shown as HTML",
        "'{0}' goes unencoded into {1}; {2}",
        "Whoever writes the text writes the page: a script in it runs with the session of everybody who looks at it.",
        item: ChecklistItem.Input,
        tags: ["CWE-79", "CWE-80", "OWASP-A03:2021", "OWASP-A05:2025", "OWASP-LLM05:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1024");

    /// <summary>Words in the name of a service's parameter, or a component's, that say that it is a text that people write.</summary>
    private static readonly string[] TextWords =
    [
        "text", "message", "content", "comment", "description", "title", "name", "note", "notes", "reply", "answer", "question", "feedback", "review", "bio", "query", "search", "term", "input", "prompt", "caption", "summary", "markdown", "subject", "username",
    ];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        // The pages of an Aspire host are for those who develop, and are not deployed.
        if (actions.Known.IsTestCode || actions.Known.Has("Aspire.Hosting.DistributedApplication") || string.Equals(actions.Known.Project.PropertyOf("IsAspireHost"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        actions.OnCall(AnalyzeCall, HtmlSinks.MayBe, HtmlSinks.Names);
        actions.OnSyntax(AnalyzeNode, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression, SyntaxKind.CastExpression, SyntaxKind.SimpleAssignmentExpression);
    }

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call) => Analyze(context, HtmlSinks.Of(call, context.Known));

    private static void AnalyzeNode(RuleContext context) => Analyze(context, HtmlSinks.At(context.Node, context));

    private static void Analyze(RuleContext context, HtmlSink? shown)
    {
        if (shown is not { } sink || sink.Text.ConstantValue.HasValue)
        {
            return;
        }

        // Most texts are the app's own, and one question says so.
        var all = TaintTracker.Of(sink.Text, context, TaintPolicy.Html);
        if ((all.Level < TaintLevel.Service && !all.GaveUp)
            || OutsidePiece.Worst(OutsidePiece.Of(sink.Text, context, TaintPolicy.Html)) is not { } piece
            || (sink.Place == HtmlPlace.GuessedPage && (!HtmlPieces.AreWrittenAsHtml(sink.Text, context) || HtmlPieces.AreOfXml(context.Node)))
            || SharedPiece.IsOfEarlierSink(context.Node, piece.Value.Syntax, earlier => HtmlSinks.At(earlier, context) is not null))
        {
            return;
        }

        var taint = piece.Taint;
        var location = SharedPiece.PlaceOf(piece.Value, piece.Variable, sink.Text, context.Node);
        var (place, advice) = sink.Place switch
        {
            HtmlPlace.Script => ("a script of the page", "pass it as an argument to a function of your own"),
            HtmlPlace.Page when taint.Source is IInvocationOperation { TargetMethod.Name: "SerializeObject" } => ("the page as HTML", "write it with Json.Serialize, which escapes tags"),
            _ when IsMarkdown(sink.Text, context.Known) => (sink.Place == HtmlPlace.Mail ? "the mail as HTML" : "the page as HTML", "call DisableHtml() on the Markdown pipeline, or use a sanitizer"),
            HtmlPlace.Mail => ("the mail as HTML", "encode it, or run it through a sanitizer"),
            _ => ("the page as HTML", "encode it, or run it through a sanitizer"),
        };
        var source = taint.Source!.Syntax;
        var name = source.ToString();
        var shownName = NameAt(location, source);
        var kind = context.Known.Project.Kind;
        if (taint.Level == TaintLevel.Request)
        {
            if (sink.Place is HtmlPlace.Mail or HtmlPlace.Script)
            {
                context.Suggest(Gap, Likely, location, shownName, place, advice);
            }
            else if (taint.IsModel || kind is not (ProjectKind.Console or ProjectKind.Desktop))
            {
                context.Report(Gap, location, shownName, place, advice);
            }
        }
        else if (sink.Place != HtmlPlace.Mail
            && kind != ProjectKind.Console
            && (taint.IsModel || (kind is ProjectKind.Web or ProjectKind.Worker && !IsOfBrowser(context.Known) && WordSplitter.EndsInWord(name, TextWords))))
        {
            context.Suggest(Gap, Likely, location, shownName, place, advice);
        }
    }

    /// <summary>What the marked line calls the text, where its source stands elsewhere.</summary>
    private static string NameAt(Location location, SyntaxNode source)
    {
        if (location.SourceTree is not { } tree || (tree == source.SyntaxTree && LineOf(location) == LineOf(source.GetLocation())))
        {
            return source.ToString();
        }

        var written = tree.GetText().ToString(location.SourceSpan);
        return written.Length <= 60 && written.IndexOf('\n') < 0 ? written : source.ToString();
    }

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line;

    /// <summary>True for what a renderer of Markdown made, here or in the function that is called: encoded, it would show its tags.</summary>
    private static bool IsMarkdown(IOperation text, KnownTypes known)
        => known.Has(MarkdownPipelines.Renderer)
            && text.DescendantsAndSelf().Any(static part => part switch
            {
                IInvocationOperation { TargetMethod.Name: "ToHtml" } => true,
                IInvocationOperation { TargetMethod.DeclaringSyntaxReferences: { Length: 1 } declared } => Renders(declared[0].GetSyntax()),
                ILocalReferenceOperation { Syntax: IdentifierNameSyntax name } => NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } value && Renders(value),
                _ => false,
            });

    private static bool Renders(SyntaxNode code) => code.DescendantNodesAndSelf().Any(static node => node is IdentifierNameSyntax { Identifier.ValueText: "ToHtml" });

    private static bool IsOfBrowser(KnownTypes known) => known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder");
}
