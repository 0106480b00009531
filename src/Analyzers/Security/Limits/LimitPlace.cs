using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>Judges the code around a limit.</summary>
internal static class LimitPlace
{
    /// <summary>What conditions say that ask for a setting.</summary>
    private static readonly string[] Settings = ["onfig", "ption", "etting", "Enable", "Allow", "GetValue<bool>", "Feature"];

    /// <summary>The value that production gets, where a question about the environment chooses between two.</summary>
    public static ExpressionSyntax InProduction(ExpressionSyntax value)
        => value is not ConditionalExpressionSyntax choice ? value
            : EnvironmentWords.Default.MeanDevelopment(choice.Condition, holds: true) ? choice.WhenFalse
            : EnvironmentWords.Default.MeanDevelopment(choice.Condition, holds: false) ? choice.WhenTrue
            : value;

    /// <summary>True where a setting decides whether the limit is lifted.</summary>
    public static bool IsDecided(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not (MemberDeclarationSyntax and not GlobalStatementSyntax); node = parent)
        {
            var condition = parent switch
            {
                IfStatementSyntax choice when node != choice.Condition => choice.Condition,
                ConditionalExpressionSyntax choice when node != choice.Condition => choice.Condition,
                _ => null,
            };
            if (condition?.ToString() is { } text && Array.Exists(Settings, word => text.IndexOf(word, StringComparison.Ordinal) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the same limit is given another value in the same function: in the other branch, for want of a setting, or later.</summary>
    public static bool IsGivenAnother(AssignmentExpressionSyntax assignment, int megabytes, RuleContext context)
    {
        var name = MemberName.Of(assignment.Left)?.ValueText;
        foreach (var node in FunctionSyntax.Enclosing(assignment).DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax other
                && other != assignment
                && !IsOverwritten(other, assignment)
                && !EnvironmentGuard.Contains(other, EnvironmentWords.Default)
                && MemberName.Of(other.Left)?.ValueText == name
                && (other.Left.ToString() == assignment.Left.ToString() && other.Left is MemberAccessExpressionSyntax || other.Parent == assignment.Parent && other.Parent is InitializerExpressionSyntax)
                && !(LimitValue.Of(other.Right, context.Model, context.CancellationToken)?.IsOver(megabytes) ?? false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for what stands in front of an assignment and on the way to it: it is the other one that holds.</summary>
    private static bool IsOverwritten(AssignmentExpressionSyntax earlier, AssignmentExpressionSyntax assignment)
        => earlier.SpanStart < assignment.SpanStart && earlier.Parent is ExpressionStatementSyntax { Parent: { } block } && (block is GlobalStatementSyntax ? block.Parent! : block).Span.Contains(assignment.Span);

    /// <summary>True in a proxy, which hands bodies on to somebody who limits them.</summary>
    public static bool IsProxy(KnownTypes known) => known.Has("Yarp.ReverseProxy.Configuration.RouteConfig");

    /// <summary>True for code that runs in the browser or on the desk of whoever sends the file.</summary>
    public static bool IsOfSender(KnownTypes known)
        => known.Project.Kind == ProjectKind.Desktop || known.Project.PropertyOf("UsingMicrosoftNETSdkBlazorWebAssembly")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
}
