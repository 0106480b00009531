using System.Buffers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Reliability.Placeholders;

/// <summary>Flags a comment that says of the code beside it that it only stands in for the real thing.</summary>
public sealed class PG2041PlaceholderComment : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2041",
        "Placeholder comment",
        "'{0}' marks placeholder code; implement it, or track the missing work in an issue",
        "The code was meant for a demo and says so, but nobody who runs it in production reads the comment.",
        tags: ["CWE-1116"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions) => actions.OnSyntax(Analyze, SyntaxKind.CompilationUnit);

    private static void Analyze(RuleContext context)
    {
        var source = context.Node.SyntaxTree.GetText(context.CancellationToken);
        var text = ArrayPool<char>.Shared.Rent(source.Length + 1);
        try
        {
            source.CopyTo(0, text, 0, source.Length);
            text[source.Length] = '\0';
            foreach (var comment in CommentBlocks.In(text, source.Length))
            {
                if (PlaceholderPhrases.Find(comment) is { } phrase && IsComment(context.Node, comment.PlaceOf(phrase.Start)))
                {
                    var start = comment.PlaceOf(phrase.Start);
                    var place = TextSpan.FromBounds(start, Math.Min(comment.PlaceOf(phrase.End - 1) + 1, source.Lines.GetLineFromPosition(start).End));
                    context.Report(Gap, Location.Create(context.Node.SyntaxTree, place), phrase.Quote);
                }
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    /// <summary>The search took anything for a comment that looks like one: it may stand in a string, in documentation or in code that is left out.</summary>
    private static bool IsComment(SyntaxNode root, int position)
        => root.FindTrivia(position).Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}
