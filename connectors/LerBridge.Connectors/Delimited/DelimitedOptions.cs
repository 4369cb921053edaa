using System.Text;
using LerBridge.Connectors.Columns;
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

    public static DelimitedOptions Read(SettingsSection settings)
    {
        if (!settings.Has("Directory"))
        {
            _ = settings.RequiredText("Directory");
        }

        var streams = new List<DelimitedStream>();
        foreach (var (name, section) in settings.Sections("Streams"))
        {
            var files = section.RequiredText("Files");
            if (files.AsSpan().ContainsAny("/\\"))
            {
                section.Report("Files", "LB2007", $"{section.Path}:Files should name files of Directory, without a folder.", "Write it as in positions_*.csv.");
            }

            var separator = ReadSeparator(section);
            var encoding = ReadEncoding(section);
            var takesAll = section.Choice("Take", "newest", "newest", "all") == "all";
            var (above, trailer, ready) = (section.Text("SkipRowsUntil"), section.Text("Trailer"), section.Text("Ready"));
            if (ColumnSettings.Read(name, section) is { } set)
            {
                streams.Add(new DelimitedStream(set, files, separator, encoding, takesAll) { SkipRowsUntil = above, Trailer = trailer, Ready = ready });
            }
        }

        return new DelimitedOptions { Directory = settings.FilePath("Directory") ?? string.Empty, Streams = streams, Sftp = settings.Section("Sftp") is { } sftp ? SftpOptions.Read(sftp) : null };
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
