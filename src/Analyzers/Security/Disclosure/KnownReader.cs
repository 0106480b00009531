using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>
/// An answer whose reader may know what failed: an administrator, while the log has the exception too; whoever asked, by a check that lets in
/// nobody unknown, why something cannot be reached. Who sits at the machine that the app runs on is known, and its administrator.
/// </summary>
internal static class KnownReader
{
    private const string Authorize = "Microsoft.AspNetCore.Authorization.AuthorizeAttribute";

    private const string AllowAnonymous = "Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute";

    private static readonly HashSet<string> Checks = new(StringComparer.Ordinal) { "health", "healthz", "healthcheck", "ping", "probe", "diagnostics", "diagnostic", "diagnose", "selftest", "readiness", "liveness" };

    private static readonly HashSet<string> Tests = new(StringComparer.Ordinal) { "test", "check", "verify", "try", "probe", "validate" };

    /// <summary>What is tested; an action that is called <c>Test</c> and nothing else may test anything.</summary>
    private static readonly HashSet<string> Tested = new(StringComparer.Ordinal) { "connection", "connections", "connectivity", "smtp", "database", "db", "server", "api", "endpoint", "credentials", "settings", "configuration", "config", "integration", "webhook", "provider", "service", "email", "mail", "key" };

    /// <summary>True for the reader of what is sent from a place.</summary>
    public static bool Is(SentException sent, RuleContext context)
    {
        var place = sent.Source.Syntax;
        foreach (var function in place.Ancestors())
        {
            switch (function)
            {
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax mapping } } when StartupTree.NameOf(mapping) is { } name && MappingMethods.Is(name):
                    return Is(new Callers(mapping, context), NameOf(mapping), sent, context);

                case MethodDeclarationSyntax method when context.Model.GetDeclaredSymbol(method, context.CancellationToken) is { } symbol:
                    return Is(new Callers(symbol, context), method.Identifier.ValueText, sent, context);

                case CompilationUnitSyntax:
                    return false;

                case LocalFunctionStatementSyntax local:
                    return Is(new Callers(local.Identifier.ValueText, context), local.Identifier.ValueText, sent, context);

                case BaseTypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool Is(Callers callers, string name, SentException sent, RuleContext context)
    {
        var isLocal = LoopbackApp.Of(context.Known).ListensToItself;
        return (isLocal && !sent.IsTrace)
            || ((isLocal || callers.AreAdministrators) && IsLogged(sent, context))
            || (callers.AreKnown && !sent.IsTrace && IsCheck(name));
    }

    private static string NameOf(InvocationExpressionSyntax mapping)
        => mapping.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: string template } ? template.Split('/').LastOrDefault(segment => segment.Length > 0 && segment[0] != '{') ?? "" : "";

    /// <summary>True for the name of what is there to tell whether, and why not, something works.</summary>
    private static bool IsCheck(string name)
    {
        var words = WordSplitter.Of(name);
        return words.Exists(Checks.Contains)
            || (words.Count > 0 && Tests.Contains(words[0]) && (words.Exists(Tested.Contains) || (words[0] == "test" && words.Count < 3)))
            || (words.Exists(Tests.Contains) && words.Exists(static word => word is "connection" or "connectivity"));
    }

    /// <summary>True where the handler of the exception logs it, or gives it to what collects failures.</summary>
    public static bool IsLogged(SentException sent, RuleContext context)
    {
        if (sent.Source.Syntax.FirstAncestorOrSelf<CatchClauseSyntax>() is not { Declaration.Identifier.ValueText: { Length: > 0 } exception } clause)
        {
            return false;
        }

        foreach (var call in clause.Block.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (!call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var given } && given == exception)
                || InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name)
            {
                continue;
            }

            if (name is "TrackException" or "CaptureException" or "RecordException" or "AddException"
                || (name is "Error" or "Fatal" or "Warn" or "Critical" && call.Expression is MemberAccessExpressionSyntax { Expression: var logger } && logger.ToString() is var text && (text.EndsWith("log", StringComparison.OrdinalIgnoreCase) || text.EndsWith("logger", StringComparison.OrdinalIgnoreCase)))
                || (context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation operation && LogCall.Of(operation, context.Known) is { IsScope: false }))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SaysAdministrator(string text)
        => text.IndexOf("admin", StringComparison.OrdinalIgnoreCase) >= 0 || text.Equals("root", StringComparison.OrdinalIgnoreCase) || text.Equals("superuser", StringComparison.OrdinalIgnoreCase) || text.Equals("sysop", StringComparison.OrdinalIgnoreCase);

