using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// Reads <c>academic_history</c>: one record per person. Ethos lists transcript grades in no order, so a list of moderate length is read through and sorted by person; a long one is asked for
/// person by person (facts A4), which takes longer and no memory. What follows goes from person to person in the order of their GUIDs, so that a killed pull knows who is done.
/// </summary>
internal sealed class BannerHistoryPull(BannerSource source, int mostRows)
{
    /// <summary>About 60 MB of transcript grades.</summary>
    public const int MostRows = 200_000;

    private const string Partition = "academic-history";

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, BannerCursor? at, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var paging = source.Paging;
        var list = await paging.OpenAsync(EthosResources.TranscriptGrades, cancellationToken);
        var isLong = list.Total > mostRows;
        var grades = isLong
            ? RowsByPerson<EthosTranscriptGrade>.None()
            : await RowsByPerson<EthosTranscriptGrade>.ReadAsync(paging, list, row => row.Student?.Key, new SlimRows().Slim, cancellationToken);
        var awards = await this.BesideAsync(EthosResources.Awards, row => row.Student?.Key, cancellationToken);
        var withAverages = request.RestrictedFields.Contains("gpa");
        var averages = withAverages ? await this.BesideAsync(EthosResources.Averages, row => row.Student?.Key, cancellationToken) : RowsByPerson<EthosAverages>.None();

        var directories = new BannerDirectories(source.Api, paging, source.Options, request.RecordDate);
        await directories.OpenCoursesAsync(list.Total, cancellationToken);
        await directories.OpenAwardsAsync(awards.Total, withTerms: false, cancellationToken);
        var persons = await this.PersonsAsync(isLong, grades, awards, cancellationToken);
        await directories.OpenPersonsAsync(persons.Count, cancellationToken);
        var holds = await BannerHolds.ReadAsync(paging, source.Options.TranscriptHoldTypes, request.RecordDate, cancellationToken);
        var fields = new BannerFields(directories, holds);
        var normalizer = new BannerNormalizer(fields);
        var withheld = With(directories.Withheld, list.First.Withheld, awards.Withheld, averages.Withheld);
        var grants = new BannerGrants(
            [.. EthosSecondary.OfHistories.Where(one => withAverages || one.Resource != EthosResources.Averages.Name)],
            With(directories.Refused, false, awards.Refused, averages.Refused),
            withheld,
            request.Live);

        var total = list.Total + (awards.Total ?? 0);
        var restarts = at is not null && (at.Total != total || at.Refused != grants.Refused);
        at = restarts ? null : at;
        var done = at?.Offset ?? 0;
        if (at is null)
        {
            foreach (var nobodys in Nobodys(EthosResources.TranscriptGrades.Name, grades.Nobodys).Concat(Nobodys(EthosResources.Awards.Name, awards.Nobodys)).Chunk(request.BatchSize))
            {
                yield return new SourceBatch { Partition = Partition, Rejected = nobodys, Cursor = new BannerCursor(0, total, null, grants.Refused).Write(), Restarts = restarts };
                restarts = false;
            }
        }

        foreach (var part in persons.Where(person => at?.Last is not { } last || string.CompareOrdinal(person, last) > 0).Chunk(request.BatchSize))
        {
            var histories = new List<BannerHistory>(part.Length);
            await foreach (var history in this.HistoriesAsync(part, isLong, grades, awards, averages, cancellationToken))
            {
                if (history.Courses.Count + history.Awards.Count > 0)
                {
                    histories.Add(directories.Credentials.Refused ? history with { Awards = [] } : history);
                }
            }

            await directories.EnsurePersonsAsync(histories.Select(history => history.Person), cancellationToken);
            await directories.EnsureAsync([.. histories.SelectMany(history => history.Courses)], cancellationToken);
            await directories.EnsureAsync([.. histories.SelectMany(history => history.Awards)], cancellationToken);
            var normalized = histories.ConvertAll(normalizer.History);
            done += part.Length;
            yield return new SourceBatch
            {
                Partition = Partition,
                Records = [.. normalized.Select(one => one.Record).OfType<SourceRecord>()],
                Rejected = [.. normalized.Select(one => one.Rejected).OfType<RejectedRow>()],
                Cursor = new BannerCursor(done, total, part[^1], grants.Refused).Write(),
                Restarts = restarts,
            };
            restarts = false;
            foreach (var person in part)
            {
                grades.Release(person);
                awards.Release(person);
            }

            directories.Trim();
        }

