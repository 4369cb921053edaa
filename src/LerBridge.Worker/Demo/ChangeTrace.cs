using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Sandbox;

namespace LerBridge.Worker.Demo;

/// <summary>Finds what became of a change at a source, by the made-up person it happened to among the credentials that the night touched.</summary>
internal static class ChangeTrace
{
    private const int MostTouched = 1000;

    public static async Task<IReadOnlyList<(SandboxChange Change, string Became)>> FollowAsync(
        Bridge bridge, IReadOnlyList<SandboxChange> changes, IReadOnlyList<RunReport> reports, CancellationToken cancellationToken)
    {
        var touched = new List<(SandboxSite Site, string Mapping, RegisterEntry Entry)>();
        foreach (var report in reports)
        {
            var site = SiteOf(bridge.Site.Connector(bridge.Site.Mapping(report.Run.Mapping)).Kind);
            touched.AddRange((await bridge.Register.ListAsync(report.Run.Mapping, report.Run.Id, MostTouched, cancellationToken)).Select(entry => (site, report.Run.Mapping, entry)));
        }

        return [.. changes.Select(change => (change, Became([.. touched.Where(one => one.Site == change.Site && IsAbout(one.Entry, change.Person)).Select(one => (one.Mapping, one.Entry))])))];
    }

    private static string Became((string Mapping, RegisterEntry Entry)[] entries) => entries switch
    {
        [] => "no credential is concerned: none had been issued for it",
        [var (_, entry)] => Became(entry),
        _ => string.Join("; ", entries.Select(one => $"{Became(one.Entry)} [{one.Mapping}]")),
    };

    private static string Became(RegisterEntry entry) => entry switch
    {
        { State: CredentialState.Revoked } => "its credential was withdrawn",
        { Version: 1 } => "a credential was issued",
        _ => $"its credential was corrected (version {entry.Version}, same id)",
    };

    private static bool IsAbout(RegisterEntry entry, string person)
    {
        using var document = JsonDocument.Parse(entry.Document);
        return document.RootElement.TryGetProperty("credentialSubject", out var subject)
            && subject.TryGetProperty("identifier", out var identifiers)
            && identifiers.ValueKind == JsonValueKind.Array
            && identifiers.EnumerateArray().Any(identifier => identifier.TryGetProperty("identityHash", out var name) && name.ValueEquals(person));
    }

    private static SandboxSite SiteOf(string kind) => kind switch
    {
        "Canvas" => SandboxSite.Canvas,
        "Banner" => SandboxSite.Ethos,
        _ => SandboxSite.Workday,
    };
}
