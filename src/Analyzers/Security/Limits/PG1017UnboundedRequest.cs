using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>Flags limits of requests that are switched off or so large that they are none, and uploads that are read whole without one.</summary>
public sealed class PG1017UnboundedRequest : SecurityRule
{
    private const string BrowserFile = "Microsoft.AspNetCore.Components.Forms.IBrowserFile";

    private const string EndpointOptions = "Microsoft.AspNetCore.Builder.RoutingEndpointConventionBuilderExtensions";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1017",
        "Request without a limit",
        "'{0}' lets a request {1}; set a limit that fits",
        "One request, or a few at a time, fill the memory or the disk, and the app stops answering everybody else.",
        item: ChecklistItem.Limits,
        tags: ["CWE-770", "CWE-400", "OWASP-A04:2021", "OWASP-A02:2025"]);

    private static readonly SettingsFinding Finding = new(Gap);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1017");

    private static readonly Option<int> Largest = Option.Number(
        "PG1017.max_megabytes", 256, "The largest request, in megabytes, that a limit may let in: more is reported of the whole server, and suggested of one endpoint.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely, Largest];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode || SampleProject.Is(known.Project))
        {
            return;
        }

        if (Array.Exists(RequestLimit.All, limit => known.Has(limit.Owner)))
        {
            actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
            actions.OnAdditionalFile(context => AnalyzeFile(context, known));
        }

        if (known.Has(SizeAttribute.Disable))
        {
            actions.OnSyntax(AnalyzeAttribute, SyntaxKind.Attribute);
            actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression);
        }

        if (known.Has(EndpointOptions))
        {
            actions.OnCall(AnalyzeFormOptions, static call => call.ArgumentList.Arguments.Count > 0, "WithFormOptions");
        }

        if (known.Has(BrowserFile) && !LimitPlace.IsOfSender(known))
        {
            actions.OnCall(AnalyzeOpen, static call => call.ArgumentList.Arguments.Count > 0, "OpenReadStream");
        }

        if (known.Has("Microsoft.AspNetCore.Http.IFormFile"))
        {
            actions.OnCall(AnalyzeRead, MayReadAll, WholeBody.Readers);
        }
    }

    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left) is not { } name
            || !RequestLimit.MayBe(name.ValueText)
            || assignment.Right is InvocationExpressionSyntax or AwaitExpressionSyntax
            || context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property
            || RequestLimit.Of(property, context.Known) is not { } limit)
        {
            return;
        }

        if (limit.Kind == LimitKind.Wait)
        {
            if (context.Model.GetOperation(assignment.Right, context.CancellationToken) is { } time && LimitValue.IsEndless(time) && !EnvironmentGuard.IsForDevelopment(assignment, context.Known))
            {
                Report(context, IsCertain(assignment, context), name.GetLocation(), name.ValueText, "keep a connection open as long as its sender likes");
            }

            return;
        }

        // Whoever sits at the machine fills their own memory.
        if (limit.Kind is LimitKind.Form or LimitKind.Fields or LimitKind.Message && LoopbackApp.Of(context.Known).ListensToItself)
        {
            return;
        }

        var megabytes = context.Read(Largest);
        if (LimitValue.Of(LimitPlace.InProduction(assignment.Right), context.Model, context.CancellationToken) is not { } value
            || !(limit.Kind == LimitKind.Fields ? value.IsUnlimited : value.IsOver(megabytes))
            || LimitPlace.IsGivenAnother(assignment, megabytes, context)
            || EnvironmentGuard.IsForDevelopment(assignment, context.Known)
            || limit.Owner == RequestLimit.OfRequest && (Streaming.IsBounded(FunctionSyntax.Enclosing(assignment), context.Model, context.Known, context.CancellationToken) || context.Known.Project.Kind == ProjectKind.Library && Streaming.IsEndless(FunctionSyntax.Enclosing(assignment))))
        {
            return;
        }

        if (limit.Kind == LimitKind.Fields && IsBoundByBody(limit.Member, context))
        {
            return;
        }

        var certain = IsCertain(assignment, context) && limit.Owner switch
        {
            RequestLimit.Iis => LiftedLimits.OfServer(megabytes, context.Known),
            // What a library does for one request is what it is there for.
            RequestLimit.OfRequest => value.IsUnlimited && context.Known.Project.Kind != ProjectKind.Library,
            RequestLimit.Forms when limit.Kind == LimitKind.Form => value.IsUnlimited || !IsOfOneForm(assignment) && LiftedLimits.OfServer(megabytes, context.Known),
            _ => value.IsUnlimited || !IsOfOneHub(assignment, context),
        };
        Report(context, certain, name.GetLocation(), name.ValueText, TextOf(limit.Kind, value));
    }

    private static string TextOf(LimitKind kind, LimitValue value)
        => kind switch
        {
            LimitKind.Fields => "hold as many or as long fields as its sender likes",
            LimitKind.Pace => "come in as slowly as its sender likes",
            _ => value.Text,
        };

    /// <summary>True for the length of a part of a form in an app that says how large bodies may be: no part is longer than the whole.</summary>
    private static bool IsBoundByBody(string member, RuleContext context) => member.EndsWith("LengthLimit", StringComparison.OrdinalIgnoreCase) && LiftedLimits.AreSet(context.Read(Largest), context.Known);

    /// <summary>True for the options of one form: those that are made where it is read.</summary>
    private static bool IsOfOneForm(AssignmentExpressionSyntax assignment) => assignment.Parent is InitializerExpressionSyntax;

    /// <summary><c>AddHubOptions&lt;Prices&gt;(hub =&gt; …)</c></summary>
    private static bool IsOfOneHub(AssignmentExpressionSyntax assignment, RuleContext context)
        => assignment.Left is MemberAccessExpressionSyntax { Expression: var receiver } && context.Model.GetTypeInfo(receiver, context.CancellationToken).Type is INamedTypeSymbol { IsGenericType: true };

    private static void AnalyzeAttribute(RuleContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!SizeAttribute.MayBe(attribute) || (context.Model.GetSymbolInfo(attribute, context.CancellationToken).Symbol as IMethodSymbol)?.ContainingType is not { } type)
        {
            return;
        }

        var name = MemberName.Of(NameOf(attribute))!.Value;
        if (SizeAttribute.Is(type, SizeAttribute.Form, context.Known))
        {
            foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
            {
                if (argument.NameEquals is { Name: var member } && RequestLimit.OfForm(member.Identifier.ValueText) is { } kind && ValueOf(argument.Expression, context) is { } value)
                {
                    ReportForm(context, attribute, member.GetLocation(), member.Identifier.ValueText, kind, value);
                }
            }

            return;
        }

        var given = SizeAttribute.Is(type, SizeAttribute.Disable, context.Known) ? OfForm(attribute, context) ?? LimitValue.None
            : SizeAttribute.Is(type, SizeAttribute.Size, context.Known) && attribute.ArgumentList?.Arguments is { Count: > 0 } arguments ? ValueOf(arguments[0].Expression, context)
            : null;
        if (given is { } size
            && size.IsOver(context.Read(Largest))
            && !EnvironmentGuard.IsForDevelopment(attribute, context.Known)
            && !(attribute.Parent?.Parent is MethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && Streaming.IsBounded(attribute.Parent.Parent, context.Model, context.Known, context.CancellationToken))
            && (size.IsUnlimited || attribute.ArgumentList is not { Arguments: { Count: > 0 } written } || !LengthCheck.IsAgainst(written[0].Expression, attribute)))
        {
            Report(context, size.IsUnlimited && IsCertain(attribute, context), attribute.Name.GetLocation(), WithoutSuffix(name.ValueText), size.Text);
        }
    }

    /// <summary>The limit that an action which reads nothing but a form gives to the form.</summary>
    private static LimitValue? OfForm(AttributeSyntax attribute, RuleContext context)
        => SizeAttribute.FormLimitBeside(attribute) is { } limit && ValueOf(limit, context) is { IsUnlimited: false } value ? value : null;

    private static NameSyntax NameOf(AttributeSyntax attribute)
        => attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax alias => alias.Name,
            var simple => simple,
        };

    private static string WithoutSuffix(string name) => name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;

    private static LimitValue? ValueOf(ExpressionSyntax value, RuleContext context)
        => context.Model.GetConstantValue(value, context.CancellationToken) is { HasValue: true, Value: { } constant } ? LimitValue.OfConstant(constant) : null;

    private static void ReportForm(RuleContext context, SyntaxNode place, Location location, string member, LimitKind kind, LimitValue value)
    {
        if ((kind == LimitKind.Fields ? value.IsUnlimited && !IsBoundByBody(member, context) : value.IsOver(context.Read(Largest))) && !EnvironmentGuard.IsForDevelopment(place, context.Known))
        {
            Report(context, value.IsUnlimited && IsCertain(place, context), location, member, TextOf(kind, value));
        }
    }

    /// <summary><c>WithMetadata(new DisableRequestSizeLimitAttribute())</c>, <c>options.Filters.Add(new RequestSizeLimitAttribute(…))</c></summary>
    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (ObjectCreationExpressionSyntax)context.Node;
        if (!SizeAttribute.MayBe(creation.Type) || context.Model.GetTypeInfo(creation, context.CancellationToken).Type is not { } type)
        {
            return;
        }

        var value = SizeAttribute.Is(type, SizeAttribute.Disable, context.Known) ? LimitValue.None
            : SizeAttribute.Is(type, SizeAttribute.Size, context.Known) && creation.ArgumentList?.Arguments is { Count: > 0 } arguments ? LimitValue.Of(arguments[0].Expression, context.Model, context.CancellationToken)
            : null;
        if (value is { } size && size.IsOver(context.Read(Largest)) && !EnvironmentGuard.IsForDevelopment(creation, context.Known))
        {
            Report(context, (size.IsUnlimited || SizeAttribute.IsGlobalFilter(creation)) && IsCertain(creation, context), creation.Type.GetLocation(), WithoutSuffix(type.Name), size.Text);
        }
    }

    private static void AnalyzeFormOptions(RuleContext context, IInvocationOperation call)
    {
        if (!context.Known.Is((call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType, EndpointOptions))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: var name, Syntax: ArgumentSyntax syntax }
                && RequestLimit.OfForm(name) is { } kind
                // A null leaves the limit as it is.
                && LimitValue.Of(argument.Value, context.Model, context.CancellationToken) is { IsUnset: false } value)
            {
                ReportForm(context, call.Syntax, syntax.GetLocation(), name, kind, value);
            }
        }
    }

    /// <summary><c>file.OpenReadStream(long.MaxValue)</c>, <c>file.OpenReadStream(file.Size)</c></summary>
    private static void AnalyzeOpen(RuleContext context, IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType is not { } owner
            || !context.Known.IsA(owner, BrowserFile)
            || call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "maxAllowedSize") is not { ArgumentKind: ArgumentKind.Explicit, Value: { } given })
        {
            return;
        }

        var own = Operands.Unwrap(given) is IPropertyReferenceOperation { Property.Name: "Size", Instance.Type: { } type } && context.Known.IsA(type, BrowserFile);
        if ((own ? LimitValue.None : LimitValue.Of(given, context.Model, context.CancellationToken)) is { } size
            && size.IsOver(context.Read(Largest))
            && !EnvironmentGuard.IsForDevelopment(call.Syntax, context.Known)
            && !LengthCheck.IsAround(call.Syntax, context.Model, context.Known, context.CancellationToken)
            && InvocationSyntax.NameOf((InvocationExpressionSyntax)call.Syntax) is { } name)
        {
            Report(context, size.IsUnlimited && context.Known.Project.Kind != ProjectKind.Library && IsCertain(call.Syntax, context), name.GetLocation(), name.Identifier.ValueText, size.Text);
        }
    }

    /// <summary>Nothing is bound where the server's own limit stands.</summary>
    private static bool MayReadAll(RuleContext context, InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax && !SizeAttribute.IsAround(call) && LiftedLimits.OfServer(context.Read(Largest), context.Known);

    private static void AnalyzeRead(RuleContext context, IInvocationOperation call)
    {
        if (WholeBody.Reads(call, context)
            && !EnvironmentGuard.IsForDevelopment(call.Syntax, context.Known)
            && !LengthCheck.IsAround(call.Syntax, context.Model, context.Known, context.CancellationToken)
            && InvocationSyntax.NameOf((InvocationExpressionSyntax)call.Syntax) is { } name)
        {
            Report(context, IsCertain(call.Syntax, context), name.GetLocation(), name.Identifier.ValueText, "fill the memory");
        }
    }

    private static bool IsCertain(SyntaxNode place, RuleContext context)
        => !LimitPlace.IsDecided(place) && !LimitPlace.IsProxy(context.Known) && !LoopbackApp.Of(context.Known).ListensToItself;

    private static void Report(RuleContext context, bool certain, Location location, string name, string what)
    {
        if (certain)
        {
            context.Report(Gap, location, name, what);
        }
        else
        {
            context.Suggest(Gap, Likely, location, name, what);
        }
    }

    private static void AnalyzeFile(AdditionalFileAnalysisContext context, KnownTypes known)
    {
        foreach (var (name, value, text, span) in LimitsSetting.In(context, known))
        {
            if (value.IsOver(Largest.In(context.Options, context.AdditionalFile)))
            {
                Finding.Report(context, text, span, LimitsSetting.Body, asWarning: true, name, value.Text);
            }
        }
    }
}
