using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Observability.Startup;

/// <summary>Asks a question about a whole web app, once, where it starts.</summary>
internal static class StartupCheck
{
    /// <summary>Reports at the start-up where an app that serves something lacks something.</summary>
    /// <param name="actions">Where the rule says what it looks at.</param>
    /// <param name="gap">What is reported.</param>
    /// <param name="lacks">The question; asked only of an app of which all set-up is seen.</param>
    public static void Watch(RuleActions actions, DiagnosticDescriptor gap, Func<StartupModel, bool> lacks)
    {
        if (!actions.Known.Has("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions"))
        {
            return;
        }

        actions.OnCall(
            (context, call) =>
            {
                if (context.Known.Is(call.TargetMethod.ContainingType, "Microsoft.AspNetCore.Builder.WebApplication"))
                {
                    context.Report(gap, call.Syntax.GetLocation());
                }
            },
            (context, call) => IsAsked(context, call, lacks),
            "CreateBuilder",
            "CreateSlimBuilder");
        actions.OnSyntax(
            context =>
            {
                if (context.Node is MethodDeclarationSyntax method && StartupTree.IsConfigure(method) && IsAsked(context, method, lacks))
                {
                    context.Report(gap, method.Identifier.GetLocation());
                }
            },
            SyntaxKind.MethodDeclaration);
    }

    private static bool IsAsked(RuleContext context, SyntaxNode start, Func<StartupModel, bool> lacks)
        => StartupModel.Of(context.Known) is var app
            && app.IsStart(start)
            && app.Names.Any(name => name.StartsWith("Map", StringComparison.Ordinal) || name is "UseEndpoints" or "UseMvc")
            && app.Unseen.Count == 0
            && !app.Names.Any(IsFramework)
            && lacks(app);

    /// <summary>Calls behind which a framework, or the defaults of a whole system, may set up everything.</summary>
    private static bool IsFramework(string name)
        => name is "AddApplication" or "AddApplicationAsync" or "InitializeApplication" or "InitializeApplicationAsync"
            || (name.Contains("Defaults") && !name.StartsWith("Configure", StringComparison.Ordinal))
            || name.Contains("DefaultEndpoints")
            || name.Contains("Orchard")
            || name.Contains("Umbraco");
}
