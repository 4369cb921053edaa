using System.Text.Json.Nodes;
using LerBridge.IntegrationTests.Drivers;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>What goes wrong ends in one message that says what, where and what to do next, with the exit code of the contract, and the next run goes on.</summary>
internal sealed class BadInputTests
{
    [Test]
    public async Task A_wrong_token_is_said_without_showing_it()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.WriteSettingsAsync(settings => At(settings, "Connectors", "canvas-main")["Token"] = "wr0ng-t0ken");

        var result = await college.RunAsync("run", "canvas-courses");

        AssertSaid(result, exitCode: 6, "canvas-main");
        Assert.That(result.Errors + result.Output, Does.Not.Contain("wr0ng-t0ken"));
    }

    [Test]
    public async Task An_unreachable_host_is_named()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.WriteSettingsAsync(settings => At(settings, "Connectors", "banner")["BaseUrl"] = "http://127.0.0.1:1");

        var result = await college.RunAsync("run", "banner-courses");

        AssertSaid(result, exitCode: 6, "127.0.0.1:1");
    }

    [Test]
    public async Task An_html_page_with_status_200_is_a_failure_and_never_no_rows()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.NightAsync();
        college.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.HtmlPage) { Times = int.MaxValue });

        var result = await college.RunAsync("run", "workday-employment");
        college.Sandbox.Heal();
        var (exit, runs, errors) = await college.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            AssertSaid(result, exitCode: 6, "workday");
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
            Assert.That(runs["workday-employment"]["absent"], Is.Zero);
        }
    }

    [Test]
    public async Task An_unknown_setting_is_refused_with_its_place_and_a_suggestion()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.WriteSettingsAsync(settings => settings["DataDirektory"] = "x");

        var result = await college.RunAsync("run", "--all");

        AssertSaid(result, exitCode: 2, "DataDirektory", "DataDirectory", "appsettings.json:");
    }

    [Test]
    public async Task A_mapping_with_a_typo_is_refused_with_line_column_and_suggestion()
    {
        await using var college = await CollegeDriver.StartAsync();
        await WithMappingsAsync(college, ("canvas-courses.yaml", text => text.Replace("${course.name}", "${course.nmae}", StringComparison.Ordinal)));

        var result = await college.RunAsync("run", "--all");

        AssertSaid(result, exitCode: 2, "LB1102", "course.nmae", "course.name", "canvas-courses.yaml:");
    }

    [Test]
    public async Task A_missing_table_column_is_refused_with_the_tables_name()
    {
        await using var college = await CollegeDriver.StartAsync();
        await WithMappingsAsync(college, ("tables/course-competencies.csv", text => text.Replace("min_points", "minimum", StringComparison.Ordinal)));

        var result = await college.RunAsync("mapping", "check");

        AssertSaid(result, exitCode: 2, "LB3102", "min_points");
    }

    [Test]
    public async Task A_locked_ledger_is_said_and_the_next_run_works()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.NightAsync();
        ProcessResult result;
        await using (var holder = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(college.Folder, "data", "lerbridge.db")};Pooling=False"))
        {
            await holder.OpenAsync();
            await using var command = holder.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();
            result = await college.RunAsync("run", "--all");
        }

        var (exit, runs, errors) = await college.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            AssertSaid(result, exitCode: 8, "lerbridge.db");
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
        }
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_fails_the_delivery_and_not_the_run()
    {
        await using var college = await CollegeDriver.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(college.Folder, "a-file"), "not a folder");
        await college.WriteSettingsAsync(settings => At(settings, "Destinations", "folder")["Path"] = "./a-file/out");

        var result = await college.RunAsync("run", "workday-employment");

        AssertSaid(result, exitCode: 7, "folder");
    }

    [Test]
    public async Task A_data_directory_that_cannot_be_written_is_named()
    {
        await using var college = await CollegeDriver.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(college.Folder, "a-file"), "not a folder");
        await college.WriteSettingsAsync(settings => settings["DataDirectory"] = "./a-file/data");

        var result = await college.RunAsync("run", "--all");

        AssertSaid(result, exitCode: 2, "a-file");
    }

    [Test]
    public async Task A_wrong_key_passphrase_is_refused_and_makes_nothing_new()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.NightAsync();
        var before = college.Delivered().Keys.Order(StringComparer.Ordinal).ToArray();
        await File.WriteAllTextAsync(Path.Combine(college.Folder, "passphrase"), "another one\n");

        var result = await college.RunAsync("run", "--all");

        using (Assert.EnterMultipleScope())
        {
            AssertSaid(result, exitCode: 2, "passphrase");
            Assert.That(college.Delivered().Keys.Order(StringComparer.Ordinal), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task Two_runs_of_the_same_mapping_at_once_end_with_8_for_the_second()
    {
        await using var college = await CollegeDriver.StartAsync();
        college.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.Slow) { Delay = TimeSpan.FromSeconds(15) });
        using var first = college.Start("run", "workday-employment");
        while (college.Sandbox.Counters(SandboxSite.Workday).Requests == 0)
        {
            await Task.Delay(20);
        }

        var second = await college.RunAsync("run", "workday-employment");

        AssertSaid(second, exitCode: 8, "workday-employment");
    }

    [Test]
    public async Task No_settings_file_at_all_says_how_to_make_one()
    {
        var folder = Directory.CreateTempSubdirectory("lerbridge-empty-").FullName;
        using var process = LerBridgeProcess.Start(folder, ["run", "--all"]);

        var result = await process.WaitAsync(TimeSpan.FromMinutes(1));

        AssertSaid(result, exitCode: 2, "appsettings.sample.json");
    }

    private static void AssertSaid(ProcessResult result, int exitCode, params string[] words)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(exitCode), result.Errors + result.Output);
            foreach (var word in words)
            {
                Assert.That(result.Errors + result.Output, Does.Contain(word));
            }

            Assert.That(result.Errors + result.Output, Does.Not.Contain("   at "), "no stack trace");
        }
    }

    private static JsonObject At(JsonObject settings, params string[] path) =>
        path.Aggregate(settings, (at, name) => at[name] as JsonObject ?? throw new InvalidOperationException(name));

    private static async Task WithMappingsAsync(CollegeDriver college, params (string File, Func<string, string> Change)[] changes)
    {
        var copy = Path.Combine(college.Folder, "mappings");
        foreach (var file in Directory.EnumerateFiles(Repository.Mappings, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Repository.Mappings, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? copy);
            File.Copy(file, target);
        }

        foreach (var (file, change) in changes)
        {
            var path = Path.Combine(copy, file);
            var text = await File.ReadAllTextAsync(path);
            Assert.That(change(text), Is.Not.EqualTo(text), "the change must have an effect");
            await File.WriteAllTextAsync(path, change(text));
        }

        await college.WriteSettingsAsync(settings => settings["MappingsDirectory"] = "./mappings");
    }
}
