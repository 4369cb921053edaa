using System.Globalization;
using System.Net;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Settings;

/// <summary>
/// One object of the settings, read name by name. Reading a name makes it known; what is wrong is collected, not thrown, so that a person sees every mistake at once.
/// Methods return null (or the default) for an absent or wrong value.
/// </summary>
public sealed class SettingsSection
{
    private readonly SettingsNode node;
    private readonly string directory;
    private readonly List<Diagnostic> problems;
    private readonly bool withoutSecrets;
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingsSection> children = [];
    private readonly Dictionary<string, List<Diagnostic>> absent = new(StringComparer.OrdinalIgnoreCase);

    internal SettingsSection(SettingsNode node, string path, string directory, List<Diagnostic> problems, bool withoutSecrets)
    {
        this.withoutSecrets = withoutSecrets;
        this.node = node;
        this.Path = path;
        this.directory = directory;
        this.problems = problems;
    }

    /// <summary>Where it stands, as in <c>LerBridge:Connectors:canvas-main</c>.</summary>
    public string Path { get; }

    /// <summary>True where secrets that lie in files are left out, since nobody uses them: what stands for one is not to be looked into.</summary>
    public bool LeavesSecretsOut => this.withoutSecrets;

    /// <summary>The names that the section has, known or not.</summary>
    public IEnumerable<string> Names => this.node.Members?.Keys ?? Enumerable.Empty<string>();

    /// <summary>True where the name is there with a value.</summary>
    public bool Has(string name) => this.node.Members?.TryGetValue(name, out var value) == true && (value.Text ?? (object?)value.Members ?? value.Items) is not null;

    /// <summary>Optional text; empty text counts as absent.</summary>
    public string? Text(string name) => this.Find(name) switch
    {
        null => null,
        { Text: { } text } => text.Length > 0 ? text : null,
        { } other => this.Wrong<string>(other, name, "should be text"),
    };

    /// <summary>Text that must be there; reports where it is not.</summary>
    public string RequiredText(string name) => this.Text(name) ?? (this.Find(name) is null or { Text: not null } ? this.Missing(name) : null) ?? string.Empty;

