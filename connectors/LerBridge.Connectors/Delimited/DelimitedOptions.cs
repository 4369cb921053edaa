using System.Text;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Delimited;

/// <summary>The settings of a connector that reads delimited files from a drop folder.</summary>
internal sealed record DelimitedOptions
{
    /// <summary>The folder.</summary>
    public required string Directory { get; init; }

    /// <summary>The streams and their files.</summary>
    public required IReadOnlyList<DelimitedStream> Streams { get; init; }

    /// <summary>Where the files are fetched from into <see cref="Directory"/>; null where somebody else puts them there.</summary>
    public SftpOptions? Sftp { get; init; }

    /// <summary>Where files go once a run that read them is applied; null to leave them.</summary>
    public string? Processed { get; init; }

    /// <summary>Where files go that cannot be read; null to leave them.</summary>
    public string? Rejected { get; init; }

    /// <summary>For how long nothing must have been written to a file before it is read.</summary>
    public TimeSpan Quiet { get; init; }

    // A program that writes a file shows it by the time of its last writing alone, but where it locks it.
    private const int DefaultQuiet = 2;

    public static DelimitedOptions Read(SettingsSection settings)
    {
        if (!settings.Has("Directory"))
        {
            _ = settings.RequiredText("Directory");
        }

        var streams = new List<DelimitedStream>();
        foreach (var (name, section) in settings.Sections("Streams"))
        {
            var layout = ReadLayout(section);
            var files = section.Text("Files") ?? layout?.Files ?? section.RequiredText("Files");
            if (files.AsSpan().ContainsAny("/\\"))
            {
                section.Report("Files", "LB2007", $"{section.Path}:Files should name files of Directory, without a folder.", "Write it as in positions_*.csv.");
            }

            var form = section.Choice("Form", "found", "found", "fixed") == "fixed" ? FileForm.Fixed : FileForm.Found;
            var (sheet, above) = (form == FileForm.Fixed ? null : section.Text("Sheet"), form == FileForm.Fixed ? section.Whole("LinesAbove", 0, 0, 1000) : 0);
            var separator = form == FileForm.Fixed ? null : ReadSeparator(section) ?? layout?.Separator;
            var encoding = ReadEncoding(section);
            var takesAll = section.Choice("Take", "newest", "newest", "all") == "all";
            var (header, trailer, ready) = (form == FileForm.Fixed ? null : section.Text("SkipRowsUntil"), section.Text("Trailer"), section.Text("Ready"));
            if (form == FileForm.Fixed && layout is not null)
            {
                section.Report("Layout", ConnectorCodes.BadStreams, $"The layout \"{layout.Name}\" has headings, so its files are not of fixed width.", "Leave out Layout or Form.");
            }
            else if (ColumnSettings.Read(name, section, layout, form == FileForm.Fixed) is { } set)
            {
                streams.Add(new DelimitedStream(set, files, separator, encoding, takesAll) { Form = form, Sheet = sheet, LinesAbove = above, SkipRowsUntil = header, Trailer = trailer, Ready = ready });
            }
        }

        var sftp = settings.Section("Sftp");
        return new DelimitedOptions
        {
            Directory = settings.FilePath("Directory") ?? string.Empty,
            Streams = streams,
            Sftp = sftp is null ? null : SftpOptions.Read(sftp),
            Processed = ReadFolder(settings, "Processed", settings.FilePath("Processed")),
            Rejected = ReadFolder(settings, "Rejected", settings.FilePath("Rejected")),
            Quiet = TimeSpan.FromSeconds(settings.Whole("QuietSeconds", sftp is null ? DefaultQuiet : 0, 0, 3600)),
        };
    }

    private static string? ReadFolder(SettingsSection settings, string name, string? folder)
    {
        if (folder is null || settings.FilePath("Directory") is not { } directory || Path.TrimEndingDirectorySeparator(folder) != Path.TrimEndingDirectorySeparator(directory))
        {
            return folder;
        }

        settings.Report(name, "LB2007", $"{settings.Path}:{name} should be another folder than Directory.", "Name one inside it, as in drop/processed.");
        return null;
    }

    private static Layout? ReadLayout(SettingsSection section)
    {
        if (section.Text("Layout") is not { } name)
        {
            return null;
        }

        if (Layouts.Find(name) is { } layout)
        {
            return layout;
        }

        section.Report("Layout", ConnectorCodes.BadStreams, $"\"{name}\" is no layout.", Suggestion.Nearest(name, Layouts.Names) is { } nearest ? $"Did you mean \"{nearest}\"?" : $"One of: {string.Join(", ", Layouts.Names)}.");
        return null;
    }

    private static char? ReadSeparator(SettingsSection section)
    {
        var text = section.Text("Delimiter");
        switch (text)
        {
            case null:
                return null;
            case "\\t" or "tab":
                return '\t';
            case [var single] when char.IsAscii(single) && single is not ('"' or '\r' or '\n'):
                return single;
            default:
                section.Report("Delimiter", "LB2007", $"{section.Path}:Delimiter should be one character, or tab.", "Leave it out to have it found.");
                return null;
        }
    }

    private static Encoding? ReadEncoding(SettingsSection section)
    {
        var text = section.Text("Encoding");
        if (text is null || text.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(text) ?? Encoding.GetEncoding(text);
        }
        catch (ArgumentException)
        {
            section.Report("Encoding", "LB2007", $"\"{text}\" is no encoding.", "Write it as in utf-8 or windows-1252.");
            return null;
        }
    }
}
