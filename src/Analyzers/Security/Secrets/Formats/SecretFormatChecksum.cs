namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>The checksums that providers build into their tokens.</summary>
internal static class SecretFormatChecksum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(EntryOf)];

    /// <summary>The checksum that ends a token of GitHub.</summary>
    public static string Crc32Of(string text, int start, int length)
    {
        var crc = uint.MaxValue;
        for (var i = start; i < start + length; i++)
        {
            crc = Table[(crc ^ text[i]) & 0xFF] ^ (crc >> 8);
        }

        crc = ~crc;
        var digits = new char[6];
        for (var i = 5; i >= 0; i--, crc /= 62)
        {
            var digit = (int)(crc % 62);
            digits[i] = (char)(digit < 10 ? '0' + digit : digit < 36 ? 'A' + digit - 10 : 'a' + digit - 36);
        }

        return new string(digits);
    }

    /// <summary>What a text in bech32 leaves; 1 when its checksum is right.</summary>
    public static uint Bech32RemainderOf(string text, int start, int length)
    {
        var alphabet = SecretFormatAlphabet.Of('B').Characters;
        var split = text.LastIndexOf('1', start + length - 1, length);
        var remainder = 1u;
        for (var i = start; i < split; i++)
        {
            remainder = Bech32Step(remainder, char.ToLowerInvariant(text[i]) >> 5);
        }

        remainder = Bech32Step(remainder, 0);
        for (var i = start; i < split; i++)
        {
            remainder = Bech32Step(remainder, char.ToLowerInvariant(text[i]) & 31);
        }

        for (var i = split + 1; i < start + length; i++)
        {
            remainder = Bech32Step(remainder, alphabet.IndexOf(text[i]));
        }

        return remainder;
    }

    private static uint Bech32Step(uint remainder, int value)
    {
        var top = remainder >> 25;
        remainder = ((remainder & 0x1FFFFFF) << 5) ^ (uint)value;
        remainder ^= (top & 1) != 0 ? 0x3B6A57B2u : 0;
        remainder ^= (top & 2) != 0 ? 0x26508E6Du : 0;
        remainder ^= (top & 4) != 0 ? 0x1EA119FAu : 0;
        remainder ^= (top & 8) != 0 ? 0x3D4233DDu : 0;
        return remainder ^ ((top & 16) != 0 ? 0x2A1462B3u : 0);
    }

    private static uint EntryOf(int index)
    {
        var crc = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
