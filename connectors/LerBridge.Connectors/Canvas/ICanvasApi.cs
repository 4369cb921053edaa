namespace LerBridge.Connectors.Canvas;

/// <summary>The part of Canvas' REST API that is read, one method per endpoint. A page carries the address of the next one, which is opaque.</summary>
internal interface ICanvasApi
{
    /// <summary><c>GET /api/v1/accounts/{id}</c></summary>
    Task<CanvasAccount> AccountAsync(string id, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/accounts/{id}/sub_accounts?recursive=true</c></summary>
    Task<CanvasPage<CanvasAccount>> SubAccountsAsync(string id, Uri? page, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/accounts/{root}/terms</c></summary>
    Task<CanvasPage<CanvasTerm>> TermsAsync(string root, Uri? page, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/accounts/{id}/courses</c>, available, completed and deleted ones, of one term or of all.</summary>
    Task<CanvasPage<CanvasCourse>> CoursesAsync(string account, string? term, Uri? page, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/courses/{id}/sections</c></summary>
    Task<CanvasPage<CanvasSection>> SectionsAsync(string course, Uri? page, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/courses/{id}/enrollments</c>, students in every state.</summary>
    Task<CanvasPage<CanvasEnrolment>> EnrolmentsAsync(string course, Uri? page, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/courses/{id}/bulk_user_progress</c>; null where the course is not module based.</summary>
    Task<CanvasPage<CanvasUserProgress>?> ProgressAsync(string course, Uri? page, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/courses/{id}/users/{id}/progress</c>; its <c>Error</c> is set where the course is not module based.</summary>
    Task<CanvasProgress> UserProgressAsync(string course, string user, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/courses/{id}/modules</c>, with the state of one person where one is named.</summary>
    Task<CanvasPage<CanvasModule>> ModulesAsync(string course, string? user, Uri? page, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/courses/{id}/outcome_results?include[]=outcomes</c>, with the outcomes that come beside the results.</summary>
    Task<(CanvasPage<CanvasOutcomeResult> Page, IReadOnlyList<CanvasOutcome> Outcomes)> OutcomeResultsAsync(string course, Uri? page, CancellationToken cancellationToken);

    /// <summary><c>GET /api/v1/outcomes/{id}</c></summary>
    Task<CanvasOutcome> OutcomeAsync(string id, CancellationToken cancellationToken);
}

/// <summary>One page of a list.</summary>
/// <param name="Items">Its rows.</param>
/// <param name="Next">Where the next page is; null on the last.</param>
internal sealed record CanvasPage<T>(List<T> Items, Uri? Next);
