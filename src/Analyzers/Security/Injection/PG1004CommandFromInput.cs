using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sources;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Flags a program, a command line or a script that somebody outside decides.</summary>
public sealed class PG1004CommandFromInput : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1004",
        "Command from input",
        "'{0}' decides what '{1}' runs; {2}",
        "Whoever decides what a program is told to do uses the server as the app does: its files, its network, its secrets.",
        item: ChecklistItem.Input,
        tags: ["CWE-78", "CWE-88", "CWE-94", "OWASP-A03:2021", "OWASP-A05:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1004");

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

        actions.OnCall(AnalyzeCall, CommandSinks.MayBe, CommandSinks.Names);
        if (actions.Known.Has("System.Linq.Dynamic.Core.DynamicQueryableExtensions"))
        {
            actions.OnCall(AnalyzeCall, CommandSinks.MayBeQuery, CommandSinks.Queries);
        }

        actions.OnSyntax(AnalyzeNode, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression, SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression);
    }

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call) => Analyze(context, CommandSinks.Of(call, context));

    private static void AnalyzeNode(RuleContext context) => Analyze(context, CommandSinks.At(context.Node, context));

    private static void Analyze(RuleContext context, IReadOnlyList<CommandSink> sinks)
    {
        foreach (var sink in sinks)
        {
            if (!sink.Text.ConstantValue.HasValue && Analyze(context, sink))
            {
                return;
            }
        }
    }

    /// <summary>True where somebody outside decides the text.</summary>
    private static bool Analyze(RuleContext context, CommandSink sink)
    {
        // A browser that opens an address of ours starts nothing else.
        var pieces = OutsidePiece.Of(sink.Text, context, TaintPolicy.Command).Where(piece => sink.Place != CommandPlace.Program || piece.Text[0].Literal is not { } start || !CommandSinks.IsAddress(start));
        if (OutsidePiece.Worst(pieces) is not { } piece
            || SharedPiece.IsOfEarlierSink(context.Node, piece.Value.Syntax, earlier => CommandSinks.At(earlier, context).Count > 0))
        {
            return false;
        }

        var taint = piece.Taint;
        var location = SharedPiece.PlaceOf(piece.Value, piece.Variable, sink.Text, context.Node);
        var source = taint.Source!.Syntax.ToString();
        var kind = context.Known.Project.Kind;
        if (taint.Level == TaintLevel.Service)
        {
            // Whoever starts a tool may tell it what to run; but a shell reads more out of a name than its user wrote.
            var isOfUser = ProgramArguments.Are(taint.Source, context.Known);
            if (sink.Place == CommandPlace.Shell && (isOfUser ? kind == ProjectKind.Console : kind is ProjectKind.Web or ProjectKind.Worker))
            {
                context.Suggest(Gap, Likely, location, source, sink.Runner, sink.Advice);
            }

            return true;
        }

        if (!taint.IsModel && kind is ProjectKind.Console or ProjectKind.Desktop)
        {
            return false;
        }

        if (sink.Place == CommandPlace.Expression || TrustedCallers.AreAround(context.Node, context.Model, context.Known))
        {
            context.Suggest(Gap, Likely, location, source, sink.Runner, sink.Advice);
        }
        else
        {
            context.Report(Gap, location, source, sink.Runner, sink.Advice);
        }

        return true;
    }
}
