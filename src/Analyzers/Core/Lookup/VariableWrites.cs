using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>A place that gives a variable a value.</summary>
internal readonly struct VariableWrite(SyntaxNode node, ExpressionSyntax? value, bool hidesEarlier)
{
    /// <summary>The assignment, or the argument that hands the variable over by reference.</summary>
    public SyntaxNode Node { get; } = node;

    /// <summary>What is assigned; null where no expression says it.</summary>
    public ExpressionSyntax? Value { get; } = value;

    /// <summary>True where nothing that was assigned before is left.</summary>
    public bool HidesEarlier { get; } = hidesEarlier;

    /// <summary>True for <c>+=</c>.</summary>
    public bool IsMore => Node.IsKind(SyntaxKind.AddAssignmentExpression);
}

/// <summary>The assignments to locals and parameters, by their names and without binding anything.</summary>
internal static class VariableWrites
{
    /// <summary>The assignments that may be in force at a place, the latest first; the last of them is the last that matters.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="declaration">Where it is declared.</param>
    /// <param name="use">The place that reads it.</param>
    public static IEnumerable<VariableWrite> Reaching(string name, SyntaxNode declaration, SyntaxNode use)
    {
        var function = FunctionOf(use);
        var variable = ScopeOfVariable(declaration);
        var writes = In(ScopeOf(declaration), name).FindAll(write => variable.Span.Contains(write.Node.Span) && !IsOfAnother(write.Node, name, declaration, variable));
        for (var i = writes.Count - 1; i >= 0; i--)
        {
            var write = writes[i].Node;
            if (write.Span.Contains(use.Span) && write is AssignmentExpressionSyntax or ArgumentSyntax)
            {
                continue;
            }

            var isSame = FunctionOf(write) == function;
            if (isSame && write.SpanStart > use.SpanStart && !AreInOneLoop(write, use, declaration))
            {
                continue;
            }

            var hides = isSame && write.SpanStart < use.SpanStart && Hides(write, use);
            yield return new(write, writes[i].Value, hides);
            if (hides)
            {
                yield break;
            }
        }
    }

    /// <summary>The places that write a variable of a name, in the order of the source.</summary>
    public static List<VariableWrite> In(SyntaxNode scope, string name)
    {
        var writes = new List<VariableWrite>();
        foreach (var use in MemberNames.Of(scope).Uses(name))
        {
            if (!InitialValue.IsWritten(use))
            {
                continue;
            }

            switch (use.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == use:
                    writes.Add(new(assignment, assignment.Right, false));
                    break;

                case ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } part:
                    writes.Add(new(deconstruction, deconstruction.Right is TupleExpressionSyntax values && tuple.Arguments.IndexOf(part) is var index && index < values.Arguments.Count ? values.Arguments[index].Expression : null, false));
                    break;

                case ArgumentSyntax argument:
                    writes.Add(new(argument, null, false));
                    break;
            }
        }

        return writes;
    }

    /// <summary>The member around a declaration; in top-level statements, where each one is a member of its own, the file.</summary>
    public static SyntaxNode ScopeOf(SyntaxNode declaration)
        => declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member : declaration.SyntaxTree.GetRoot();

    /// <summary>What a variable can be seen in: for a parameter its function, else the nearest block or what stands for one.</summary>
    public static SyntaxNode ScopeOfVariable(SyntaxNode declaration)
    {
        foreach (var around in declaration.Ancestors())
        {
            switch (around)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or TypeDeclarationSyntax or CompilationUnitSyntax:
                case BlockSyntax or SwitchSectionSyntax or ForStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax or FixedStatementSyntax when declaration is not ParameterSyntax:
                    return around;
            }
        }

        return declaration;
    }

    /// <summary>True where the name is a parameter of a function in between: another variable.</summary>
    private static bool IsOfAnother(SyntaxNode write, string name, SyntaxNode declaration, SyntaxNode scope)
    {
        foreach (var around in write.Ancestors())
        {
            if (around == scope)
            {
                return false;
            }

            foreach (var parameter in FunctionSyntax.ParametersOf(around))
            {
                if (parameter.Identifier.ValueText == name && parameter != declaration)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for an assignment on every way to a place: nothing that was assigned before is left there.</summary>
    private static bool Hides(SyntaxNode write, SyntaxNode use)
    {
        if (write is ArgumentSyntax { RefOrOutKeyword.RawKind: (int)SyntaxKind.RefKeyword } || write is AssignmentExpressionSyntax { RawKind: not (int)SyntaxKind.SimpleAssignmentExpression })
        {
            return false;
        }

        for (var node = write; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case ConditionalExpressionSyntax or SwitchExpressionArmSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression }:
                    return false;

                case StatementSyntax statement and not BlockSyntax:
                    // A block of its own, or the condition of an `if`, is passed on every way through what is around it.
                    var around = statement.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : statement.Parent;
                    while (around is BlockSyntax { Parent: BlockSyntax or LockStatementSyntax or UsingStatementSyntax or CheckedStatementSyntax } inner && !inner.Span.Contains(use.Span))
                    {
                        around = inner.Parent is BlockSyntax outer ? outer : inner.Parent!.Parent;
                    }

                    return around is BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax && around.Span.Contains(use.Span);
            }
        }

        return false;
    }

    private static bool AreInOneLoop(SyntaxNode write, SyntaxNode use, SyntaxNode declaration)
    {
        foreach (var around in use.Ancestors())
        {
            if (around is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax
                && around.Span.Contains(write.Span) && !around.Span.Contains(declaration.Span))
            {
                return true;
            }
        }

        return false;
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node)
    {
        foreach (var around in node.Ancestors())
        {
            if (around is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax || (around is MemberDeclarationSyntax and not GlobalStatementSyntax))
            {
                return around;
            }
        }

        return null;
    }
}
