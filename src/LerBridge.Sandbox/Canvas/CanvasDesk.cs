using System.Text.Json.Nodes;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Canvas;

/// <summary>What the endpoints of Canvas share: the data of the moment, the switches, and how an answer is written.</summary>
internal sealed class CanvasDesk(Func<World> world, SandboxSwitches switches, TimeProvider time)
{
    private Moved? _moved;

    public DateTimeOffset Now => time.GetUtcNow();

    public World World => world();

    public CanvasWorld Data
    {
        get
        {
            var moved = Volatile.Read(ref _moved);
            var key = (world().Canvas, Switches.CanvasMerged, Switches.CanvasCrossListed);
            if (moved is null || !ReferenceEquals(moved.Key.World, key.Canvas) || (moved.Key.Merged, moved.Key.CrossListed) != (key.CanvasMerged, key.CanvasCrossListed))
            {
                moved = new Moved(key, CanvasMoves.Apply(key.Canvas, key.CanvasMerged, key.CanvasCrossListed));
                Volatile.Write(ref _moved, moved);
            }

            return moved.Data;
        }
    }

    public SandboxSwitches Switches { get; } = switches;

    /// <summary>The include[] values, unless the key's scopes make them do nothing.</summary>
    public IReadOnlyList<string> Includes(HttpRequest request) => Switches.CanvasIgnoresIncludes ? [] : QueryText.Many(request, "include");

    public static Task OkAsync(HttpContext context, JsonNode body, int rows = 1)
    {
        CanvasThrottle.Cost(context, rows);
        return Reply.JsonAsync(context, StatusCodes.Status200OK, CanvasIds.WantsText(context.Request) ? CanvasIds.AsText(body) : body);
    }

    /// <summary>A page of a list whose next pages are numbers.</summary>
    public Task PageAsync<T>(HttpContext context, IReadOnlyList<T> all, Func<T, JsonNode> show, string? wrapper = null, bool lastIsKnown = true, JsonObject? linked = null)
    {
        var page = CanvasPages.Numbered(context, Shorten(context, all), Switches, lastIsKnown);
        return ListAsync(context, page, show, wrapper, linked);
    }

    /// <summary>A page of a list whose next pages are bookmarks.</summary>
    public Task BookmarkedAsync<T>(HttpContext context, IReadOnlyList<(string Bookmark, T Row)> all, Func<T, JsonNode> show)
    {
        if (CanvasPages.Bookmarked(context, Shorten(context, all), Switches) is not { } page)
        {
            return CanvasErrors.BadBookmarkAsync(context);
        }

        return ListAsync(context, page, show, null, null);
    }

    private static Task ListAsync<T>(HttpContext context, IReadOnlyList<T> page, Func<T, JsonNode> show, string? wrapper, JsonObject? linked)
    {
        var rows = new JsonArray([.. page.Select(show)]);
        if (wrapper is null)
        {
            return OkAsync(context, rows, page.Count);
        }

        var body = new JsonObject { [wrapper] = rows };
        if (linked is not null)
        {
            body["linked"] = linked;
        }

        return OkAsync(context, body, page.Count);
    }

    private static IReadOnlyList<T> Shorten<T>(HttpContext context, IReadOnlyList<T> all) =>
        FaultLine.MostRows(context) is { } most && most < all.Count ? [.. all.Take(most)] : all;

    private sealed record Moved((CanvasWorld World, string Merged, string CrossListed) Key, CanvasWorld Data);
}
