using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LerBridge.Tests.Golden;
using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>A day at the demo's college, written down while it happens: commands with what they print, and what was done by hand between them.</summary>
internal sealed partial class Day : IDisposable
{
    /// <summary>The items that the framework of 2027 replaces: old code, new code, and what the new one is called.</summary>
    public static readonly (string Old, string New, string Name)[] Replaced =
    [
        ("NUR-2.1", "NUR-2.7", "Plans and leads care for adults with acute needs"),
        ("NUR-2.5", "NUR-2.8", "Coordinates care across clinical teams"),
        ("WLD-2.1", "WLD-2.4", "Welds plate in all positions to code"),
    ];

    private readonly CommandLineDriver cli = new() { Time = new SameDay() };

    private readonly StringBuilder page = new(
        "# An analyst's day\n\nPriya looks after the mappings of a college. She knows Excel and the curriculum. This is one day of hers, with the commands as she types them and what they print, on the data of "
        + "`lerbridge demo`; a test runs them and compares. Times, hashes and long outputs are cut (`…`).\n");

    public void Dispose() => this.cli.Dispose();

    /// <summary>The night before.</summary>
    public async Task BeginAsync()
    {
        Assert.That(await this.cli.RunAsync("demo"), Is.Zero, this.cli.Error);
        this.cli.Within = "lerbridge-demo";
        this.Copy("yesterday");
    }

    public void Heading(string text) => this.page.Append("\n## ").Append(text).Append('\n');

    public void Say(string text) => this.page.Append('\n').Append(text).Append('\n');

    /// <summary>A command, of whose output so many lines are shown.</summary>
    public async Task RunAsync(int expected, string command, int lines, bool fromEnd = false)
    {
        var code = await this.cli.RunAsync([.. Words().Matches(command).Select(word => word.Value.Trim('"'))]);
        Assert.That(code, Is.EqualTo(expected), $"{command}\n{this.cli.Out}{this.cli.Error}");
        this.Show(command, lines, fromEnd);
    }

    /// <summary>Keeps the first record that is issued.</summary>
    public async Task KeepAsync(string mapping, string name)
    {
        await this.cli.RunAsync("mapping", "preview", mapping, "--output", "json");
        using var json = JsonDocument.Parse(this.cli.Out);
        var hash = json.RootElement.GetProperty("records").EnumerateArray().First(record => record.GetProperty("outcome").GetString() == "issue").GetProperty("record").GetString() ?? string.Empty;
        await this.RunAsync(0, $"mapping sample {mapping} --record {hash} --name \"{name}\"", 8);
    }

    /// <summary>The framework as the faculty hands it over: three items replaced, one that ends.</summary>
    public void Framework(string name)
    {
        var package = JsonNode.Parse(File.ReadAllText(this.Path("mappings/frameworks/example-college-2026.json"))) as JsonObject ?? [];
        var document = package["CFDocument"] as JsonObject ?? [];
        (document["version"], document["title"], document["lastChangeDateTime"]) = ("2027", "Example College Competency Framework 2027", "2026-11-01T12:00:00Z");
        var (items, associations) = (package["CFItems"] as JsonArray ?? [], package["CFAssociations"] as JsonArray ?? []);
        var number = 0;
        foreach (var (old, code, words) in Replaced)
        {
            var before = Item(items, old);
            var after = before.DeepClone();
            (after["identifier"], after["uri"]) = ($"00000000-0000-4000-8000-00000000000{++number}", $"https://college.example/frameworks/example-college/2027/{code}");
            (after["humanCodingScheme"], after["abbreviatedStatement"], after["fullStatement"]) = (code, words, words + ".");
            items.Add(after);
            var association = associations.First()?.DeepClone() ?? new JsonObject();
            (association["identifier"], association["uri"], association["associationType"]) = ($"00000000-0000-4000-9000-00000000000{number}", $"https://college.example/frameworks/example-college/2027/a/{number}", "replacedBy");
            (association["originNodeURI"], association["destinationNodeURI"]) = (Node(before), Node(after));
            associations.Add(association);
        }

        Item(items, "IT-1.2")["statusEndDate"] = "2027-12-31";
        this.cli.Write($"lerbridge-demo/{name}", package.ToJsonString());
    }

