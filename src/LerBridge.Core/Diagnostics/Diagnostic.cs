namespace LerBridge.Core.Diagnostics;

/// <summary>One problem in a file that a person wrote: a mapping, a table, a settings file. One cause, one diagnostic.</summary>
public sealed record Diagnostic
{
    /// <summary>A stable code, as in <c>LB1102</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Whether it prevents running.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>The file, as the person named it.</summary>
    public required string File { get; init; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>The column, from 1, in UTF-16 code units.</summary>
    public int Column { get; init; } = 1;

    /// <summary>How many characters the pointer underlines.</summary>
    public int Length { get; init; } = 1;

    /// <summary>One plain sentence that names the thing the person wrote.</summary>
    public required string Message { get; init; }

    /// <summary>Why it is a problem.</summary>
    public string? Why { get; init; }

    /// <summary>What to write instead.</summary>
    public string? Try { get; init; }

    /// <summary>The field of the stream that may be missing, where the problem is just that: whoever has records at hand can tell in how many it is.</summary>
    public string? Lacks { get; init; }
}

/// <summary>How bad a diagnostic is.</summary>
public enum Severity
{
    /// <summary>Nothing runs until it is mended.</summary>
    Error,

    /// <summary>It runs, but likely not as meant.</summary>
    Warning,
}
