using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>
/// An app that listens to this machine alone, by addresses that stand in the code: only who sits at it, or what it runs, can call. Launch
/// settings say nothing, for production does not read them.
/// </summary>
internal sealed class LoopbackApp
{
    private LoopbackApp(bool listensToItself) => ListensToItself = listensToItself;

    /// <summary>True where every address in the code is one of this machine, and one of them holds in every environment; and for a host of Aspire, which runs where one develops.</summary>
    public bool ListensToItself { get; }

    /// <summary>The app of a compilation.</summary>
    public static LoopbackApp Of(KnownTypes known) => known.PerCompilation(static key => new LoopbackApp(key.Has("Aspire.Hosting.DistributedApplication") || Find(StartupModel.Of(key))));

    private static bool Find(StartupModel app)
    {
        // What stands behind a proxy hears the whole world through it.
        if (!app.Starts || app.Says("UseForwardedHeaders", "ForwardedHeadersOptions"))
        {
            return false;
        }

        var any = false;
        foreach (var (place, isLocal) in Addresses(app))
        {
            if (!isLocal)
            {
                return false;
            }

            any |= !place.Ancestors().Any(around => around is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax);
        }

        return any;
    }

    private static IEnumerable<(SyntaxNode Place, bool IsLocal)> Addresses(StartupModel app)
    {
        foreach (var name in new[] { "Run", "RunAsync", "UseUrls" })
        {
            foreach (var call in app.CallsOf(name))
            {
                if (call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "Parallel" } })
                {
                    continue;
                }

                foreach (var argument in call.ArgumentList.Arguments)
                {
                    if (name == "UseUrls" || MayBeText(argument.Expression))
                    {
                        yield return (call, IsLocal(argument.Expression));
                    }
                }
            }
        }

        foreach (var call in app.CallsOf("Add"))
        {
            if (call is { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Urls" } }, ArgumentList.Arguments: { Count: 1 } added })
            {
                yield return (call, IsLocal(added[0].Expression));
            }
        }

        foreach (var call in app.CallsOf("UseSetting"))
        {
            if (call.ArgumentList.Arguments is { Count: 2 } setting && setting[0].Expression is LiteralExpressionSyntax { Token.Value: "urls" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ServerUrlsKey" })
            {
                yield return (call, IsLocal(setting[1].Expression));
            }
        }

        foreach (var call in app.CallsOf("Listen"))
        {
            if (call.ArgumentList.Arguments is { Count: > 0 } listened && listened[0].Expression.ToString() is var end && end.Contains("IP"))
            {
                yield return (call, end.Contains("Loopback"));
            }
        }

        foreach (var call in app.CallsOf("ListenLocalhost"))
        {
            yield return (call, true);
        }

        foreach (var call in app.CallsOf("ListenAnyIP"))
        {
            yield return (call, false);
        }
    }

    /// <summary>False for what a task or a middleware runs.</summary>
    private static bool MayBeText(ExpressionSyntax argument) => argument is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax or BinaryExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax;

    private static bool IsLocal(ExpressionSyntax address)
        => (address switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text,
            InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } contents } => (contents[0] as InterpolatedStringTextSyntax)?.TextToken.ValueText,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: LiteralExpressionSyntax { Token.Value: string text } } => text,
            IdentifierNameSyntax { Identifier.ValueText: var name } => address.Ancestors().Select(scope => (NameLookup.DeclaratorIn(scope, name) ?? ConstantIn(scope, name))?.Initializer?.Value).FirstOrDefault(value => value is not null) is { } initial and not IdentifierNameSyntax && IsLocal(initial) ? "http://localhost" : null,
            _ => null,
        }) is { } url
            && url.Split(';').All(static one => IsLocalUrl(one.Trim()));

    private static VariableDeclaratorSyntax? ConstantIn(SyntaxNode scope, string name)
        => (scope as TypeDeclarationSyntax)?.Members.OfType<FieldDeclarationSyntax>().Where(static field => field.Modifiers.Any(SyntaxKind.ConstKeyword))
            .SelectMany(static field => field.Declaration.Variables).FirstOrDefault(variable => variable.Identifier.ValueText == name);

    private static bool IsLocalUrl(string url)
    {
        var host = url.IndexOf("://", StringComparison.Ordinal) is > 0 and var at ? url.Substring(at + 3) : "";
        foreach (var name in new[] { "localhost", "127.0.0.1", "[::1]" })
        {
            if (host.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (host.Length == name.Length || host[name.Length] is ':' or '/'))
            {
                return true;
            }
        }

        return false;
    }
}
