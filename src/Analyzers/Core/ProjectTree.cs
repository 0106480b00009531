using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core;

/// <summary>What a project does, as one of its files shows.</summary>
[Flags]
internal enum ProjectDeeds
{
    /// <summary>Nothing that tells.</summary>
    None = 0,

    /// <summary>It starts a web server.</summary>
    ServesWeb = 1,

    /// <summary>It runs services without a user: workers, consumers, functions.</summary>
    HostsServices = 2,

    /// <summary>It reads a command line with a library.</summary>
    ReadsCommandLine = 4,

    /// <summary>It is a script of a build.</summary>
    Builds = 8,
}

/// <summary>What a project is, read off its files and not off what it could name: a reference brings a whole framework along. By syntax, once per tree.</summary>
internal static class ProjectTree
{
    private static readonly ConditionalWeakTable<SyntaxTree, object> PerTree = new();

    private static readonly ConditionalWeakTable<SyntaxTree, object> Refusals = new();

    private static readonly string[] CommandLines = ["System.CommandLine", "Spectre.Console.Cli", "CommandDotNet", "Cocona", "ConsoleAppFramework", "McMaster.Extensions.CommandLineUtils", "CommandLine", "Mono.Options", "CliFx", "PowerArgs"];

    /// <summary>What one file shows.</summary>
    public static ProjectDeeds Of(SyntaxTree tree) => (ProjectDeeds)PerTree.GetValue(tree, static key => Read(key.GetRoot()));

    /// <summary>True for a file of the start-up that ends the program where it finds itself in production: a tool for test data.</summary>
    public static bool RefusesProduction(SyntaxTree tree) => (bool)Refusals.GetValue(tree, static key => key.GetRoot() is CompilationUnitSyntax root && Bodies(root).Any(Refuses));

    private static object Read(SyntaxNode root)
    {
        var deeds = ProjectDeeds.None;
        foreach (var token in root.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
            {
                deeds |= OfWord(token);
            }
        }

        return deeds;
    }

    private static ProjectDeeds OfWord(SyntaxToken token)
        => token.ValueText switch
        {
            "WebApplication" or "WebApplicationBuilder" or "IWebHostBuilder" or "WebHostBuilder" or "ConfigureWebHostDefaults" or "ConfigureWebHost" or "UseStartup" or "UseKestrel" or "WebHost" => ProjectDeeds.ServesWeb,
            "BackgroundService" or "IHostedService" or "IHostedLifecycleService" or "AddHostedService" or "UseWindowsService" or "AddWindowsService" or "UseSystemd" or "AddSystemd" or "AddQuartzHostedService" or "AddHangfireServer"
                or "AddMassTransit" or "UseNServiceBus" or "UseOrleans" or "ConfigureFunctionsWorkerDefaults" or "ConfigureFunctionsWebApplication" or "FunctionsApplication" => ProjectDeeds.HostsServices,
            "Run" or "RunAsync" => RunsHost(token) ? ProjectDeeds.HostsServices : ProjectDeeds.None,
            "NukeBuild" or "FrostingContext" => token.Parent?.FirstAncestorOrSelf<BaseListSyntax>() is not null ? ProjectDeeds.Builds : ProjectDeeds.None,
            _ => token.Parent is SimpleNameSyntax && token.Parent.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { Name: { } space } && Array.IndexOf(CommandLines, space.ToString()) >= 0 ? ProjectDeeds.ReadsCommandLine : ProjectDeeds.None,
        };

    /// <summary><c>host.Run()</c>, where what runs was built as a generic host in the same file.</summary>
    private static bool RunsHost(SyntaxToken name)
    {
        if (name.Parent is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: var receiver, Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: < 2 } } access } || access.Name != name.Parent)
        {
            return false;
        }

        if (receiver is IdentifierNameSyntax { Identifier.ValueText: var variable })
        {
            receiver = NameLookup.ValueGiven(name.Parent, variable) ?? receiver;
        }

        return receiver is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build", Expression: var builder } } && IsHostBuilder(builder);
    }

    private static bool IsHostBuilder(ExpressionSyntax builder)
    {
        if (builder is IdentifierNameSyntax { Identifier.ValueText: var variable })
        {
            builder = NameLookup.ValueGiven(builder, variable) ?? builder;
        }

        return builder.DescendantNodesAndSelf().Any(node => node is SimpleNameSyntax { Identifier.ValueText: "CreateDefaultBuilder" or "CreateApplicationBuilder" or "CreateEmptyApplicationBuilder" or "HostBuilder" or "CreateHostBuilder" });
    }

    /// <summary>The bodies in which an app starts: top-level statements, <c>Main</c>, the methods of a class of start-up.</summary>
    private static IEnumerable<IEnumerable<StatementSyntax>> Bodies(CompilationUnitSyntax root)
    {
        var top = root.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement).ToList();
        if (top.Count > 0)
        {
            yield return top;
        }

        foreach (var type in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<ClassDeclarationSyntax>())
        {
            var isStartup = type.Identifier.ValueText.StartsWith("Startup", StringComparison.Ordinal);
            foreach (var member in type.Members)
            {
                var starts = member switch
                {
                    MethodDeclarationSyntax { Identifier.ValueText: var name } => name == "Main" || (isStartup && name.StartsWith("Configure", StringComparison.Ordinal)),
                    ConstructorDeclarationSyntax => isStartup,
                    _ => false,
                };
                if (starts && ((BaseMethodDeclarationSyntax)member).Body is { } body)
                {
                    yield return body.Statements;
                }
            }
        }
    }

    private static bool Refuses(IEnumerable<StatementSyntax> statements)
    {
        foreach (var statement in statements)
        {
            if (statement is IfStatementSyntax { Else: null, Statement: var then, Condition: var condition }
                && AsksForEnvironmentAlone(condition)
                && EnvironmentWords.Default.MeanDevelopment(condition, holds: false)
                && Ends(then is BlockSyntax block ? block.Statements.LastOrDefault() : then))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForEnvironmentAlone(ExpressionSyntax condition)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => AsksForEnvironmentAlone(inner.Expression),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => AsksForEnvironmentAlone(not.Operand),
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "IsProduction" or "IsDevelopment" or "IsEnvironment",
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison => comparison.Left.ToString().EndsWith("EnvironmentName", StringComparison.Ordinal),
            _ => false,
        };

    /// <summary>True where nothing runs any more; a <c>return</c> in front of what runs the app is one, too.</summary>
    private static bool Ends(StatementSyntax? last)
        => last is ThrowStatementSyntax
            || (last is ReturnStatementSyntax && last.FirstAncestorOrSelf<MethodDeclarationSyntax>() is null or { Identifier.ValueText: "Main" })
            || last is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Exit" or "FailFast";
}
