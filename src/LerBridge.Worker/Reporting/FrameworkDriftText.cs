using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Frameworks;

namespace LerBridge.Worker.Reporting;

/// <summary>The difference of two versions of a framework, as a person reads it: the numbers, the rows to decide about, the credentials, the changes.</summary>
internal static class FrameworkDriftText
{
    private const int LongestStatement = 80;

    public static void Write(DriftReport report, int limit, Terminal terminal)
    {
        var output = terminal.Output;
        output.WriteLine($"{report.Before.Shown} ({Counted.Of(report.Before.Framework.Items.Count, "item")}) → {report.After.Shown} ({Counted.Of(report.After.Framework.Items.Count, "item")}): {Numbers(report.Impact.Changes)}.");
        Rows(report, limit, terminal);
        Credentials(report, terminal);
        Changes(report, limit, terminal);
        FrameworkListText.WriteUncompiled(report.Uncompiled, terminal);
    }

    /// <summary>What could stand in an item's place; the word says that it is a proposal, and what it rests on.</summary>
    public static string Proposal(IReadOnlyList<Replacement> proposals) => string.Join("; ", proposals.Select(proposal => proposal.Basis switch
    {
        ReplacementBasis.Association => $"proposal: {proposal.Item.Label} (the framework says so)",
        ReplacementBasis.Code => $"proposal: {proposal.Item.Label} (same code)",
        _ => string.Create(CultureInfo.InvariantCulture, $"proposal: {proposal.Item.Label} (closest statement, {proposal.Likeness:0.00} alike)"),
    }));

    private static void Rows(DriftReport report, int limit, Terminal terminal)
    {
        var rows = report.Impact.Rows;
        if (report.Before.References.Count == 0)
        {
            terminal.Output.WriteLine($"No table is held against {report.Before.Shown}, which is not among the frameworks of this site.");
            return;
        }

        if (rows.Count == 0)
        {
            terminal.Output.WriteLine("No row of a table names an item that changed.");
            return;
        }

        terminal.Output.WriteLine($"{Counted.Of(rows.Count, "row")} of {Counted.Of(report.Mappings.Count, "mapping")} {(rows.Count == 1 ? "names" : "name")} an item that changed:");
        var table = Tables.Plain("mapping", "row", "column", "item");
        table.Add(Tables.Wrapped("what changed"), Tables.Wrapped("proposal"));
        foreach (var row in rows.Take(limit))
        {
            table.Row(
                row.Mapping,
                $"{row.File}:{row.Row.Line}",
                row.Row.Column,
                row.Row.Name,
                string.Join(", ", row.Changes.Select(What)),
                Proposal([.. row.Changes.SelectMany(change => change.Proposals).DistinctBy(proposal => proposal.Item.Identifier)]));
        }

        terminal.Ansi.Write(table);
        More(rows.Count, limit, "row", terminal);
    }

    private static void Credentials(DriftReport report, Terminal terminal)
    {
        if (report.Credentials is not { } count)
        {
            terminal.Output.WriteLine("Nothing has been issued here yet.");
            return;
        }

        var items = report.Impact.Deciding.Select(item => (Item: item, Count: count.Of(item))).Where(one => one.Count > 0).OrderByDescending(one => one.Count).ToList();
        terminal.Output.WriteLine(count.Seen == 0 ? "No credential stands."
            : items.Count == 0
            ? $"None of the {Counted.Of(count.Seen, "credential")} that {(count.Seen == 1 ? "stands" : "stand")} names an item that changed."
            : $"{Counted.Of(count.Credentials, "credential")} of {count.Seen.ToString("#,0", CultureInfo.InvariantCulture)} that {(count.Seen == 1 ? "stands" : "stand")} {(count.Credentials == 1 ? "names" : "name")} an item that changed: {string.Join(", ", items.Take(10).Select(one => $"{one.Item.Label} in {one.Count.ToString("#,0", CultureInfo.InvariantCulture)}"))}{(items.Count > 10 ? ", …" : string.Empty)}.");
    }

    private static void Changes(DriftReport report, int limit, Terminal terminal)
    {
        var changes = report.Impact.Changes;
        if (changes.Count == 0)
        {
            return;
        }

        var table = Tables.Plain("change", "item");
        table.Add(Tables.Wrapped("statement"), Tables.Wrapped("proposal"));
        foreach (var change in changes.Take(limit))
        {
            var item = change.Before ?? change.After;
            table.Row(What(change), item?.Label ?? string.Empty, Short(item?.ShortStatement ?? item?.Statement ?? string.Empty), Proposal(change.Proposals));
        }

        terminal.Output.WriteLine("All changes:");
        terminal.Ansi.Write(table);
        More(changes.Count, limit, "change", terminal);
    }

    private static string What(ItemChange change) => change.Kind switch
    {
        ChangeKind.Withdrawn when change.After?.EndsOn is { } day => $"withdrawn from {day.ToString("O", CultureInfo.InvariantCulture)}",
        ChangeKind.Withdrawn => "withdrawn with the framework",
        ChangeKind.Readdressed => "has another address",
        ChangeKind.Recoded => $"has the code {change.After?.Code ?? "no more"} now",
        var kind => JsonText.Word(kind),
    };

    private static string Numbers(IReadOnlyList<ItemChange> changes) => changes.Count == 0
        ? "nothing changed"
        : string.Join(", ", changes.GroupBy(change => change.Kind).OrderBy(group => group.Key).Select(group => $"{group.Count().ToString("#,0", CultureInfo.InvariantCulture)} {JsonText.Word(group.Key)}"));

    private static void More(int count, int limit, string what, Terminal terminal)
    {
        if (count > limit)
        {
            terminal.Output.WriteLine($"… and {Counted.Of(count - limit, what)} more; --limit shows more of them, --output json all.");
        }
    }

    private static string Short(string text) => text.Length <= LongestStatement ? text : $"{text.AsSpan(0, LongestStatement - 1).TrimEnd()}…";
}
