using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>Flags pages, texts and values for developers that production shows as well.</summary>
public sealed class PG1016DeveloperDiagnostics : SecurityRule
{
    private const string Dashboards = "Hangfire.HangfireApplicationBuilderExtensions";

    private const string MappedDashboards = "Hangfire.HangfireEndpointRouteBuilderExtensions";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1016",
        "Developer diagnostics enabled in production",
        "'{0}' is also on in production and shows {1}; enable it only in development",
        "What helps a developer helps an attacker too: stack traces, query parameters, tokens in logs, directory listings, and a description of every endpoint.",
        tags: ["CWE-489", "CWE-215", "CWE-11", "OWASP-A05:2021", "OWASP-A02:2025"]);

    private static readonly SettingsFinding Finding = new(Gap);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1016");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.Project.Kind is not (ProjectKind.Web or ProjectKind.Worker or ProjectKind.Library) || SampleProject.Is(known.Project))
        {
            return;
        }

        foreach (var calls in Present(DeveloperFeature.Calls, known).GroupBy(static feature => feature.Member))
        {
            var features = calls.ToArray();
            actions.OnCall((context, call) => AnalyzeCall(context, call, features), MayShow, calls.Key);
        }

        var properties = Present(DeveloperFeature.Properties, known).ToArray();
        if (properties.Length > 0)
        {
            actions.OnSyntax(context => AnalyzeAssignment(context, properties), SyntaxKind.SimpleAssignmentExpression);
        }

        if (known.Has("Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions"))
        {
            actions.OnCall(AnalyzeSetting, static call => call.ArgumentList.Arguments.Count == 2, "UseSetting");
        }

        if (known.Has(Dashboards) || known.Has(MappedDashboards))
        {
            actions.OnCall(AnalyzeDashboard, static call => call.Expression is MemberAccessExpressionSyntax, "UseHangfireDashboard", "MapHangfireDashboard", "MapHangfireDashboardWithNoAuthorizationFilters");
        }

        if (known.Project.Kind == ProjectKind.Web)
        {
            actions.OnAdditionalFile(context => AnalyzeFile(context, known));
        }
    }

    private static IEnumerable<DeveloperFeature> Present(DeveloperFeature[] features, KnownTypes known) => features.Where(feature => Array.Exists(feature.Owners, known.Has));

    private static bool MayShow(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax
            && (call.ArgumentList.Arguments.Count != 1 || !call.ArgumentList.Arguments[0].Expression.IsKind(SyntaxKind.FalseLiteralExpression));

    private static void AnalyzeCall(RuleContext context, IInvocationOperation operation, DeveloperFeature[] features)
    {
        var owner = (operation.TargetMethod.ReducedFrom ?? operation.TargetMethod).ContainingType;
        var feature = Array.Find(features, candidate => Array.Exists(candidate.Owners, name => context.Known.Is(owner, name)));
        if (feature is null || feature.Form == FeatureForm.Flag && !IsOn(operation))
        {
            return;
        }

        var call = (InvocationExpressionSyntax)operation.Syntax;
        var app = StartupModel.Of(context.Known);
        if (DevelopmentOnly.Is(call, app) || feature.IsPage && IsBranch(call) || IsToolsDatabase(call, context.Known))
        {
            return;
        }

        if (feature.Form == FeatureForm.Explorer)
        {
            if (DevelopmentOnly.IsDecided(call) || app.HasGuardingMiddleware || ApiExplorer.IsProtected(call, app) || ApiExplorer.IsReadOnly(call) || !ApiExplorer.IsFirst(call, app))
            {
                return;
            }

            Suggest(context, call, feature);
        }
        else if (feature.IsLikely || IsUnseen(call, feature, context.Known) || IsFallback(call, app) || LoopbackApp.Of(context.Known).ListensToItself)
        {
            Suggest(context, call, feature);
        }
        else
        {
            context.Report(Gap, NameOf(call).GetLocation(), feature.Member, feature.Shows);
        }
    }

    private static void Suggest(RuleContext context, InvocationExpressionSyntax call, DeveloperFeature feature)
        => context.Suggest(Gap, Likely, NameOf(call).GetLocation(), feature.Member, feature.Shows);

    private static SimpleNameSyntax NameOf(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)!;

    /// <summary>True where the flag of a call is true, be it by default, or true everywhere but in development.</summary>
    private static bool IsOn(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type.SpecialType == SpecialType.System_Boolean)
            {
                return argument.Value.ConstantValue is { HasValue: true, Value: true }
                    || argument.Value.Syntax is ExpressionSyntax value && !argument.Value.ConstantValue.HasValue && DevelopmentOnly.IsTrueElsewhere(value);
            }
        }

        return false;
    }

    /// <summary>True in a branch of the pipeline, whose condition or address somebody chose for it.</summary>
    private static bool IsBranch(InvocationExpressionSyntax call)
        => call.Ancestors().TakeWhile(static ancestor => ancestor is not MemberDeclarationSyntax or GlobalStatementSyntax)
            .Any(static ancestor => ancestor is InvocationExpressionSyntax branch && InvocationSyntax.NameOf(branch)?.Identifier.ValueText is "MapWhen" or "UseWhen" or "Map" && branch.ArgumentList.Arguments.Count > 1);

    /// <summary>True for a service that keeps its own file of data: a worker on somebody's machine.</summary>
    private static bool IsToolsDatabase(InvocationExpressionSyntax call, KnownTypes known)
        => known.Project.Kind == ProjectKind.Worker
            && call.FirstAncestorOrSelf<StatementSyntax>() is { } statement
            && statement.DescendantNodesAndSelf().Any(static node => node is IdentifierNameSyntax { Identifier.ValueText: "UseSqlite" });

    /// <summary>True in a library, where another project may ask before it calls.</summary>
    private static bool IsUnseen(InvocationExpressionSyntax call, DeveloperFeature feature, KnownTypes known)
        => known.Project.Kind == ProjectKind.Library
            && feature.IsPage
            && call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            && !method.Modifiers.Any(SyntaxKind.PrivateKeyword);

    /// <summary>True for what a context does that nobody has configured, in an app that configures its contexts.</summary>
    private static bool IsFallback(InvocationExpressionSyntax call, StartupModel app)
        => call.Ancestors().Any(static ancestor => ancestor is IfStatementSyntax { Condition: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsConfigured" } } })
            && (app.CallsOf("AddDbContext").Concat(app.CallsOf("AddDbContextPool")).Any(static registration => registration.ArgumentList.Arguments.Count > 0)
                || call.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Members.Any(static member => member is ConstructorDeclarationSyntax { ParameterList.Parameters.Count: > 0 }) == true);

    private static void AnalyzeAssignment(RuleContext context, DeveloperFeature[] features)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        var name = assignment.Left switch
        {
            IdentifierNameSyntax simple => simple,
            MemberAccessExpressionSyntax { Name: IdentifierNameSyntax member } => member,
            _ => null,
        };
        if (name is null || Array.Find(features, candidate => candidate.Member == name.Identifier.ValueText) is not { } feature || !MayBeOn(assignment.Right, feature))
        {
            return;
        }

        if (context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property
            || Array.Find(features, candidate => candidate.Member == property.Name && Array.Exists(candidate.Owners, owner => context.Known.Is(property.ContainingType, owner))) is not { } meant
            || meant.Form == FeatureForm.Flag && !IsOn(assignment.Right, context)
            || DevelopmentOnly.Is(assignment, StartupModel.Of(context.Known)))
        {
            return;
        }

        if (LoopbackApp.Of(context.Known).ListensToItself)
        {
            context.Suggest(Gap, Likely, name.GetLocation(), meant.Member, meant.Shows);
        }
        else
        {
            context.Report(Gap, name.GetLocation(), meant.Member, meant.Shows);
        }
    }

    private static bool MayBeOn(ExpressionSyntax value, DeveloperFeature feature)
        => feature.Form == FeatureForm.Question ? OpenDashboard.IsAlwaysTrue(value)
            : value is not LiteralExpressionSyntax || value.IsKind(SyntaxKind.TrueLiteralExpression);

    private static bool IsOn(ExpressionSyntax value, RuleContext context)
        => value.IsKind(SyntaxKind.TrueLiteralExpression)
            || (value is IdentifierNameSyntax or MemberAccessExpressionSyntax && context.Model.GetConstantValue(value, context.CancellationToken) is { HasValue: true, Value: true })
            || DevelopmentOnly.IsTrueElsewhere(value);

    /// <summary><c>UseSetting(WebHostDefaults.DetailedErrorsKey, "true")</c></summary>
    private static void AnalyzeSetting(RuleContext context, IInvocationOperation call)
    {
        if (call.Arguments.Any(static argument => argument.Value is IFieldReferenceOperation { Field.Name: "DetailedErrorsKey" } || argument.Value.ConstantValue is { HasValue: true, Value: string key } && key.Equals("detailedErrors", StringComparison.OrdinalIgnoreCase))
            && call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: string value } && DetailedErrorsSetting.IsTrue(value))
            && !DevelopmentOnly.Is(call.Syntax, StartupModel.Of(context.Known)))
        {
            context.Report(Gap, NameOf((InvocationExpressionSyntax)call.Syntax).GetLocation(), "detailedErrors", DeveloperFeature.Reasons);
        }
    }

    private static void AnalyzeDashboard(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        var owner = (operation.TargetMethod.ReducedFrom ?? operation.TargetMethod).ContainingType;
        if (!context.Known.Is(owner, Dashboards) && !context.Known.Is(owner, MappedDashboards)
            || ApiExplorer.IsChainedTo(call, "RequireAuthorization", "RequireHost")
            || !OpenDashboard.IsOpen(call, context.Model, context.CancellationToken))
        {
            return;
        }

        var app = StartupModel.Of(context.Known);
        if (DevelopmentOnly.Is(call, app) || IsBranch(call))
        {
            return;
        }

        string[] arguments = [NameOf(call).Identifier.ValueText, "all jobs to anyone, who can also start and delete them"];
        if (app.HasGuardingMiddleware || LoopbackApp.Of(context.Known).ListensToItself)
        {
            context.Suggest(Gap, Likely, NameOf(call).GetLocation(), arguments);
        }
        else
        {
            context.Report(Gap, NameOf(call).GetLocation(), arguments);
        }
    }

    /// <summary><c>"DetailedErrors": true</c> in a settings file on which production runs, by the severity of the C# files beside it.</summary>
    private static void AnalyzeFile(AdditionalFileAnalysisContext context, KnownTypes known)
    {
        foreach (var (key, text, span) in DetailedErrorsSetting.In(context))
        {
            if (!DetailedErrorsSetting.IsRead(known))
            {
                return;
            }

            Finding.Report(context, text, span, key, asWarning: true, DetailedErrorsSetting.LastOf(key), DeveloperFeature.Reasons);
        }
    }
}
