using System.Security.Cryptography;
using LerBridge.Core.Pipeline;
using LerBridge.Credentials;
using LerBridge.Credentials.Jose;
using LerBridge.Worker.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LerBridge.Worker.Serving;

/// <summary>The documents that verifiers fetch, the DID document and the signed status lists, and the newest manifest for auditors, exactly as they stand in the public folder.</summary>
internal static class PublicSite
{
    // A verifier may go on for this long with a list that has changed meanwhile; a bit that is set is never urgent by less.
    private const string Cache = "public, max-age=300";
    private const string DidPlace = ".well-known/did.json";

    public static void Map(IEndpointRouteBuilder routes, BridgeOptions options, IPublicFolder folder)
    {
        // did:web, section 3.2: the well-known place of a host, or did.json under a path.
        foreach (var path in new[] { "/" + DidPlace, options.Issuer.DidUrl.AbsolutePath }.Distinct())
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => ServeAsync(context, folder, DidPlace, "application/did+json"));
        }

        foreach (var before in Prefixes(options))
        {
            routes.MapMethods($"{before}/{ManifestDesk.EndPath}", [HttpMethods.Get, HttpMethods.Head], context => ServeAsync(context, folder, ManifestDesk.EndPath, "application/jwt"));
            MapLists(routes, folder, before, "json", "application/vc");
            MapLists(routes, folder, before, "jwt", (options.Issuer.Format.Profile() ?? JwtProfile.VcJose).MediaType);
        }
    }

    private static void MapLists(IEndpointRouteBuilder routes, IPublicFolder folder, string before, string extension, string mediaType) => routes.MapMethods(
        $"{before}/status/{{number:int:min(1)}}.{extension}",
        [HttpMethods.Get, HttpMethods.Head],
        context => ServeAsync(context, folder, $"status/{context.Request.RouteValues["number"]}.{extension}", mediaType));

    // Behind a proxy that keeps the path of PublicBaseUrl, and behind one that strips it.
    private static IEnumerable<string> Prefixes(BridgeOptions options) => new[] { string.Empty, new Uri(options.PublicBaseUrl).AbsolutePath.TrimEnd('/') }.Distinct();

    private static async Task ServeAsync(HttpContext context, IPublicFolder folder, string place, string mediaType)
    {
        var response = context.Response;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.XContentTypeOptions = "nosniff";
        if (await folder.ReadAsync(place, context.RequestAborted) is not { } content)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"");
        response.GetTypedHeaders().ETag = tag;
        response.Headers.CacheControl = Cache;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Equals(EntityTagHeaderValue.Any) || asked.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = mediaType;
        response.ContentLength = content.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await response.Body.WriteAsync(content, context.RequestAborted);
        }
    }
}