    /// <summary>Who can call: nobody unknown, administrators alone.</summary>
    private readonly struct Callers
    {
        public Callers(IMethodSymbol method, RuleContext context)
        {
            var known = context.Known;
            if (AttributeLookup.Has(method, known, AllowAnonymous) || AttributeLookup.Has(method.ContainingType, known, AllowAnonymous))
            {
                return;
            }

            foreach (var attribute in AttributesOf(method))
            {
                if (known.IsA(attribute.AttributeClass, Authorize))
                {
                    AreKnown = true;
                    AreAdministrators |= IsForAdministrators(attribute);
                }
            }

            if (!AreAdministrators && method.MethodKind == MethodKind.Ordinary && StartupModel.Of(known).Maps(method.Name))
            {
                var mapped = new Callers(method.Name, context);
                AreKnown |= mapped.AreKnown;
                AreAdministrators = mapped.AreAdministrators;
            }
        }

        /// <summary>Of a handler by its name, as it is mapped: one mapping that lets in others is enough.</summary>
        public Callers(string handler, RuleContext context)
        {
            var app = StartupModel.Of(context.Known);
            var mappings = MappingMethods.Names.SelectMany(app.CallsOf)
                .Where(mapping => mapping.ArgumentList.Arguments.Any(argument => argument.Expression is SimpleNameSyntax { Identifier.ValueText: var simple } && simple == handler || argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name == handler))
                .Select(mapping => new Callers(mapping, context)).ToList();
            AreKnown = mappings.Count > 0 && mappings.TrueForAll(one => one.AreKnown);
            AreAdministrators = mappings.Count > 0 && mappings.TrueForAll(one => one.AreAdministrators);
        }

        /// <summary>Of what a call maps, by its chain and by the groups that it is mapped on in the same function.</summary>
        public Callers(InvocationExpressionSyntax mapping, RuleContext context)
        {
            foreach (var decision in DecisionsOf(mapping, depth: 4))
            {
                if (StartupTree.NameOf(decision) == "AllowAnonymous")
                {
                    AreKnown = AreAdministrators = false;
                    return;
                }

                AreKnown = true;
                AreAdministrators |= decision.ArgumentList.DescendantNodes().Any(node => node is ExpressionSyntax text && node is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax
                    && SaysAdministrator((node as LiteralExpressionSyntax)?.Token.Value as string ?? (node.SyntaxTree == context.Model.SyntaxTree ? context.Model.GetConstantValue(text, context.CancellationToken).Value as string : null) ?? (node as IdentifierNameSyntax)?.Identifier.ValueText ?? ""));
            }

            foreach (var list in mapping.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<ParenthesizedLambdaExpressionSyntax>().SelectMany(lambda => lambda.AttributeLists))
            {
                foreach (var attribute in list.Attributes)
                {
                    var name = TypeSyntaxNames.RightmostName(attribute.Name) ?? "";
                    AreKnown |= name.StartsWith("Authorize", StringComparison.Ordinal);
                    AreAdministrators |= name.StartsWith("Authorize", StringComparison.Ordinal) && attribute.ArgumentList?.Arguments.Any(argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string roles } && roles.Split(',').All(role => SaysAdministrator(role.Trim()))) == true;
                }
            }
        }

        public bool AreKnown { get; }

        public bool AreAdministrators { get; }

        private static IEnumerable<AttributeData> AttributesOf(IMethodSymbol method)
        {
            IEnumerable<AttributeData> all = method.GetAttributes();
            for (var type = method.ContainingType; type is not null; type = type.BaseType)
            {
                all = all.Concat(type.GetAttributes());
            }

            return all;
        }

        /// <summary>All of the roles, or the policy, or the attribute's own name.</summary>
        private static bool IsForAdministrators(AttributeData attribute)
        {
            if (attribute.AttributeClass is { Name: not "AuthorizeAttribute" and var own } && SaysAdministrator(own))
            {
                return true;
            }

            foreach (var argument in attribute.NamedArguments)
            {
                if (AttributeLookup.TextOf(argument.Value) is { } text && (argument.Key == "Policy" ? SaysAdministrator(text) : argument.Key == "Roles" && text.Split(',').All(role => SaysAdministrator(role.Trim()))))
                {
                    return true;
                }
            }

            return attribute.ConstructorArguments is { Length: > 0 } given && AttributeLookup.TextOf(given[0]) is { } policy && policy.Split(',').All(role => SaysAdministrator(role.Trim()));
        }

        /// <summary>The calls of <c>RequireAuthorization</c> and <c>AllowAnonymous</c> behind a mapping and on its groups, the nearest first.</summary>
        private static IEnumerable<InvocationExpressionSyntax> DecisionsOf(InvocationExpressionSyntax call, int depth)
        {
            for (var node = call.Parent; node is MemberAccessExpressionSyntax or InvocationExpressionSyntax; node = node.Parent)
            {
                if (node is InvocationExpressionSyntax next && StartupTree.NameOf(next) is "RequireAuthorization" or "AllowAnonymous")
                {
                    yield return next;
                }
            }

            var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
            while (depth > 0 && receiver is not null)
            {
                switch (receiver)
                {
                    case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } before:
                        if (access.Name.Identifier.ValueText is "RequireAuthorization" or "AllowAnonymous")
                        {
                            yield return before;
                        }

                        receiver = access.Expression;
                        break;

                    case IdentifierNameSyntax { Identifier.ValueText: var variable }:
                        receiver = NameLookup.ValueGiven(receiver, variable);
                        depth--;
                        break;

                    default:
                        yield break;
                }
            }
        }
    }
}
