using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>A piece of a path that the code does not write itself.</summary>
/// <param name="value">The value.</param>
/// <param name="isWhole">True where the path begins with it: then it names the folder as well.</param>
/// <param name="mayBeRooted">True where the path is the value alone if that begins with a slash or a drive.</param>
/// <param name="variable">The variable that brought it along, where it does not stand in the path itself.</param>
internal readonly struct PathPiece(IOperation value, bool isWhole, bool mayBeRooted, IOperation? variable)
{
    public IOperation Value { get; } = value;

    public bool IsWhole { get; } = isWhole;

    /// <summary>What makes the value harmless there.</summary>
    public TaintPolicy Policy { get; } = mayBeRooted ? TaintPolicy.Path : TaintPolicy.JoinedPath;

    /// <inheritdoc cref="TextPart.Variable"/>
    public IOperation? Variable { get; } = variable;
}

/// <summary>What a path is put together from.</summary>
internal static class PathPieces
{
    private const int Deepest = 8;

    private const int MostPieces = 24;

    /// <summary>The pieces of a path, in order; a variable that was found to be harmless is not looked into.</summary>
    public static List<PathPiece> Of(IOperation path, RuleContext context)
    {
        var pieces = new List<PathPiece>();
        Add(path, true, true, null, context, pieces, Deepest);
        return pieces;
    }

    /// <summary>The first piece that somebody outside decides, a request before a caller of a service; null where none is.</summary>
    public static (PathPiece Piece, TaintResult Taint)? FromOutside(IOperation path, RuleContext context)
    {
        (PathPiece, TaintResult)? found = null;
        foreach (var piece in Of(path, context))
        {
            var taint = TaintTracker.Of(piece.Value, context, piece.Policy);
            if (taint.Level == TaintLevel.Request)
            {
                return (piece, taint);
            }

            if (taint.Level == TaintLevel.Service && !piece.IsWhole)
            {
                found ??= (piece, taint);
            }
        }

        return found;
    }

    /// <summary>True where the text around a value begins with it: then it names the folder as well.</summary>
    public static bool Begins(SyntaxNode value)
    {
        for (var node = value; node.Parent is { } parent and not StatementSyntax; node = parent)
        {
            var isFirst = parent switch
            {
                InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax { Contents: var contents } } => contents[0] == parent,
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => sum.Left == node,
                ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: var arguments, Parent: InvocationExpressionSyntax call } } when InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Combine" or "Join" or "Concat" => arguments[0] == parent,
                _ => true,
            };
            if (!isFirst)
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(IOperation value, bool isFirst, bool mayBeRooted, IOperation? variable, RuleContext context, List<PathPiece> pieces, int depth)
    {
        if (depth == 0 || pieces.Count >= MostPieces)
        {
            return;
        }

        foreach (var text in TextParts.Of(value, context, TaintPolicy.Path))
        {
            var isStart = true;
            foreach (var part in text)
            {
                if (part.Hole is { } hole)
                {
                    if (hole is IInvocationOperation { TargetMethod: { Name: "Combine" or "Join" or "GetFullPath" or "GetDirectoryName", ContainingType: var type } } call && context.Known.Is(type, "System.IO.Path"))
                    {
                        AddCombined(call, isStart && isFirst, isStart && mayBeRooted, variable ?? part.Variable, context, pieces, depth - 1);
                    }
                    else
                    {
                        pieces.Add(new(hole, isStart && isFirst, isStart && mayBeRooted, variable ?? part.Variable));
                    }
                }

                isStart &= part.Literal is { Length: 0 };
            }
        }
    }

    private static void AddCombined(IInvocationOperation call, bool isFirst, bool mayBeRooted, IOperation? variable, RuleContext context, List<PathPiece> pieces, int depth)
    {
        // GetFullPath(path, folder) begins with its second argument.
        var values = call.Arguments.SelectMany(static argument => argument switch
        {
            { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } given } } => given.ElementValues,
            { ArgumentKind: ArgumentKind.ParamCollection, Value: ICollectionExpressionOperation given } => given.Elements,
            _ => [argument.Value],
        }).ToList();
        if (call.TargetMethod.Name == "GetFullPath")
        {
            values.Reverse();
        }

        for (var i = 0; i < values.Count; i++)
        {
            Add(values[i], isFirst && i == 0, mayBeRooted && (i == 0 || call.TargetMethod.Name is "Combine" or "GetFullPath"), variable, context, pieces, depth);
        }
    }
}
