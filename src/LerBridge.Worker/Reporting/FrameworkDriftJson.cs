using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Frameworks;
using LerBridge.Worker.Frameworks;

namespace LerBridge.Worker.Reporting;

/// <summary>The difference of two versions of a framework, for scripts: <c>lerbridge/framework-drift/v1</c>.</summary>
internal static class FrameworkDriftJson
{
    public static string Write(DriftReport report)
    {
        var changes = report.Impact.Changes;
        var document = new Document(
            "lerbridge/framework-drift/v1",
            Side.Of(report.Before),
            Side.Of(report.After),
            Enum.GetValues<ChangeKind>().ToDictionary(JsonText.Word, kind => changes.Count(change => change.Kind == kind)),
            [.. changes.Select(change => new Change(JsonText.Word(change.Kind), change.NeedsPerson, Item.Of(change.Before), Item.Of(change.After), Proposed(change.Proposals), change.Before is { } item && change.NeedsPerson ? report.Credentials?.Of(item) : null))],
            [
                .. report.Impact.Rows.Select(row => new Row(
                    row.Mapping,
                    row.Table,
                    row.File,
                    row.Row.Line,
                    row.Row.Column,
                    row.Row.Name,
                    [.. row.Changes.Select(change => JsonText.Word(change.Kind))],
                    row.NeedsPerson,
                    Proposed([.. row.Changes.SelectMany(change => change.Proposals).DistinctBy(proposal => proposal.Item.Identifier)]))),
            ],
            report.Mappings,
            report.Credentials is { } count ? new Issued(count.Seen, count.Credentials) : null,
            report.NeedsPerson,
            report.Uncompiled);
        return JsonSerializer.Serialize(document, FrameworkDriftJsonContext.Relaxed.Document);
    }

    private static IReadOnlyList<Proposal> Proposed(IReadOnlyList<Replacement> proposals) =>
        [.. proposals.Select(proposal => new Proposal(Item.Of(proposal.Item), JsonText.Word(proposal.Basis), proposal.Likeness))];

    internal sealed record Document(
        string Schema,
        Side Before,
        Side After,
        Dictionary<string, int> Counts,
        IReadOnlyList<Change> Changes,
        IReadOnlyList<Row> Rows,
        IReadOnlyList<string> Mappings,
        Issued? Credentials,
        bool NeedsPerson,
        IReadOnlyList<string> MappingsNotCompiled);

    internal sealed record Side(string Name, string Title, string? Version, int Items, string Hash)
    {
        public static Side Of(KnownFramework known) => new(known.Shown, known.Framework.Head.Title, known.Framework.Head.Version, known.Framework.Items.Count, known.Framework.Hash);
    }

    internal sealed record Item(string Identifier, string Uri, string? Code, string Name, string Statement, DateOnly? WithdrawnFrom)
    {
        public static Item? Of(Competency? item) => item is null ? null : new Item(item.Identifier, item.Uri, item.Code, item.Name, item.Statement, item.EndsOn);
    }

    internal sealed record Proposal(Item? Item, string Basis, double? Likeness);

    internal sealed record Change(string Kind, bool NeedsPerson, Item? Before, Item? After, IReadOnlyList<Proposal> Proposals, long? Credentials);

    internal sealed record Row(string Mapping, string Table, string File, int Line, string Column, string Value, IReadOnlyList<string> Changes, bool NeedsPerson, IReadOnlyList<Proposal> Proposals);

    internal sealed record Issued(long Standing, long Affected);
}

[JsonSerializable(typeof(FrameworkDriftJson.Document))]
internal sealed partial class FrameworkDriftJsonContext : JsonSerializerContext
{
    public static FrameworkDriftJsonContext Relaxed { get; } = new(JsonText.Options());
}
