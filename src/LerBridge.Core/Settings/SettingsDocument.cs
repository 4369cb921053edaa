using System.Collections;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Settings;

/// <summary>
/// A settings file with the environment's overrides laid over it. Sections are read by the code that owns them; whatever nobody asked for is reported as unknown.
/// </summary>
public sealed class SettingsDocument
{
    private const string Prefix = "LERBRIDGE__";
    private const int LargestFile = 4 * 1024 * 1024;

    private readonly List<Diagnostic> problems;

    private SettingsDocument(string file, SettingsNode root, List<Diagnostic> problems, bool withoutSecrets)
    {
        this.File = file;
        this.problems = problems;
        this.Root = new SettingsSection(root, "LerBridge", Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".", problems, withoutSecrets);
    }

    /// <summary>The file as the person named it.</summary>
    public string File { get; }

    /// <summary>The <c>LerBridge</c> section.</summary>
    public SettingsSection Root { get; }

    /// <summary>Everything that is wrong so far, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Problems => [.. this.problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    /// <summary>Reads a settings file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="environment">Environment variables; those that start with <c>LERBRIDGE__</c> override, with <c>__</c> between names.</param>
    /// <param name="withoutSecrets">True where nobody uses a secret, so that a file of one need not be there: an author checks mappings on a machine that holds none.</param>
    /// <exception cref="SettingsException">The file cannot be read at all.</exception>
    public static SettingsDocument Load(string file, IDictionary environment, bool withoutSecrets = false)
    {
        var problems = new List<Diagnostic>();
        var root = SettingsParser.Parse(file, ReadBytes(file), problems);
        if (root is null)
        {
            throw new SettingsException(problems);
        }

        SettingsNode? section = null;
        foreach (var (name, node) in root.Members ?? [])
        {
            if (string.Equals(name, "LerBridge", StringComparison.OrdinalIgnoreCase))
            {
                section = node;
            }
            else if (name is not ("Logging" or "$schema"))
            {
                problems.Add(new Diagnostic { Code = "LB2003", File = file, Line = node.Line, Column = node.Column, Message = $"\"{name}\" is no section of LerBridge's settings.", Try = "Everything belongs under \"LerBridge\"." });
            }
        }

        if (section?.Members is null)
        {
            problems.Add(new Diagnostic { Code = "LB2004", File = file, Message = "The file has no object \"LerBridge\".", Try = "Start from appsettings.sample.json." });
            throw new SettingsException(problems);
        }

        foreach (DictionaryEntry variable in environment)
        {
            if (variable.Key is string name && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && variable.Value is string value)
            {
                Override(section, name, value);
            }
        }

        return new SettingsDocument(file, section, problems, withoutSecrets);
    }

    /// <summary>Ends the reading: everything unknown is reported too.</summary>
    /// <exception cref="SettingsException">Something is wrong; it holds every problem.</exception>
    public void Finish()
    {
        this.Root.ReportUnknown();
        if (this.problems.Count > 0)
        {
            throw new SettingsException(this.Problems);
        }
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            var info = new FileInfo(file);
            if (info.Exists && info.Length > LargestFile)
            {
                throw Unreadable(file, $"is larger than {LargestFile / (1024 * 1024)} MiB", "Name a settings file.");
            }

            return System.IO.File.ReadAllBytes(file);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(file, "does not exist", "Copy appsettings.sample.json to appsettings.json and fill it in, or name a file with --config FILE.");
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw Unreadable(file, "cannot be read by this user", "Check its permissions.");
        }
    }

    private static SettingsException Unreadable(string file, string what, string advice) =>
        new([new Diagnostic { Code = "LB2000", File = file, Message = $"The settings file {what}.", Try = advice }]);

    private static void Override(SettingsNode section, string variable, string value)
    {
        var at = section;
        foreach (var name in variable[Prefix.Length..].Split("__"))
        {
            if (at.Items is { } items && int.TryParse(name, out var index) && index >= 0 && index <= items.Count)
            {
                if (index == items.Count)
                {
                    items.Add(Named(variable));
                }

                at = items[index];
                continue;
            }

            at.Members ??= SettingsNode.NewMembers();
            at.Text = null;
            if (!at.Members.TryGetValue(name, out var next))
            {
                at.Members[name] = next = Named(variable);
            }

            at = next;
        }

        at.Members = null;
        at.Items = null;
        at.Text = value;
    }

    private static SettingsNode Named(string variable) => new() { File = $"environment variable {variable}", Line = 1, Column = 1 };
}
