using System.Globalization;
using System.Security.Cryptography;

namespace LerBridge.Worker.Demo;

/// <summary>The one folder that the demo keeps everything in: settings, secrets, mappings, ledger, and what it delivers.</summary>
internal sealed class DemoFolder
{
    /// <summary>Where the demo plays unless told otherwise.</summary>
    public const string ByDefault = "lerbridge-demo";

    private readonly string root;

    private DemoFolder(string root) => this.root = root;

    public string Root => this.root;

    public string Settings => Path.Combine(this.root, "appsettings.json");

    public string Out => Path.Combine(this.root, "out");

    public string Mappings => Path.Combine(this.root, "mappings");

    private string DayFile => Path.Combine(this.root, "data", "demo-day");

    /// <summary>The last day that was played here: 0 in a new folder.</summary>
    public int Day
    {
        get => File.Exists(this.DayFile) && int.TryParse(File.ReadAllText(this.DayFile), NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : 0;
        set => File.WriteAllText(this.DayFile, value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Makes the folder, or opens the one that is there. Secrets are made once; the shipped mappings are copied once and then belong to whoever edits them.</summary>
    /// <returns>The folder, and the mapping files in it that differ from the shipped ones.</returns>
    public static (DemoFolder Folder, IReadOnlyList<string> Edited) Open(string path, string shippedMappings)
    {
        var folder = new DemoFolder(path);
        Directory.CreateDirectory(Path.Combine(folder.root, "data"));
        Directory.CreateDirectory(Path.Combine(folder.root, "secrets"));
        MakeSecret(Path.Combine(folder.root, "secrets", "key-passphrase"));
        MakeSecret(Path.Combine(folder.root, "secrets", "api-token"));
        return (folder, Copy(shippedMappings, folder.Mappings));
    }

    /// <summary>Writes a file that only its owner may read.</summary>
    public static void WritePrivate(string file, string content)
    {
        var beside = file + ".new";
        File.Delete(beside);
        using (var writer = new StreamWriter(PrivateFile.Create(beside)))
        {
            writer.Write(content);
        }

        File.Move(beside, file, overwrite: true);
    }

    private static void MakeSecret(string file)
    {
        if (!File.Exists(file))
        {
            WritePrivate(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n");
        }
    }

    private static List<string> Copy(string from, string to)
    {
        var edited = new List<string>();
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            var target = Path.Combine(to, name);
            if (!File.Exists(target))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
                File.Copy(file, target);
            }
            else if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(target)))
            {
                edited.Add(name);
            }
        }

        return edited;
    }
}
