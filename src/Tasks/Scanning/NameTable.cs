namespace ProdGap.Analyzers.Tasks.Scanning;

/// <summary>
/// The names of the file that is being read, each once. A name's text is made when it is first seen in any file, so that the
/// thousandth <c>Assert</c> costs a look-up and no memory.
/// </summary>
internal sealed class NameTable
{
    private readonly List<int> touched = [];

    private Entry[] entries = new Entry[4096];

    private int[] buckets = new int[4096];

    private int count;

    private int generation;

    /// <summary>Forgets which names were used; their texts stay.</summary>
    public void Start()
    {
        generation++;
        touched.Clear();
    }

    /// <summary>The number of a name.</summary>
    public int Find(char[] text, int start, int length)
    {
        var hash = 0;
        for (var i = 0; i < length; i++)
        {
            hash = unchecked((hash * 31) + text[start + i]);
        }

        for (var at = buckets[hash & (buckets.Length - 1)] - 1; at >= 0; at = entries[at].Next)
        {
            if (entries[at].Hash == hash && IsSame(entries[at].Text, text, start, length))
            {
                return at;
            }
        }

        return Add(new string(text, start, length), hash);
    }

    /// <summary>What a name means to the language or to test frameworks.</summary>
    public NameKind Kind(int name) => entries[name].Kind;

    /// <summary>The text of a name.</summary>
    public string Text(int name) => entries[name].Text;

    /// <summary>Notes a use in this file.</summary>
    public void Use(int name, NameUse use)
    {
        if (entries[name].Generation != generation)
        {
            entries[name].Generation = generation;
            entries[name].Use = NameUse.None;
            touched.Add(name);
        }

        entries[name].Use |= use;
    }

    /// <summary>True if this file uses the name so.</summary>
    public bool IsUsed(string name, NameUse use)
    {
        var at = Find(name.ToCharArray(), 0, name.Length);
        return entries[at].Generation == generation && (entries[at].Use & use) != 0;
    }

    /// <summary>The names that this file uses so, sorted, with a space between.</summary>
    public string Used(NameUse use)
    {
        var names = new List<string>(touched.Count);
        foreach (var name in touched)
        {
            if ((entries[name].Use & use) != 0)
            {
                names.Add(entries[name].Text);
            }
        }

        return Joined(names);
    }

    /// <summary>The texts of names, sorted, with a space between.</summary>
    public string Texts(IEnumerable<int> names) => Joined([.. names.Select(Text)]);

    private static string Joined(List<string> names)
    {
        names.Sort(StringComparer.Ordinal);
        return string.Join(" ", names);
    }

    private static bool IsSame(string name, char[] text, int start, int length)
    {
        if (name.Length != length)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            if (name[i] != text[start + i])
            {
                return false;
            }
        }

        return true;
    }

    private int Add(string text, int hash)
    {
        if (count == entries.Length)
        {
            Array.Resize(ref entries, count * 2);
            buckets = new int[count * 2];
            for (var i = 0; i < count; i++)
            {
                Link(i);
            }
        }

        entries[count] = new Entry { Text = text, Hash = hash, Kind = NameKinds.KindOf(text), Generation = -1 };
        Link(count);
        return count++;
    }

    private void Link(int entry)
    {
        ref var bucket = ref buckets[entries[entry].Hash & (buckets.Length - 1)];
        entries[entry].Next = bucket - 1;
        bucket = entry + 1;
    }

    private struct Entry
    {
        public string Text;
        public int Hash;
        public int Next;
        public int Generation;
        public NameUse Use;
        public NameKind Kind;
    }
}

/// <summary>How a file uses a name.</summary>
[Flags]
internal enum NameUse
{
    None = 0,

    /// <summary>Outside comments and strings.</summary>
    Plain = 1,

    /// <summary>After a dot.</summary>
    Reached = 2,

    /// <summary>As the name of a type that stands here.</summary>
    Declared = 4,
}
