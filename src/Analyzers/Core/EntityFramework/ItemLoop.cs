using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.EntityFramework;

/// <summary>Code that runs once for each item of a collection: a loop, or the function that a projection calls.</summary>
internal sealed class ItemLoop
{
    private ItemLoop(SyntaxNode node, SyntaxNode body, HashSet<string> items, string item)
    {
        Node = node;
        Body = body;
        Items = items;
        Item = item;
    }

    /// <summary>The loop, or the lambda.</summary>
    public SyntaxNode Node { get; }

    /// <summary>What runs for each item.</summary>
    public SyntaxNode Body { get; }

    /// <summary>The name of the item.</summary>
    public string Item { get; }

    /// <summary>The item's name and those of the variables that are made from it.</summary>
    private HashSet<string> Items { get; }

    /// <summary>The loop over the items of a collection; null for loops that wait, try again or go from page to page.</summary>
    public static ItemLoop? Of(SyntaxNode node)
    {
        switch (node)
        {
            // A stream brings messages as they come; only one of rows is a list.
            case CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword, Expression: not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsAsyncEnumerable" } } }:
                return null;

            case ForEachStatementSyntax loop:
                return IsShort(loop.Expression) ? null : Of(loop, loop.Statement, [loop.Identifier.ValueText]);

            case ForEachVariableStatementSyntax loop:
                var names = NamesIn(loop.Variable);
                return names.Count == 0 || IsShort(loop.Expression) ? null : Of(loop, loop.Statement, names);

            case ForStatementSyntax { Declaration.Variables: { Count: 1 } variables, Condition: BinaryExpressionSyntax { Right: var end } } loop when IsLength(end):
                return Of(loop, loop.Statement, [variables[0].Identifier.ValueText]);

            case WhileStatementSyntax { Condition: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call } loop
                when InvocationSyntax.NameOf(call)?.Identifier.ValueText is "TryDequeue" or "TryPop" && !Refills(loop.Statement):
                var dequeued = NamesIn(arguments[0].Expression);
                return dequeued.Count == 0 ? null : Of(loop, loop.Statement, dequeued);

            case SimpleLambdaExpressionSyntax lambda:
                return Of(lambda, lambda.Body, [lambda.Parameter.Identifier.ValueText]);

            case ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: > 0 } parameters } lambda:
                return Of(lambda, lambda.Body, [parameters[0].Identifier.ValueText]);

            default:
                return null;
        }
    }

    /// <summary>True for code that uses the item.</summary>
    public bool IsAbout(SyntaxNode code)
    {
        foreach (var node in code.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax name && Items.Contains(name.Identifier.ValueText) && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for code that asks whether the item contains something: then it is a batch.</summary>
    public bool IsBatch(SyntaxNode code)
    {
        foreach (var node in code.DescendantNodesAndSelf())
        {
            if (node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains", Expression: IdentifierNameSyntax receiver } && Items.Contains(receiver.Identifier.ValueText))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where each round has a context of its own: jobs that have nothing to do with one another.</summary>
    public bool HasOwnContext()
    {
        foreach (var node in Body.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "CreateScope" or "CreateAsyncScope" or "CreateDbContext" or "CreateDbContextAsync" }
                || node is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: var name } } && name.EndsWith("Context", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static ItemLoop Of(SyntaxNode node, SyntaxNode body, List<string> names)
    {
        var items = new HashSet<string>(names, StringComparer.Ordinal);
        var loop = new ItemLoop(node, body, items, names[0]);
        foreach (var inner in body.DescendantNodes(Functions.StayOutside))
        {
            switch (inner)
            {
                // What was read for the item is not the item: another query that uses it is reported for its own loop only.
                case VariableDeclaratorSyntax { Initializer: { } value } variable when loop.IsAbout(value):
                    items.Add(variable.Identifier.ValueText);
                    break;
                case ForEachStatementSyntax each when loop.IsAbout(each.Expression):
                    items.Add(each.Identifier.ValueText);
                    break;
            }
        }

        return loop;
    }

    /// <summary>True for a walk through a tree: what comes next is what this round has found.</summary>
    private static bool Refills(SyntaxNode body)
    {
        foreach (var node in body.DescendantNodes())
        {
            if (node is SimpleNameSyntax { Identifier.ValueText: "Enqueue" or "Push" })
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> NamesIn(ExpressionSyntax declaration)
    {
        var names = new List<string>();
        foreach (var node in declaration.DescendantNodesAndSelf())
        {
            if (node is SingleVariableDesignationSyntax designation)
            {
                names.Add(designation.Identifier.ValueText);
            }
        }

        return names;
    }

    /// <summary>True for a few items that are written down, and for items that are batches already.</summary>
    private static bool IsShort(ExpressionSyntax source)
        => source switch
        {
            CollectionExpressionSyntax or ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or BaseObjectCreationExpressionSyntax => true,
            IdentifierNameSyntax name => DeclaredType.Of(name) is VariableDeclaratorSyntax { Initializer.Value: var value } && IsWritten(value),
            _ => IsCut(source),
        };

    /// <summary>True for a sequence of batches, of the members of an enumeration, or of numbers.</summary>
    private static bool IsCut(ExpressionSyntax source)
    {
        foreach (var node in source.DescendantNodesAndSelf())
        {
            if (node is SimpleNameSyntax { Identifier.ValueText: "Chunk" or "Batch" or "Buffer" or "GetValues" or "GetNames" or "Range" or "Repeat" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a collection whose items stand in the code.</summary>
    private static bool IsWritten(ExpressionSyntax value)
        => value switch
        {
            // What begins empty is filled later, with nobody knows how many.
            CollectionExpressionSyntax collection => collection.Elements.Count > 0,
            ImplicitArrayCreationExpressionSyntax => true,
            ArrayCreationExpressionSyntax array => array.Initializer is not null,
            BaseObjectCreationExpressionSyntax creation => creation.Initializer is { Expressions.Count: > 0 },
            _ => IsCut(value),
        };

    /// <summary>True for <c>items.Count</c>, <c>items.Length</c> and <c>items.Count()</c>: a loop over a collection, and no number of attempts.</summary>
    private static bool IsLength(ExpressionSyntax end)
        => end switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length" } => true,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" } } => true,
            _ => false,
        };
}