    /// <summary>One of a closed list of words, in the list's own case.</summary>
    public string Choice(string name, string byDefault, params ReadOnlySpan<string> words)
    {
        var text = this.Text(name);
        if (text is null)
        {
            return byDefault;
        }

        foreach (var word in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        var nearest = Suggestion.Nearest(text, words.ToArray());
        this.Report(name, "LB2007", $"\"{text}\" is not possible for {this.Path}:{name}.", nearest is null ? $"One of: {string.Join(", ", words.ToArray())}." : $"Did you mean \"{nearest}\"?");
        return byDefault;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string name, int byDefault, int least, int most)
    {
        if (this.Text(name) is not { } text)
        {
            return byDefault;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        this.Report(name, "LB2007", $"{this.Path}:{name} should be a whole number from {least} to {most}.", null);
        return byDefault;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool byDefault)
    {
        if (this.Text(name) is not { } text)
        {
            return byDefault;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        this.Report(name, "LB2007", $"{this.Path}:{name} should be true or false.", null);
        return byDefault;
    }

    /// <summary>An absolute address. Plain <c>http</c> is accepted for loopback hosts only: records about people do not travel in the clear.</summary>
    public Uri? Url(string name) => this.Text(name) is { } text ? this.CheckUrl(name, text) : null;

    /// <summary>The address that a setting comes to, under the same rules; what is wrong is reported on the setting.</summary>
    public Uri? CheckUrl(string name, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            this.Report(name, "LB2008", $"{this.Path}:{name} should be an absolute https address.", "Write it with its scheme, as in https://college.example.");
            return null;
        }

        if (url.Scheme == "http" && !IsLoopback(url))
        {
            this.Report(name, "LB2009", $"{this.Path}:{name} would send records and tokens in the clear.", $"Write https://{url.Authority}…; plain http is accepted for loopback hosts only.");
            return null;
        }

        return url;
    }

    /// <summary>An absolute address that must be there.</summary>
    public Uri RequiredUrl(string name)
    {
        var before = this.problems.Count;
        var url = this.Url(name);
        if (url is null && this.problems.Count == before)
        {
            _ = this.Missing(name);
        }

        return url ?? new Uri("https://missing.invalid");
    }

    /// <summary>A path, relative to the settings file where it is not absolute.</summary>
    public string? FilePath(string name) => this.Text(name) is { } text ? System.IO.Path.GetFullPath(text, this.directory) : null;

    /// <summary>Paths, as <see cref="FilePath"/> has one.</summary>
    public IReadOnlyList<string> FilePaths(string name) => [.. this.TextList(name).Select(text => System.IO.Path.GetFullPath(text, this.directory))];

    /// <summary>An IANA time zone.</summary>
    public TimeZoneInfo? TimeZone(string name)
    {
        if (this.Text(name) is not { } id)
        {
            return null;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }

        var nearest = Suggestion.Nearest(id, TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id));
        this.Report(name, "LB2010", $"\"{id}\" is no IANA time zone.", nearest is null ? "Write it as in America/Chicago." : $"Did you mean \"{nearest}\"?");
        return null;
    }

    /// <summary>A secret, written here or in the file named by <c>nameFile</c> (a trailing line break is no part of it).</summary>
    public Secret? Secret(string name)
    {
        var inline = this.Text(name);
        var file = this.FilePath(name + "File");
        if (file is null)
        {
            return inline is null ? null : new Secret(inline);
        }

        if (inline is not null)
        {
            this.Report(name, "LB2011", $"{this.Path} has both {name} and {name}File.", $"Keep {name}File.");
            return null;
        }

        if (this.withoutSecrets)
        {
            return new Secret(name);
        }

        try
        {
            var text = File.ReadAllText(file).TrimEnd('\r', '\n');
            if (text.Length > 0)
            {
                return new Secret(text);
            }

            this.Report(name + "File", "LB2012", $"The file that {this.Path}:{name}File names is empty.", "Put the secret into it, on one line.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            var what = problem is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read by this user";
            this.Report(name + "File", "LB2012", $"The file that {this.Path}:{name}File names {what}: {file}.", "Make it, readable by this user only, with the secret on one line.");
        }

        return null;
    }

    /// <summary>A secret that must be there.</summary>
    public Secret RequiredSecret(string name)
    {
        var before = this.problems.Count;
        var secret = this.Secret(name);
        if (secret is null && this.problems.Count == before)
        {
            this.Report(name, "LB2006", $"{this.Path}:{name} is required.", $"Name a file that holds it with {name}File, or set the environment variable {this.Variable(name)}.");
        }

        return secret ?? new Secret(string.Empty);
    }

    /// <summary>A list of text.</summary>
    public IReadOnlyList<string> TextList(string name)
    {
        switch (this.Find(name))
        {
            case null:
                return [];
            case { Items: { } items }:
                return [.. items.Where(item => item.Text is not null).Select(item => item.Text ?? string.Empty)];
            case { Text: { } single }:
                return [.. single.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            case { } other:
                return this.Wrong<IReadOnlyList<string>>(other, name, "should be a list of text") ?? [];
        }
    }

    /// <summary>An object; null where it is absent.</summary>
    public SettingsSection? Section(string name) => this.Find(name) switch
    {
        null => null,
        { Members: not null } found => this.Child(found, name),
        { } other => this.Wrong<SettingsSection>(other, name, "should be an object"),
    };

    /// <summary>The objects of an object, by name in the order of the file: connectors, destinations, streams.</summary>
    public IReadOnlyList<(string Name, SettingsSection Section)> Sections(string name)
    {
        if (this.Section(name) is not { } parent)
        {
            return [];
        }

        return [.. parent.Names.ToArray().Select(child => (child, parent.Section(child))).Where(pair => pair.Item2 is not null).Select(pair => (pair.child, pair.Item2 ?? parent))];
    }

    /// <summary>The objects of a list.</summary>
    public IReadOnlyList<SettingsSection> List(string name)
    {
        switch (this.Find(name))
        {
            case null:
                return [];
            case { Items: { } items }:
                return [.. items.Select((item, index) => this.Child(item, $"{name}:{index}"))];
            case { } other:
                return this.Wrong<IReadOnlyList<SettingsSection>>(other, name, "should be a list") ?? [];
        }
    }

    /// <summary>Lists of text in a list, as in <c>Identity:SameAs</c>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> TextLists(string name) => this.Find(name) switch
    {
        null => [],
        { Items: { } items } => [.. items.Select(item => (IReadOnlyList<string>)[.. (item.Items ?? []).Where(inner => inner.Text is not null).Select(inner => inner.Text ?? string.Empty)])],
        { } other => this.Wrong<IReadOnlyList<IReadOnlyList<string>>>(other, name, "should be a list of lists") ?? [],
    };

    /// <summary>
    /// Takes every name as known: for a section whose kind is unknown, so that one mistake is one complaint. A name that looks like one that is missing stays unknown: it is the mistake.
    /// </summary>
    public void AcceptAll() => this.known.UnionWith(this.Names.Where(name => Suggestion.Nearest(name, this.absent.Keys) is null).ToArray());

    /// <summary>Reports a problem at a name of this section.</summary>
    public void Report(string name, string code, string message, string? advice)
    {
        var at = this.node.Members?.GetValueOrDefault(name) ?? this.node;
        var problem = new Diagnostic { Code = code, File = at.File, Line = at.Line, Column = at.Column, Message = message, Try = advice };
        this.problems.Add(problem);
        if (!this.Has(name))
        {
            this.absent.TryAdd(name, []);
            this.absent[name].Add(problem);
        }
    }

    internal void ReportUnknown()
    {
        foreach (var (name, value) in this.node.Members ?? [])
        {
            if (!this.known.Contains(name))
            {
                var nearest = Suggestion.Nearest(name, this.known);
                this.WithdrawAbsence(nearest);
                this.problems.Add(new Diagnostic
                {
                    Code = "LB2005",
                    File = value.File,
                    Line = value.Line,
                    Column = value.Column,
                    Message = $"\"{name}\" is no setting of {this.Path}.",
                    Why = "A setting that is misspelt would be passed over in silence.",
                    Try = nearest is null ? $"Known here: {string.Join(", ", this.known.Order(StringComparer.OrdinalIgnoreCase))}." : $"Did you mean \"{nearest}\"?",
                });
            }
        }

        foreach (var child in this.children)
        {
            child.ReportUnknown();
        }
    }

    // What is there under a misspelt name is not missing as well: one mistake is one complaint. A secret is missed by its own name and may be given by that of its file.
    private void WithdrawAbsence(string? name)
    {
        const string OfFile = "File";
        if (name is not null && (this.absent.Remove(name, out var complaints) || (name.EndsWith(OfFile, StringComparison.Ordinal) && this.absent.Remove(name[..^OfFile.Length], out complaints))))
        {
            this.problems.RemoveAll(complaints.Contains);
        }
    }

    private static bool IsLoopback(Uri url) => string.Equals(url.Host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private string Variable(string name) => this.Path.Replace("LerBridge:", "LERBRIDGE__", StringComparison.Ordinal).Replace(":", "__", StringComparison.Ordinal) + "__" + name;

    private SettingsNode? Find(string name)
    {
        this.known.Add(name);
        return this.node.Members?.GetValueOrDefault(name) is { } found && (found.Text ?? (object?)found.Members ?? found.Items) is not null ? found : null;
    }

    private SettingsSection Child(SettingsNode found, string name)
    {
        var child = new SettingsSection(found, $"{this.Path}:{name}", this.directory, this.problems, this.withoutSecrets);
        this.children.Add(child);
        return child;
    }

    private string? Missing(string name)
    {
        this.Report(name, "LB2006", $"{this.Path}:{name} is required.", $"Add it, or set the environment variable {this.Variable(name)}.");
        return null;
    }

    private T? Wrong<T>(SettingsNode at, string name, string what)
        where T : class
    {
        this.problems.Add(new Diagnostic { Code = "LB2007", File = at.File, Line = at.Line, Column = at.Column, Message = $"{this.Path}:{name} {what}." });
        return null;
    }
}
