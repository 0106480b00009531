using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Guards;

/// <summary>
/// The one answer to "does this run in development only?": code behind a condition about the environment, behind a guard clause that
/// leaves elsewhere, under a <c>switch</c> label, or left out of a release build. In doubt the answer is no.
/// </summary>
internal static class EnvironmentGuard
{
    /// <summary>Parts of the names of types for developers; a developer alone may be a customer.</summary>
    private static readonly string[] DeveloperTypes = ["Development", "DeveloperException", "DeveloperPage", "DeveloperError"];

    /// <summary>The methods by which an app registers what the framework runs.</summary>
    private static readonly string[] Registrations = ["AddTransient", "AddSingleton", "AddScoped", "AddHostedService", "UseMiddleware"];

    /// <summary>Callers are followed this far.</summary>
    private const int Depth = 3;

    /// <summary>True when a place is reached in development only, as far as the file tells.</summary>
    public static bool Contains(SyntaxNode place, EnvironmentWords words)
    {
        for (var node = place; node.Parent is { } parent; node = parent)
        {
            if (IsBehindQuestion(node, parent, words))
            {
                return true;
            }
        }

        return IsLeftOutOfRelease(place);
    }

    /// <summary>The same for code of the start-up: what a named function is called from counts instead of where it stands.</summary>
    public static bool Contains(SyntaxNode place, EnvironmentWords words, StartupModel app) => Contains(place, words, app, Depth);

    private static bool Contains(SyntaxNode place, EnvironmentWords words, StartupModel app, int depth)
    {
        for (var node = place; node.Parent is { } parent; node = parent)
        {
            if (IsBehindQuestion(node, parent, words))
            {
                return true;
            }

            if (depth > 0 && parent is MethodDeclarationSyntax or LocalFunctionStatementSyntax)
            {
                return AllCallsAreGuarded(parent, words, app, depth) || IsRegisteredForDevelopment(parent, words, app, depth) || IsLeftOutOfRelease(place);
            }
        }

        return IsLeftOutOfRelease(place);
    }

    /// <summary>True where nobody but those who develop gets: behind a question about the environment, its callers' included, or in a type of theirs.</summary>
    public static bool IsForDevelopment(SyntaxNode place, KnownTypes known)
        => Contains(place, EnvironmentWords.Default, StartupModel.Of(known)) || IsInDeveloperType(place);

