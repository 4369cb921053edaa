using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Reading;

/// <summary>Collects every problem of one mapping file; one place and code is reported once.</summary>
internal sealed class Findings(string file)
{
    private readonly List<Diagnostic> found = [];
    private readonly HashSet<(string, string, int, int)> seen = [];
    private bool reasonsUnread;

    public string File { get; } = file;

    public IReadOnlyList<Diagnostic> All => this.found;

    public bool HasErrors => this.found.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    public void Error(string code, SourceSpan at, string message, string? why = null, string? advice = null) =>
        this.Add(Severity.Error, code, this.File, at, message, why, advice);

    public void Warn(string code, SourceSpan at, string message, string? why = null, string? advice = null) =>
        this.Add(Severity.Warning, code, this.File, at, message, why, advice);

    /// <summary>A problem that stands in another file, as in a table.</summary>
    public void Elsewhere(Severity severity, string code, string otherFile, SourceSpan at, string message, string? why = null, string? advice = null) =>
        this.Add(severity, code, otherFile, at, message, why, advice);

    /// <summary>A reason under <c>when:</c> could not be read, so nobody knows what it would have excluded: what may be missing below it is no problem of its own.</summary>
    public void LoseReason() => this.reasonsUnread = true;

    /// <summary>An error about a value that may be missing; silent where a reason that cannot be read may have dealt with it.</summary>
    public void Optional(string code, SourceSpan at, string message, string? why, string? advice, string? field = null)
    {
        if (!this.reasonsUnread)
        {
            this.Add(Severity.Error, code, this.File, at, message, why, advice, field);
        }
    }

    /// <summary>How many have been found so far; to see whether a step added any.</summary>
    public int Count => this.found.Count;

    private void Add(Severity severity, string code, string where, SourceSpan at, string message, string? why, string? advice, string? field = null)
    {
        if (!this.seen.Add((code, where, at.Start.Line, at.Start.Column)))
        {
            return;
        }

        this.found.Add(new Diagnostic
        {
            Code = code,
            Severity = severity,
            File = where,
            Line = at.Start.Line,
            Column = at.Start.Column,
            Length = at.Length,
            Message = message,
            Why = why,
            Try = advice,
            Lacks = field,
        });
    }
}
