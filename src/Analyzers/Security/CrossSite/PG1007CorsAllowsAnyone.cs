using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>Flags a cross-origin policy that lets scripts of any site call the app; an error where they may bring the user's cookies.</summary>
public sealed class PG1007CorsAllowsAnyone : SecurityRule
{
    private const string Builder = "Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder";

    private const string Policy = "Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicy";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1007",
        "Any origin allowed by CORS",
        "'{0}' lets scripts from any site {1}; list the allowed origins",
        "Any page that a user happens to open can call the app from the user's browser. With credentials it acts as the user and reads the responses.",
        item: ChecklistItem.Access,
        tags: ["CWE-942", "CWE-346", "OWASP-A05:2021"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1007");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        if (!actions.Known.IsTestCode && actions.Known.Has(Builder))
        {
            actions.OnCall(Analyze, MayAllowAnyone, "AllowAnyOrigin", "WithOrigins", "SetIsOriginAllowed");
            actions.OnCall(AnalyzeList, MayBeList, "Add");
            actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
            actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
        }
    }

    private static bool MayAllowAnyone(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        return StartupTree.NameOf(call) switch
        {
            "AllowAnyOrigin" => arguments.Count == 0,
            "SetIsOriginAllowed" => arguments.Count == 1,
            _ => arguments.Count > 0,
        };
    }

    private static void Analyze(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (call.Expression is not MemberAccessExpressionSyntax access || !context.Known.Is(operation.TargetMethod.ContainingType, Builder))
        {
            return;
        }

        if (AllowsAnyone(operation, context))
        {
            Report(context, CorsPolicy.Of(call), access.Name.GetLocation(), access.Name.Identifier.ValueText);
        }
        else if (LetIn(call, access.Name.Identifier.ValueText, context) is { } strangers)
        {
            ReportSome(context, CorsPolicy.Of(call), access.Name.GetLocation(), access.Name.Identifier.ValueText, strangers);
        }
    }

    /// <summary>Which strangers an incomplete test, or a wildcard, lets in.</summary>
    private static string? LetIn(InvocationExpressionSyntax call, string name, RuleContext context)
        => name == "SetIsOriginAllowed" ? OpenOrigins.LetIn(call.ArgumentList.Arguments[0].Expression, context.Model, context.CancellationToken)
            : name == "WithOrigins" && CorsPolicy.Of(call).AllowsSubdomains ? call.ArgumentList.DescendantNodes().Select(node => node is ExpressionSyntax origin && context.Model.GetConstantValue(origin, context.CancellationToken).Value is string text ? OpenOrigins.LetInByWildcard(text) : null).FirstOrDefault(found => found is not null)
            : null;

    /// <summary>Strangers do harm where they come as the user; what everybody may read, they may read.</summary>
    private static void ReportSome(RuleContext context, CorsPolicy policy, Location location, string name, string strangers)
    {
        if (!policy.AllowsCredentials || policy.IsForDevelopment(StartupModel.Of(context.Known)))
        {
            return;
        }

        strangers += strangers.Length > 0 ? " " : "";
        if (KnowsByTokenAlone(context))
        {
            context.Suggest(Gap, Likely, location, name, strangers + "call this app");
        }
        else if (UnusedPolicy.Is(policy.Place, context.Model, context.Known, context.CancellationToken))
        {
            context.Suggest(Gap, Likely, location, name, strangers + "call this app as the signed-in user once the policy is applied");
        }
        else
        {
            context.Report(Gap, location, name, strangers + "call this app as the signed-in user");
        }
    }

    private static void Report(RuleContext context, CorsPolicy policy, Location location, string name)
    {
        var credentials = policy.AllowsCredentials;
        if ((!credentials && policy.OnlyReads) || policy.IsChosen || policy.IsForDevelopment(StartupModel.Of(context.Known)))
        {
            return;
        }

        if (!credentials && PublicReadPolicy.Is(policy.Place, context.Model, context.Known, context.CancellationToken))
        {
            return;
        }

        if (UnusedPolicy.Is(policy.Place, context.Model, context.Known, context.CancellationToken))
        {
            context.Suggest(Gap, Likely, location, name, "call this app once the policy is applied");
        }
        else if (credentials && !KnowsByTokenAlone(context) && !HasNoLogin(context))
        {
            context.Report(Gap, DiagnosticSeverity.Error, location, name, "call this app as the signed-in user");
        }
        else
        {
            context.Report(Gap, location, name, "call this app");
        }
    }

