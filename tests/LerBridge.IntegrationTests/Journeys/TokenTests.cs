using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Keys;
using LerBridge.IntegrationTests.Drivers;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>A night signed by a token, and the next one by another key on it.</summary>
[Category("SoftHsm")]
internal sealed class TokenTests
{
    private const string Pin = "493817";

    private static readonly string[] Libraries = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"];

    [Test]
    public async Task A_night_is_signed_on_the_token_and_stands_after_the_next_key_of_the_token_took_over()
    {
        await using var college = await CollegeDriver.StartAsync();
        var environment = MakeToken(college.Folder);
        await UseKeyAsync(college, "first");

        var night = await RunAsync(college, environment, "run", "workday-employment");
        await UseKeyAsync(college, "second");
        var made = await RunAsync(college, environment, "key", "new");
        var rotated = await RunAsync(college, environment, "key", "rotate", "--output", "json");
        var files = Directory.GetFiles(college.Out, "*.json");
        var verified = await RunAsync(college, environment, ["credential", "verify", .. files.Take(20)]);

        using var keys = JsonDocument.Parse(rotated.Output);
        var states = keys.RootElement.GetProperty("keys").EnumerateArray().Select(key => (key.GetProperty("state").GetString(), key.GetProperty("keptIn").GetString()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.ExitCode, Is.Zero, night.Errors);
            Assert.That(made.ExitCode, Is.Zero, made.Errors);
            Assert.That(files, Has.Length.GreaterThan(20));
            Assert.That(verified.ExitCode, Is.Zero, verified.Output + verified.Errors);
            Assert.That(states, Is.EquivalentTo(new[] { ("verify-only", "token"), ("active", "token") }));
            Assert.That(Directory.GetFiles(Path.Combine(college.Folder, "data", "keys"), "*.pem*"), Is.Empty);
            Assert.That(night.Output + night.Errors + made.Output + made.Errors, Does.Not.Contain(Pin));
        }
    }

    [Test]
    public async Task A_wrong_PIN_ends_the_night_before_it_begins()
    {
        await using var college = await CollegeDriver.StartAsync();
        var environment = MakeToken(college.Folder);
        await UseKeyAsync(college, "first");
        await File.WriteAllTextAsync(Path.Combine(college.Folder, "pin"), "111222\n");

        var night = await RunAsync(college, environment, "run", "--all");

        Assert.That(night.ExitCode, Is.EqualTo(2));
        Assert.That(night.Errors, Does.Contain("LB6123").And.Contain("PinFile").And.Not.Contain("111222"));
        Assert.That(college.Delivered(), Is.Empty);
    }

    private static Task UseKeyAsync(CollegeDriver college, string label) => college.WriteSettingsAsync(settings => settings["Issuer"]!["Token"] = new JsonObject
    {
        ["Library"] = Array.Find(Libraries, File.Exists) ?? throw new InvalidOperationException("SoftHSM2 is not installed: apt-get install softhsm2"),
        ["Label"] = "lerbridge",
        ["PinFile"] = "./pin",
        ["KeyLabel"] = label,
    });

    private static async Task<ProcessResult> RunAsync(CollegeDriver college, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = LerBridgeProcess.Start(college.Folder, [.. arguments, "--config", college.Settings], environment);
        return await process.WaitAsync(TimeSpan.FromMinutes(2));
    }

    private static Dictionary<string, string> MakeToken(string folder)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, "token")).FullName;
        var environment = new Dictionary<string, string> { ["SOFTHSM2_CONF"] = Path.Combine(folder, "softhsm2.conf") };
        File.WriteAllText(environment["SOFTHSM2_CONF"], $"directories.tokendir = {place}\nobjectstore.backend = file\nlog.level = ERROR\n");
        File.WriteAllText(Path.Combine(folder, "pin"), Pin + "\n");
        Run(environment, "--init-token", "--free", "--label", "lerbridge", "--pin", Pin, "--so-pin", "7700" + Pin);
        foreach (var (label, id) in new[] { ("first", "01"), ("second", "02") })
        {
            using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
            var file = Path.Combine(folder, label + ".key");
            File.WriteAllText(file, PemEncoding.WriteString("PRIVATE KEY", key.ExportPkcs8()));
            Run(environment, "--import", file, "--token", "lerbridge", "--label", label, "--id", id, "--pin", Pin);
            File.Delete(file);
        }

        return environment;
    }

    private static void Run(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("softhsm2-util", arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SOFTHSM2_CONF"] = environment["SOFTHSM2_CONF"];
        using var process = Process.Start(start) ?? throw new InvalidOperationException("softhsm2-util did not start.");
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, said);
    }
}
