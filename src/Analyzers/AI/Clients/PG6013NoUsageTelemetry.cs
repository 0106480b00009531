using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;
using static ProdGap.Analyzers.AI.Clients.UsageEvidence;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>Suggests counting tokens where a project calls models and nothing in it ever looks at what a call took.</summary>
public sealed class PG6013NoUsageTelemetry : AIRule
{
    private const string SemanticKernel = "Semantic Kernel";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6013",
        "Model calls without usage telemetry",
        "Nothing in this project looks at the tokens that '{0}' takes; log the usage of its replies or record it with UseOpenTelemetry",
        "The first to notice a loop, a long history or a leaked endpoint is whoever pays the bill: without counts nobody can say which feature, user or prompt it was.",
        DiagnosticSeverity.Info,
        tags: ["CWE-778", "OWASP-LLM10:2025"]);

    /// <summary>Clients of several purposes: only one that chats takes tokens that are worth counting.</summary>
    private static readonly string[] OfManyPurposes = ["OpenAIClient", "AzureOpenAIClient"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        var rows = ModelLibraries.Of(actions.Known).RowsOf(ModelApiKind.Client);
        // Who starts a tool knows what it does, and pays for it.
        if (rows.Count == 0 || actions.Known.Project.Kind == ProjectKind.Console || SampleProject.Is(actions.Known.Project))
        {
            return;
        }

        var types = new HashSet<string>(rows.Where(static row => row.Members.Contains(ModelApi.Constructor) && !row.Has(ModelApiTraits.Local)).Select(static row => row.Type.Substring(row.Type.LastIndexOf('.') + 1)), StringComparer.Ordinal);
        string[] methods = [.. rows.SelectMany(static row => row.Members).Where(static member => member != ModelApi.Constructor).Distinct()];
        if (types.Count > 0)
        {
            actions.OnSyntax(
                context =>
                {
                    var creation = (BaseObjectCreationExpressionSyntax)context.Node;
                    if (CreatedType.NameOrTargetOf(creation) is { } name && types.Contains(name))
                    {
                        AnalyzeCreation(context, creation, name, types, methods);
                    }
                },
                SyntaxKind.ObjectCreationExpression,
                SyntaxKind.ImplicitObjectCreationExpression);
        }

        if (methods.Length > 0)
        {
            actions.OnCall((context, call) => AnalyzeCall(context, call, methods), (context, call) => IsUncounted(context) && IsOutermost(call, methods), methods);
        }
    }

    private static void AnalyzeCreation(RuleContext context, BaseObjectCreationExpressionSyntax creation, string name, HashSet<string> types, string[] methods)
    {
        if (!IsUncounted(context)
            || Array.IndexOf(OfManyPurposes, name) >= 0 && (UsageEvidence.Of(context.Known).Found & Signs.Chats) == 0
            || !IsFirst(creation, types, methods)
            || context.Model.GetSymbolInfo(creation, context.CancellationToken).Symbol is not IMethodSymbol constructor
            || ModelLibraries.Of(context.Known).Find(ModelApiKind.Client, constructor) is not { } row
            || !Concerns(row, context))
        {
            return;
        }

        var place = creation is ObjectCreationExpressionSyntax { Type: var type } ? type.GetLocation() : creation.NewKeyword.GetLocation();
        context.Report(Gap, place, name);
    }

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call, string[] methods)
    {
        if (ModelLibraries.Of(context.Known).Find(ModelApiKind.Client, call.TargetMethod) is { } row
            && Concerns(row, context)
            && (row.Library != SemanticKernel || !IsOfHost(call, context.Known))
            && !IsLocal(call)
            && IsFirst((InvocationExpressionSyntax)call.Syntax, [], methods)
            && InvocationSyntax.NameOf((InvocationExpressionSyntax)call.Syntax) is { } name)
        {
            context.Report(Gap, name.GetLocation(), name.Identifier.ValueText);
        }
    }

    /// <summary>True where no word of the project speaks of counts. Where clients are made and nothing is called, that may be left to whoever calls.</summary>
    private static bool IsUncounted(RuleContext context)
        => UsageEvidence.Of(context.Known) is var evidence
            && (evidence.Found & Signs.Counts) == 0
            && ((evidence.Found & Signs.Calls) != 0 || context.Known.Project.Kind != ProjectKind.Library && !evidence.HasNeighbors)
            && !IsTrial(context.Node);

    /// <summary>True in a type that asks a model whether it answers.</summary>
    private static bool IsTrial(SyntaxNode place)
        => place.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText is { } name
            && (name.IndexOf("Validat", StringComparison.Ordinal) >= 0 || name.IndexOf("HealthCheck", StringComparison.Ordinal) >= 0);

    /// <summary>Semantic Kernel logs the tokens of each call itself where it is given loggers.</summary>
    private static bool Concerns(ModelApi row, RuleContext context)
        => !row.Has(ModelApiTraits.Local) && (row.Library != SemanticKernel || (UsageEvidence.Of(context.Known).Found & Signs.Logs) == 0 && context.Known.Project.Kind is not (ProjectKind.Web or ProjectKind.Worker));

    /// <summary>True on the services of a host, which has loggers.</summary>
    private static bool IsOfHost(IInvocationOperation call, KnownTypes known)
        => call.Arguments.FirstOrDefault()?.Parameter?.Type is { } receiver && known.IsA(receiver, "Microsoft.Extensions.DependencyInjection.IServiceCollection");

    /// <summary>True where the client that is registered runs on the own machine.</summary>
    private static bool IsLocal(IInvocationOperation call) => call.Syntax.ToString().IndexOf("Ollama", StringComparison.Ordinal) >= 0;

    /// <summary>True for a call that is neither what another one is made on nor what it is given.</summary>
    private static bool IsOutermost(InvocationExpressionSyntax call, string[] methods)
        => !call.Ancestors().TakeWhile(static ancestor => ancestor is not StatementSyntax and not MemberDeclarationSyntax)
            .Any(ancestor => ancestor is InvocationExpressionSyntax outer && InvocationSyntax.NameOf(outer)?.Identifier.ValueText is { } name && Array.IndexOf(methods, name) >= 0);

    /// <summary>True for the place of a file that stands for all of it: the first registration, or where there is none, the first client that is made.</summary>
    private static bool IsFirst(ExpressionSyntax place, HashSet<string> types, string[] methods)
    {
        var first = true;
        foreach (var node in place.SyntaxTree.GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(methods, name) >= 0 && IsOutermost(call, methods):
                    return node == place;

                case BaseObjectCreationExpressionSyntax creation when types.Count > 0 && creation.SpanStart < place.SpanStart && CreatedType.NameOrTargetOf(creation) is { } made:
                    first &= !types.Contains(made);
                    break;
            }
        }

        return types.Count > 0 && first;
    }
}
