using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LerBridge.Core.Mapping.Running;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>
/// Stand-ins for what tells one person from another. Equal stays equal and different stays different within one capture, in the form of the original: digits for digits, an address for an
/// address. They follow from a key that is drawn for the capture and forgotten with it, so nobody can compute the way back, nor tell the same person in two captures.
/// </summary>
internal sealed partial class Pseudonyms
{
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase) { "jr", "sr", "ii", "iii", "iv" };

    private static readonly string[] Domains = ["example.org", "example.net", "example.com"];

    private readonly byte[] key;
    private readonly Dictionary<(string Kind, string Real), string> given = [];
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
    private int domains;

    /// <summary>Pseudonyms of a capture.</summary>
    /// <param name="key">32 random bytes that nobody keeps.</param>
    public Pseudonyms(byte[] key) => this.key = key;

    /// <summary>Pseudonyms with a key of their own.</summary>
    public static Pseudonyms New() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Real values, which no pseudonym may be.</summary>
    public void Avoid(string real)
    {
        this.taken.Add(real);
        foreach (Match word in Letters().Matches(real))
        {
            this.taken.Add(word.Value);
        }
    }

    /// <summary>A name, word by word, so that a full name fits its parts. What is no name of anybody stays, as mappings hold it.</summary>
    public string Name(string name) =>
        PlaceholderName.Is(name) && !name.Contains('@', StringComparison.Ordinal) && !name.Any(char.IsDigit) ? name : Parts().Replace(name, match => this.Part(match.Value));

    /// <summary>An address of any kind: e-mail, telephone, the web, a street.</summary>
    public string Contact(string text) => Address().Replace(text, match => this.Mail(match.Value)) is var mailed && mailed != text ? mailed : this.Id(text);

    /// <summary>An identifier. The letters before a number and its leading zeros stay, as they say what kind of number it is.</summary>
    public string Id(string id)
    {
        if (Address().IsMatch(id))
        {
            return this.Contact(id);
        }

        return this.Unique("id", id, bytes => Uuid().IsMatch(id) ? OtherUuid(id, bytes) : Numbered().Match(id) is { Success: true } parts
            ? parts.Groups[1].Value + Other(parts.Groups[2].Value, bytes)
            : Other(id, bytes));
    }

    /// <summary>Text that is nobody else's business.</summary>
    public string Words(string text) => this.Unique("words", text, bytes => Other(text, bytes));

    /// <summary>Another number with as many digits.</summary>
    public decimal Number(decimal number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return text.Any(c => c is >= '1' and <= '9') ? decimal.Parse(this.Unique("number", text, bytes => Other(text, bytes)), CultureInfo.InvariantCulture) : number;
    }

    /// <summary>A day at most half a year off, and never the same.</summary>
    public DateOnly Day(DateOnly day) => day.AddDays(this.Shift(day.ToString("O", CultureInfo.InvariantCulture), day.DayNumber < 200 ? 1 : 0));

    /// <summary>An instant at most half a year off.</summary>
    public DateTimeOffset Instant(DateTimeOffset time) => time.AddDays(this.Shift(time.ToString("O", CultureInfo.InvariantCulture), time.Year < 2 ? 1 : 0));

    /// <summary>E-mail addresses in a text that nobody marked.</summary>
    public string Mails(string text) => text.Contains('@', StringComparison.Ordinal) ? Address().Replace(text, match => this.Mail(match.Value)) : text;

    private int Shift(string text, int onlyLater)
    {
        var days = BinaryPrimitives.ReadUInt32LittleEndian(this.Random("day", text, 0));
        var by = 1 + (int)(days % 180);
        return onlyLater == 0 && (days & 0x8000_0000) != 0 ? -by : by;
    }

    private string Part(string part) =>
        part.Contains('@', StringComparison.Ordinal) ? this.Mail(part)
        : char.IsDigit(part[0]) ? this.Unique("digits", part, bytes => Other(part, bytes))
        : Titles.Contains(part) ? part
        : Cased(this.Word(part.ToLowerInvariant()), part);

    private string Word(string word)
    {
        if (this.given.TryGetValue(("word", word), out var known))
        {
            return known;
        }

        var bytes = this.Random("word", word, 0);
        var start = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var pseudonym = word.Length == 1
            ? ((char)('A' + ((word[0] + 1 + (start % 25) - 'a' + 2600) % 26))).ToString()
            : Enumerable.Range(0, NamePool.Words.Count).Select(i => NamePool.Words[(start + i) % NamePool.Words.Count]).FirstOrDefault(this.IsFree)
                ?? this.Beyond(start);
        if (word.Length > 1)
        {
            this.taken.Add(pseudonym);
        }

        return this.given[("word", word)] = pseudonym;
    }

    // more names than the pool has: two of them, joined
    private string Beyond(int start) => (
        from first in Enumerable.Range(0, NamePool.Words.Count)
        from second in Enumerable.Range(1, NamePool.Words.Count - 1)
        let joined = NamePool.Words[(start + first) % NamePool.Words.Count] + NamePool.Words[(start + first + second) % NamePool.Words.Count].ToLowerInvariant()
        where this.IsFree(joined)
        select joined).First();

    private bool IsFree(string word) => !this.taken.Contains(word);

    private string Mail(string address)
    {
        var at = address.LastIndexOf('@');
        var domain = address[(at + 1)..].ToLowerInvariant();
        if (!this.given.TryGetValue(("domain", domain), out var other))
        {
            var number = this.domains++;
            this.given[("domain", domain)] = other = number < Domains.Length ? Domains[number] : string.Create(CultureInfo.InvariantCulture, $"mail{number}.example.org");
        }

        return $"{Parts().Replace(address[..at], match => this.Part(match.Value))}@{other}";
    }

    private string Unique(string kind, string real, Func<byte[], string> make)
    {
        if (real.Length == 0 || this.given.TryGetValue((kind, real), out _))
        {
            return real.Length == 0 ? real : this.given[(kind, real)];
        }

        for (var attempt = 0; ; attempt++)
        {
            // a short number has few others: after a while one digit more
            var made = make(this.Random(kind, real, attempt)) + (attempt < 64 ? string.Empty : (attempt % 10).ToString(CultureInfo.InvariantCulture));
            if (made == real && !real.Any(char.IsLetterOrDigit))
            {
                return real;
            }

            if (made != real && this.taken.Add(made))
            {
                return this.given[(kind, real)] = made;
            }
        }
    }

    private byte[] Random(string kind, string real, int attempt) =>
        [.. Enumerable.Range(0, 1 + (real.Length / 32)).SelectMany(block => HMACSHA256.HashData(this.key, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{kind}\0{attempt}\0{block}\0{real}"))))];

    // letters for letters and digits for digits, each of its case; zeros in front stay
    private static string Other(string text, byte[] bytes)
    {
        var other = new StringBuilder(text.Length);
        var leading = true;
        for (var i = 0; i < text.Length; i++)
        {
            var (c, random) = (text[i], bytes[i % bytes.Length]);
            if (char.IsAsciiDigit(c))
            {
                other.Append(leading ? (c == '0' ? '0' : (char)('1' + (random % 9))) : (char)('0' + (random % 10)));
                leading &= c == '0';
            }
            else if (char.IsLetter(c))
            {
                other.Append((char)((char.IsUpper(c) ? 'A' : 'a') + (random % 26)));
            }
            else if (!char.IsSurrogate(c) && !char.IsDigit(c))
            {
                other.Append(c);
            }
        }

        return other.ToString();
    }

    // the digits that say of which kind it is stay
    private static string OtherUuid(string id, byte[] bytes) => string.Concat(id.Select((c, i) =>
        c == '-' || i is 14 or 19 ? c : char.IsUpper(c) ? "0123456789ABCDEF"[bytes[i % bytes.Length] % 16] : "0123456789abcdef"[bytes[i % bytes.Length] % 16]));

    private static string Cased(string word, string like) =>
        like.Length > 1 && like.All(c => !char.IsLower(c)) ? word.ToUpperInvariant() : like.All(c => !char.IsUpper(c)) ? word.ToLowerInvariant() : word;

    [GeneratedRegex(@"[^\s@<>()"",;:]+@[^\s@<>()"",;:]+[\p{L}\p{N}]", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"[^\s@<>()"",;:]+@[^\s@<>()"",;:]+[\p{L}\p{N}]|[\p{L}\p{M}\p{Cs}]+|\p{Nd}+", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"[\p{L}\p{M}\p{Cs}]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Letters();

    [GeneratedRegex(@"^([A-Za-z]{0,3}[-_]?)([0-9]{4,})$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();
}
