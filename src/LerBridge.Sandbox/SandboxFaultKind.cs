namespace LerBridge.Sandbox;

/// <summary>The ways in which a site can be made to misbehave.</summary>
public enum SandboxFaultKind
{
    /// <summary>The site's own reply to too many requests; with <see cref="SandboxFault.RetryAfter"/> it says how long to wait.</summary>
    Throttle,

    /// <summary>500 (or <see cref="SandboxFault.Status"/>) with an HTML page.</summary>
    ServerError,

    /// <summary>A maintenance page in HTML, with status 200.</summary>
    HtmlPage,

    /// <summary>The site's own reply to a token or password that is no longer good. Ethos also forgets every token that it gave out.</summary>
    ExpiredToken,

    /// <summary>The connection breaks before anything was answered; the request had no effect.</summary>
    ResetConnection,

    /// <summary>The request takes effect, then the connection breaks before the answer: only a retry with the same key tells.</summary>
    ResetAfterHandling,

    /// <summary>Half of the body, then the connection breaks.</summary>
    CutConnection,

    /// <summary>Half of the body in a well-formed response: the document ends too early.</summary>
    TruncatedBody,

    /// <summary>Nothing for <see cref="SandboxFault.Delay"/>, then the ordinary answer.</summary>
    Slow,

    /// <summary>A list with at most <see cref="SandboxFault.Rows"/> rows and nothing after it, as if that were all.</summary>
    ShortList,

    /// <summary>A page that begins one row too early, as when a row was inserted before it meanwhile: one row twice, another not at all.</summary>
    ShiftedPage,

    /// <summary>503 (or <see cref="SandboxFault.Status"/>): with <see cref="SandboxFault.Path"/> the outage of one resource.</summary>
    Outage,

    /// <summary>400 (or <see cref="SandboxFault.Status"/>) in the site's own error format: asking again does not help.</summary>
    Refuse,

    /// <summary>Ethos only: status 200, and a body with nothing but errors.</summary>
    ErrorsInOk,
}