    /// <summary>True inside a type that is named for developers, such as a <c>DeveloperExceptionFilter</c>.</summary>
    public static bool IsInDeveloperType(SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            if (ancestor is TypeDeclarationSyntax { Identifier.ValueText: var name } && Array.Exists(DeveloperTypes, part => name.IndexOf(part, StringComparison.Ordinal) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True in a factory by which the tools of EF Core, and nothing else, make a context.</summary>
    public static bool IsInDesignTimeFactory(SyntaxNode place)
        => place.Ancestors().Any(static ancestor => ancestor is BaseTypeDeclarationSyntax type && IsDesignTimeFactory(type));

    /// <summary>True for such a factory: it runs on the machine of whoever makes a migration.</summary>
    public static bool IsDesignTimeFactory(BaseTypeDeclarationSyntax type)
        => type.BaseList?.Types.Any(static named => TypeSyntaxNames.RightmostName(named.Type) == "IDesignTimeDbContextFactory") == true;

    private static bool AllCallsAreGuarded(SyntaxNode function, EnvironmentWords words, StartupModel app, int depth)
    {
        var callers = app.Bound.Of(function, origin: null).ToList();
        return callers.Count > 0 && callers.TrueForAll(caller => Contains(caller, words, app, depth - 1));
    }

    /// <summary>True in a type that the framework runs because it is registered, where all registrations are reached in development only.</summary>
    private static bool IsRegisteredForDevelopment(SyntaxNode function, EnvironmentWords words, StartupModel app, int depth)
    {
        if (function.Parent is not ClassDeclarationSyntax { BaseList.Types: var bases, Identifier.ValueText: var name } || !bases.Any(static named => TypeSyntaxNames.RightmostName(named.Type) is "IStartupFilter" or "IHostedService" or "BackgroundService" or "IMiddleware"))
        {
            return false;
        }

        var registrations = Registrations.SelectMany(app.CallsOf)
            .Where(call => InvocationSyntax.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } types } && TypeSyntaxNames.RightmostName(types[types.Count - 1]) == name)
            .ToList();
        return registrations.Count > 0 && registrations.TrueForAll(call => Contains(call, words, app, depth - 1));
    }

    /// <summary>True where what is directly around a node asks for the environment, so that the node runs in development only.</summary>
    public static bool IsBehindQuestion(SyntaxNode node, SyntaxNode parent, EnvironmentWords words)
        => parent switch
        {
            IfStatementSyntax choice => (node == choice.Statement && words.MeanDevelopment(choice.Condition, holds: true)) || (node == choice.Else && words.MeanDevelopment(choice.Condition, holds: false)),
            ConditionalExpressionSyntax choice => (node == choice.WhenTrue && words.MeanDevelopment(choice.Condition, holds: true)) || (node == choice.WhenFalse && words.MeanDevelopment(choice.Condition, holds: false)),
            SwitchExpressionArmSyntax arm => arm.Expression == node && words.MeanDevelopment(arm.Pattern.ToString(), holds: true),
            SwitchSectionSyntax section => section.Labels.All(label => words.MeanDevelopment(label.ToString(), holds: true)),
            BlockSyntax block => EarlyExit.Before(block, node, condition => words.MeanDevelopment(condition, holds: false)),
            CompilationUnitSyntax unit => node is GlobalStatementSyntax && EarlyExit.Before(unit, node, condition => words.MeanDevelopment(condition, holds: false)),
            _ => false,
        };

    /// <summary>True between <c>#if DEBUG</c> and its end, and in the other branch of <c>#if RELEASE</c>.</summary>
    public static bool IsLeftOutOfRelease(SyntaxNode place)
    {
        // A call in the middle of a chain stands where its name does: the chain begins further up.
        var start = place is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call) is { } name ? name.SpanStart : place.SpanStart;
        var root = place.SyntaxTree.GetRoot();
        if (!root.ContainsDirectives)
        {
            return false;
        }

        // For each condition that is open: whether this branch, and whether the branches behind it, are left out.
        var open = new Stack<bool>();
        var others = new Stack<bool>();
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < start; directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax condition:
                    open.Push(MeansDebug(condition.Condition, holds: true));
                    others.Push(MeansDebug(condition.Condition, holds: false));
                    break;
                case ElifDirectiveTriviaSyntax condition when open.Count > 0:
                    open.Pop();
                    open.Push(others.Peek() || MeansDebug(condition.Condition, holds: true));
                    others.Push(others.Pop() || MeansDebug(condition.Condition, holds: false));
                    break;
                case ElseDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    open.Push(others.Peek());
                    break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    others.Pop();
                    break;
            }
        }

        return open.Contains(true);
    }

    /// <summary>True for a condition of the compiler that holds, or fails, in no release build.</summary>
    private static bool MeansDebug(ExpressionSyntax condition, bool holds)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => MeansDebug(inner.Expression, holds),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => MeansDebug(not.Operand, !holds),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => holds
                ? MeansDebug(both.Left, true) || MeansDebug(both.Right, true)
                : MeansDebug(both.Left, false) && MeansDebug(both.Right, false),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => holds
                ? MeansDebug(either.Left, true) && MeansDebug(either.Right, true)
                : MeansDebug(either.Left, false) || MeansDebug(either.Right, false),
            IdentifierNameSyntax { Identifier.ValueText: "DEBUG" } => holds,
            IdentifierNameSyntax { Identifier.ValueText: "RELEASE" } => !holds,
            _ => false,
        };
}
