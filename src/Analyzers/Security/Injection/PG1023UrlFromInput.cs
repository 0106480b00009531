using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Flags a call of the server to a host that somebody outside names.</summary>
public sealed class PG1023UrlFromInput : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1023",
        "Server calls any address",
        "'{0}' decides which host the server calls; {1}",
        "The server reaches what callers cannot: the cloud's metadata with its credentials, internal services, other machines of the network.",
        item: ChecklistItem.Input,
        tags: ["CWE-918", "OWASP-A10:2021", "OWASP-A01:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1023");

    private const string List = "compare the host with a list of those that it may";

    private const string Own = "set AllowedHosts to the names that the app has";

    private const string OwnOfLibrary = "take the app's own address from its settings";

    /// <summary>Words in the name of a service's parameter that say that it is an address.</summary>
    private static readonly string[] AddressWords = ["url", "uri", "host", "hostname", "endpoint", "callback", "webhook", "link", "address"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode || known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder") || !known.Has("System.Net.Http.HttpClient"))
        {
            return;
        }

        actions.OnCall(AnalyzeCall, static call => call.ArgumentList.Arguments.Any(static argument => MayBeInput(argument.Expression)), UrlSinks.Names);
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
    }

    /// <summary>False for texts whose beginning is written there.</summary>
    private static bool MayBeInput(ExpressionSyntax address)
        => address switch
        {
            LiteralExpressionSyntax or LambdaExpressionSyntax => false,
            InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } contents } => contents[0] is InterpolationSyntax || !WebAddresses.LeadsToOnePlace(contents[0].ToString()),
            _ => true,
        };

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call) => Analyze(context, UrlSinks.Of(call, context.Known));

    private static void AnalyzeCreation(RuleContext context)
    {
        if (UrlSinks.MayBe(context.Node)
            && context.Node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } arguments } && arguments.Any(static argument => MayBeInput(argument.Expression))
            && context.Model.GetOperation(context.Node, context.CancellationToken) is IObjectCreationOperation made)
        {
            Analyze(context, UrlSinks.Of(made, context.Known));
        }
    }

    private static void AnalyzeAssignment(RuleContext context)
    {
        if (UrlSinks.MayBe(context.Node)
            && MayBeInput(((AssignmentExpressionSyntax)context.Node).Right)
            && context.Model.GetOperation(context.Node, context.CancellationToken) is ISimpleAssignmentOperation set)
        {
            Analyze(context, UrlSinks.Of(set, context.Known));
        }
    }

    private static void Analyze(RuleContext context, IOperation? address)
    {
        if (address is null || TaintTracker.Of(address, context, TaintPolicy.Url) is not { Level: >= TaintLevel.Service, Source: { } source } taint)
        {
            return;
        }

        if (CalledAddress.IsOfEarlierCall(context.Node, address.Syntax))
        {
            return;
        }

        var name = source.Syntax.ToString();
        if (taint.Level == TaintLevel.Service)
        {
            if (context.Known.Project.Kind is ProjectKind.Web or ProjectKind.Worker && WordSplitter.EndsInWord(name, AddressWords) && !GuardedClients.Are(context.Known) && !SeenCallers.DecideNothing(source, context, TaintPolicy.Url))
            {
                context.Suggest(Gap, Likely, address.Syntax.GetLocation(), name, List);
            }
        }
        else if (GuardedClients.Are(context.Known))
        {
            return;
        }
        else
        {
            var isOwn = CalledAddress.IsOwnHost(source, context.Known);
            // A library has no settings file of the app.
            var advice = !isOwn ? List : context.Known.Project.Kind == ProjectKind.Library ? OwnOfLibrary : Own;
            if (TrustedCallers.AreAround(context.Node, context.Model, context.Known)
                || (((isOwn && (CalledAddress.HasFixedPath(source.Syntax) || CalledAddress.IsFallback(source.Syntax))) || CalledAddress.IsProbe(context.Node)) && !CalledAddress.CarriesCredential(context.Node)))
            {
                context.Suggest(Gap, Likely, address.Syntax.GetLocation(), name, advice);
            }
            else if (taint.IsModel || context.Known.Project.Kind is not (ProjectKind.Console or ProjectKind.Desktop))
            {
                context.Report(Gap, address.Syntax.GetLocation(), name, advice);
            }
        }
    }
}
