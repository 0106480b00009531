using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Failures;

/// <summary>Flags a call of a model whose failure nobody catches before it reaches the user.</summary>
public sealed class PG6006UnhandledModelFailure : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6006",
        "Unhandled failure of a model",
        "When the model does not answer, '{0}' throws and {1}; catch it and say so",
        "Providers answer 429 and 503 in busy hours, time out on long replies, and refuse what their filters dislike. The user of a demo never saw that.",
        tags: ["CWE-755"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6006");

    private static readonly string[] RawCalls = ["PostAsync", "PostAsJsonAsync", "SendAsync"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override System.Collections.Immutable.ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        ModelCall.Watch(actions, static (context, call) => Analyze(context, call.Operation));
        actions.OnCall(AnalyzeRaw, static call => call.ArgumentList.Arguments.Count > 0 && RawModelCode.IsIn(call), RawCalls);
    }

    private static void AnalyzeRaw(RuleContext context, IInvocationOperation call)
    {
        var type = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType;
        if (context.Known.IsA(type, "System.Net.Http.HttpClient") || context.Known.Is(type, "System.Net.Http.Json.HttpClientJsonExtensions"))
        {
            Analyze(context, call);
        }
    }

    private static void Analyze(RuleContext context, IInvocationOperation call)
    {
        if (HandledFailure.Around(call.Syntax) || FailureEntry.Of(call.Syntax, context) is not { } entry || context.Known.PerCompilation(static known => new HandlingClients(known)).Any)
        {
            return;
        }

        var name = call.Syntax is InvocationExpressionSyntax { Expression: var called } && MemberName.SyntaxOf(called) is { } written ? written : call.Syntax;
        if (entry.IsCertain)
        {
            context.Report(Gap, name.GetLocation(), call.TargetMethod.Name, entry.Consequence);
        }
        else
        {
            context.Suggest(Gap, Likely, name.GetLocation(), call.TargetMethod.Name, entry.Consequence);
        }
    }
}
