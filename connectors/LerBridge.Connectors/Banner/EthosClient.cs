using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>Speaks Ethos' HTTP and returns Ethos' shapes.</summary>
internal sealed partial class EthosClient(ConnectorHttp http) : IEthosApi
{
    // Resources of which the exact version is not offered: the newest of the same major one is asked for (facts A2).
    private readonly ConcurrentDictionary<string, bool> byMajor = new(StringComparer.Ordinal);

    public Task<EthosPage<T>> ListAsync<T>(EthosResource<T> resource, int offset, int limit, CancellationToken cancellationToken)
        where T : EthosThing =>
        this.NegotiatedAsync(resource, type => this.ListAsync(resource, type, offset, limit, cancellationToken));

    public Task<T?> GetAsync<T>(EthosResource<T> resource, string guid, CancellationToken cancellationToken)
        where T : EthosThing =>
        this.NegotiatedAsync(resource, type => this.GetAsync(resource, type, guid, cancellationToken));

    private async Task<TResult> NegotiatedAsync<T, TResult>(EthosResource<T> resource, Func<string, Task<TResult>> ask)
        where T : EthosThing
    {
        if (this.byMajor.ContainsKey(resource.Name))
        {
            return await ask(resource.MajorMediaType);
        }

        try
        {
            return await ask(resource.MediaType);
        }
        catch (ConnectorException problem) when (problem.Code == ConnectorCodes.NotOffered && resource.MajorMediaType != resource.MediaType)
        {
            var answer = await ask(resource.MajorMediaType);
            this.byMajor[resource.Name] = true;
            return answer;
        }
    }

    private Task<EthosPage<T>> ListAsync<T>(EthosResource<T> resource, string mediaType, int offset, int limit, CancellationToken cancellationToken)
        where T : EthosThing
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{resource.Name} from row {offset}");
        var address = http.Address(string.Create(CultureInfo.InvariantCulture, $"/api/{resource.Name}?offset={offset}&limit={limit}{Criteria(resource.Criteria)}"));
        return http.ReadAsync(HttpCall.Get(what, address, mediaType), reply => Page(resource, reply), cancellationToken);
    }

    private async Task<T?> GetAsync<T>(EthosResource<T> resource, string mediaType, string guid, CancellationToken cancellationToken)
        where T : EthosThing
    {
        var address = http.Address($"/api/{resource.Name}/{Uri.EscapeDataString(guid)}");
        try
        {
            return await http.ReadAsync(
                HttpCall.Get($"one of {resource.Name}", address, mediaType),
                reply =>
                {
                    Check(resource, reply);
                    var found = reply.Json(resource.One);
                    return found.Key is null ? throw Errors(reply) : found;
                },
                cancellationToken);
        }
        catch (ConnectorException problem) when (problem.Code == ConnectorCodes.NotFound)
        {
            return null;
        }
    }

    private static string? Criteria(string? criteria) => criteria is null ? null : $"&criteria={Uri.EscapeDataString(criteria)}";

    private static EthosPage<T> Page<T>(EthosResource<T> resource, HttpReply reply)
        where T : EthosThing
    {
        Check(resource, reply);
        if (reply.Body.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            throw Errors(reply);
        }

        var items = reply.Json(resource.Many);
        var total = Count(reply.Header("x-total-count"));
        return new EthosPage<T>(items, total == 0 && items.Count > 0 ? null : total, Count(reply.Header("x-max-page-size")) is > 0 and var most ? most : null, reply.Header("x-content-restricted") is "partial");
    }

    // A version that was not asked for may mean other things by the same names (facts A2).
    private static void Check<T>(EthosResource<T> resource, HttpReply reply)
        where T : EthosThing
    {
        var type = reply.Header("x-media-type") ?? reply.Header("x-hedtech-media-type") ?? reply.MediaType ?? string.Empty;
        if (type.Contains(".errors.", StringComparison.Ordinal))
        {
            throw Errors(reply);
        }

        if (VersionInType().Match(type) is { Success: true } match && match.Groups[1].Value != resource.Major)
        {
            throw new RequestFailedException(FailureReason.WrongVersion) { Detail = $"v{match.Groups[1].Value} instead of v{resource.Major}" };
        }
    }

    // The message may quote a person; the code does not.
    private static RequestFailedException Errors(HttpReply reply)
    {
        if (HttpReply.LooksLikePage(reply.MediaType, reply.Body.Span))
        {
            return new RequestFailedException(FailureReason.NotData);
        }

        try
        {
            var codes = (JsonSerializer.Deserialize(reply.Body.Span, EthosJson.Default.EthosErrorList)?.Errors ?? []).Select(error => error.Code).OfType<string>().Where(code => CodeForm().IsMatch(code)).Take(3).ToList();
            return new RequestFailedException(codes.Count > 0 ? FailureReason.ErrorsInReply : FailureReason.Unreadable) { Detail = codes.Count > 0 ? string.Join(", ", codes) : null };
        }
        catch (JsonException)
        {
            return new RequestFailedException(FailureReason.Unreadable);
        }
    }

    private static int? Count(string? header) => int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    [GeneratedRegex(@"vnd\.hedtech\.integration\.v([0-9]{1,3})(\.|\+|$)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionInType();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{1,79}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}
