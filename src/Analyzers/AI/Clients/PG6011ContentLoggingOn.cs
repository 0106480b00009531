using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>Flags switches that put whole prompts and replies into logs and traces, where nothing keeps them to development.</summary>
public sealed class PG6011ContentLoggingOn : AIRule
{
    private const string Traces = "traces";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6011",
        "Prompts and replies recorded in production",
        "'{0}' puts whole prompts and replies into {1} in production too; enable it only in development",
        "What users ask, what was retrieved for them and what the model answered ends up where more people look and where it is kept longer than anywhere else; the libraries leave it off by default for that reason.",
        tags: ["CWE-532", "OWASP-LLM02:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6011");

    /// <summary>Switches of the whole process: their names in full, in code and in the environment.</summary>
    private static readonly string[] Switches =
    [
        "Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive", "Azure.Experimental.TraceGenAIMessageContent",
        "SEMANTICKERNEL_EXPERIMENTAL_GENAI_ENABLE_OTEL_DIAGNOSTICS_SENSITIVE", "AZURE_TRACING_GEN_AI_CONTENT_RECORDING_ENABLED", "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
    ];

    /// <summary>Words in the namespaces of the clients of Azure that talk to models; the switch for content is the same for all others.</summary>
    private static readonly string[] AzureClients = ["Azure.AI.OpenAI", "Azure.AI.Inference", "Azure.AI.Agents", "Azure.AI.Projects"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var libraries = ModelLibraries.Of(actions.Known);
        if (libraries.Have(ModelApiKind.ContentLogging) && libraries.Have(ModelApiKind.Call))
        {
            var members = libraries.Names(ModelApiKind.ContentLogging);
            actions.OnSyntax(context => AnalyzeAssignment(context, members), SyntaxKind.SimpleAssignmentExpression);
        }

        // A project that sets up telemetry for others need not know the library.
        actions.OnCall(AnalyzeSwitch, MaySwitch, "SetSwitch", "SetEnvironmentVariable");
    }

    private static void AnalyzeAssignment(RuleContext context, string[] members)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.SyntaxOf(assignment.Left) is not { } name
            || Array.IndexOf(members, name.Identifier.ValueText) < 0
            || assignment.Right is LiteralExpressionSyntax && !assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression))
        {
            return;
        }

        if (context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property
            || ModelLibraries.Of(context.Known).Find(ModelApiKind.ContentLogging, property) is not { } row
            || !IsTrue(assignment.Right, context)
            || property.Name == "IsLoggingContentEnabled" && !IsOfModelClient(assignment, context))
        {
            return;
        }

        Report(context, name, property.Name, row.Type.Contains("OpenTelemetry") ? Traces : "logs");
    }

    /// <summary>True for the constant, unless it is another one in the build that is released.</summary>
    private static bool IsTrue(ExpressionSyntax value, RuleContext context)
        => value.IsKind(SyntaxKind.TrueLiteralExpression)
            || (value is IdentifierNameSyntax or MemberAccessExpressionSyntax
                && context.Model.GetConstantValue(value, context.CancellationToken) is { HasValue: true, Value: true }
                && context.Model.GetSymbolInfo(value, context.CancellationToken).Symbol is { } constant
                && constant.DeclaringSyntaxReferences.All(reference => !EnvironmentGuard.IsLeftOutOfRelease(reference.GetSyntax(context.CancellationToken))));

    /// <summary>True where the diagnostics are those of a client for models: <c>new AzureAIInferenceClientOptions { Diagnostics = { … } }</c>, <c>options.Diagnostics.…</c></summary>
    private static bool IsOfModelClient(AssignmentExpressionSyntax assignment, RuleContext context)
    {
        var owner = assignment.Left is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var options } }
            ? context.Model.GetTypeInfo(options, context.CancellationToken).Type
            : assignment.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } creation ? context.Model.GetTypeInfo(creation, context.CancellationToken).Type : null;
        var space = owner?.ContainingNamespace?.ToDisplayString() ?? "";
        return Array.Exists(AzureClients, known => space.StartsWith(known, StringComparison.Ordinal));
    }

    private static bool MaySwitch(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is { Count: >= 2 } arguments && arguments.Any(static argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string text } && Array.IndexOf(Switches, text) >= 0);

    private static void AnalyzeSwitch(RuleContext context, IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType is not { Name: "AppContext" or "Environment", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            || call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0) is not { Value: { ConstantValue: { HasValue: true, Value: string name }, Syntax: var syntax } }
            || call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 1)?.Value is not { } value
            || !(value.ConstantValue is { HasValue: true, Value: true } || value.ConstantValue is { HasValue: true, Value: string text } && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase)))
            || value.Syntax is ExpressionSyntax and not LiteralExpressionSyntax && !IsTrue((ExpressionSyntax)value.Syntax, context))
        {
            return;
        }

        Report(context, syntax, name.Substring(name.LastIndexOf('.') + 1), Traces);
    }

    /// <summary>Behind a condition that is no question about the environment somebody has decided, and knows best.</summary>
    private static void Report(RuleContext context, SyntaxNode place, string name, string where)
    {
        if (EnvironmentGuard.IsForDevelopment(place, context.Known) || Decision.IsAround(place) || SampleProject.Is(context.Known.Project))
        {
            return;
        }

        if (context.Known.Project.Kind is ProjectKind.Console or ProjectKind.Desktop)
        {
            context.Suggest(Gap, Likely, place.GetLocation(), name, where);
        }
        else
        {
            context.Report(Gap, place.GetLocation(), name, where);
        }
    }
}
