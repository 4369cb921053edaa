using System.Globalization;
using System.Text;
using System.Text.Json;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Sql;

/// <summary>Where the pull of a query stands.</summary>
/// <param name="Rows">How many rows are kept.</param>
/// <param name="After">The last row's values of the columns of <c>Order</c>; empty where there is no order or no row yet.</param>
/// <param name="IsDone">True at the end.</param>
/// <param name="Seen">The fields whose columns were met, comma between.</param>
internal sealed record SqlCursor(long Rows, IReadOnlyList<object> After, bool IsDone, string Seen)
{
    /// <summary>The version of the form.</summary>
    public const int Version = 1;

    public static SqlCursor Start { get; } = new(0, [], IsDone: false, Seen: string.Empty);

    public SourceCursor Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", this.Rows);
            json.WriteBoolean("done", this.IsDone);
            json.WriteString("seen", this.Seen);
            json.WriteStartArray("after");
            foreach (var value in this.After)
            {
                json.WriteStringValue(Text(value));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new SourceCursor(Version, Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>Reads the form; null where it is none.</summary>
    public static SqlCursor? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            object?[] after = [.. root.GetProperty("after").EnumerateArray().Select(value => Value(value.GetString() ?? string.Empty))];
            return after.Contains(null) ? null : new SqlCursor(root.GetProperty("rows").GetInt64(), [.. after.OfType<object>()], root.GetProperty("done").GetBoolean(), root.GetProperty("seen").GetString() ?? string.Empty);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    // The type goes along: a database compares numbers with numbers and texts with texts.
    private static string Text(object value) => value switch
    {
        bool flag => flag ? "b:1" : "b:0",
        byte or short or int or long => string.Create(CultureInfo.InvariantCulture, $"i:{value}"),
        decimal number => string.Create(CultureInfo.InvariantCulture, $"n:{number}"),
        float or double => string.Create(CultureInfo.InvariantCulture, $"f:{value:R}"),
        DateTime time => string.Create(CultureInfo.InvariantCulture, $"t:{time:O}"),
        DateTimeOffset time => string.Create(CultureInfo.InvariantCulture, $"z:{time:O}"),
        DateOnly day => string.Create(CultureInfo.InvariantCulture, $"d:{day:O}"),
        Guid id => $"g:{id}",
        _ => $"s:{value}",
    };

    private static object? Value(string text) => text is not [var type, ':', .. var value] ? null : type switch
    {
        'b' => value == "1",
        'i' => long.Parse(value, CultureInfo.InvariantCulture),
        'n' => decimal.Parse(value, CultureInfo.InvariantCulture),
        'f' => double.Parse(value, CultureInfo.InvariantCulture),
        't' => DateTime.ParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        'z' => DateTimeOffset.ParseExact(value, "O", CultureInfo.InvariantCulture),
        'd' => DateOnly.ParseExact(value, "O", CultureInfo.InvariantCulture),
        'g' => Guid.Parse(value),
        's' => value,
        _ => null,
    };
}
