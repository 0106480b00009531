using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>A piece of a text that a variable carries to several sinks: it is reported for the first of them.</summary>
internal static class SharedPiece
{
    /// <summary>True where an earlier sink of the same member uses a variable that holds the piece.</summary>
    /// <param name="sink">The call, creation or assignment that is asked about.</param>
    /// <param name="piece">Where the piece is written.</param>
    /// <param name="isSink">Whether a node is a sink that would be reported for the piece; asked of those that use a variable that holds it.</param>
    public static bool IsOfEarlierSink(SyntaxNode sink, SyntaxNode piece, Func<SyntaxNode, bool> isSink)
    {
        if (sink.Span.Contains(piece.Span) || sink.SyntaxTree != piece.SyntaxTree)
        {
            return false;
        }

        return IsOfEarlierSink(sink, VariableWrites.ScopeOf(piece), piece, [], isSink);
    }

    /// <summary>True where an earlier sink of the same member uses a parameter, or a variable that is made of it.</summary>
    public static bool IsOfEarlierSink(SyntaxNode sink, string parameter, Func<SyntaxNode, bool> isSink)
        => IsOfEarlierSink(sink, VariableWrites.ScopeOf(sink), null, [parameter], isSink);

    private static bool IsOfEarlierSink(SyntaxNode sink, SyntaxNode scope, SyntaxNode? piece, HashSet<string> holders, Func<SyntaxNode, bool> isSink)
    {
        foreach (var node in scope.DescendantNodes())
        {
            if (node.SpanStart >= sink.SpanStart)
            {
                return false;
            }

            var (name, value) = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } given } variable => (variable.Identifier.ValueText, (SyntaxNode?)given),
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var given } => (target.Identifier.ValueText, given),
                _ => (null, null),
            };
            if (name is not null && value is not null && ((piece is not null && value.Span.Contains(piece.Span)) || Mentions(value, holders)))
            {
                holders.Add(name);
            }
            else if (holders.Count > 0 && node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AssignmentExpressionSyntax && !node.Span.Contains(sink.Span) && Mentions(node, holders) && isSink(node))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a piece is shown: where it stands in the sink, else the variable that brought it along; an editor asks about a span, and what is found in a statement is said there.</summary>
    public static Location PlaceOf(IOperation piece, IOperation? variable, IOperation text, SyntaxNode sink)
        => (sink.Span.Contains(piece.Syntax.Span) ? piece : variable is not null && sink.Span.Contains(variable.Syntax.Span) ? variable : text).Syntax.GetLocation();

    private static bool Mentions(SyntaxNode node, HashSet<string> names)
    {
        foreach (var inner in node.DescendantNodesAndSelf())
        {
            if (inner is IdentifierNameSyntax { Identifier.ValueText: var name } && names.Contains(name))
            {
                return true;
            }
        }

        return false;
    }
}
