using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Performance.Queries;

/// <summary>Flags a query for each item of a collection, where one query for all of them would do.</summary>
public sealed class PG5001QueryInLoop : PerformanceRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG5001",
        "Query in a loop",
        "'{0}' runs one query per '{1}'; load them all before the loop, or with Include",
        "Each iteration waits for the database: the ten items of a demo take ten milliseconds, the thousand of a real customer take seconds and hold a connection all that time.",
        DiagnosticSeverity.Info,
        "CWE-1050");

    /// <summary>The names of a type's methods that may ask the database, read once for all of its loops.</summary>
    private static readonly ConditionalWeakTable<TypeDeclarationSyntax, HashSet<string>> Readers = new();

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        // A console tool that is run by hand may take its time.
        if (actions.Known.Has("Microsoft.EntityFrameworkCore.DbSet`1") && actions.Known.Project.Kind != ProjectKind.Console)
        {
            actions.OnSyntax(AnalyzeLoop, SyntaxKind.ForEachStatement, SyntaxKind.ForEachVariableStatement, SyntaxKind.ForStatement, SyntaxKind.WhileStatement);
            actions.OnCall(AnalyzeProjection, IsProjection, "Select", "SelectMany", "ForEach");
        }
    }

    private static void AnalyzeLoop(RuleContext context)
    {
        if (HasCall(Loops.BodyOf(context.Node)) && ItemLoop.Of(context.Node) is { } loop)
        {
            Analyze(context, loop);
        }
    }

    private static bool IsProjection(RuleContext context, InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is { Count: 1 } arguments && arguments[0].Expression is LambdaExpressionSyntax lambda
            && HasCall(lambda.Body)
            && ItemLoop.Of(lambda) is { } loop
            && CallsIn(loop).Any(inner => DatabaseRead.BeginOf(inner) is not { } begin || QueryRoot.MayBe(begin, context.Model, context.Known, context.CancellationToken));

    private static void AnalyzeProjection(RuleContext context, IInvocationOperation call)
    {
        // A lambda for the database is translated, not run.
        var type = call.TargetMethod.ContainingType;
        if ((context.Known.Is(type, "System.Linq.Enumerable") || context.Known.Is(type, "System.Collections.Generic.List`1"))
            && ((InvocationExpressionSyntax)call.Syntax).ArgumentList.Arguments[0].Expression is LambdaExpressionSyntax lambda
            && ItemLoop.Of(lambda) is { } loop)
        {
            Analyze(context, loop);
        }
    }

    private static void Analyze(RuleContext context, ItemLoop loop)
    {
        foreach (var call in CallsIn(loop))
        {
            if (!IsRemembered(call, loop)
                && IsInnermost(call, loop)
                && Find(call, loop, context) is var (place, name)
                && !EndsEarly(loop)
                && !loop.HasOwnContext()
                && !IsWorkOfItsOwn(loop)
                && !RequestPath.IsSeed(loop.Node))
            {
                context.Report(Gap, place.GetLocation(), name, loop.Item);
            }
        }
    }

    /// <summary>True for a batch of a few rows, each of which is worked off and saved before the next: what it needs, it reads when its turn comes.</summary>
    private static bool IsWorkOfItsOwn(ItemLoop loop)
        => loop.Node is CommonForEachStatementSyntax { Expression: var source }
            && IsCut(source is IdentifierNameSyntax { Identifier.ValueText: var name } ? NameLookup.ValueGiven(source, name) : source)
            && (Saves(loop.Body) || CallsIn(loop.Body).Any(call => OwnName(call) is { } own && call.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members.Any(member => member is MethodDeclarationSyntax method && method.Identifier.ValueText == own && Saves(method)) == true));

    private static bool IsCut(SyntaxNode? query) => query?.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Take") == true;

    private static bool Saves(SyntaxNode code) => CallsIn(code).Any(call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "SaveChanges" or "SaveChangesAsync");

    /// <summary>The calls that may ask the database about the item, by their syntax.</summary>
    private static IEnumerable<InvocationExpressionSyntax> CallsIn(ItemLoop loop)
        => CallsIn(loop.Body).Where(call =>
            (DatabaseRead.BeginOf(call) is { } begin ? !BringsItsOwn(begin, loop) : IsOwn(call))
            && loop.IsAbout(call)
            && !loop.IsBatch(call));

    private static IEnumerable<InvocationExpressionSyntax> CallsIn(SyntaxNode code) => code.DescendantNodesAndSelf(Functions.StayOutside).OfType<InvocationExpressionSyntax>();

    /// <summary>True where each item may be, or bring, a database of its own.</summary>
    private static bool BringsItsOwn(ExpressionSyntax begin, ItemLoop loop)
        => begin is not IdentifierNameSyntax && !DatabaseRead.IsEntry(begin) && loop.IsAbout(begin);

    private static bool HasCall(SyntaxNode body) => CallsIn(body).Any(call => DatabaseRead.BeginOf(call) is not null || IsOwn(call));

    /// <summary>What costs a query: the table, or the argument of a method of this class that asks for it.</summary>
    private static (ExpressionSyntax Place, string Name)? Find(InvocationExpressionSyntax call, ItemLoop loop, RuleContext context)
    {
        if (DatabaseRead.Of(call, context.Model, context.Known, context.CancellationToken) is { } read)
        {
            return (read.Place, read.Name);
        }

        if (!IsOwn(call)
            || context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol { IsVirtual: false, DeclaringSyntaxReferences: { Length: 1 } references } method
            || references[0].GetSyntax(context.CancellationToken) is not MethodDeclarationSyntax declaration
            || declaration.SyntaxTree != call.SyntaxTree
            || declaration.Span.Contains(call.Span))
        {
            return null;
        }

        for (var i = 0; i < call.ArgumentList.Arguments.Count && i < method.Parameters.Length; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            if (argument.NameColon is null && loop.IsAbout(argument) && Reads(declaration, method.Parameters[i].Name, SwitchesOf(call, method), context))
            {
                return (argument.Expression, method.Name);
            }
        }

        return null;
    }

    /// <summary>The name of a method that is called without an object, or on this one.</summary>
    private static string? OwnName(InvocationExpressionSyntax call)
        => call.Expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
            _ => null,
        };

    /// <summary>True for a call of a method of this type that may ask the database with what it is given.</summary>
    private static bool IsOwn(InvocationExpressionSyntax call)
        => OwnName(call) is { } name
            && call.ArgumentList.Arguments.Count > 0
            && call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && Readers.GetValue(type, ReadersIn).Contains(name);

    private static HashSet<string> ReadersIn(TypeDeclarationSyntax type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax method && CallsIn(method).Any(call => DatabaseRead.BeginOf(call) is not null))
            {
                names.Add(method.Identifier.ValueText);
            }
        }

        return names;
    }

    /// <summary>The parameters that are true or false in a call, by what is written there or by their default.</summary>
    private static Dictionary<string, bool> SwitchesOf(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var switches = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var parameter in method.Parameters)
        {
            if (parameter is { Type.SpecialType: SpecialType.System_Boolean, HasExplicitDefaultValue: true, ExplicitDefaultValue: bool usual })
            {
                switches[parameter.Name] = usual;
            }
        }

        for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            if ((argument.NameColon?.Name.Identifier.ValueText ?? (i < method.Parameters.Length ? method.Parameters[i].Name : null)) is { } name)
            {
                switches.Remove(name);
                if (argument.Expression.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression)
                {
                    switches[name] = argument.Expression.IsKind(SyntaxKind.TrueLiteralExpression);
                }
            }
        }

        return switches;
    }

    /// <summary>True for code that a call with these switches does not reach: <c>if (replace) { … }</c> after <c>replace: false</c>.</summary>
    private static bool IsSwitchedOff(SyntaxNode code, MethodDeclarationSyntax method, Dictionary<string, bool> switches)
    {
        if (switches.Count == 0)
        {
            return false;
        }

        for (var node = code; node != method && node.Parent is { } parent; node = parent)
        {
            if (parent is IfStatementSyntax choice && node != choice.Condition && ValueOf(choice.Condition, switches) is { } holds && holds != (node == choice.Statement)
                || parent is ConditionalExpressionSyntax conditional && node != conditional.Condition && ValueOf(conditional.Condition, switches) is { } yes && yes != (node == conditional.WhenTrue)
                || parent is BlockSyntax block && EarlyExit.Before(block, node, condition => ValueOf(condition, switches) == true))
            {
                return true;
            }
        }

        return false;
    }

    private static bool? ValueOf(ExpressionSyntax condition, Dictionary<string, bool> switches)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => ValueOf(inner.Expression, switches),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => !ValueOf(not.Operand, switches),
            IdentifierNameSyntax name => switches.TryGetValue(name.Identifier.ValueText, out var value) ? value : null,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when ValueOf(both.Left, switches) == false || ValueOf(both.Right, switches) == false => false,
            _ => null,
        };

    /// <summary>True for a method that asks the database each time it is called, with what a parameter brings.</summary>
    private static bool Reads(MethodDeclarationSyntax method, string parameter, Dictionary<string, bool> switches, RuleContext context)
    {
        var reads = false;
        foreach (var node in method.DescendantNodes(Functions.StayOutside))
        {
            if (node is SimpleNameSyntax name && IsMemory(name.Identifier.ValueText))
            {
                return false;
            }

            reads |= node is InvocationExpressionSyntax call
                && DatabaseRead.BeginOf(call) is not null
                && Mentions(call, parameter)
                && !IsSwitchedOff(call, method, switches)
                && DatabaseRead.Of(call, context.Model, context.Known, context.CancellationToken) is not null;
        }

        return reads;
    }

    private static bool Mentions(InvocationExpressionSyntax call, string parameter)
    {
        var mentions = false;
        foreach (var node in call.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == parameter)
            {
                if (name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains" } access && access.Expression == name)
                {
                    return false;
                }

                mentions = true;
            }
        }

        return mentions;
    }

    /// <summary>True where something is looked up first, and the database asked only for what is not there yet.</summary>
    private static bool IsRemembered(InvocationExpressionSyntax call, ItemLoop loop)
    {
        foreach (var node in loop.Body.ChildNodes())
        {
            if (node is IfStatementSyntax { Condition: var condition, Statement: ContinueStatementSyntax or BlockSyntax } jump
                && jump.Span.End <= call.SpanStart
                && jump.Statement.DescendantNodesAndSelf().Any(inner => inner is ContinueStatementSyntax)
                && LooksUp(condition, variable: null))
            {
                return true;
            }
        }

        ExpressionSyntax? variable = null;
        for (SyntaxNode node = call; node != loop.Node && node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce when coalesce.Right == node:
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                case IfStatementSyntax statement when statement.Condition != node && LooksUp(statement.Condition, variable):
                case ConditionalExpressionSyntax conditional when conditional.Condition != node && LooksUp(conditional.Condition, variable):
                    return true;

                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax } assignment:
                    variable = assignment.Left;
                    break;
            }
        }

        return false;
    }

    /// <summary>True for a condition that asks a dictionary or a cache, or whether the variable is set already.</summary>
    private static bool LooksUp(ExpressionSyntax condition, ExpressionSyntax? variable)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            if ((node is SimpleNameSyntax { Identifier.ValueText: var name } && IsMemory(name)) || (variable is not null && SyntaxFactory.AreEquivalent(node, variable)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMemory(string name)
        => name is "ContainsKey" or "GetValueOrDefault" or "GetOrAdd" || WordSplitter.StartsWithWord(name, "TryGet") || name.StartsWith("GetOrCreate", StringComparison.Ordinal) || name.StartsWith("GetOrSet", StringComparison.Ordinal);

    /// <summary>False where a loop inside this one is the one whose item the query is about.</summary>
    private static bool IsInnermost(InvocationExpressionSyntax call, ItemLoop loop)
    {
        for (var node = call.Parent; node is not null && node != loop.Node; node = node.Parent)
        {
            if (node is StatementSyntax && ItemLoop.Of(node) is { } inner && inner.Body.Span.Contains(call.Span) && inner.IsAbout(call))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a search: the loop ends with what it has found.</summary>
    private static bool EndsEarly(ItemLoop loop)
    {
        if (loop.Node is not StatementSyntax)
        {
            return false;
        }

        foreach (var node in loop.Body.DescendantNodes(Functions.StayOutside))
        {
            if (node is BreakStatementSyntax { Parent: not SwitchSectionSyntax }
                || node is ReturnStatementSyntax { Expression: IdentifierNameSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } }
                || node is ReturnStatementSyntax or ThrowStatementSyntax && node.Parent == loop.Body)
            {
                return true;
            }
        }

        return false;
    }
}
