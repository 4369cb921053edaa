namespace LerBridge.Credentials.Keys;

/// <summary>The base-58 alphabet of Bitcoin: the text after a multibase <c>z</c> (Controlled Identifiers 1.0, section 2.4).</summary>
internal static class Base58
{
    /// <summary>The work grows with the square of the length; an RSA key of 8,192 bits needs 1,421 characters.</summary>
    private const int MaxLength = 1536;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private const uint FiveDigits = 58 * 58 * 58 * 58 * 58;

    private static readonly sbyte[] Digits = MakeDigits();

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxLength);
        var zeros = 0;
        while (zeros < bytes.Length && bytes[zeros] == 0)
        {
            zeros++;
        }

        // the number as big-endian limbs of 32 bits, divided by 58^5 again and again: every remainder is five digits
        var length = bytes.Length - zeros;
        Span<uint> limbs = stackalloc uint[(length + 3) / 4];
        limbs.Clear();
        for (var i = 0; i < length; i++)
        {
            limbs[limbs.Length - 1 - (i / 4)] |= (uint)bytes[bytes.Length - 1 - i] << (8 * (i % 4));
        }

        Span<byte> digits = stackalloc byte[(length * 138 / 100) + 6];
        var used = 0;
        var first = 0;
        while (first < limbs.Length)
        {
            ulong rest = 0;
            for (var i = first; i < limbs.Length; i++)
            {
                rest = (rest << 32) | limbs[i];
                limbs[i] = (uint)(rest / FiveDigits);
                rest %= FiveDigits;
            }

            while (first < limbs.Length && limbs[first] == 0)
            {
                first++;
            }

            for (var i = 0; i < 5; i++)
            {
                digits[used++] = (byte)(rest % 58);
                rest /= 58;
            }
        }

        while (used > 0 && digits[used - 1] == 0)
        {
            used--;
        }

        Span<char> text = stackalloc char[zeros + used];
        text[..zeros].Fill('1');
        for (var i = 0; i < used; i++)
        {
            text[zeros + i] = Alphabet[digits[used - 1 - i]];
        }

        return new string(text);
    }

    /// <returns>Null where a character is not of the alphabet, or the text is longer than any key.</returns>
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
