using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Ethos;

/// <summary>The version of a representation by the Accept header.</summary>
internal static class MediaTypes
{
    private const string Prefix = "application/vnd.hedtech.integration.v";

    /// <summary>The version to answer with, or null where none that is accepted is had (406).</summary>
    public static string? Negotiate(HttpRequest request, EthosResource resource)
    {
        var accepted = request.Headers.Accept.SelectMany(line =>
            (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (accepted.Count == 0)
        {
            return resource.Versions[0];
        }

        foreach (var type in accepted.Select(type => type.Split(';')[0].Trim()))
        {
            if (type is "*/*" or "application/*" or "application/json")
            {
                return resource.Versions[0];
            }

            if (type.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
                && Find(type[Prefix.Length..^"+json".Length], resource) is { } version)
            {
                return version;
            }
        }

        return null;
    }

    public static string Of(string version) => $"{Prefix}{version}+json";

    // a full version must be had as it is; a major version alone is the newest of its kind
    private static string? Find(string asked, EthosResource resource) => asked.Contains('.', StringComparison.Ordinal)
        ? resource.Versions.FirstOrDefault(version => version == asked)
        : resource.Versions.FirstOrDefault(version => version == asked || version.StartsWith(asked + ".", StringComparison.Ordinal));
}