    /// <summary>
    /// True where callers are known by a token or a key that a script has to put into a header: another site's script has none, whatever the
    /// browser sends along. A certificate the browser does send.
    /// </summary>
    private static bool KnowsByTokenAlone(RuleContext context)
        => AppAuthentication.Of(context.Known) is { ByCookie: CookieLogin.None, Kinds: var kinds }
            && (kinds & (AuthenticationKinds.Bearer | AuthenticationKinds.Key)) != 0
            && (kinds & AuthenticationKinds.Unseen) == 0
            && !StartupModel.Of(context.Known).Says("AddCertificate");

    /// <summary>True in an app that knows nobody, or takes nobody for a user whom it is not sure to know: there is no login that another site could borrow.</summary>
    private static bool HasNoLogin(RuleContext context)
        => AppAuthentication.Of(context.Known) is { ByCookie: not CookieLogin.Proven, Kinds: var kinds }
            && (kinds & AuthenticationKinds.Unseen) == 0
            && StartupModel.Of(context.Known) is { Starts: true } app
            && !app.Says("AddCertificate")
            && (kinds != AuthenticationKinds.None || !app.Says("UseAuthentication", "UseSession", "AddAuthentication", "UseAuthorization", "RequireAuthorization"));

    private static bool MayBeList(InvocationExpressionSyntax call)
        => call is { ArgumentList.Arguments.Count: 1, Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Origins" } } };

    /// <summary><c>policy.Origins.Add("*")</c></summary>
    private static void AnalyzeList(RuleContext context, IInvocationOperation call)
    {
        if (call.Instance is IPropertyReferenceOperation { Property.ContainingType: var owner } && context.Known.Is(owner, Policy) && StarText.Is(call.Arguments[0].Value, context))
        {
            var syntax = (InvocationExpressionSyntax)call.Syntax;
            Report(context, CorsPolicy.Of(syntax), ((MemberAccessExpressionSyntax)syntax.Expression).Expression.GetLocation(), "Origins");
        }
    }

    /// <summary><c>new CorsPolicyBuilder("*")</c></summary>
    private static void AnalyzeCreation(RuleContext context)
    {
        if (((BaseObjectCreationExpressionSyntax)context.Node).ArgumentList is { Arguments.Count: > 0 } arguments
            && (context.Node is ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type: var declared } } } ? TypeSyntaxNames.RightmostName(declared) : TypeSyntaxNames.RightmostName((context.Node as ObjectCreationExpressionSyntax)?.Type)) == "CorsPolicyBuilder"
            && context.Model.GetOperation(context.Node, context.CancellationToken) is IObjectCreationOperation creation
            && context.Known.Is(creation.Type, Builder)
            && creation.Arguments.Any(argument => StarText.Is(argument.Value, context)))
        {
            Report(context, CorsPolicy.Around((ExpressionSyntax)context.Node), Location.Create(context.Node.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(context.Node.SpanStart, arguments.SpanStart)), "CorsPolicyBuilder");
        }
    }

    /// <summary><c>new CorsPolicy { IsOriginAllowed = _ =&gt; true }</c>, <c>policy.IsOriginAllowed = _ =&gt; true</c>, <c>new CorsPolicy { Origins = { "*" } }</c></summary>
    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (assignment is { Left: IdentifierNameSyntax { Identifier.ValueText: "Origins" }, Right: InitializerExpressionSyntax }
            && context.Model.GetOperation(assignment, context.CancellationToken) is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.ContainingType: var policy }, Initializer: var origins }
            && context.Known.Is(policy, Policy)
            && StarText.Is(origins, context))
        {
            Report(context, CorsPolicy.Around(assignment), assignment.Left.GetLocation(), "Origins");
            return;
        }

        if (assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "IsOriginAllowed" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsOriginAllowed" }
            && context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.ContainingType: var owner } } operation
            && context.Known.Is(owner, Policy))
        {
            if (AlwaysTrue.Is(operation.Value, context.Model, context.CancellationToken))
            {
                Report(context, CorsPolicy.Around(assignment), assignment.Left.GetLocation(), "IsOriginAllowed");
            }
            else if (OpenOrigins.LetIn(assignment.Right, context.Model, context.CancellationToken) is { } strangers)
            {
                ReportSome(context, CorsPolicy.Around(assignment), assignment.Left.GetLocation(), "IsOriginAllowed", strangers);
            }
        }
    }

    private static bool AllowsAnyone(IInvocationOperation call, RuleContext context)
        => call.TargetMethod.Name switch
        {
            "AllowAnyOrigin" => true,
            "WithOrigins" => call.Arguments.Any(argument => StarText.Is(argument.Value, context)),
            _ => call.Arguments.Length == 1 && AlwaysTrue.Is(call.Arguments[0].Value, context.Model, context.CancellationToken),
        };
}
