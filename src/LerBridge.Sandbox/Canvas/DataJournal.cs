using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Canvas;

/// <summary>What changed in the tables, and when it was noticed: tables are compared with what they were whenever somebody asks.</summary>
internal sealed class DataJournal(TimeProvider time)
{
    private readonly Lock _door = new();
    private readonly Dictionary<(string Table, long Id), (string Row, DateTimeOffset At)> _rows = [];
    private readonly List<(string Table, long Id, DateTimeOffset At)> _gone = [];
    private CanvasWorld? _seen;
    private DateTimeOffset _last = time.GetUtcNow();

    /// <summary>Looks at the tables as they are; the moment up to which is now known.</summary>
    public DateTimeOffset Look(CanvasWorld data)
    {
        lock (_door)
        {
            // moments of different looks are told apart, whatever the clock does
            _last = time.GetUtcNow() is var now && now > _last ? now : _last.AddMilliseconds(1);
            if (!ReferenceEquals(_seen, data))
            {
                foreach (var table in DataTables.Names)
                {
                    Look(table, DataTables.Rows(table, data) ?? []);
                }

                _seen = data;
            }

            return _last;
        }
    }

    /// <summary>The rows of a table that changed after a moment, or all; deleted ones have no row.</summary>
    public IReadOnlyList<(long Id, JsonObject? Row, DateTimeOffset At)> Rows(string table, DateTimeOffset? since)
    {
        lock (_door)
        {
            var present = _rows.Where(one => one.Key.Table == table && (since is null || one.Value.At > since))
                .Select(one => (one.Key.Id, (JsonObject?)JsonNode.Parse(one.Value.Row)?.AsObject(), one.Value.At));
            var gone = _gone.Where(one => one.Table == table && since is not null && one.At > since).Select(one => (one.Id, (JsonObject?)null, one.At));
            return [.. present.Concat(gone).OrderBy(one => one.Id)];
        }
    }

    private void Look(string table, IEnumerable<JsonObject> rows)
    {
        var ids = new HashSet<long>();
        foreach (var row in rows)
        {
            var id = row["id"]!.GetValue<long>();
            row.Remove("id");
            ids.Add(id);
            var text = row.ToJsonString();
            if (!_rows.TryGetValue((table, id), out var before) || before.Row != text)
            {
                _rows[(table, id)] = (text, _last);
            }
        }

        foreach (var key in _rows.Keys.Where(key => key.Table == table && !ids.Contains(key.Id)).ToArray())
        {
            _rows.Remove(key);
            _gone.Add((table, key.Id, _last));
        }
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
