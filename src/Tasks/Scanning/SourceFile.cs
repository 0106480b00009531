using System.Text;

namespace ProdGap.Analyzers.Tasks.Scanning;

/// <summary>Reads sources as the compiler does: UTF-8, or what a byte order mark says.</summary>
internal sealed class SourceFile
{
    /// <summary>No person writes that much; reading it would cost more than it is worth.</summary>
    private const int Limit = 32 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SourceScanner scanner = new();

    private byte[] bytes = new byte[64 * 1024];

    private char[] text = new char[64 * 1024];

    /// <summary>What stands in a file.</summary>
    /// <exception cref="IOException">It cannot be read; what else <see cref="Problem.IsExpected"/> knows is thrown as well.</exception>
    public SourceFacts Read(FileInfo file)
    {
        var length = ReadBytes(file.FullName);
        var (encoding, skipped) = Encoding(length);
        var most = encoding.GetMaxCharCount(length);
        if (text.Length < most)
        {
            text = new char[most];
        }

        int count;
        try
        {
            count = encoding.GetChars(bytes, skipped, length - skipped, text, 0);
        }
        catch (DecoderFallbackException exception)
        {
            throw new IOException($"It is not valid UTF-8 (byte {exception.Index + skipped})", exception);
        }

        return file.Extension is ".razor" or ".cshtml"
            ? scanner.ScanMarkup(text, count, Path.GetFileNameWithoutExtension(file.Name))
            : scanner.Scan(text, count);
    }

    private int ReadBytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        if (stream.Length > Limit)
        {
            throw new IOException($"It has {stream.Length} bytes, too many for a source file");
        }

        if (bytes.Length < stream.Length)
        {
            bytes = new byte[stream.Length];
        }

        var length = 0;
        while (length < bytes.Length && stream.Read(bytes, length, bytes.Length - length) is > 0 and var more)
        {
            length += more;
        }

        return length;
    }

    private (Encoding Encoding, int Skipped) Encoding(int length)
        => length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? (Strict, 3)
            : length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE ? (System.Text.Encoding.Unicode, 2)
            : length >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF ? (System.Text.Encoding.BigEndianUnicode, 2)
            : (Strict, 0);
}

/// <summary>What the index says about one file; lists are sorted, with a space between.</summary>
/// <param name="upstream">The fields after the path, for each part.</param>
/// <param name="test">The fields after the path.</param>
internal sealed class SourceFacts(IReadOnlyList<string> upstream, string test)
{
    /// <summary>The fields of a test file: flags, names, names after a dot, routes and, where there are any, types.</summary>
    public string AsTest() => test;

    /// <summary>
    /// The fields of a file of a project between the tests and the project at hand: types, names, names after a dot; first of the file, then of
    /// each handler in it, with its class and method instead of types, and its route.
    /// </summary>
    public IReadOnlyList<string> AsUpstream() => upstream;
}
