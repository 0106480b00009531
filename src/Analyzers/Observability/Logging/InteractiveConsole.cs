using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Observability.Logging;

/// <summary>Where somebody reads the console: a project, a type or a place that is a user interface on it.</summary>
internal static class InteractiveConsole
{
    /// <summary>Words in names of types that speak to a person, or that are what logs when nothing else can yet.</summary>
    private static readonly string[] InterfaceWords = ["Console", "Cli", "Diagnostic", "Sink", "Logging", "Host", "Debug", "FailFast"];

    /// <summary>True for a project that may run where nobody watches.</summary>
    public static bool MayRunUnattended(KnownTypes known)
        => known.Project.Kind switch
        {
            ProjectKind.Web => !known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder"),
            ProjectKind.Worker => !CommandLineTool.Is(known),
            // A library that could log.
            ProjectKind.Library => known.Has("Microsoft.Extensions.Logging.ILogger`1") && !CommandLineTool.Is(known),
            _ => false,
        };

    /// <summary>True when someone reads what is written at a place.</summary>
    public static bool ReadAt(RuleContext context)
        => IsStartUp(context)
            || IsInterface(context)
            || TestHarness.Contains(context.Node)
            || TestHarness.IsSeeder(context.Node, context.Known.Compilation)
            || IsThrownToo(context.Node)
            || EndsProcess(context.Node)
            || EnvironmentGuard.Contains(context.Node, EnvironmentWords.Details)
            || EnvironmentGuard.IsInDeveloperType(context.Node);

    /// <summary>
    /// True in the code of the entry point, which may answer <c>--help</c> or a command before there is a host. Behind the line that
    /// builds a web application it is the application's code, but for the branches of a command.
    /// </summary>
    private static bool IsStartUp(RuleContext context)
    {
        var isBranch = false;
        var isLater = false;
        for (var node = context.Node.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case IfStatementSyntax or SwitchStatementSyntax or CatchClauseSyntax or SwitchSectionSyntax:
                    isBranch = true;
                    break;
                case AnonymousFunctionExpressionSyntax lambda:
                    isBranch = false;
                    isLater |= !IsSetUp(lambda);
                    break;
                case MethodDeclarationSyntax method when !isLater && SetsUp(method):
                    return true;
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

    /// <summary>True for a method that registers services: there is no logger yet.</summary>
    private static bool SetsUp(MethodDeclarationSyntax method)
        => method.ParameterList.Parameters.Any(parameter => TypeSyntaxNames.RightmostName(parameter.Type) is "IServiceCollection" or "IHostApplicationBuilder" or "WebApplicationBuilder" or "IHostBuilder" or "ILoggingBuilder" or "IConfigurationBuilder");

    /// <summary>True for a function that is called while services are registered; one that gets the provider, or an event, comes later.</summary>
    private static bool IsSetUp(AnonymousFunctionExpressionSyntax lambda)
        => lambda is SimpleLambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }, Parameter.Identifier.ValueText: var given }
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (name.StartsWith("Configure", StringComparison.Ordinal) || (name.StartsWith("Add", StringComparison.Ordinal) && name is not ("AddScoped" or "AddSingleton" or "AddTransient" or "AddHostedService" or "AddKeyedSingleton")))
            && given is not ("sp" or "provider" or "serviceProvider" or "services");

    /// <summary>True for a text that the next statements throw as well: whoever handles the exception has it.</summary>
    private static bool IsThrownToo(SyntaxNode call)
    {
        if (call.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax block } statement
            || block.Statements.SkipWhile(other => other != statement).Skip(1).FirstOrDefault() is not ThrowStatementSyntax { Expression: BaseObjectCreationExpressionSyntax { ArgumentList: { } thrown } })
        {
            return false;
        }

        return call.DescendantTokens().Any(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            && token.ValueText.Trim(' ', '.', ':', '!') is { Length: > 3 } text
            && thrown.DescendantTokens().Any(other => other.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken && other.ValueText.Contains(text)));
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
            && (InterfaceWords.Any(word => CommandLineTool.Says(declaration.Identifier.ValueText, word))
                || declaration.Identifier.ValueText.EndsWith("Command", StringComparison.Ordinal)
                || declaration.BaseList?.Types.Any(named => TypeSyntaxNames.RightmostName(named.Type) is "IDocumentFilter" or "ISchemaFilter" or "IOperationFilter") == true
                || declaration.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Console" }, Name.Identifier.ValueText: "ReadLine" or "ReadKey" or "Read" or "In" })
                || (context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is { } type && LoggerTypes.WritesLogs(type, context.Known)));

    /// <summary>True for the last words of a process, which a logger might not get out any more.</summary>
    private static bool EndsProcess(SyntaxNode place)
        => place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && (member is MethodDeclarationSyntax { Identifier.ValueText: "FailFast" }
                || member.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Environment" or "FailFast" }, Name.Identifier.ValueText: "FailFast" or "Exit" }));
}
