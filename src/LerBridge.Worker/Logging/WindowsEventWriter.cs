using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;

namespace LerBridge.Worker.Logging;

/// <summary>Lines into the Application log of Windows, for a service whose error stream nobody reads. The lines are those of the error stream, without anything of persons.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsEventWriter : TextWriter
{
    /// <summary>The event source; an administrator makes it once.</summary>
    public const string Source = "LerBridge";

    // where nobody made ours, that of .NET, which every machine with the runtime has
    private const string FallbackSource = ".NET Runtime";
    private const int LongestEntry = 30_000;
    private const int EventId = 1000;

    private readonly string source = Exists() ? Source : FallbackSource;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        // whole lines alone are entries
    }

    public override void WriteLine(string? value)
    {
        if (value is { Length: > 0 })
        {
            EventLog.WriteEntry(this.source, value.Length > LongestEntry ? value[..LongestEntry] : value, EventLogEntryType.Information, EventId);
        }
    }

    private static bool Exists()
    {
        try
        {
            return EventLog.SourceExists(Source);
        }
        catch (System.Security.SecurityException)
        {
            // it looks through logs that only an administrator may read, when it is not there
            return false;
        }
    }
}
