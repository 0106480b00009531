using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

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
        if (actions.Known.IsTestCode)
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
            || (sink.Place == HtmlPlace.GuessedPage && !HtmlPieces.AreWrittenAsHtml(sink.Text, context))
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
            HtmlPlace.Mail => ("the mail as HTML", "encode it, or run it through a sanitizer"),
            _ => ("the page as HTML", "encode it, or run it through a sanitizer"),
        };
        var name = taint.Source!.Syntax.ToString();
        var kind = context.Known.Project.Kind;
        if (taint.Level == TaintLevel.Request)
        {
            if (sink.Place is HtmlPlace.Mail or HtmlPlace.Script)
            {
                context.Suggest(Gap, Likely, location, name, place, advice);
            }
            else if (taint.IsModel || kind is not (ProjectKind.Console or ProjectKind.Desktop))
            {
                context.Report(Gap, location, name, place, advice);
            }
        }
        else if (sink.Place != HtmlPlace.Mail
            && kind != ProjectKind.Console
            && (taint.IsModel || (kind is ProjectKind.Web or ProjectKind.Worker && !IsOfBrowser(context.Known) && WordSplitter.EndsInWord(name, TextWords))))
        {
            context.Suggest(Gap, Likely, location, name, place, advice);
        }
    }

    private static bool IsOfBrowser(KnownTypes known) => known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder");
}
