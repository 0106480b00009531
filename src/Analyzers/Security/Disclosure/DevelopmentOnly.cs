using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>Whether something for developers is on where they are alone, or where somebody has decided for it.</summary>
internal static class DevelopmentOnly
{
    /// <summary>A stage before production, and switches whose name says what they switch, are also a decision.</summary>
    private static readonly EnvironmentWords Words = new(
    [
        "Debug", "Detailed", "Verbose", "IncludeException", "ShowException", "ExposeException", "ExceptionDetail", "ErrorDetail", "Staging", "Enable", "Show", "Expose", "Swagger", "OpenApi", "ApiDoc", "Diagnos",
        "Sensitive", "Feature", "GetValue<bool>", "bool.Parse", "bool.TryParse", "Logging", "LogSql", "LogParam", "LogQuer", "LogData", "SqlLog", "args.", "\"true\"",
    ]);

    /// <summary>The questions about the environment that a value may be.</summary>
    private static readonly string[] Questions = ["IsDevelopment", "IsProduction", "IsStaging", "IsEnvironment"];

    /// <summary>True where a place is reached in development only, or by a switch for it.</summary>
    public static bool Is(SyntaxNode place, StartupModel app)
        => EnvironmentGuard.Contains(place, Words, app)
            || EnvironmentGuard.IsInDeveloperType(place)
            || EnvironmentGuard.IsInDesignTimeFactory(place)
            || IsHandedOver(place)
            || IsInMethodForDevelopment(place, app);

    /// <summary>True where some condition decides about a place, whatever it asks for, unless it asks for production.</summary>
    public static bool IsDecided(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (parent is IfStatementSyntax choice && node != choice.Condition && !IsBehindProduction(node, choice.Statement, choice.Condition)
                || parent is ConditionalExpressionSyntax either && node != either.Condition && !IsBehindProduction(node, either.WhenTrue, either.Condition)
                || parent is SwitchSectionSyntax or SwitchExpressionArmSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a condition lets a place run everywhere but in development.</summary>
    public static bool IsElsewhere(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (parent is IfStatementSyntax choice && node != choice.Condition && IsBehindProduction(node, choice.Statement, choice.Condition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a value that is true everywhere but in development: <c>!env.IsDevelopment()</c>.</summary>
    public static bool IsTrueElsewhere(ExpressionSyntax value)
        => value.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax call && Array.IndexOf(Questions, InvocationSyntax.NameOf(call)?.Identifier.ValueText) >= 0)
            && Words.MeanDevelopment(value, holds: false);

    private static bool IsBehindProduction(SyntaxNode node, SyntaxNode whenTrue, ExpressionSyntax condition) => Words.MeanDevelopment(condition, holds: node != whenTrue);

    /// <summary>True in a lambda that is handed over together with the question: <c>app.UseWhen(_ =&gt; env.IsDevelopment(), branch =&gt; …)</c>.</summary>
    private static bool IsHandedOver(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (node is ArgumentSyntax { Expression: AnonymousFunctionExpressionSyntax } && parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax call } arguments)
            {
                foreach (var other in arguments.Arguments)
                {
                    if (other != node && EnvironmentWords.Default.MeanDevelopment(other.Expression is LambdaExpressionSyntax { ExpressionBody: { } asked } ? asked : other.Expression, holds: true))
                    {
                        return true;
                    }
                }

                if (InvocationSyntax.NameOf(call)?.Identifier.ValueText.Contains("Development") == true)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True in a method that is named for development, as those are that a start-up class has for one environment; who calls it counts more.</summary>
    private static bool IsInMethodForDevelopment(SyntaxNode place, StartupModel app)
        => place.Ancestors().FirstOrDefault(static ancestor => ancestor is MethodDeclarationSyntax or LocalFunctionStatementSyntax) is { } function
            && FunctionSyntax.IdentifierOf(function)?.ValueText.Contains("Development") == true
            && !app.Bound.Of(function, origin: null).Any();
}
