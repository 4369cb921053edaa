using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Frameworks;

/// <summary>Collects what is wrong with the file of a framework. A file of ten thousand mistakes of one kind is told by twenty of them and the number of the rest.</summary>
internal sealed class FrameworkFindings(string file)
{
    private const int MostOfAKind = 20;

    private readonly List<Diagnostic> found = [];
    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);

    public string File { get; } = file;

    public bool HasErrors { get; private set; }

    public IReadOnlyList<Diagnostic> All =>
    [
        .. this.found,
        .. this.kinds.Where(kind => kind.Value > MostOfAKind).Select(kind => this.found.Last(one => one.Code == kind.Key) with
        {
            Message = $"There are {kind.Value - MostOfAKind:#,0} more problems of this kind.",
            Try = null,
            Why = null,
        }),
    ];

    public void Error(string code, SourcePoint at, string message, string? advice = null, string? why = null) => this.Add(Severity.Error, code, () => at, message, advice, why);

    public void Warn(string code, SourcePoint at, string message, string? advice = null, string? why = null) => this.Add(Severity.Warning, code, () => at, message, advice, why);

    /// <param name="severity">How bad it is.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="place">Where it is; asked only for what is told, since finding a place means reading the file again.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="why">Why it matters.</param>
    public void Add(Severity severity, string code, Func<SourcePoint> place, string message, string? advice = null, string? why = null)
    {
        this.HasErrors |= severity == Severity.Error;
        if ((this.kinds[code] = this.kinds.GetValueOrDefault(code) + 1) > MostOfAKind)
        {
            return;
        }

        var at = place();
        this.found.Add(new Diagnostic { Code = code, Severity = severity, File = this.File, Line = at.Line, Column = at.Column, Message = message, Try = advice, Why = why });
    }
}
