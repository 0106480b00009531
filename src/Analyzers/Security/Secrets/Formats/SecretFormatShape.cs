using System.Collections.Immutable;

namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>
/// What the tokens of a format look like: literal text and parts in braces. <c>{w:36}</c> is 36 characters of the alphabet <c>w</c>,
/// <c>{d:8,10}</c> 8 to 10 of them, <c>{u:43,}</c> 43 or more, <c>{guid}</c> a GUID. The secret begins at <c>|</c>, or where the shape
/// does. The longest literal is the anchor.
/// </summary>
internal sealed class SecretFormatShape
{
    /// <summary>Reads a shape.</summary>
    /// <param name="text">The shape, as a row of the table writes it.</param>
    public SecretFormatShape(string text)
    {
        Parts = Parse(text, out var secretPart);
        SecretPart = secretPart;
        IsBare = true;
        for (var i = 0; i < Parts.Length; i++)
        {
            IsBare &= Parts[i].Literal is not { } literal || SecretFormatAlphabet.Of('w').ContainsAll(literal);
            if (Parts[i].Literal?.Length > (Parts[AnchorPart].Literal?.Length ?? 0))
            {
                AnchorPart = i;
            }
        }

        for (var i = 0; i <= AnchorPart; i++)
        {
            if (Parts[i].Max > 256 || Parts[AnchorPart].Literal is null)
            {
                throw new ArgumentException("The shape has no anchor, or too much before it.", nameof(text));
            }
        }
    }

    /// <summary>The literals and the runs of characters, in order.</summary>
    public ImmutableArray<Part> Parts { get; }

    /// <summary>The index of the longest literal.</summary>
    public int AnchorPart { get; }

    /// <summary>The index of the part with which the secret begins.</summary>
    public int SecretPart { get; }

    /// <summary>True when no sign but those of words is in a literal: such a token can stand in the middle of base64, whose other characters are no ends of it then.</summary>
    public bool IsBare { get; }

    private static ImmutableArray<Part> Parse(string text, out int secretPart)
    {
        secretPart = 0;
        var shape = text.Replace("{guid}", "{x:8}-{x:4}-{x:4}-{x:4}-{x:12}");
        var parts = ImmutableArray.CreateBuilder<Part>();
        var at = 0;
        while (at < shape.Length)
        {
            if (shape[at] == '|')
            {
                secretPart = parts.Count;
                at++;
            }
            else if (shape[at] == '{')
            {
                var close = shape.IndexOf('}', at);
                var range = shape.Substring(at + 3, close - at - 3).Split(',');
                var least = int.Parse(range[0]);
                var most = range.Length == 1 ? least : range[1].Length == 0 ? int.MaxValue : int.Parse(range[1]);
                parts.Add(new Part(SecretFormatAlphabet.Of(shape[at + 1]), least, most));
                at = close + 1;
            }
            else
            {
                var end = shape.IndexOfAny(['{', '|'], at);
                end = end < 0 ? shape.Length : end;
                parts.Add(new Part(shape.Substring(at, end - at)));
                at = end;
            }
        }

        return parts.ToImmutable();
    }

    /// <summary>A part of a shape: a literal, or so many characters of an alphabet.</summary>
    internal sealed class Part
    {
        public Part(string literal) => Literal = literal;

        public Part(SecretFormatAlphabet alphabet, int min, int max)
        {
            Alphabet = alphabet;
            Min = min;
            Max = max;
            if (max == int.MaxValue && !alphabet.IsWord)
            {
                // The run could hold the beginnings of many tokens, each of which would be followed to its end.
                throw new ArgumentException("Only a part of word characters may be of any length.", nameof(max));
            }
        }

        public string? Literal { get; }

        public SecretFormatAlphabet? Alphabet { get; }

        public int Min { get; }

        public int Max { get; }
    }
}
