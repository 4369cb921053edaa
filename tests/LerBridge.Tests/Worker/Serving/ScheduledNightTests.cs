using System.Collections;
using System.Text.Json.Nodes;
using LerBridge.Sandbox;
using LerBridge.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving;

/// <summary>The service against imitated systems: a schedule fires, its mapping runs, and what it issued arrives.</summary>
internal sealed class ScheduledNightTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Test]
    public async Task A_schedule_runs_its_mappings_delivers_and_tells_nobody_who_they_are()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("lerbridge-night-").FullName;
        CopyEmployment(Path.Combine(folder, "mappings"));
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), Settings(sandbox));
        using var errors = new StringWriter();
        using var stop = new CancellationTokenSource();
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Synchronized(errors), outputIsTerminal: false, errorIsTerminal: false, colour: false);
        var serving = CommandLine.RunAsync(["serve"], new Surroundings(terminal, new Hashtable(), folder, TimeProvider.System), stop.Token);

        await UntilAsync(() => errors.ToString().Contains("done in run", StringComparison.Ordinal), serving);
        await stop.CancelAsync();
        var code = await serving;

        var log = errors.ToString();
        var issued = Directory.GetFiles(Path.Combine(folder, "out"), "*.json");
        var names = issued.Select(file => JsonNode.Parse(File.ReadAllText(file))?["credentialSubject"]?["identifier"]?[0]?["identityHash"]?.GetValue<string>()).OfType<string>().ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(130), log);
            Assert.That(issued, Has.Length.GreaterThan(10));
            Assert.That(sandbox.Arrivals, Has.Count.EqualTo(issued.Length));
            Assert.That(names, Has.Length.EqualTo(issued.Length));
            Assert.That(names.Where(name => log.Contains(name, StringComparison.Ordinal)), Is.Empty);
            Assert.That(log, Does.Not.Contain(sandbox.Options.WorkdayPassword).And.Not.Contain(sandbox.Options.RegistryToken));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task UntilAsync(Func<bool> happened, Task<int> serving)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!happened())
        {
            Assert.That(serving.IsCompleted, Is.False, "serve ended by itself");
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }

    private static string Settings(SandboxHost sandbox) => new JsonObject
    {
        ["LerBridge"] = new JsonObject
        {
            ["Issuer"] = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College", ["KeyPassphrase"] = "correct horse battery" },
            ["Http"] = new JsonObject { ["PublicUrls"] = "http://127.0.0.1:0" },
            ["Connectors"] = new JsonObject
            {
                ["workday"] = new JsonObject
                {
                    ["Kind"] = "Workday",
                    ["BaseUrl"] = sandbox.WorkdayUrl.GetLeftPart(UriPartial.Authority),
                    ["Username"] = sandbox.Options.WorkdayUsername,
                    ["Password"] = sandbox.Options.WorkdayPassword,
                    ["Reports"] = new JsonObject { ["position_history"] = new JsonObject { ["Path"] = sandbox.WorkdayReportPath } },
                },
            },
            ["Destinations"] = new JsonObject
            {
                ["folder"] = new JsonObject { ["Kind"] = "Folder", ["Path"] = "./out" },
                ["registry"] = new JsonObject { ["Kind"] = "Http", ["Url"] = sandbox.RegistryUrl.GetLeftPart(UriPartial.Authority) + "/credentials", ["BearerToken"] = sandbox.Options.RegistryToken },
            },
            ["Schedules"] = new JsonObject { ["often"] = new JsonObject { ["Cron"] = "* * * * * ?", ["Mappings"] = new JsonArray("workday-employment") } },
        },
    }.ToJsonString();

    // The shipped mapping by itself: the others read connectors that this site does not have.
    private static void CopyEmployment(string to)
    {
        var shipped = Path.Combine(Shared.Repository, "mappings");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".yaml" || file.EndsWith("-employment.yaml", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target);
        }
    }
}
