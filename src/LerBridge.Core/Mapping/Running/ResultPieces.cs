namespace LerBridge.Core.Mapping.Running;

/// <summary>One result of the short-hand: what it is called, and what says it.</summary>
/// <param name="Name">What the result is called.</param>
/// <param name="Type">A ResultType.</param>
/// <param name="Value">The member that says the result.</param>
/// <param name="ValueName"><c>value</c>, or <c>status</c>.</param>
/// <param name="Piece">Writes the value.</param>
internal sealed record ResultItem(string Name, string Type, MapNode Value, string ValueName, Piece Piece);

/// <summary><c>achievement.resultDescription</c>: what can be reached, for every result that this record has.</summary>
internal sealed class ResultDescriptionsPiece(ResultItem[] items) : Piece
{
    private readonly (MapNode Value, byte[] End)[] items = [.. items.Select(item => (item.Value, End(item)))];

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var start = claims.Length;
        claims.Raw((byte)'[');
        for (var i = 0; i < this.items.Length; i++)
        {
            var (value, end) = this.items[i];
            if (!value.IsMissing(frame))
            {
                claims.Separate();
                claims.Raw("{\"id\":"u8);
                claims.Raw(frame.ResultIds[i]);
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
    private readonly (Piece Piece, byte[] Name)[] items = [.. items.Select(item => (item.Piece, (byte[])[.. ",\""u8, .. ClaimsBuffer.Encoded(item.ValueName), .. "\":"u8]))];

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var start = claims.Length;
        claims.Raw((byte)'[');
        for (var i = 0; i < this.items.Length; i++)
        {
            var (piece, name) = this.items[i];
            var mark = claims.Length;
            claims.Separate();
            claims.Raw("{\"resultDescription\":"u8);
            claims.Raw(frame.ResultIds[i]);
            claims.Raw(name);
            if (piece.Write(frame, claims))
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
