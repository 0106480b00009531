using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>A value that somebody outside decides, and the text that it stands in.</summary>
internal readonly struct OutsidePiece(List<TextPart> text, int index, TaintResult taint)
{
    /// <summary>The text, as it reads.</summary>
    public List<TextPart> Text { get; } = text;

    /// <summary>Which part of the text it is.</summary>
    public int Index { get; } = index;

    public TaintResult Taint { get; } = taint;

    public IOperation Value => Text[Index].Hole!;

    /// <inheritdoc cref="TextPart.Variable"/>
    public IOperation? Variable => Text[Index].Variable;

    /// <summary>The parts of a text that somebody outside decides, or is likely to.</summary>
    public static IEnumerable<OutsidePiece> Of(IOperation text, RuleContext context, TaintPolicy policy)
    {
        foreach (var parts in TextParts.Of(text, context, policy))
        {
            for (var i = 0; i < parts.Count; i++)
            {
                if (parts[i].Hole is { } hole && TaintTracker.Of(hole, context, policy) is { Level: >= TaintLevel.Service, Source: not null } taint)
                {
                    yield return new(parts, i, taint);
                }
            }
        }
    }

    /// <summary>The first part that a request or a model decides, else the first that is likely to come from outside; null where none is.</summary>
    public static OutsidePiece? Worst(IEnumerable<OutsidePiece> pieces)
    {
        OutsidePiece? likely = null;
        foreach (var piece in pieces)
        {
            if (piece.Taint.Level == TaintLevel.Request)
            {
                return piece;
            }

            likely ??= piece;
        }

        return likely;
    }
}
