using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LerBridge.Sandbox.Canvas;

/// <summary>
/// Pages. Where the next one is stands in the Link header alone; its address is the client's own with another page in it, and without an access token.
/// </summary>
internal static class CanvasPages
{
    private const int Default = 10;

    public static IReadOnlyList<T> Numbered<T>(HttpContext context, IReadOnlyList<T> all, SandboxSwitches switches, bool lastIsKnown)
    {
        var size = Size(context.Request, switches);
        var page = Math.Max(1, int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1);
        var pages = Math.Max(1, (all.Count + size - 1) / size);
        var links = new List<(string Rel, string Page)> { ("current", Show(page)) };
        if (page < pages || (switches.CanvasEmptyLastPage && page == pages))
        {
            links.Add(("next", Show(page + 1)));
        }

        if (page > 1)
        {
            links.Add(("prev", Show(page - 1)));
        }

        links.Add(("first", "1"));
        if (lastIsKnown)
        {
            links.Add(("last", Show(pages)));
        }

        Write(context, links, size, switches.CanvasRelativeLinks);
        return [.. all.Skip(Math.Max(0, ((page - 1) * size) - FaultLine.Shift(context))).Take(size)];
    }

    /// <summary>Rows after a bookmark, which is the last row's sort key: rows that move meanwhile are seen twice or not at all. Null for a bookmark nobody
    /// gave out.</summary>
    public static IReadOnlyList<T>? Bookmarked<T>(HttpContext context, IReadOnlyList<(string Bookmark, T Row)> all, SandboxSwitches switches)
    {
        var size = Size(context.Request, switches);
        var asked = context.Request.Query["page"].ToString();
        if (Parse(asked) is not { } after)
        {
            return null;
        }

        var shift = FaultLine.Shift(context);
        var rest = all.Where(line => string.CompareOrdinal(line.Bookmark, after) > -shift).Take(size + 1).ToList();
        var links = new List<(string Rel, string Page)> { ("current", asked.Length == 0 ? "first" : asked) };
        if (rest.Count > size || (switches.CanvasEmptyLastPage && rest.Count > 0))
        {
            links.Add(("next", "bookmark:" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(rest[Math.Min(size, rest.Count) - 1].Bookmark))));
        }

        links.Add(("first", "first"));
        Write(context, links, size, switches.CanvasRelativeLinks);
        return [.. rest.Take(size).Select(line => line.Row)];
    }

    private static string? Parse(string page)
    {
        const string Prefix = "bookmark:";
        if (page is "" or "first" or "1")
        {
            return "";
        }

        return page.StartsWith(Prefix, StringComparison.Ordinal) && Base64Url.IsValid(page.AsSpan(Prefix.Length))
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(page.AsSpan(Prefix.Length)))
            : null;
    }

    private static int Size(HttpRequest request, SandboxSwitches switches) => Math.Min(
        switches.CanvasLargestPage,
        int.TryParse(request.Query["per_page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : Default);

    private static void Write(HttpContext context, List<(string Rel, string Page)> links, int size, bool relative)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var rest = query < 0 ? "" : QueryText.Without(target[query..], "access_token", "page", "per_page");
        var start = (relative ? "" : $"{context.Request.Scheme}://{context.Request.Host}") + path + (rest.Length == 0 ? "?" : rest + "&");
        context.Response.Headers.Link = string.Join(
            relative ? "," + FoldedHeaders.Fold : ",",
            links.Select(link => $"<{start}page={link.Page}&per_page={Show(size)}>; rel=\"{link.Rel}\""));
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
