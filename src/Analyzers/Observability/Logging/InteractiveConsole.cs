using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Logging;

namespace ProdGap.Analyzers.Observability.Logging;

/// <summary>Where somebody reads the console: a project, a type or a place that is a user interface on it.</summary>
internal sealed class InteractiveConsole
{
    private static readonly ConditionalWeakTable<SyntaxTree, object> HostsServices = new();

    /// <summary>Words in names of types that speak to a person, or that are what logs when nothing else can yet.</summary>
    private static readonly string[] InterfaceWords = ["Console", "Cli", "Diagnostic", "Sink", "Logging", "Host", "Debug", "FailFast"];

    private readonly Lazy<bool> runs;

    private InteractiveConsole(KnownTypes known) => runs = new(() => RunsUnattended(known));

    /// <summary>The answers for one compilation, each found out when it is asked for.</summary>
    public static InteractiveConsole Of(KnownTypes known) => known.PerCompilation(shared => new InteractiveConsole(shared));

    /// <summary>True for a project that may run where nobody watches; whether a program with a host has any service is asked late.</summary>
    public static bool MayRunUnattended(KnownTypes known)
        => known.Project.Kind switch
        {
            ProjectKind.Web => !known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder"),
            ProjectKind.Worker => !IsCommandLine(known),
            // A library that could log.
            ProjectKind.Library => known.Has("Microsoft.Extensions.Logging.ILogger`1") && !IsCommandLine(known),
            _ => false,
        };

    /// <summary>True when someone reads what is written at a place.</summary>
    public bool ReadAt(RuleContext context)
        => !runs.Value
            || IsStartUp(context)
            || IsInterface(context)
            || EndsProcess(context.Node)
            || EnvironmentGuard.Contains(context.Node, EnvironmentWords.Details)
            || EnvironmentGuard.IsInDeveloperType(context.Node);

    private static bool RunsUnattended(KnownTypes known)
        => known.Project.Kind != ProjectKind.Worker || known.Compilation.SyntaxTrees.Any(HostsService);

    /// <summary>Tools use the generic host too, for its configuration and its container; a service is what makes a program one.</summary>
    private static bool HostsService(SyntaxTree tree)
        => (bool)HostsServices.GetValue(tree, key => key.GetRoot().DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken)
            && token.ValueText is "BackgroundService" or "IHostedService" or "AddHostedService" or "IHostedLifecycleService" or "UseWindowsService" or "AddWindowsService" or "UseSystemd" or "AddSystemd"));

    private static bool IsCommandLine(KnownTypes known)
        => known.Has("Spectre.Console.AnsiConsole")
            || known.Has("System.CommandLine.Command")
            || known.Has("CommandLine.Parser")
            || known.Has("McMaster.Extensions.CommandLineUtils.CommandLineApplication")
            || Says(known.Compilation.AssemblyName ?? "", "Console")
            || Says(known.Compilation.AssemblyName ?? "", "Cli")
            || Says(known.Compilation.AssemblyName ?? "", "Tool");

    /// <summary>
    /// True in the code of the entry point, which may answer <c>--help</c> or a command before there is a host. Behind the line that
    /// builds a web application it is the application's code, but for the branches of a command.
    /// </summary>
    private static bool IsStartUp(RuleContext context)
    {
        var isBranch = false;
        for (var node = context.Node.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case IfStatementSyntax or SwitchStatementSyntax or CatchClauseSyntax or SwitchSectionSyntax:
                    isBranch = true;
                    break;
                case AnonymousFunctionExpressionSyntax:
                    isBranch = false;
                    break;
                case GlobalStatementSyntax global:
                    return isBranch || !IsBuiltBefore(((CompilationUnitSyntax)global.Parent!).Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement), context);
                case MethodDeclarationSyntax { Identifier.ValueText: "Main", Body: var body } method when method.Modifiers.Any(SyntaxKind.StaticKeyword):
                    return isBranch || body is null || !IsBuiltBefore(body.Statements, context);
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool IsBuiltBefore(IEnumerable<StatementSyntax> statements, RuleContext context)
    {
        foreach (var statement in statements)
        {
            if (statement.SpanStart > context.Node.SpanStart)
            {
                return false;
            }

            if (statement is LocalDeclarationStatementSyntax local
                && local.Declaration.Variables.Count == 1
                && context.Known.Is((context.Model.GetDeclaredSymbol(local.Declaration.Variables[0], context.CancellationToken) as ILocalSymbol)?.Type, "Microsoft.AspNetCore.Builder.WebApplication"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True in a type that talks to a person, or that is a log itself.</summary>
    private static bool IsInterface(RuleContext context)
        => context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && (InterfaceWords.Any(word => Says(declaration.Identifier.ValueText, word))
                || declaration.Identifier.ValueText.EndsWith("Command", StringComparison.Ordinal)
                || declaration.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Console" }, Name.Identifier.ValueText: "ReadLine" or "ReadKey" or "Read" or "In" })
                || (context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is { } type && LoggerTypes.WritesLogs(type, context.Known)));

    /// <summary>True for the last words of a process, which a logger might not get out any more.</summary>
    private static bool EndsProcess(SyntaxNode place)
        => place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && (member is MethodDeclarationSyntax { Identifier.ValueText: "FailFast" }
                || member.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Environment" or "FailFast" }, Name.Identifier.ValueText: "FailFast" or "Exit" }));

    /// <summary>True when a word stands in a name, by its own: Cli in OrdersCli and not in Client.</summary>
    private static bool Says(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            end += end < name.Length && name[end] == 's' ? 1 : 0;
            if (end == name.Length || !char.IsLower(name[end]))
            {
                return true;
            }
        }

        return false;
    }
}
