using System.Buffers;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;

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

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2041");

    /// <summary>A host of Aspire that runs what it describes does so on the developer's machine.</summary>
    private static readonly EnvironmentWords LocalWords = new(["IsRunMode"], holdsElsewhere: static text => text.EndsWith("IsPublishMode", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

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
                    if (context.Node.FindToken(start).Parent is { } code && (EnvironmentGuard.Contains(code, LocalWords) || TestDoubles.IsIn(code, context.Known)))
                    {
                        continue;
                    }

                    var place = TextSpan.FromBounds(start, Math.Min(comment.PlaceOf(phrase.End - 1) + 1, source.Lines.GetLineFromPosition(start).End));
                    if (phrase.IsTracked)
                    {
                        context.Suggest(Gap, Likely, Location.Create(context.Node.SyntaxTree, place), phrase.Quote);
                    }
                    else
                    {
                        context.Report(Gap, Location.Create(context.Node.SyntaxTree, place), phrase.Quote);
                    }
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
