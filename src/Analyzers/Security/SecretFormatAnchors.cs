namespace ProdGap.Analyzers.Security;

/// <summary>
/// Finds the anchors of all formats in one pass: an automaton after Aho and Corasick over folded ASCII, one look-up and one step per
/// character, built once. Anchors are found in any case; whether that is right the format itself says.
/// </summary>
internal sealed class SecretFormatAnchors
{
    /// <summary>Set in a step that completes an anchor.</summary>
    private const ushort Complete = 0x8000;

    private readonly byte[] classes = new byte[128];
    private readonly ushort[] steps;
    private readonly int[][] rows;
    private readonly int width;

    public SecretFormatAnchors(IReadOnlyList<string> anchors)
    {
        byte count = 0;
        foreach (var c in anchors.SelectMany(anchor => anchor).Select(char.ToLowerInvariant))
        {
            if (classes[c] == 0)
            {
                classes[c] = classes[char.ToUpperInvariant(c)] = ++count;
            }
        }

        width = count + 1;
        var tree = new List<int[]> { new int[width] };
        var ending = new List<List<int>> { new() };
        for (var row = 0; row < anchors.Count; row++)
        {
            var node = 0;
            foreach (var c in anchors[row])
            {
                if (tree[node][classes[c]] == 0)
                {
                    tree[node][classes[c]] = tree.Count;
                    tree.Add(new int[width]);
                    ending.Add([]);
                }

                node = tree[node][classes[c]];
            }

            ending[node].Add(row);
        }

        // Breadth first: the longest proper suffix of a node is done before the node is.
        var suffix = new int[tree.Count];
        var ahead = new Queue<int>();
        ahead.Enqueue(0);
        while (ahead.Count > 0)
        {
            var node = ahead.Dequeue();
            for (var step = 0; step < width; step++)
            {
                var child = tree[node][step];
                var other = node == 0 ? 0 : tree[suffix[node]][step];
                if (child == 0)
                {
                    tree[node][step] = other;
                }
                else
                {
                    suffix[child] = other;
                    ending[child].AddRange(ending[other]);
                    ahead.Enqueue(child);
                }
            }
        }

        rows = [.. ending.Select(found => found.OrderBy(row => row).ToArray())];
        steps = [.. tree.SelectMany(node => node).Select(node => (ushort)(rows[node].Length > 0 ? node | Complete : node))];
    }

    /// <summary>Steps over one character; true when an anchor ends with it.</summary>
    public bool Step(char c, ref int state)
    {
        var next = steps[(state * width) + (c < 128 ? classes[c] : 0)];
        state = next & ~Complete;
        return (next & Complete) != 0;
    }

    /// <summary>The rows whose anchors end in a state, in their order.</summary>
    public int[] RowsAt(int state) => rows[state];
}
