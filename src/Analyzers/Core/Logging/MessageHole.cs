namespace ProdGap.Analyzers.Core.Logging;

/// <summary>A hole of a message template.</summary>
/// <param name="name">Its name or number, without format.</param>
/// <param name="start">Where its brace stands.</param>
/// <param name="length">Its length with both braces.</param>
/// <param name="destructures">True for <c>{@Name}</c>.</param>
internal readonly struct MessageHole(string name, int start, int length, bool destructures)
{
    public string Name { get; } = name;

    public int Start { get; } = start;

    public int Length { get; } = length;

    public bool Destructures { get; } = destructures;

    /// <summary>The holes of a text in order. A doubled brace is none.</summary>
    public static List<MessageHole> In(string text)
    {
        var holes = new List<MessageHole>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == '{')
            {
                i++;
                continue;
            }

            var end = text.IndexOf('}', i);
            if (end < 0)
            {
                break;
            }

            var inner = text.Substring(i + 1, end - i - 1);
            var destructures = inner.Length > 0 && inner[0] == '@';
            var name = inner.TrimStart('@', '$');
            var cut = name.IndexOfAny([',', ':']);
            holes.Add(new(cut < 0 ? name : name.Substring(0, cut), i, end - i + 1, destructures));
            i = end;
        }

        return holes;
    }
}
