using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>Flags a reply with a limit that is kept, or taken apart without a failure, by code that never asks whether it is complete.</summary>
public sealed class PG6018TruncationNotChecked : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6018",
        "Reply used without asking whether it is complete",
        "'{0}' takes a reply that may have been cut off at the token limit; look at {1} before it",
        "A reply that reaches the token limit ends in the middle, and nothing fails: half a text is stored as if it were whole, and the last items of a list are missing.",
        ChecklistItem.Failures,
        DiagnosticSeverity.Info,
        tags: ["CWE-754", "OWASP-LLM09:2025"]);

    /// <summary>What keeps a text, and the parameter that takes it.</summary>
    private static readonly (string Method, string Parameter)[] Keepers = [("WriteAllText", "contents"), ("WriteAllTextAsync", "contents"), ("AppendAllText", "contents"), ("AppendAllTextAsync", "contents")];

    /// <summary>What separates the items of a list.</summary>
    private static readonly string[] Separators = ["\n", "\r\n", ",", ";"];

    /// <summary>What saves the rows that a function has changed.</summary>
    private static readonly string[] Savers = ["SaveChangesAsync", "SaveChanges"];

    /// <summary>What says why a model stopped, in libraries and in JSON; and what a parser throws at half a document, where it is caught.</summary>
    private static readonly HashSet<string> Reasons =
        ["FinishReason", "StopReason", "Status", "IncompleteStatusDetails", "finish_reason", "finishReason", "stop_reason", "stopReason", "FinishReasons", "status", "incomplete_details", "Metadata", "done_reason", "DoneReason", "JsonException", "JsonReaderException"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (SampleProject.Is(actions.Known.Project) || !ModelLibraries.Of(actions.Known).Have(ModelApiKind.Reply))
        {
            return;
        }

        actions.OnCall(AnalyzeFile, static call => call.ArgumentList.Arguments.Count > 1, [.. Keepers.Select(static keeper => keeper.Method)]);
        actions.OnCall(AnalyzeList, static call => call.ArgumentList.Arguments is { Count: > 0 } separators && IsSeparator(separators[0].Expression) && !IsFirstTaken(call), "Split");
        if (EntityTable.MayExist(actions.Known))
        {
            actions.OnSyntax(AnalyzeRow, SyntaxKind.SimpleAssignmentExpression);
        }
    }

    private static void AnalyzeFile(RuleContext context, IInvocationOperation call)
    {
        if (context.Known.Is(call.TargetMethod.ContainingType, "System.IO.File")
            && call.Arguments.FirstOrDefault(argument => Keepers.Any(keeper => keeper.Method == call.TargetMethod.Name && keeper.Parameter == argument.Parameter?.Name)) is { Value: { ConstantValue.HasValue: false } text })
        {
            Analyze(context, text, ((InvocationExpressionSyntax)call.Syntax).Expression, $"File.{call.TargetMethod.Name}");
        }
    }

    /// <summary><c>reply.Text.Split('\n')</c>: of a list that is cut off, the last items are missing, and one is half.</summary>
    private static void AnalyzeList(RuleContext context, IInvocationOperation call)
    {
        if (call is { Instance: { Type.SpecialType: SpecialType.System_String } text } && InvocationSyntax.NameOf((InvocationExpressionSyntax)call.Syntax) is { } name)
        {
            Analyze(context, text, name, "string.Split");
        }
    }

    /// <summary><c>note.Text = reply.Text;</c>, for a row that the same function saves.</summary>
    private static void AnalyzeRow(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (assignment.Right is LiteralExpressionSyntax or BaseObjectCreationExpressionSyntax
            || assignment.Left is not (IdentifierNameSyntax { Parent.Parent: InitializerExpressionSyntax } or MemberAccessExpressionSyntax)
            || !Saves(assignment)
            || context.Model.GetOperation(assignment, context.CancellationToken) is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Type.SpecialType: SpecialType.System_String, ContainingType: var row } property }, Value: { ConstantValue.HasValue: false } text }
            || !EntityTable.Of(context.Known).Contains(row))
        {
            return;
        }

        Analyze(context, text, assignment.Left, $"{row.Name}.{property.Name}");
    }

    private static bool Saves(SyntaxNode place)
    {
        var names = MemberNames.Of(VariableWrites.ScopeOf(place));
        return Array.Exists(Savers, saver => names.Uses(saver).Count > 0);
    }

    private static bool IsSeparator(ExpressionSyntax separator)
        => separator switch
        {
            LiteralExpressionSyntax { Token.ValueText: var text } => Array.IndexOf(Separators, text) >= 0,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "NewLine" } => true,
            _ => false,
        };

    /// <summary><c>text.Split('\n')[0]</c>, <c>text.Split('\n').First()</c>: the first line is there, wherever the text ends.</summary>
    private static bool IsFirstTaken(InvocationExpressionSyntax call)
        => call.Parent is ElementAccessExpressionSyntax
            || (call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var next } && (next.StartsWith("First", StringComparison.Ordinal) || next is "Take" or "Length" or "Count"));

    private static void Analyze(RuleContext context, IOperation text, ExpressionSyntax place, string name)
    {
        if (TaintTracker.Of(text, context, TaintPolicy.None) is not { IsModel: true, Source: { } source and not IParameterReferenceOperation }
            || LimitedReply.VariableOf(source) is var reply && (AsksWhy(context.Node, reply, context) || (!context.Node.Span.Contains(source.Syntax.Span) && AsksWhy(source.Syntax, reply, context)))
            || !LimitedReply.Is(source, context))
        {
            return;
        }

        context.Report(Gap, place.GetLocation(), name, ReasonOf(source, context.Known));
    }

    /// <summary>True where a function, one that it calls by its name or one that calls it, asks why a model stopped.</summary>
    private static bool AsksWhy(SyntaxNode place, string? reply, RuleContext context)
    {
        var function = VariableWrites.ScopeOf(place);
        var calls = ModelLibraries.Of(context.Known).Names(ModelApiKind.Call);
        return Asks(function, reply, calls) || LimitedReply.HelpersOf(function).Concat(LimitedReply.CallersOf(function)).Any(other => Asks(other, null, calls));
    }

    private static bool Asks(SyntaxNode function, string? reply, string[] calls)
    {
        foreach (var token in function.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && Reasons.Contains(token.ValueText) && !IsOfAnother(token, reply, calls))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>other.FinishReason</c>, where the other is a variable that holds the reply to another call.</summary>
    private static bool IsOfAnother(SyntaxToken reason, string? reply, string[] calls)
    {
        if (reply is null || reason.Parent?.Parent is not MemberAccessExpressionSyntax { Expression: var owner })
        {
            return false;
        }

        while (owner is MemberAccessExpressionSyntax { Expression: var inner })
        {
            owner = inner;
        }

        return owner is IdentifierNameSyntax { Identifier.ValueText: var name } && name != reply
            && NameLookup.ValueGiven(owner, name) is { } given
            && given.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } called && Array.IndexOf(calls, called) >= 0);
    }

    /// <summary>What the library calls the reason, where the reply is that it was read from.</summary>
    private static string ReasonOf(IOperation source, KnownTypes known)
    {
        var member = source switch
        {
            IPropertyReferenceOperation { Property: var property } => (ISymbol)property,
            IInvocationOperation { TargetMethod: var method } => method,
            _ => null,
        };

        // It has no member for the reason, but puts it among the data of the content.
        if (member?.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.SemanticKernel", StringComparison.Ordinal) == true)
        {
            return "Metadata[\"FinishReason\"]";
        }

        if (member is null || ModelLibraries.Of(known).Find(ModelApiKind.Reply, member) is not { } row)
        {
            return "finish_reason";
        }

        return ModelLibraries.Of(known).RowsOf(ModelApiKind.Finish).FirstOrDefault(finish => finish.Library == row.Library && finish.Type == row.Type) is { Members: { Length: > 0 } members } ? members[0]
            : ModelLibraries.Of(known).RowsOf(ModelApiKind.Finish).FirstOrDefault(finish => finish.Library == row.Library) is { Members: { Length: > 0 } others } ? others[0]
            : "the reason why it stopped";
    }
}
