namespace LerBridge.Credentials.Keys;

/// <summary>The base-58 alphabet of Bitcoin: the text after a multibase <c>z</c> (Controlled Identifiers 1.0, section 2.4).</summary>
internal static class Base58
{
    /// <summary>The work grows with the square of the length; keys and signatures stay far below this.</summary>
    private const int MaxLength = 1024;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private const ulong FiveDigits = 58 * 58 * 58 * 58 * 58;

    private static readonly sbyte[] Digits = MakeDigits();

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxLength);
        var zeros = 0;
        while (zeros < bytes.Length && bytes[zeros] == 0)
        {
            zeros++;
        }

        // the number as 32-bit limbs, the most significant first; a division by 58 to the fifth gives five digits at a time
        var limbs = new uint[(bytes.Length - zeros + 3) / 4];
        for (int from = bytes.Length, limb = limbs.Length - 1; from > zeros; from -= 4, limb--)
        {
            foreach (var b in bytes[Math.Max(zeros, from - 4)..from])
            {
                limbs[limb] = (limbs[limb] << 8) | b;
            }
        }

        // log(256)/log(58) is a little below 1.38
        Span<char> text = stackalloc char[zeros + ((bytes.Length - zeros) * 138 / 100) + 6];
        var at = text.Length;
        for (var first = 0; first < limbs.Length;)
        {
            var rest = 0UL;
            for (var limb = first; limb < limbs.Length; limb++)
            {
                rest = (rest << 32) | limbs[limb];
                limbs[limb] = (uint)(rest / FiveDigits);
                rest %= FiveDigits;
            }

            first += limbs[first] == 0 ? 1 : 0;
            for (var digit = 0; digit < 5; digit++, rest /= 58)
            {
                text[--at] = Alphabet[(int)(rest % 58)];
            }
        }

        while (at < text.Length && text[at] == Alphabet[0])
        {
            at++;
        }

        at -= zeros;
        text.Slice(at, zeros).Fill(Alphabet[0]);
        return new string(text[at..]);
    }

    /// <returns>Null where a character is not of the alphabet, or the text is longer than any key or signature.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        var zeros = 0;
        while (zeros < text.Length && text[zeros] == '1')
        {
            zeros++;
        }

        Span<byte> bytes = stackalloc byte[text.Length - zeros];
        var used = 0;
        foreach (var c in text[zeros..])
        {
            var carry = c < 128 ? Digits[c] : -1;
            if (carry < 0)
            {
                return null;
            }

            for (var i = 0; i < used; i++)
            {
                carry += bytes[i] * 58;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            for (; carry > 0; carry >>= 8)
            {
                bytes[used++] = (byte)carry;
            }
        }

        var result = new byte[zeros + used];
        for (var i = 0; i < used; i++)
        {
            result[zeros + i] = bytes[used - 1 - i];
        }

        return result;
    }

    private static sbyte[] MakeDigits()
    {
        var digits = new sbyte[128];
        Array.Fill(digits, (sbyte)-1);
        for (var i = 0; i < Alphabet.Length; i++)
        {
            digits[Alphabet[i]] = (sbyte)i;
        }

        return digits;
    }
}
