namespace LerBridge.Worker.Commands;

/// <summary>A file given by hand, alone or with the DID or URL that it is to be served as: <c>FILE</c> or <c>URL=FILE</c>.</summary>
/// <param name="Url">Null where the file speaks for itself.</param>
/// <param name="Path">The file, absolute.</param>
internal sealed record ServedFile(string? Url, string Path)
{
    private static readonly string[] Schemes = ["https:", "http:", "did:", "urn:"];

    /// <param name="text">As written on the command line.</param>
    /// <param name="directory">What relative paths are relative to.</param>
    public static ServedFile Parse(string text, string directory)
    {
        // a URL may hold the sign too, and so may a path: the first split that leaves a file is meant
        ServedFile? last = null;
        for (var sign = text.IndexOf('=', StringComparison.Ordinal); sign > 0 && HasUrl(text); sign = text.IndexOf('=', sign + 1))
        {
            last = new ServedFile(text[..sign], System.IO.Path.GetFullPath(text[(sign + 1)..] is { Length: > 0 } file ? file : ".", directory));
            if (File.Exists(last.Path))
            {
                return last;
            }
        }

        return last ?? new ServedFile(null, System.IO.Path.GetFullPath(text, directory));
    }

    /// <summary>True for text in the form that names what the file is to be served as.</summary>
    public static bool HasUrl(string text) => text.Contains('=', StringComparison.Ordinal) && Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.Ordinal));
}
