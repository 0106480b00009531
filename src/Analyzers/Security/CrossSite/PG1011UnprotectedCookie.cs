using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>Flags cookies that scripts can read, or that are sent in clear: a warning where they let somebody in.</summary>
public sealed class PG1011UnprotectedCookie : SecurityRule
{
    private const string Cookies = "Microsoft.AspNetCore.Http.IResponseCookies";

    private const string ReadByScripts = "read by scripts";

    private const string SentInClear = "sent in clear";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1011",
        "Cookie without protection",
        "Cookie '{0}' can be {1}; set {2}",
        "Whoever reads the cookie, by a script on a page or on the network, is taken for the user it belongs to.",
        item: ChecklistItem.Access,
        tags: ["CWE-614", "CWE-1004", "CWE-1275", "OWASP-A05:2021", "OWASP-A02:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1011");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode || SampleProject.Is(known.Project))
        {
            return;
        }

        if (known.Has(Cookies))
        {
            actions.OnCall(AnalyzeAppend, MayAppend, "Append", "Add");
        }

        if (known.Has(BuiltCookie.Builder) || known.Has(Cookies))
        {
            actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
        }
    }

    /// <summary>Text builders append as well: what is called is named for cookies, declared as such, or the header is.</summary>
    private static bool MayAppend(RuleContext context, InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is { Count: 2 or 3 } arguments
            && (call.Expression is MemberAccessExpressionSyntax access ? access.Expression : (call.Parent as ConditionalAccessExpressionSyntax)?.Expression) is { } receiver
            && (HandWrittenCookie.IsHeader(arguments[0].Expression)
                || InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Append"
                    && (MemberName.Of(receiver)?.ValueText.IndexOf("cookie", StringComparison.OrdinalIgnoreCase) >= 0
                        || receiver is IdentifierNameSyntax && context.Known.Is(DeclaredType.TypeOf(receiver, context.Model, context.CancellationToken), Cookies)));

    private static void AnalyzeAppend(RuleContext context, IInvocationOperation call)
    {
        var syntax = (InvocationExpressionSyntax)call.Syntax;
        if (InvocationSyntax.NameOf(syntax) is not { } name)
        {
            return;
        }

        if (!context.Known.IsA(call.TargetMethod.ContainingType, Cookies))
        {
            if (HandWrittenCookie.IsHeader(syntax.ArgumentList.Arguments[0].Expression) && IsHeaders(call.Instance?.Type ?? call.Arguments.FirstOrDefault()?.Value.Type, context.Known))
            {
                AnalyzeHeader(context, syntax, syntax.ArgumentList.Arguments[1].Expression, name.GetLocation());
            }

            return;
        }

        var options = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.Name == "CookieOptions");
        var settings = options is null ? CookieSettings.None
            : options.Value.Syntax is ExpressionSyntax given ? CookieSettings.Of(given, context.Model, context.Known, context.CancellationToken)
            : null;
        if (settings is null || call.Arguments.Any(static argument => argument.Parameter?.Name == "value" && IsEmpty(argument.Value)))
        {
            return;
        }

        var (cookie, weight) = CookieOf(call);
        if (options?.Value.Syntax is IdentifierNameSyntax variable && IsRepeated(variable, syntax, weight, context))
        {
            return;
        }

        Judge(context, syntax, name.GetLocation(), cookie, weight, settings.HttpOnly, settings.Secure, settings.SameSite == Protection.Off);
    }

    /// <summary>True for the value with which a cookie is taken back.</summary>
    private static bool IsEmpty(IOperation value)
        => value.ConstantValue is { HasValue: true, Value: "" } || value is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } };

    /// <summary>The name of a cookie and what it is good for; of several, of the one that is worth most.</summary>
    private static (string Name, CookieWeight Weight) CookieOf(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "key") is { Value: { Syntax: ExpressionSyntax key } named })
        {
            var name = named.ConstantValue.Value as string;
            var value = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "value")?.Value.Syntax as ExpressionSyntax;
            return (name ?? MemberName.Of(key)?.ValueText ?? "Append", WeightOf(named, name, value));
        }

        (string Name, CookieWeight Weight) found = ("Append", CookieWeight.Ordinary);
        foreach (var part in call.Arguments.SelectMany(static argument => argument.Value.DescendantsAndSelf()))
        {
            if (part is IObjectCreationOperation { Arguments: { Length: 2 } pair } && pair[0].Value.ConstantValue.Value is string name
                && CookieName.WeightOf(name, pair[1].Value.Syntax as ExpressionSyntax) is var weight && (found.Weight != CookieWeight.Credential || found.Name == "Append"))
            {
                found = (name, weight);
            }
        }

        return found;
    }

    /// <summary>What the cookie of a call is good for.</summary>
    internal static CookieWeight WeightOf(IInvocationOperation call) => CookieOf(call).Weight;

    private static CookieWeight WeightOf(IOperation key, string? name, ExpressionSyntax? value)
        // The cookie in which the framework keeps the language.
        => key is IFieldReferenceOperation { Field: { Name: "DefaultCookieName", ContainingType.Name: "CookieRequestCultureProvider" } } ? CookieWeight.Ordinary
            : CookieName.WeightOf(name ?? (key as IFieldReferenceOperation)?.Field.Name, value);

    /// <summary>True where the same variable was handed over before, for a cookie that is worth as much, and says the same still: its options are one gap.</summary>
    private static bool IsRepeated(IdentifierNameSyntax variable, InvocationExpressionSyntax call, CookieWeight weight, RuleContext context)
    {
        var isRepeated = false;
        foreach (var node in FunctionSyntax.Enclosing(call).DescendantNodes())
        {
            if (node is not IdentifierNameSyntax other || other.Identifier.ValueText != variable.Identifier.ValueText || other.SpanStart >= variable.SpanStart)
            {
                continue;
            }

            if (other.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax } set && set.Expression == other)
            {
                isRepeated = false;
            }
            else if (other.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: 3 } arguments, Parent: InvocationExpressionSyntax earlier } }
                && InvocationSyntax.NameOf(earlier)?.Identifier.ValueText == "Append"
                && !EnvironmentGuard.IsForDevelopment(earlier, context.Known)
                && (weight != CookieWeight.Credential || CookieName.WeightOf(context.Model.GetConstantValue(arguments[0].Expression, context.CancellationToken).Value as string, arguments[1].Expression) == CookieWeight.Credential))
            {
                isRepeated = true;
            }
        }

        return isRepeated;
    }

    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } index } element)
        {
            if (HandWrittenCookie.IsHeader(index[0].Expression) && IsHeaders(context.Model.GetTypeInfo(element.Expression, context.CancellationToken).Type, context.Known))
            {
                AnalyzeHeader(context, assignment, assignment.Right, index[0].GetLocation());
            }

            return;
        }

        switch (MemberName.Of(assignment.Left))
        {
            case { ValueText: "SetCookie" } name when assignment.Left is MemberAccessExpressionSyntax { Expression: var headers } && IsHeaders(context.Model.GetTypeInfo(headers, context.CancellationToken).Type, context.Known):
                AnalyzeHeader(context, assignment, assignment.Right, name.GetLocation());
                break;

            case { ValueText: "Cookie" } name when assignment.Right is BaseObjectCreationExpressionSyntax made:
                AnalyzeMadeBuilder(context, assignment, made, name);
                break;

            case { ValueText: "HttpOnly" } name when assignment.Right is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } or IdentifierNameSyntax or MemberAccessExpressionSyntax:
                AnalyzeBuilder(context, assignment, name, ReadByScripts, "HttpOnly", static value => value is false);
                break;

            case { ValueText: "SecurePolicy" } name when MemberName.Of(assignment.Right) is not { ValueText: "Always" or "SameAsRequest" }:
                AnalyzeBuilder(context, assignment, name, SentInClear, "SecurePolicy to Always", static value => value is 2);
                break;
        }
    }

    /// <summary><c>options.Cookie.HttpOnly = false</c>, <c>options.Cookie.SecurePolicy = CookieSecurePolicy.None</c></summary>
    private static void AnalyzeBuilder(RuleContext context, AssignmentExpressionSyntax assignment, SyntaxToken name, string can, string set, Func<object?, bool> isOff)
    {
        if (!isOff(context.Model.GetConstantValue(assignment.Right, context.CancellationToken).Value)
            || context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property
            || !context.Known.Is(property.ContainingType, BuiltCookie.Builder)
            || BuiltCookie.IsGivenAnother(assignment)
            || EnvironmentGuard.IsForDevelopment(assignment, context.Known)
            || Decision.IsAround(assignment))
        {
            return;
        }

        var cookie = BuiltCookie.Of(assignment, context);
        var defaults = CookieDefaults.Of(context.Known);
        if (can == ReadByScripts ? cookie.Weight != CookieWeight.Credential || defaults.HidesAll : defaults.SecuresAll)
        {
            return;
        }

        Report(context, cookie.Weight == CookieWeight.Credential, name.GetLocation(), cookie.Name, can, set);
    }

    /// <summary><c>options.Cookie = new CookieBuilder { Name = "shop" }</c>: the builders of the framework hide a cookie, a new one does not.</summary>
    private static void AnalyzeMadeBuilder(RuleContext context, AssignmentExpressionSyntax assignment, BaseObjectCreationExpressionSyntax made, SyntaxToken name)
    {
        if (made.Initializer?.Expressions.Any(static member => member is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "HttpOnly" } }) == true
            || context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property
            || BuiltCookie.Of(property, context.Known) is not { Weight: CookieWeight.Credential } cookie
            || !context.Known.Is(context.Model.GetTypeInfo(made, context.CancellationToken).Type, BuiltCookie.Builder)
            || BuiltCookie.IsHiddenBeside(assignment)
            || CookieDefaults.Of(context.Known).HidesAll
            || EnvironmentGuard.IsForDevelopment(assignment, context.Known)
            || Decision.IsAround(assignment))
        {
            return;
        }

        Report(context, certain: true, name.GetLocation(), cookie.Name, ReadByScripts, "HttpOnly");
    }

    private static void AnalyzeHeader(RuleContext context, SyntaxNode place, ExpressionSyntax value, Location location)
    {
        if (context.Model.GetOperation(value, context.CancellationToken) is { } operation
            && HandWrittenCookie.Of(operation, context.Model, context.CancellationToken) is { IsRemoved: false } cookie)
        {
            Judge(
                context,
                place,
                location,
                cookie.Name ?? "Set-Cookie",
                cookie.Name is null ? CookieWeight.Ordinary : CookieName.WeightOf(cookie.Name, value: null),
                cookie.IsHidden ? Protection.On : Protection.Missing,
                cookie.IsSecure ? Protection.On : Protection.Missing,
                cookie.IsForEverySite);
        }
    }

    private static bool IsHeaders(ITypeSymbol? type, KnownTypes known) => known.IsA(type, "Microsoft.AspNetCore.Http.IHeaderDictionary");

    private static void Judge(RuleContext context, SyntaxNode place, Location location, string name, CookieWeight weight, Protection httpOnly, Protection secure, bool forEverySite)
    {
        var defaults = CookieDefaults.Of(context.Known);
        var isRead = weight == CookieWeight.Credential && httpOnly is (Protection.Missing or Protection.Off) && !defaults.HidesAll;
        var isSent = !defaults.SecuresAll && secure is (Protection.Missing or Protection.Off);
        if (!isRead && !isSent || EnvironmentGuard.IsForDevelopment(place, context.Known))
        {
            return;
        }

        // A proof is worth nothing without the cookie of the login: it matters where HTTP is surely answered.
        if (weight == CookieWeight.Proof && secure == Protection.Missing && !forEverySite && (defaults.UsesHttps || !defaults.IsSeen))
        {
            return;
        }

        // A language or a theme that one first request shows to the network tells nobody anything.
        if (weight == CookieWeight.Ordinary && secure == Protection.Missing && !forEverySite && defaults.UsesHttps)
        {
            return;
        }

        // Where HTTP is redirected, it is only the first request that goes in clear. What every site may send along, browsers drop.
        var isSurelySent = isSent && (secure == Protection.Off || forEverySite || !defaults.UsesHttps);
        var certain = weight == CookieWeight.Credential && (isRead || secure == Protection.Off || forEverySite || defaults.IsSeen && !defaults.UsesHttps);
        isSent = isSurelySent || isSent && !isRead;
        Report(
            context,
            certain,
            location,
            name,
            isRead && isSent ? ReadByScripts + " and " + SentInClear : isRead ? ReadByScripts : SentInClear,
            isRead && isSent ? "HttpOnly and Secure" : isRead ? "HttpOnly" : "Secure");
    }

    private static void Report(RuleContext context, bool certain, Location location, string name, string can, string set)
    {
        var listensToItself = LoopbackApp.Of(context.Known).ListensToItself;
        if (certain && !listensToItself)
        {
            context.Report(Gap, location, name, can, set);
        }
        else if (certain || !listensToItself)
        {
            context.Suggest(Gap, Likely, location, name, can, set);
        }
    }
}
