using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Core.Mapping.Running;

/// <summary>One result of the short-hand: what it is called, and the two halves that the engine makes of it.</summary>
/// <param name="Name">What the result is called.</param>
/// <param name="Type">A ResultType.</param>
/// <param name="Value">The member that says the result.</param>
/// <param name="ValueName"><c>value</c>, or <c>status</c>.</param>
internal sealed record ResultItem(string Name, string Type, MapNode Value, string ValueName, Piece Piece)
{
    /// <summary>The id of its description: a version-8 UUID (RFC 9562, section 5.8) of SHA-256 over the achievement's id, the result's name and its type.</summary>
    public string IdFor(MapFrame frame)
    {
        var achievement = frame.AchievementId ?? string.Empty;
        var key = $"{achievement}\n{this.Name}\n{this.Type}";
        if (frame.DerivedIds.TryGetValue(key, out var known))
        {
            return known;
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        var id = "urn:uuid:" + new Guid(hash[..16], bigEndian: true).ToString("D");
        if (frame.DerivedIds.Count >= 4096)
        {
            frame.DerivedIds.Clear();
        }

        frame.DerivedIds.Add(key, id);
        return id;
    }
}

/// <summary><c>achievement.resultDescription</c>: what can be reached, for every result that this record has.</summary>
internal sealed class ResultDescriptionsPiece(ResultItem[] items) : Piece
{
    private readonly (ResultItem Item, byte[] End)[] items = [.. items.Select(item => (item, End(item)))];

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var start = claims.Length;
        claims.Raw((byte)'[');
        foreach (var (item, end) in this.items)
        {
            if (!item.Value.Eval(frame).IsMissing)
            {
                claims.Separate();
                claims.Raw("{\"id\":"u8);
                claims.Quoted(item.IdFor(frame));
                claims.Raw(end);
            }
        }

        return ListEnd.Close(frame, claims, start, null);
    }

    private static byte[] End(ResultItem item) =>
        [.. ",\"name\":\""u8, .. ClaimsBuffer.Encoded(item.Name), .. "\",\"resultType\":\""u8, .. ClaimsBuffer.Encoded(item.Type), .. "\"}"u8];
}

/// <summary><c>credentialSubject.result</c>: what was reached.</summary>
internal sealed class ResultsPiece(ResultItem[] items) : Piece
{
    private readonly (ResultItem Item, byte[] Name)[] items = [.. items.Select(item => (item, (byte[])[.. ",\""u8, .. ClaimsBuffer.Encoded(item.ValueName), .. "\":"u8]))];

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var start = claims.Length;
        claims.Raw((byte)'[');
        foreach (var (item, name) in this.items)
        {
            var mark = claims.Length;
            claims.Separate();
            claims.Raw("{\"resultDescription\":"u8);
            claims.Quoted(item.IdFor(frame));
            claims.Raw(name);
            if (item.Piece.Write(frame, claims))
            {
                claims.Raw((byte)'}');
            }
            else if (frame.End is not null)
            {
                return false;
            }
            else
            {
                claims.Rewind(mark);
            }
        }

        return ListEnd.Close(frame, claims, start, null);
    }
}
