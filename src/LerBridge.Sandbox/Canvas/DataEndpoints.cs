using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Canvas Data 2: an identity service of its own, jobs over tables, and parts behind signed addresses that want no token and are good for one fetch.</summary>
internal sealed class DataEndpoints(CanvasDesk desk, TokenDesk tokens, Meter meter, TimeProvider time)
{
    private const long Shard = 21_070_000_000_000_000;
    private static readonly string[] Ids = ["id", "course_id", "user_id", "context_id", "enrollment_id", "context_module_id", "learning_outcome_id", "course_section_id", "nonxlist_course_id", "enrollment_term_id"];

    private readonly DataJournal _journal = new(time);
    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _signed = new(StringComparer.Ordinal);
    private readonly Lock _door = new();
    private readonly Queue<DateTimeOffset> _starts = new();
    private int _last;

    private SandboxSwitches Switches => desk.Switches;

    public void Map(IEndpointRouteBuilder routes)
    {
        _journal.Look(desk.Data);
        routes.MapPost("/ids/auth/login", context => Bearer.Of(context.Request, "Basic ") is null ? ErrorAsync(context, 401, "invalid_client") : tokens.GiveAsync(context));
        routes.MapGet("/dap/query/canvas/table", context => WithAsync(context, () => Reply.JsonAsync(context, 200, new JsonObject { ["tables"] = new JsonArray([.. Names.Select(name => (JsonNode)name)]) })));
        routes.MapGet("/dap/query/canvas/table/{table}/schema", context => WithTableAsync(context, table => Reply.JsonAsync(context, 200, Schema(table))));
        routes.MapPost("/dap/query/canvas/table/{table}/data", context => WithTableAsync(context, table => StartAsync(context, table)));
        routes.MapGet("/dap/job/{job}", context => WithAsync(context, () => JobAsync(context)));
        routes.MapPost("/dap/object/url", context => WithAsync(context, () => AddressesAsync(context)));
        routes.MapGet("/dap-files/{ticket}", FileAsync);
    }

    private IEnumerable<string> Names => DataTables.Names.Except(Switches.CanvasDataMissing.Split(',', StringSplitOptions.TrimEntries), StringComparer.Ordinal);

    private static Task ErrorAsync(HttpContext context, int status, string message) =>
        Reply.JsonAsync(context, status, new JsonObject { ["error"] = new JsonObject { ["type"] = "processing_error", ["message"] = message } });

    private Task WithAsync(HttpContext context, Func<Task> found) =>
        tokens.IsGood(Bearer.Of(context.Request) ?? context.Request.Headers["x-instauth"].FirstOrDefault()) ? found() : ErrorAsync(context, 401, "authentication_error");

    private Task WithTableAsync(HttpContext context, Func<string, Task> found) => WithAsync(context, () =>
        context.Request.RouteValues["table"] is string table && Names.Contains(table) ? found(table) : ErrorAsync(context, 404, "table does not exist"));

