using System.Text.Json.Serialization.Metadata;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas;

/// <summary>Speaks Canvas' HTTP and returns Canvas' shapes.</summary>
internal sealed class CanvasClient(ConnectorHttp http) : ICanvasApi
{
    // Asks for every id as text, so that ids beyond 2^53 survive any reader; servers that do not know it send numbers.
    private const string Accept = "application/json+canvas-string-ids, application/json";
    private const string Everyone = "type[]=StudentEnrollment&state[]=active&state[]=invited&state[]=creation_pending&state[]=completed&state[]=inactive&state[]=deleted&state[]=rejected";

    public Task<CanvasAccount> AccountAsync(string id, CancellationToken cancellationToken) => http.ReadAsync(
        HttpCall.Get($"account {id}", http.Address($"/api/v1/accounts/{Escape(id)}"), Accept),
        reply => reply.Json(CanvasJson.Default.CanvasAccount),
        cancellationToken);

    public Task<CanvasPage<CanvasAccount>> SubAccountsAsync(string id, Uri? page, CancellationToken cancellationToken) =>
        this.ListAsync($"the sub-accounts of account {id}", page ?? http.Address($"/api/v1/accounts/{Escape(id)}/sub_accounts?recursive=true&per_page=100"), CanvasJson.Default.ListCanvasAccount, cancellationToken);

    public Task<CanvasPage<CanvasTerm>> TermsAsync(string root, Uri? page, CancellationToken cancellationToken) => this.PageAsync(
        $"the terms of account {root}",
        page ?? http.Address($"/api/v1/accounts/{Escape(root)}/terms?workflow_state[]=all&per_page=100"),
        reply => reply.Json(CanvasJson.Default.CanvasTermList).EnrollmentTerms,
        cancellationToken);

    public Task<CanvasPage<CanvasCourse>> CoursesAsync(string account, string? term, Uri? page, CancellationToken cancellationToken) => this.ListAsync(
        $"the courses of account {account}",
        page ?? http.Address($"/api/v1/accounts/{Escape(account)}/courses?state[]=available&state[]=completed&state[]=deleted&include[]=term&include[]=concluded&include[]=account_name&per_page=100"
            + (term is null ? string.Empty : $"&enrollment_term_id={Escape(term)}")),
        CanvasJson.Default.ListCanvasCourse,
        cancellationToken);

    public Task<CanvasPage<CanvasSection>> SectionsAsync(string course, Uri? page, CancellationToken cancellationToken) =>
        this.ListAsync($"the sections of course {course}", page ?? http.Address($"/api/v1/courses/{Escape(course)}/sections?per_page=100"), CanvasJson.Default.ListCanvasSection, cancellationToken);

    public Task<CanvasPage<CanvasEnrolment>> EnrolmentsAsync(string course, Uri? page, CancellationToken cancellationToken) => this.ListAsync(
        $"the enrolments of course {course}",
        page ?? http.Address($"/api/v1/courses/{Escape(course)}/enrollments?{Everyone}&include[]=email&per_page=100"),
        CanvasJson.Default.ListCanvasEnrolment,
        cancellationToken);

    public Task<CanvasPage<CanvasUserProgress>?> ProgressAsync(string course, Uri? page, CancellationToken cancellationToken) => http.ReadAsync(
        HttpCall.Get($"the progress of course {course}", page ?? http.Address($"/api/v1/courses/{Escape(course)}/bulk_user_progress?per_page=100"), Accept),
        reply => IsObject(reply.Body.Span)
            ? reply.Json(CanvasJson.Default.CanvasProgress).Error is null ? throw new RequestFailedException(FailureReason.Unreadable) : null
            : new CanvasPage<CanvasUserProgress>(reply.Json(CanvasJson.Default.ListCanvasUserProgress), this.Next(reply)),
        cancellationToken);

    public Task<CanvasProgress> UserProgressAsync(string course, string user, CancellationToken cancellationToken) => http.ReadAsync(
        HttpCall.Get($"a person's progress in course {course}", http.Address($"/api/v1/courses/{Escape(course)}/users/{Escape(user)}/progress"), Accept),
        reply => reply.Json(CanvasJson.Default.CanvasProgress),
        cancellationToken);

    public Task<CanvasPage<CanvasModule>> ModulesAsync(string course, string? user, Uri? page, CancellationToken cancellationToken) => this.ListAsync(
        user is null ? $"the modules of course {course}" : $"a person's modules in course {course}",
        page ?? http.Address($"/api/v1/courses/{Escape(course)}/modules?per_page=100{(user is null ? string.Empty : $"&student_id={Escape(user)}")}"),
        CanvasJson.Default.ListCanvasModule,
        cancellationToken);

    public Task<(CanvasPage<CanvasOutcomeResult> Page, IReadOnlyList<CanvasOutcome> Outcomes)> OutcomeResultsAsync(string course, Uri? page, CancellationToken cancellationToken) => http.ReadAsync(
        HttpCall.Get($"the outcome results of course {course}", page ?? http.Address($"/api/v1/courses/{Escape(course)}/outcome_results?include[]=outcomes&per_page=100"), Accept),
        reply =>
        {
            var read = reply.Json(CanvasJson.Default.CanvasOutcomeResults);
            return (new CanvasPage<CanvasOutcomeResult>(read.OutcomeResults, this.Next(reply)), (IReadOnlyList<CanvasOutcome>)(read.Linked?.Outcomes ?? []));
        },
        cancellationToken);

    public Task<CanvasOutcome> OutcomeAsync(string id, CancellationToken cancellationToken) => http.ReadAsync(
        HttpCall.Get($"outcome {id}", http.Address($"/api/v1/outcomes/{Escape(id)}"), Accept), reply => reply.Json(CanvasJson.Default.CanvasOutcome), cancellationToken);

    private Task<CanvasPage<T>> ListAsync<T>(string what, Uri address, JsonTypeInfo<List<T>> type, CancellationToken cancellationToken) =>
        this.PageAsync(what, address, reply => reply.Json(type), cancellationToken);

    private Task<CanvasPage<T>> PageAsync<T>(string what, Uri address, Func<HttpReply, List<T>> items, CancellationToken cancellationToken) =>
        http.ReadAsync(HttpCall.Get(what, address, Accept), reply => new CanvasPage<T>(items(reply), this.Next(reply)), cancellationToken);

    private Uri? Next(HttpReply reply) =>
        reply.Headers.TryGetValues("Link", out var links) && LinkHeader.Next(links) is { } next ? http.Follow(reply.Address, next) : null;

    private static bool IsObject(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static string Escape(string id) => Uri.EscapeDataString(id);
}
