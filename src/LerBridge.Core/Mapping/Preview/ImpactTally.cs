using System.Globalization;

namespace LerBridge.Core.Mapping.Preview;

/// <summary>Counts what differs between two versions of a mapping, record by record, in memory that grows with the ways of differing and not with the records.</summary>
public sealed class ImpactTally(PersonalPaths before, PersonalPaths after)
{
    private const int Examples = 3;
    private const int MostGroups = 10_000;

    private readonly Dictionary<(string Kind, string Field, string? Item), Group> groups = [];
    private long records;
    private long differ;

    /// <summary>Adds one record.</summary>
    /// <param name="name">How the record is named outside.</param>
    /// <param name="was">What becomes of it now.</param>
    /// <param name="becomes">What would become of it.</param>
    public void Add(string name, PreviewOutcome was, PreviewOutcome becomes)
    {
        this.records++;
        if (was.Word != becomes.Word)
        {
            this.differ++;
            this.Count(("outcome", $"{was.Word} → {becomes.Word}", (becomes.Reason ?? was.Reason)?.Text), name, null, null);
        }
        else if (was.Reason is { } reason && reason.Text != becomes.Reason?.Text)
        {
            this.differ++;
            this.Count(("reason", was.Word, becomes.Reason?.Text), name, reason.Text, becomes.Reason?.Text);
        }
        else if (was.Issues && ClaimsDifference.Between(was.Claims, becomes.Claims) is { Count: > 0 } changes)
        {
            this.differ++;
            foreach (var change in changes.DistinctBy(change => (change.Kind, change.Path, change.Item)))
            {
                this.Count(change, name);
            }
        }
    }

    /// <summary>Everything so far.</summary>
    public Impact ToImpact()
    {
        var shortNames = this.groups.Keys.Select(key => key.Field).Distinct(StringComparer.Ordinal).ToLookup(Last, StringComparer.Ordinal);
        return new Impact(this.records, this.differ, [.. this.groups
            .OrderByDescending(pair => pair.Value.Count)
            .ThenBy(pair => pair.Key.Kind, StringComparer.Ordinal).ThenBy(pair => pair.Key.Field, StringComparer.Ordinal).ThenBy(pair => pair.Key.Item, StringComparer.Ordinal)
            .Select(pair => new ImpactGroup
            {
                Kind = pair.Key.Kind,
                Field = pair.Key.Field,
                Item = pair.Key.Item,
                Phrase = Phrase(pair.Key, pair.Value.Count, shortNames[Last(pair.Key.Field)].Count() == 1 ? Last(pair.Key.Field) : pair.Key.Field),
                Count = pair.Value.Count,
                Before = pair.Value.Before,
                After = pair.Value.After,
                Examples = pair.Value.Examples,
            })]);
    }

    private void Count(ClaimsChange change, string name)
    {
        // who is concerned is counted, what it says is not shown
        var personal = before.Contains(change.Path) || after.Contains(change.Path);
        var kind = change.Kind.ToString().ToLowerInvariant();
        this.Count((kind, change.Path, personal ? null : change.Item), name, personal ? null : change.Before, personal ? null : change.After);
    }

    private void Count((string Kind, string Field, string? Item) key, string name, string? was, string? becomes)
    {
        if (!this.groups.TryGetValue(key, out var group))
        {
            // a list whose items differ for every record is told as one change of the list
            var few = this.groups.Count < MostGroups ? key : key with { Item = null };
            if (!this.groups.TryGetValue(few, out group))
            {
                this.groups.Add(few, group = new Group(was, becomes));
            }
        }

        group.Count++;
        if (group.Examples.Count < Examples)
        {
            group.Examples.Add(name);
        }
    }

    private static string Phrase((string Kind, string Field, string? Item) key, long count, string field)
    {
        var number = count.ToString("#,0", CultureInfo.InvariantCulture);
        return key.Kind switch
        {
            "outcome" => $"{number} {Verb(key.Field)}{(key.Item is null ? string.Empty : $" ({key.Item})")}",
            "reason" => $"{number} {(key.Field == "skip" ? "are skipped" : key.Field == "hold" ? "are held" : "fail")} for another reason ({key.Item})",
            _ => $"{number} {key.Kind} {key.Item ?? field}",
        };
    }

    private static string Verb(string outcomes) => outcomes.Split(" → ") switch
    {
        [_, "issue"] => "would be issued",
        ["issue", "skip"] => "would no longer qualify",
        ["issue", "hold"] => "would be held instead of issued",
        [var was, "skip"] => $"would be skipped instead of {Past(was)}",
        [var was, "hold"] => $"would be held instead of {Past(was)}",
        [_, "stop"] => "would stop the run",
        _ => "would fail",
    };

    private static string Past(string word) => word switch { "hold" => "held", "skip" => "skipped", "issue" => "issued", "stop" => "stopping the run", _ => "failing" };

    private static string Last(string field) => field[(field.LastIndexOf('.') + 1)..];

    private sealed class Group(string? before, string? after)
    {
        public long Count { get; set; }

        public string? Before { get; } = before;

        public string? After { get; } = after;

        public List<string> Examples { get; } = [];
    }
}