    /// <summary>A copy of the mappings directory.</summary>
    public void Copy(string name) => CopyFolder(this.Path("mappings"), this.Path(name));

    /// <summary>The copy takes the place of the mappings; its golden samples stay behind.</summary>
    public void Adopt(string name)
    {
        CopyFolder(this.Path(name), this.Path("mappings"));
        Directory.Delete(this.Path(name), recursive: true);
    }

    public void Edit(string file, string part, string instead, Func<string, string>? line = null)
    {
        var text = File.ReadAllText(this.Path(file));
        Assert.That(text, Does.Contain(part), file);
        text = line is null ? text.Replace(part, instead, StringComparison.Ordinal) : string.Join('\n', text.Split('\n').Select(row => row.StartsWith(part, StringComparison.Ordinal) ? line(row) : row));
        File.WriteAllText(this.Path(file), text);
    }

    /// <summary>Rows of the sheet that name an item now name another.</summary>
    public void EditRows(string file, string old, string code, string name) => File.WriteAllLines(this.Path(file), File.ReadAllLines(this.Path(file)).Select(row =>
        row.Split(',') is var cells && cells[1] == old
            ? string.Join(',', cells[0], code, name, $"https://college.example/frameworks/example-college/2027/{code}", "Example College Competency Framework 2027", string.Join(',', cells[^3..]))
            : row));

    /// <summary>Fills the holes of a new mapping.</summary>
    public void Fill(string file, params string[] values)
    {
        var text = File.ReadAllText(this.Path(file));
        foreach (var value in values)
        {
            text = Hole().Replace(text, $": {value}", 1);
        }

        File.WriteAllText(this.Path(file), text);
    }

    public void Compare(string name) => GoldenFile.Match(name, this.page.ToString());

    private void Show(string command, int lines, bool fromEnd)
    {
        var all = Scrub(this.cli.Out + this.cli.Error).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToArray();
        var shown = fromEnd ? all.TakeLast(lines) : all.Take(lines);
        this.page.Append("\n```\n$ lerbridge ").Append(Scrub(command)).Append('\n');
        if (fromEnd && all.Length > lines)
        {
            this.page.Append("…\n");
        }

        foreach (var line in shown)
        {
            this.page.Append(line).Append('\n');
        }

        this.page.Append(!fromEnd && all.Length > lines ? "…\n```\n" : "```\n");
    }

    // what differs from day to day and from machine to machine
    private string Scrub(string text) => Uuids().Replace(Hashes().Replace(Times().Replace(text.Replace(this.Path(string.Empty), string.Empty, StringComparison.Ordinal), "last night"), "95b145c0ef2b6eb6"), "urn:uuid:…");

    private string Path(string name) => System.IO.Path.Combine(this.cli.Folder, "lerbridge-demo", name);

    private static JsonNode Item(JsonArray items, string code) => items.OfType<JsonNode>().Single(item => item["humanCodingScheme"]?.GetValue<string>() == code);

    private static JsonObject Node(JsonNode item) => new() { ["title"] = item["abbreviatedStatement"]?.GetValue<string>(), ["identifier"] = item["identifier"]?.GetValue<string>(), ["uri"] = item["uri"]?.GetValue<string>() };

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target, overwrite: true);
        }
    }

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"2026-\d\d-\d\d \d\d:\d\d [+-]\d\d:\d\d")]
    private static partial Regex Times();

    [GeneratedRegex(@"\b[0-9a-f]{16}\b")]
    private static partial Regex Hashes();

    [GeneratedRegex(@"urn:uuid:[0-9a-f-]{36}")]
    private static partial Regex Uuids();

    [GeneratedRegex(": TODO  # .*")]
    private static partial Regex Hole();

    // the clock of that day, so that reviews are due or not as they were then
    private sealed class SameDay : TimeProvider
    {
        private readonly DateTimeOffset start = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.Zero) + (System.GetUtcNow() - this.start);
    }
}
