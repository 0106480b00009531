using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>Flags a reply that is parsed or kept by code that never asks whether it is complete.</summary>
public sealed class PG6018TruncationNotChecked : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6018",
        "Reply used without asking whether it is complete",
        "'{0}' takes a reply that may have been cut off at the token limit; look at {1} before it",
        "A reply that reaches the token limit ends in the middle: half a JSON document, or half a text that is stored as if it were whole.",
        ChecklistItem.Failures,
        DiagnosticSeverity.Info,
        tags: ["CWE-754", "OWASP-LLM09:2025"]);

    /// <summary>What keeps a text, and the parameter that takes it.</summary>
    private static readonly (string Method, string Parameter)[] Keepers = [("WriteAllText", "contents"), ("WriteAllTextAsync", "contents"), ("AppendAllText", "contents"), ("AppendAllTextAsync", "contents")];

    /// <summary>What says why a model stopped, in libraries and in JSON.</summary>
    private static readonly HashSet<string> Reasons =
        ["FinishReason", "StopReason", "Status", "IncompleteStatusDetails", "finish_reason", "finishReason", "stop_reason", "stopReason", "FinishReasons", "status", "incomplete_details", "Metadata", "done_reason", "DoneReason"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (SampleProject.Is(actions.Known.Project))
        {
            return;
        }

        // Where nothing is caught, PG6007 says it.
        ParsedReply.Watch(actions, static (context, parsed) =>
        {
            if (ReplyGuard.IsCaught(context.Node))
            {
                Analyze(context, parsed.Source, ((InvocationExpressionSyntax)parsed.Call.Syntax).Expression, parsed.Name);
            }
        });
        if (ModelLibraries.Of(actions.Known).Have(ModelApiKind.Reply))
        {
            actions.OnCall(AnalyzeKept, static call => call.ArgumentList.Arguments.Count > 1, [.. Keepers.Select(static keeper => keeper.Method)]);
        }
    }

    private static void AnalyzeKept(RuleContext context, IInvocationOperation call)
    {
        if (!context.Known.Is(call.TargetMethod.ContainingType, "System.IO.File")
            || call.Arguments.FirstOrDefault(argument => Keepers.Any(keeper => keeper.Method == call.TargetMethod.Name && keeper.Parameter == argument.Parameter?.Name)) is not { Value: { ConstantValue.HasValue: false } text }
            || TaintTracker.Of(text, context, TaintPolicy.None) is not { IsModel: true, Source: { } source and not IParameterReferenceOperation })
        {
            return;
        }

        Analyze(context, source, ((InvocationExpressionSyntax)call.Syntax).Expression, $"File.{call.TargetMethod.Name}");
    }

    private static void Analyze(RuleContext context, IOperation source, ExpressionSyntax place, string name)
    {
        var around = context.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? context.Node.SyntaxTree.GetRoot(context.CancellationToken);
        foreach (var token in around.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && Reasons.Contains(token.ValueText))
            {
                return;
            }
        }

        context.Report(Gap, place.GetLocation(), name, ReasonOf(source, context.Known));
    }

    private static string ReasonOf(IOperation source, KnownTypes known)
    {
        var member = source switch
        {
            IPropertyReferenceOperation { Property: var property } => (ISymbol)property,
            IInvocationOperation { TargetMethod: var method } => method,
            _ => null,
        };
        if (member is null || ModelLibraries.Of(known).Find(ModelApiKind.Reply, member) is not { } row)
        {
            return "finish_reason";
        }

        return ModelLibraries.Of(known).RowsOf(ModelApiKind.Finish).FirstOrDefault(finish => finish.Library == row.Library && finish.Type == row.Type) is { Members: { Length: > 0 } members } ? members[0]
            : ModelLibraries.Of(known).RowsOf(ModelApiKind.Finish).FirstOrDefault(finish => finish.Library == row.Library) is { Members: { Length: > 0 } others } ? others[0]
            : "the reason why it stopped";
    }
}
