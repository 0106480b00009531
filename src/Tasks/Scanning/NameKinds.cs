namespace ProdGap.Analyzers.Tasks.Scanning;

/// <summary>What a name says by itself, without a compilation.</summary>
[Flags]
internal enum NameKind
{
    None = 0,

    /// <summary>Reserved by C#, so no identifier.</summary>
    Keyword = 1,

    /// <summary>A keyword before the name of a type.</summary>
    TypeKeyword = 2,

    /// <summary>What assertion, mocking and verifying libraries call their methods.</summary>
    Asserts = 4,

    /// <summary>What they call those that expect an exception.</summary>
    ExpectsException = 8,

    /// <summary>The same, but only after a dot.</summary>
    ExpectsExceptionIfReached = 16,

    /// <summary>Maps an address to code, or begins a group of such.</summary>
    Maps = 32,

    /// <summary>An attribute with the method and the address of a request.</summary>
    HttpVerb = 64,
}

/// <summary>The words that mean something to the index.</summary>
internal static class NameKinds
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally "
            + "fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public "
            + "readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Assert, CollectionAssert, Should, ShouldBe, Verify, Received, DidNotReceive, Expect, MustHaveHappened …</summary>
    private static readonly string[] Assertions = ["Assert", "Should", "Verify", "Received", "DidNotReceive", "Expect", "MustHaveHappened", "MustNotHaveHappened", "Approve"];

    /// <summary>What a name says.</summary>
    public static NameKind KindOf(string name)
    {
        if (Keywords.Contains(name))
        {
            return name is "class" or "struct" or "interface" or "enum" ? NameKind.Keyword | NameKind.TypeKeyword : NameKind.Keyword;
        }

        var kind = NameKind.None;
        if (name.EndsWith("Assert", StringComparison.Ordinal) || Assertions.Any(word => name.StartsWith(word, StringComparison.Ordinal)))
        {
            kind |= NameKind.Asserts;
        }

        if (name == "ExpectedException" || StartsWith(name, "Throws") || StartsWith(name, "ShouldThrow"))
        {
            kind |= NameKind.Asserts | NameKind.ExpectsException;
        }
        else if (name is "Catch" or "CatchAsync" || (StartsWith(name, "Throw") && !StartsWith(name, "ThrowIf")))
        {
            kind |= NameKind.ExpectsExceptionIfReached;
        }

        if (name is "MapGet" or "MapPost" or "MapPut" or "MapPatch" or "MapDelete" or "MapGroup")
        {
            kind |= NameKind.Maps;
        }
        else if (name is "HttpGet" or "HttpPost" or "HttpPut" or "HttpPatch" or "HttpDelete"
            or "HttpGetAttribute" or "HttpPostAttribute" or "HttpPutAttribute" or "HttpPatchAttribute" or "HttpDeleteAttribute")
        {
            kind |= NameKind.HttpVerb;
        }

        return kind;
    }

    private static bool StartsWith(string name, string word) => name.StartsWith(word, StringComparison.Ordinal);
}
