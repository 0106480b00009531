using System.Collections.Immutable;

namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>
/// One kind of token that its text alone gives away: a row of <see cref="SecretFormats"/>. It is matched from the anchor of its shape,
/// back to the beginning and on to the end.
/// </summary>
internal sealed class SecretFormat
{
    /// <summary>Parts of public test values that no other token shares.</summary>
    private static readonly string[] WellKnown =
    [
        "IOSFODNN7EXAMPLE", // AWS documentation: the identifier,
        "wJalrXUtnFEMI", // its secret,
        "je7MtGbClwBF", // and the other one.
        "Eby8vdM02xNOcqFl", // Azurite, and the storage emulator before it.
        "C2y6yDjf5/R+ob0N", // The Cosmos DB emulator.
        "SflKxwRJSMeKKF2Q", // The signatures of the sample of jwt.io, today's
        "TJVA95OrM7E2cBab", // and the older one.
        "4eC39HqLyjWDarjt", // Test keys in the documentation of Stripe.
        "BQokikJOvBiI2Hl",
        "tR3PYbcVNZZ796t",
        "czZCaGRSa3F0Mzpn", // The client of RFC 6749 in an Authorization header.
    ];

    private readonly SecretFormatShape shape;

    /// <summary>A row.</summary>
    /// <param name="provider">Who gives such tokens out.</param>
    /// <param name="kind">What they are called there.</param>
    /// <param name="shape">What they look like, as <see cref="SecretFormatShape"/> reads it.</param>
    /// <param name="check">What a token must stand besides its shape; by default, that it looks random.</param>
    /// <param name="usual">How sure a token of it is to be a credential: an identifier that goes with one is less than one.</param>
    /// <param name="anyCase">True when the literals of the shape may be written in any case.</param>
    public SecretFormat(
        string provider, string kind, string shape, SecretFormatCheck? check = null, Confidence usual = Confidence.High, bool anyCase = false)
    {
        Provider = provider;
        Kind = kind;
        Shape = shape;
        Check = check ?? SecretFormatCheck.Random;
        Usual = usual;
        AnyCase = anyCase;
        this.shape = new(shape);
    }

    /// <summary>What it is, as a message says it: "GitHub token".</summary>
    public string Name => Provider + " " + Kind;

    /// <summary>Who gives such tokens out, or the standard they follow.</summary>
    public string Provider { get; }

    /// <summary>What they are called there.</summary>
    public string Kind { get; }

    /// <summary>What they look like.</summary>
    public string Shape { get; }

    /// <summary>What a token must stand besides its shape.</summary>
    public SecretFormatCheck Check { get; }

    /// <summary>How sure a token of it is to be a credential.</summary>
    public Confidence Usual { get; }

    /// <summary>True when the literals of the shape may be written in any case.</summary>
    public bool AnyCase { get; }

    /// <summary>The parts of the shape.</summary>
    public ImmutableArray<SecretFormatShape.Part> Parts => shape.Parts;

    /// <summary>The text without which there is no such token.</summary>
    public string Anchor => Parts[shape.AnchorPart].Literal!;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The token around an anchor, or null.</summary>
    /// <param name="text">Where it stands.</param>
    /// <param name="anchor">The index of the anchor in it; the text equals the anchor there but for case.</param>
    /// <param name="visits">Counts the characters looked at.</param>
    public SecretMatch? MatchAt(string text, int anchor, ref long visits)
    {
        var start = anchor;
        for (var i = shape.AnchorPart - 1; i >= 0; i--)
        {
            var part = Parts[i];
            var least = start - (part.Literal?.Length ?? part.Max);
            var from = start;
            while (start > least && start > 0 && (part.Literal is not null || part.Alphabet!.Contains(text[start - 1])))
            {
                start--;
            }

            visits += from - start;
            if (from - start < (part.Literal?.Length ?? part.Min))
            {
                return null;
            }
        }

        if (!BeginsAt(text, start))
        {
            return null;
        }

        var end = Walk(text, start, judge: false, out var secret, ref visits);
        if (end < 0 || (!Check.FindsTheEnd && !EndsAt(text, end)))
        {
            return null;
        }

        var length = end - secret;
        var isKnown = IsWellKnown(text, secret, length);
        visits += length;
        if (!isKnown && Check.IsOfRandom && Walk(text, start, judge: true, out _, ref visits) < 0)
        {
            return null;
        }

        var confidence = Check.Judge(text, Usual, ref secret, ref length, ref visits);
        return confidence == Confidence.None ? null : new SecretMatch(this, secret, length, isKnown ? Confidence.Low : confidence);
    }

    /// <summary>True when a stretch of text is a value that some documentation or emulator made known to everybody.</summary>
    public static bool IsWellKnown(string text, int start, int length)
    {
        foreach (var known in WellKnown)
        {
            if (length >= known.Length && text.IndexOf(known, start, length, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The end of the shape that begins at an index, or -1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the shape begins.</param>
    /// <param name="judge">Whether each part is also asked if it is a placeholder.</param>
    /// <param name="secret">Where the secret begins.</param>
    /// <param name="visits">Counts the characters looked at.</param>
    private int Walk(string text, int start, bool judge, out int secret, ref long visits)
    {
        secret = start;
        var at = start;
        for (var i = 0; i < Parts.Length; i++)
        {
            var part = Parts[i];
            if (i == shape.SecretPart)
            {
                secret = at;
            }

            if (part.Literal is { } literal)
            {
                visits += literal.Length;
                if (string.Compare(text, at, literal, 0, literal.Length, AnyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal) != 0)
                {
                    return -1;
                }

                at += literal.Length;
                continue;
            }

            var from = at;
            var most = part.Max > text.Length - from ? text.Length : from + part.Max;
            while (at < most && part.Alphabet!.Contains(text[at]))
            {
                at++;
            }

            visits += at - from;
            if (at - from < part.Min || (judge && i >= shape.SecretPart && SecretFormatPlaceholder.IsPlaceholder(text, from, at - from, part.Alphabet!)))
            {
                return -1;
            }
        }

        return at;
    }

    private bool BeginsAt(string text, int start)
    {
        if (start == 0)
        {
            return true;
        }

        var before = text[start - 1];
        if (start > 1 && text[start - 2] == '\\' && before is 'n' or 'r' or 't')
        {
            // An escaped line break of JSON or of a shell inside the text.
            return true;
        }

        return !SecretFormatAlphabet.IsOfWord(before)
            && Parts[0].Alphabet?.Contains(before) != true
            && !(shape.IsBare && before is '+' or '/');
    }

    private bool EndsAt(string text, int end)
        => end >= text.Length
            || (!SecretFormatAlphabet.IsOfWord(text[end])
                && Parts[Parts.Length - 1].Alphabet?.Contains(text[end]) != true
                && !(shape.IsBare && text[end] is '+' or '/' or '='));
}

/// <summary>Where a token of a known format stands in a text.</summary>
internal readonly struct SecretMatch(SecretFormat format, int start, int length, Confidence confidence)
{
    public SecretFormat Format { get; } = format;

    public int Start { get; } = start;

    public int Length { get; } = length;

    public Confidence Confidence { get; } = confidence;
}
