using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>What is read once, before any course: the accounts, the terms and the list of courses in a stable order.</summary>
/// <param name="Courses">The courses, ordered by id, each once.</param>
/// <param name="Limit">Why the list does not hold every course of the account; null where it does.</param>
/// <param name="Sights">Whether accounts and terms could be read.</param>
internal sealed record CanvasCatalogue(IReadOnlyList<CanvasCourseContext> Courses, string? Limit, IReadOnlyList<(string Sight, bool IsSeen)> Sights)
{
    /// <summary>What the operator should know of the settings that choose terms.</summary>
    public IReadOnlyList<SourceNotice> Notices { get; init; } = [];

    public static async Task<CanvasCatalogue> ReadAsync(ICanvasApi api, CanvasPaging paging, CanvasOptions options, CancellationToken cancellationToken)
    {
        var found = await AccountAsync(api, options.AccountId, cancellationToken);
        var account = found ?? new CanvasAccount { Id = options.AccountId };
        var below = await BelowAsync(api, paging, account.Id, cancellationToken);
        var accounts = (below ?? []).Append(account).DistinctBy(one => one.Id, StringComparer.Ordinal).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var root = account.RootAccountId ?? account.Id;
        var listed = await TermsAsync(api, paging, root, options.HasWindow, cancellationToken);
        var terms = (listed ?? [])
            .DistinctBy(term => term.Id, StringComparer.Ordinal)
            .ToDictionary(term => term.Id, StringComparer.Ordinal);
        var home = Zone(account.DefaultTimeZone) ?? options.TimeZone;
        var courses = new Dictionary<string, CanvasCourse>(StringComparer.Ordinal);
        var isSettled = true;
        foreach (var term in Wanted(terms.Values, options, home))
        {
            var list = await paging.SettledAsync<CanvasCourse>("the courses", async (page, token) => await api.CoursesAsync(account.Id, term, page, token), cancellationToken);
            isSettled &= list?.IsSettled != false;
            foreach (var course in list?.Items ?? [])
            {
                courses[course.Id] = course;
            }
        }

        return new CanvasCatalogue(
            [.. courses.Values.OrderBy(course => course.Id, CanvasNormalizer.NumericOrder.Instance).Select(course => Context(course, accounts, terms, home))],
            options.HasWindow ? "Settings limit the terms that are read, so a course that is not listed may still exist."
                : isSettled ? null : "The list of courses kept changing while it was read, so a course that is not listed may still exist.",
            [(CanvasSight.Accounts, found is not null && below is not null), (CanvasSight.Terms, listed is not null)])
        {
            Notices = Unknown(terms.Values, options) is { } words ? [new SourceNotice(ConnectorCodes.UnknownTerm, words)] : [],
        };
    }

    /// <summary>Which terms of the settings do not exist, in words; null where all of them do.</summary>
    public static string? Unknown(IReadOnlyCollection<CanvasTerm> terms, CanvasOptions options) =>
        options.Terms.Where(wanted => !terms.Any(term => Is(term, wanted))).ToList() is { Count: > 0 } unknown
            ? $"Terms names what no term of the account has as its SIS id, id or name: {string.Join(", ", unknown)}. Nothing is read of it."
            : null;

    private static bool Is(CanvasTerm term, string wanted) => wanted == term.SisTermId || wanted == term.Id || wanted == term.Name;

    // Courses bring their term with them; the list is needed only to choose by it.
    private static async Task<List<CanvasTerm>?> TermsAsync(ICanvasApi api, CanvasPaging paging, string root, bool isNeeded, CancellationToken cancellationToken)
    {
        try
        {
            return await paging.AllAsync<CanvasTerm>("the terms", async (page, token) => await api.TermsAsync(root, page, token), cancellationToken) ?? [];
        }
        catch (ConnectorException problem) when (!isNeeded && problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            return null;
        }
    }

    // Only names and zones come from the accounts: an installation that does not show them is read without.
    private static async Task<CanvasAccount?> AccountAsync(ICanvasApi api, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await api.AccountAsync(id, cancellationToken);
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            return null;
        }
    }

    private static async Task<List<CanvasAccount>?> BelowAsync(ICanvasApi api, CanvasPaging paging, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await paging.AllAsync<CanvasAccount>("the sub-accounts", async (page, token) => await api.SubAccountsAsync(id, page, token), cancellationToken) ?? [];
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            return null;
        }
    }

    // Null asks for every term at once. A term without dates overlaps every window.
    private static IEnumerable<string?> Wanted(IEnumerable<CanvasTerm> terms, CanvasOptions options, TimeZoneInfo zone)
    {
        if (!options.HasWindow)
        {
            return [null];
        }

        return terms
            .Where(term => options.Terms.Count == 0 || options.Terms.Any(wanted => Is(term, wanted)))
            .Where(term => !(term.EndAt.DayIn(zone) < options.TermsFrom) && !(term.StartAt.DayIn(zone) > options.TermsTo))
            .Select(term => term.Id)
            .Order(CanvasNormalizer.NumericOrder.Instance);
    }

    private static CanvasCourseContext Context(CanvasCourse course, Dictionary<string, CanvasAccount> accounts, Dictionary<string, CanvasTerm> terms, TimeZoneInfo home)
    {
        var account = course.AccountId is { } id ? accounts.GetValueOrDefault(id) : null;
        var term = (course.EnrollmentTermId ?? course.Term?.Id) is { } termId ? terms.GetValueOrDefault(termId) ?? course.Term : course.Term;
        return new CanvasCourseContext(course, term, course.AccountName ?? account?.Name, Zone(course.TimeZone) ?? Zone(account?.DefaultTimeZone) ?? home, home);
    }

    private static TimeZoneInfo? Zone(string? name) => name is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
