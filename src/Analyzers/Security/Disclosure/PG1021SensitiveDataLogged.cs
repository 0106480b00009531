using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Disclosure.Logs;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>Flags a value that a log must not have: a credential, payment, identity or health data, personal data, an object with such a member.</summary>
public sealed class PG1021SensitiveDataLogged : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1021",
        "Sensitive data logged",
        "'{0}' puts {1} in the log; leave it out, or log an id instead",
        "Logs are read by more people, on more systems and for longer than intended: a leaked password or token lets them in, and personal data escapes deletion.",
        tags: ["CWE-532", "CWE-359", "CWE-312", "OWASP-A09:2021"]);

    private static readonly Option<LikelyFindings> Person = Option.Choice(
        "PG1021.person",
        LikelyFindings.Suggest,
        "What happens to findings about personal data, such as an e-mail address: `suggest` makes them suggestions, and drops them where the rule's severity is set to warning or error; `report` treats them like credentials; `ignore` drops them.");

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1021");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Person, Likely];

    internal override bool AppliesTo(KnownTypes known) => !known.IsTestCode;

    internal override void Register(RuleActions actions)
    {
        var names = LogSink.NamesIn(actions.Known);
        actions.OnCall(Analyze, SensitiveSyntax.MayCarry, names);
        var known = new HashSet<string>(names, StringComparer.Ordinal);
        actions.OnSyntax(context => AnalyzeOwn(context, known), SyntaxKind.InvocationExpression);

        if (actions.Known.Has("Microsoft.AspNetCore.HttpLogging.HttpLoggingOptions"))
        {
            actions.OnSyntax(context => AnalyzeFields(context, ((AssignmentExpressionSyntax)context.Node).Right), SyntaxKind.SimpleAssignmentExpression, SyntaxKind.OrAssignmentExpression);
            actions.OnSyntax(context => AnalyzeFields(context, ((AttributeArgumentSyntax)context.Node).Expression), SyntaxKind.AttributeArgument);
            actions.OnCall((context, call) => AnalyzeFields(context, ((InvocationExpressionSyntax)call.Syntax).ArgumentList.Arguments[0].Expression), LoggedTraffic.MaySetFields, "WithHttpLogging");
            actions.OnCall(AnalyzeHeader, LoggedTraffic.MayAddHeader, "Add");
        }
    }

    /// <summary>Calls of the application's own methods that log.</summary>
    private static void AnalyzeOwn(RuleContext context, HashSet<string> known)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.ArgumentList.Arguments.Count > 0
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && !known.Contains(name)
            && (LogWrapper.MayBe(name) || IsMessage(name, context.Known))
            && (SensitiveSyntax.MayCarry(context, call) || ShowsMembers(name, context.Known))
            && context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation operation)
        {
            Analyze(context, operation);
        }
    }

    private static bool IsMessage(string name, KnownTypes known)
        => known.Has("Microsoft.Extensions.Logging.LoggerMessageAttribute") && known.PerCompilation(static known => new LoggingDeclarations(known)).Messages.Contains(name);

    /// <summary>True for a name of methods that log all members of what they are given.</summary>
    private static bool ShowsMembers(string name, KnownTypes known)
        => known.Has("Microsoft.Extensions.Logging.LogPropertiesAttribute") && known.PerCompilation(static known => new LoggingDeclarations(known)).Wholes.Contains(name);

    private static void Analyze(RuleContext context, IInvocationOperation call)
    {
        if (LogSink.Of(call, context.Known) is not { } parts || IsForDevelopers(call.Syntax))
        {
            return;
        }

        var values = new SensitiveValues(context.Known);
        var reported = new HashSet<SyntaxNode>();
        var named = false;
        foreach (var part in parts)
        {
            var found = new List<SensitiveValue>();
            if (part.Key is { } key)
            {
                values.LookAtNamed(key, part.Value, found);
            }
            else
            {
                found = values.In(part.Value, part.Shown);
            }

            // Where one variable holds several, the worst is told.
            foreach (var value in found.OrderBy(static value => value.IsPersonal ? 2 : value.IsCertain ? 0 : 1))
            {
                // Who it was is said once: the next name or number of the same person adds nothing.
                if (call.Syntax.Span.Contains(value.Syntax.Span) && !(value.IsPersonal && named) && Matters(value, call, context.Known) && reported.Add(value.Syntax))
                {
                    named |= value.IsPersonal;
                    Report(context, value);
                }
            }
        }
    }

    private static void Report(RuleContext context, SensitiveValue value)
    {
        var location = value.Syntax.GetLocation();
        if (value.IsPersonal)
        {
            context.Suggest(Gap, Person, location, value.Name, value.What);
        }
        else if (value.IsCertain && !SpentCredential.Is(value) && (LogContext.StandInAround(value.Syntax) is not { } type || StandInService.IsAlways(type, context.Known)))
        {
            context.Report(Gap, location, value.Name, value.What);
        }
        else
        {
            context.Suggest(Gap, Likely, location, value.Name, value.What);
        }
    }

    /// <summary>
    /// False for what somebody set a redactor up for; for the address of a caller in a warning, which is what a block list is made from, and in an
    /// entry that production does not write; and for a person in a warning that has no id to tell instead.
    /// </summary>
    private static bool Matters(SensitiveValue value, IInvocationOperation call, KnownTypes known)
    {
        if (!value.IsPersonal)
        {
            return true;
        }

        if (Redaction.IsSetUp(known))
        {
            return false;
        }

        var weight = LogSink.WeightOf(call, known);
        return value.Kind == SensitiveKind.Network ? weight is null or LogSeverity.Information : !PersonalValue.IsAllThereIs(value.Syntax, weight, value.Holder);
    }

    private static bool IsForDevelopers(SyntaxNode place) => EnvironmentGuard.Contains(place, EnvironmentWords.Default) || EnvironmentGuard.IsInDeveloperType(place);

    private static void AnalyzeFields(RuleContext context, ExpressionSyntax fields)
    {
        if (LoggedTraffic.HasBodies(fields, context) && !IsForDevelopers(fields) && !RequestLog.Of(context.Known).NeverRuns)
        {
            var text = fields.ToString();
            context.Report(Gap, fields.GetLocation(), text.IndexOf('\n') < 0 ? text : "LoggingFields", "the bodies of requests");
        }
    }

    private static void AnalyzeHeader(RuleContext context, IInvocationOperation call)
    {
        if (LoggedTraffic.HeaderIn(call, context.Known) is { } header && !IsForDevelopers(call.Syntax) && !RequestLog.Of(context.Known).NeverRuns)
        {
            context.Report(Gap, ((InvocationExpressionSyntax)call.Syntax).ArgumentList.Arguments[0].GetLocation(), header, "a credential");
        }
    }

    /// <summary>Whether the loggers of an application redact what is classified.</summary>
    private sealed class Redaction(KnownTypes known)
    {
        private readonly bool isSetUp = known.Compilation.SyntaxTrees.Any(static tree => NamedPlaces.Of(tree).Calls("AddRedaction").Count > 0 || NamedPlaces.Of(tree).Calls("EnableRedaction").Count > 0);

        public static bool IsSetUp(KnownTypes known) => known.Has("Microsoft.Extensions.Compliance.Redaction.Redactor") && known.PerCompilation(static known => new Redaction(known)).isSetUp;
    }
}
