using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sources;
using ProdGap.Analyzers.Security.Injection.Paths;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Flags a path that somebody outside can lead out of its folder.</summary>
public sealed class PG1005PathFromInput : SecurityRule
{
    private const string LeadsOut = "lead out of the folder";

    private const string NamesAny = "name any file";

    private const string UseNameOrCheck = "use Path.GetFileName, or check the full path first";

    private const string Check = "check the full path first";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1005",
        "Path from input",
        "'{0}' comes from outside and can {1}; {2}",
        "A name like '../../appsettings.json' leaves the folder, and an absolute path replaces it: callers read, overwrite or delete other files.",
        item: ChecklistItem.Input,
        tags: ["CWE-22", "CWE-73", "OWASP-A01:2021", "OWASP-A01:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1005");

    /// <summary>Words in the name of a service's parameter that say that it is the name of a file.</summary>
    private static readonly string[] FileWords = ["file", "filename", "filepath", "name", "path", "folder", "directory", "key", "slug"];

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

        actions.OnCall(AnalyzeCall, static call => call.ArgumentList.Arguments.Any(static argument => MayBeInput(argument.Expression)), PathSinks.Methods);
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
    }

    /// <summary>False for texts that are written there.</summary>
    private static bool MayBeInput(ExpressionSyntax path) => path is not (LiteralExpressionSyntax or LambdaExpressionSyntax);

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call)
    {
        foreach (var path in PathSinks.Of(call, context.Known))
        {
            if (Analyze(context, path))
            {
                return;
            }
        }
    }

    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments } && MayBeInput(arguments[0].Expression)
            && PathSinks.MayBe(creation)
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation made)
        {
            foreach (var path in PathSinks.Of(made, context.Known))
            {
                if (Analyze(context, path))
                {
                    return;
                }
            }
        }
    }

    /// <summary>True where the path was reported.</summary>
    private static bool Analyze(RuleContext context, IOperation path)
    {
        if (path.ConstantValue.HasValue || path.Type?.SpecialType != SpecialType.System_String)
        {
            return false;
        }

        if (PathPieces.FromOutside(path, context) is not var (piece, taint) || SharedPiece.IsOfEarlierSink(context.Node, piece.Value.Syntax, earlier => PathSinks.At(earlier, context) is { } found && found.Exists(other => PathPieces.FromOutside(other, context.At(earlier, context.Model)) is var (same, _) && same.Value.Syntax == piece.Value.Syntax)))
        {
            return false;
        }

        var location = SharedPiece.PlaceOf(piece.Value, piece.Variable, path, context.Node);
        var source = taint.Source!.Syntax.ToString();
        if (taint.Level == TaintLevel.Service)
        {
            if (context.Known.Project.Kind is ProjectKind.Web or ProjectKind.Worker
                && WordSplitter.EndsInWord(source, FileWords)
                && !SharedPiece.IsOfEarlierSink(context.Node, source, earlier => PathSinks.At(earlier, context) is { Count: > 0 })
                && !AskedBeside.Is(taint.Source, context.CancellationToken)
                && !SeenCallers.DecideNothing(taint.Source, context, TaintPolicy.Path))
            {
                context.Suggest(Gap, Likely, location, source, LeadsOut, UseNameOrCheck);
            }

            return true;
        }

        if (AskedBefore.Is(taint.Source, piece.Policy, context))
        {
            return false;
        }

        var isOfArchive = ArchiveSources.Reads(taint.Source, context.Known);
        if (context.Known.Project.Kind is ProjectKind.Console or ProjectKind.Desktop && !taint.IsModel && !isOfArchive)
        {
            return false;
        }

        var isWhole = piece.IsWhole && PathPieces.Begins(taint.Source.Syntax);
        var advice = isWhole || isOfArchive ? Check : UseNameOrCheck;
        if (!HelperPath.Sees(context.Node, taint.Source.Syntax))
        {
            if (HelperPath.IsOfCallers(piece.Value, context))
            {
                return true;
            }

            // What the caller names it means nothing here, and of a path that is whole already the name of the file is not enough.
            source = piece.Value.Syntax.ToString();
            advice = piece.IsWhole ? Check : advice;
        }

        var harm = isWhole ? NamesAny : LeadsOut;
        if (TrustedCallers.AreAround(context.Node, context.Model, context.Known) || (taint.IsModel && ConsentedTools.Give(taint.Source, context)))
        {
            context.Suggest(Gap, Likely, location, source, harm, advice);
        }
        else
        {
            context.Report(Gap, location, source, harm, advice);
        }

        return true;
    }
}