        var why = grades.Shifted || awards.Shifted || averages.Shifted
            ? "A list kept changing while it was read, so rows may be missing. Run again at a quieter hour."
            : null;
        yield return source.End(Partition, why, restarts, grants) with
        {
            // a list that shifted may lack rows of anybody: what was issued stays as it is until it has been read in full
            Unread = [.. grants.Unread, .. why is null ? [] : Shifted(why)],
            Notices = [.. holds.Notices, .. grants.Notices(request), .. BannerSource.Notices(withheld, fields)],
        };
    }

    private static IEnumerable<UnreadField> Shifted(string why) => [new("courses", why, HoldsNew: true), new("awards", why, HoldsNew: true)];

    private static IEnumerable<RejectedRow> Nobodys(string resource, IEnumerable<int> numbers) =>
        numbers.Select(number => new RejectedRow($"{resource} {number}", ConnectorCodes.NoValue, "The row names no student.", $"{resource} row {number}"));

    private static HashSet<string> With(IEnumerable<string> names, bool grades, bool awards, bool averages)
    {
        var all = names.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, isOne) in new[] { (EthosResources.TranscriptGrades.Name, grades), (EthosResources.Awards.Name, awards), (EthosResources.Averages.Name, averages) })
        {
            if (isOne)
            {
                all.Add(name);
            }
        }

        return all;
    }

    // a list that an institution may not have
    private async Task<RowsByPerson<T>> BesideAsync<T>(EthosResource<T> resource, Func<T, string?> personOf, CancellationToken cancellationToken)
        where T : EthosThing
    {
        try
        {
            return await RowsByPerson<T>.ReadAsync(source.Paging, await source.Paging.OpenAsync(resource, cancellationToken), personOf, row => row, cancellationToken);
        }
        catch (ConnectorException problem) when (EthosSecondary.IsRefusal(problem))
        {
            return RowsByPerson<T>.None(refused: true);
        }
    }

    private async Task<List<string>> PersonsAsync(bool isLong, RowsByPerson<EthosTranscriptGrade> grades, RowsByPerson<EthosAward> awards, CancellationToken cancellationToken)
    {
        var persons = grades.Persons.Concat(awards.Persons).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (isLong)
        {
            var students = EthosResources.Persons with { Criteria = """{"roles":[{"role":"student"}]}""" };
            await foreach (var person in source.Paging.AllAsync(await source.Paging.OpenAsync(students, cancellationToken), cancellationToken))
            {
                if (person.Key is { } key)
                {
                    persons.Add(key);
                }
            }
        }

        return [.. persons.Order(StringComparer.Ordinal)];
    }

    private async IAsyncEnumerable<BannerHistory> HistoriesAsync(
        string[] persons,
        bool isLong,
        RowsByPerson<EthosTranscriptGrade> grades,
        RowsByPerson<EthosAward> awards,
        RowsByPerson<EthosAverages> averages,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (person, rows) in Prefetch.InOrderAsync(persons, RowsOfAsync, isLong ? source.Options.Http.MaxConcurrency : 1, cancellationToken))
        {
            yield return new BannerHistory(person, rows, awards.Of(person), Average(averages.Of(person)));
        }

        async Task<(string Person, IReadOnlyList<EthosTranscriptGrade> Rows)> RowsOfAsync(string person, CancellationToken token) =>
            (person, isLong ? await this.GradesOfAsync(person, token) : grades.Of(person));
    }

    private async Task<IReadOnlyList<EthosTranscriptGrade>> GradesOfAsync(string person, CancellationToken cancellationToken)
    {
        var mine = EthosResources.TranscriptGrades with { Criteria = new JsonObject { ["student"] = new JsonObject { ["id"] = person } }.ToJsonString() };
        var rows = new Dictionary<string, EthosTranscriptGrade>(StringComparer.OrdinalIgnoreCase);
        await foreach (var row in source.Paging.AllAsync(await source.Paging.OpenAsync(mine, cancellationToken), cancellationToken))
        {
            // where the server passes over the criteria, nobody gets somebody else's grades
            if (string.Equals(row.Student?.Key, person, StringComparison.OrdinalIgnoreCase))
            {
                rows.TryAdd(row.Key ?? string.Empty, row);
            }
        }

        return [.. rows.Values];
    }

    // over all work where Banner says so, else over the institution's own; several levels have several averages, and none of them is the person's
    private static decimal? Average(IReadOnlyList<EthosAverages> averages)
    {
        var cumulative = averages.SelectMany(one => one.Cumulative ?? []).ToList();
        var all = cumulative.FindAll(one => string.Equals(one.AcademicSource, "all", StringComparison.OrdinalIgnoreCase));
        return all is [{ Value: { } value }] ? value : null;
    }
}
