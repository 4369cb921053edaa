using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Authoring;

internal sealed class PreviewTests : IDisposable
{
    private readonly AuthorDesk desk = new();

    public void Dispose() => this.desk.Dispose();

    [TestCase("preview")]
    [TestCase("mapping", "preview")]
    public async Task It_says_what_becomes_of_what_the_last_run_read_and_why(params string[] verb)
    {
        await this.desk.NightAsync();

        var code = await this.desk.RunAsync([.. verb, "positions"]);

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("Positions held (positions), on 5 records that the run of "));
        Assert.That(this.desk.Out, Does.Contain("the position has no title (LB3002)").And.Contain("mappings/positions.yaml:22:9"));
        Assert.That(this.desk.Out, Does.Contain("not started yet (LB3001)"));
    }

    [TestCase]
    [TestCase("--read", "50")]
    public async Task Rows_that_contradict_each_other_are_held_as_the_run_holds_them(params string[] from)
    {
        this.desk.Cli.Write("drop/positions.csv", this.desk.Read("drop/positions.csv") + "E1,Ana Ruiz,Employee,P1,2020-01-01,,Head nurse,Example Health,RN,\nE2,Li Wei,Employee,P2,2021-03-01,,Clerk,Example Health,CL,\n");
        await this.desk.RunAsync("run", "positions", "--output", "json");
        var night = Json(this.desk.Out).GetProperty("runs")[0];
        var ran = night.GetProperty("problems").EnumerateArray().Single(problem => problem.GetProperty("code").GetString() == "LB3111");

        await this.desk.RunAsync(["preview", "positions", .. from, "--output", "json"]);

        var counts = Json(this.desk.Out).GetProperty("counts").EnumerateArray().ToArray();
        var contested = counts.Single(count => count.GetProperty("code").GetString() == "LB3111");
        Assert.That((contested.GetProperty("outcome").GetString(), contested.GetProperty("count").GetInt64()), Is.EqualTo(("hold", 1L)));
        Assert.That((contested.GetProperty("reason").GetString(), contested.GetProperty("where").GetString()), Is.EqualTo((ran.GetProperty("message").GetString(), ran.GetProperty("where").GetString())));
        Assert.That(counts.Sum(count => count.GetProperty("count").GetInt64()), Is.EqualTo(night.GetProperty("counts").GetProperty("read").GetInt64()));
    }

    [Test]
    public async Task Nobody_is_shown_by_name_or_number()
    {
        await this.desk.NightAsync();

        await this.desk.RunAsync("preview", "positions", "--claims", "--show-values");
        var text = this.desk.Out;
        await this.desk.RunAsync("preview", "positions", "--claims", "--show-values", "--output", "json");

        foreach (var shown in new[] { text, this.desk.Out })
        {
            Assert.That(shown, Does.Contain("(name)").And.Contain("Care planning").And.Not.Contain("Ruiz").And.Not.Contain("E1\"").And.Not.Contain(": E1\n").And.Not.Contain("Quarrel"));
        }
    }

    [Test]
    public async Task A_preview_writes_nothing_anywhere()
    {
        await this.desk.NightAsync();
        var before = this.Contents();

        await this.desk.RunAsync("preview", "positions", "--claims");

        Assert.That(this.Contents(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_changed_formula_is_told_by_what_credentials_gain_and_lose()
    {
        await this.desk.NightAsync();
        var draft = this.desk.Changed("draft.yaml", "s.level >= 2", "s.level >= 1");

        var code = await this.desk.RunAsync("preview", "positions", "--with", draft);

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("1 of 5 records would differ: 1 gain S1."));
    }

    [Test]
    public async Task A_changed_row_of_a_table_is_told_from_a_copy_of_the_folder()
    {
        await this.desk.NightAsync();
        this.desk.Cli.Write("copy/positions.yaml", AuthorDesk.Mapping);
        this.desk.Cli.Write("copy/tables/jobs.csv", AuthorDesk.Jobs.Replace("S3,2", "S3,1", StringComparison.Ordinal).Replace("https://skills.example/S3,2", "https://skills.example/S3,1", StringComparison.Ordinal));

        var code = await this.desk.RunAsync("preview", "positions", "--with", "copy", "--output", "json");

        Assert.That(code, Is.Zero, this.desk.Error);
        var impact = Json(this.desk.Out).GetProperty("impact");
        var group = impact.GetProperty("groups").EnumerateArray().Single();
        Assert.That((impact.GetProperty("differ").GetInt32(), group.GetProperty("kind").GetString(), group.GetProperty("item").GetString()), Is.EqualTo((1, "lose", "S3")));
        Assert.That(group.GetProperty("examples").EnumerateArray().Single().GetString(), Does.Match("^[0-9a-f]{16}$"));
    }

    [Test]
    public async Task A_reason_that_changes_is_told_as_an_outcome()
    {
        await this.desk.NightAsync();
        var draft = this.desk.Changed("draft.yaml", "  - skip: not started yet", "  - skip: ended before\n    if: = (position.end ?? record_date) < record_date\n  - skip: not started yet");

        await this.desk.RunAsync("preview", "positions", "--with", draft);

        Assert.That(this.desk.Out, Does.Contain("1 of 5 records would differ: 1 would no longer qualify (ended before)."));
    }

    [Test]
    public async Task Where_one_of_several_is_kept_it_says_how_many_give_way()
    {
        await this.desk.NightAsync();
        var draft = this.desk.Changed("draft.yaml", "never: [reason]", "never: [reason]\nrepeat: { keep: latest, per: [company.name] }");

        Assert.That(await this.desk.RunAsync("preview", "positions", "--with", draft), Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("note: Of several records per company.name the latest is kept: of 3 records that would be issued here 2 records would give way to another, and 1 credential would stand."));

        await this.desk.RunAsync("preview", "positions", "--with", draft, "--output", "json");
        Assert.That(Json(this.desk.Out).GetProperty("superseded").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_mapping_changes_nothing()
    {
        await this.desk.NightAsync();

        await this.desk.RunAsync("preview", "--with", "mappings/positions.yaml");

        Assert.That(this.desk.Out, Does.Contain("Nothing would differ in 5 records."));
    }

    [Test]
    public async Task A_personal_value_that_changes_is_counted_and_not_shown()
    {
        await this.desk.NightAsync();
        var draft = this.desk.Changed("draft.yaml", "    title: = position.business_title\n", "    title: = person.full_name ?? \"\"\n");

        await this.desk.RunAsync("preview", "positions", "--with", draft, "--claims");

        Assert.That(this.desk.Out, Does.Contain("3 change title").And.Contain("changes employment.title").And.Not.Contain("Ruiz"));
    }

    [Test]
    public async Task One_record_is_found_by_the_hash_or_by_its_credential()
    {
        await this.desk.NightAsync();
        await this.desk.RunAsync("preview", "positions", "--output", "json");
        var issued = Json(this.desk.Out).GetProperty("records").EnumerateArray().First(record => record.GetProperty("outcome").GetString() == "issue");
        var (hash, credential) = (issued.GetProperty("record").GetString() ?? string.Empty, issued.GetProperty("credential").GetString() ?? string.Empty);

        foreach (var name in new[] { hash, credential })
        {
            var code = await this.desk.RunAsync("preview", "positions", "--record", name);

            Assert.That(code, Is.Zero, this.desk.Error);
            Assert.That(this.desk.Out, Does.Contain($"{hash}: issue").And.Contain("\"employment\""));
        }

        Assert.That(await this.desk.RunAsync("preview", "positions", "--record", "0000"), Is.EqualTo(2));
    }

    [Test]
    public async Task Before_any_run_the_source_is_read_without_ledger_keys_or_passphrase()
    {
        Assert.That(await this.desk.RunAsync("preview", "positions"), Is.EqualTo(2));
        Assert.That(this.desk.Error, Does.Contain("--read 50"));

        this.desk.Cli.Write("appsettings.json", this.desk.Read("appsettings.json").Replace(", \"KeyPassphrase\": \"correct horse battery\"", string.Empty, StringComparison.Ordinal));
        var code = await this.desk.RunAsync("preview", "positions", "--read", "3", "--output", "json");

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(Json(this.desk.Out).GetProperty("looked").GetInt32(), Is.EqualTo(3));
        Assert.That(Directory.Exists(Path.Combine(this.desk.Folder, "data")), Is.False);
    }

    [Test]
    public async Task A_record_from_a_file_is_shown_as_it_was_brought()
    {
        this.desk.Cli.Write("ana.json", """{ "person": { "id": "E9", "employee_id": "E9", "full_name": "Ana Ruiz" }, "position": { "id": "P9", "business_title": "Nurse", "start": "2020-01-01" }, "company": { "name": "Example Health" }, "job.code": "RN", "record_date": "2026-11-20" }""");

        var code = await this.desk.RunAsync("preview", "positions", "--file", "ana.json");

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("ana.json: issue").And.Contain("Ana Ruiz").And.Contain("record date 2026-11-20"));
    }

    [TestCase("""{ "person": { "id": "E9", "nmae": "x" } }""", "LB1102")]
    [TestCase("""{ "person": { "id": "E9" } }""", "LB1402")]
    [TestCase("[ 1 ]", "LB1110")]
    [TestCase("{", "LB1002")]
    public async Task A_file_that_can_be_no_record_is_refused_with_its_place(string record, string code)
    {
        this.desk.Cli.Write("bad.json", record);

        Assert.That(await this.desk.RunAsync("preview", "positions", "--file", "bad.json"), Is.EqualTo(2));
        Assert.That(this.desk.Error, Does.Contain($"{code}  bad.json:"));
    }

    [Test]
    public async Task A_draft_that_reads_what_is_not_stored_says_so()
    {
        await this.desk.NightAsync();
        var draft = this.desk.Changed("draft.yaml", "  - skip: not started yet", "  - hold: why did it end\n    if: = end_reason != missing\n  - skip: not started yet");

        var code = await this.desk.RunAsync("preview", "positions", "--with", draft);

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("note: end_reason is restricted and stored only once a mapping in place reads it"));
    }

    [Test]
    public async Task A_draft_that_does_not_compile_is_told_with_its_mistakes()
    {
        var draft = this.desk.Changed("draft.yaml", "company.name = missing", "company.nmae = missing");

        Assert.That(await this.desk.RunAsync("preview", "positions", "--with", draft), Is.EqualTo(2));
        Assert.That(this.desk.Error, Does.Contain("LB1102").And.Contain("did you mean company.name?"));
    }

    [TestCase("--with", "nowhere.yaml")]
    [TestCase("--record", "x", "--read", "3")]
    [TestCase("--file", "nowhere.json")]
    public async Task What_cannot_be_meant_is_refused(params string[] arguments) =>
        Assert.That(await this.desk.RunAsync(["preview", "positions", .. arguments]), Is.EqualTo(2));

    private Dictionary<string, string> Contents() => Directory.EnumerateFiles(this.desk.Folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith("-wal", StringComparison.Ordinal))
        .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