    private JsonObject Schema(string table)
    {
        var lost = Switches.CanvasDataMissing.Split(',', StringSplitOptions.TrimEntries);
        var row = DataTables.Rows(table, desk.Data)?.FirstOrDefault() ?? [];
        var columns = row.Select(column => column.Key).Where(name => name != "id" && !lost.Contains($"{table}.{name}"));
        var value = new JsonObject(columns.Concat(Switches.CanvasDataForm > 1 ? ["brand_new"] : []).Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject())));
        return new JsonObject
        {
            ["version"] = Switches.CanvasDataForm,
            ["schema"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["properties"] = new JsonObject { ["id"] = new JsonObject { ["type"] = "integer" } } },
                    ["value"] = new JsonObject { ["properties"] = value },
                    ["meta"] = new JsonObject(),
                },
            },
        };
    }

    private async Task StartAsync(HttpContext context, string table)
    {
        var asked = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        if (asked?["format"]?.GetValue<string>() != "jsonl")
        {
            await ErrorAsync(context, 400, "format");
            return;
        }

        var since = asked["since"] is { } text ? DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
        if (since < time.GetUtcNow().AddDays(-Switches.CanvasDataKeepsDays))
        {
            await ErrorAsync(context, 400, "since is out of range");
            return;
        }

        if (!TryStart())
        {
            meter.Throttled();
            await ErrorAsync(context, 429, "too many requests");
            return;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"job-{Interlocked.Increment(ref _last)}");
        var until = _journal.Look(desk.Data);
        _jobs[id] = new Job(id, since, until, Parts(id, table, since));
        await Reply.JsonAsync(context, 200, new JsonObject { ["id"] = id, ["status"] = "waiting", ["expires_at"] = DataJournal.Time(time.GetUtcNow().AddDays(1)) });
    }

    private bool TryStart()
    {
        lock (_door)
        {
            while (_starts.TryPeek(out var oldest) && time.GetUtcNow() - oldest > TimeSpan.FromMinutes(1))
            {
                _starts.Dequeue();
            }

            if (_starts.Count >= Switches.CanvasDataStartsAMinute)
            {
                return false;
            }

            _starts.Enqueue(time.GetUtcNow());
            return true;
        }
    }

    private List<string> Parts(string job, string table, DateTimeOffset? since)
    {
        var lines = _journal.Rows(table, since).SelectMany(row => Lines(table, row.Id, row.Row, row.At)).ToList();
        lines.AddRange(since is null ? [] : Deleted(table));
        var parts = new List<string>();
        foreach (var chunk in lines.Chunk(Math.Max(1, Switches.CanvasDataRowsInAPart)))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{job}/part-{parts.Count:D5}-of-many.jsonl.gz");
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', chunk)));
            }

            _objects[name] = packed.ToArray();
            parts.Add(name);
        }

        return parts;
    }

    private IEnumerable<string> Lines(string table, long id, JsonObject? row, DateTimeOffset at)
    {
        if (row is not null)
        {
            foreach (var lost in Switches.CanvasDataMissing.Split(',', StringSplitOptions.TrimEntries).Where(name => name.StartsWith(table + ".", StringComparison.Ordinal)))
            {
                row.Remove(lost[(table.Length + 1)..]);
            }

            if (Switches.CanvasDataForm > 1)
            {
                row["brand_new"] = new JsonObject { ["key"] = new JsonArray(1, new JsonObject()) };
            }
        }

        if (Switches.CanvasDataRepeats && row is not null)
        {
            // the newest first, then what was before it: deleted, and there with another value
            yield return Line(id, row, at);
            yield return Line(id, null, at.AddSeconds(-20));
            yield return Line(id, row, at.AddSeconds(-40));
        }
        else
        {
            yield return Line(id, row, at);
        }
    }

    // rows that are gone for good, and nothing but their ids
    private IEnumerable<string> Deleted(string table) =>
        from one in Switches.CanvasDataDeleted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where one.StartsWith(table + ":", StringComparison.Ordinal)
        select Line(long.Parse(one[(table.Length + 1)..], CultureInfo.InvariantCulture), null, time.GetUtcNow());

    private string Line(long id, JsonObject? row, DateTimeOffset at)
    {
        var line = new JsonObject
        {
            ["meta"] = new JsonObject { ["ts"] = DataJournal.Time(at), ["action"] = row is null ? "D" : "U" },
            ["key"] = new JsonObject { ["id"] = id },
        };
        if (row is not null)
        {
            line["value"] = row.DeepClone();
        }

        if (Switches.CanvasDataGlobalIds)
        {
            line["key"]!["id"] = id + Shard;
            foreach (var name in Ids)
            {
                if (line["value"]?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
                {
                    line["value"]![name] = value.GetValue<long>() + Shard;
                }
            }
        }

        return line.ToJsonString();
    }

    private Task JobAsync(HttpContext context)
    {
        if (!_jobs.TryGetValue(context.Request.RouteValues["job"] as string ?? "", out var job) || Switches.CanvasDataForgets)
        {
            _jobs.Clear();
            Switches.CanvasDataForgets = false;
            return ErrorAsync(context, 404, "job does not exist");
        }

        var looks = Interlocked.Increment(ref job.Looks);
        var state = Switches.CanvasDataState.Length > 0 ? Switches.CanvasDataState : looks > Switches.CanvasDataLooks ? "complete" : looks == 1 ? "waiting" : "running";
        var row = new JsonObject { ["id"] = job.Id, ["status"] = state, ["expires_at"] = DataJournal.Time(job.Until.AddDays(1)) };
        if (state == "complete")
        {
            row["schema_version"] = Switches.CanvasDataForm;
            row["objects"] = new JsonArray([.. job.Parts.Select(part => new JsonObject { ["id"] = part })]);
            if (job.Since is { } since)
            {
                row["since"] = DataJournal.Time(since);
                row["until"] = DataJournal.Time(job.Until);
            }
            else
            {
                row["at"] = DataJournal.Time(job.Until);
            }
        }

        return Reply.JsonAsync(context, 200, row);
    }

    private async Task AddressesAsync(HttpContext context)
    {
        var asked = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonArray ?? [];
        var urls = new JsonObject();
        foreach (var id in asked.Select(one => one?["id"]?.GetValue<string>()).OfType<string>().Where(_objects.ContainsKey))
        {
            var ticket = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _last)}-signed");
            _signed[ticket] = id;
            urls[id] = new JsonObject { ["url"] = $"{context.Request.Scheme}://{context.Request.Host}/dap-files/{ticket}" };
        }

        await Reply.JsonAsync(context, 200, new JsonObject { ["urls"] = urls });
    }

    private Task FileAsync(HttpContext context)
    {
        var hasToken = context.Request.Headers.Authorization.Count > 0 || context.Request.Headers.ContainsKey("x-instauth");
        return hasToken ? Reply.TextAsync(context, 400, "application/xml", "<Error><Code>InvalidArgument</Code></Error>")
            : _signed.TryRemove(context.Request.RouteValues["ticket"] as string ?? "", out var id) && _objects.TryGetValue(id, out var part)
                ? Reply.BytesAsync(context, 200, "application/octet-stream", part)
                : Reply.TextAsync(context, 403, "application/xml", "<Error><Code>AccessDenied</Code></Error>");
    }

    private sealed class Job(string id, DateTimeOffset? since, DateTimeOffset until, IReadOnlyList<string> parts)
    {
        public int Looks;

        public string Id => id;

        public DateTimeOffset? Since => since;

        public DateTimeOffset Until => until;

        public IReadOnlyList<string> Parts => parts;
    }
}
