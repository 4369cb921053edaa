using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Keys.Tokens;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys.Tokens;

/// <summary>Tokens of SoftHSM2 in a folder of their own, made before the library looks at it for the first time.</summary>
[SetUpFixture]
internal sealed partial class SoftHsm
{
    public const string Category = "SoftHsm";

    /// <summary>The user PIN of every token.</summary>
    public const string Pin = "493817";

    /// <summary>The token with all keys.</summary>
    public const string Token = "lerbridge";

    /// <summary>A token whose sessions a test takes away.</summary>
    public const string Restless = "restless";

    /// <summary>A token that nobody logs in to with the right PIN.</summary>
    public const string Guarded = "guarded";

    /// <summary>The label of two tokens.</summary>
    public const string Twin = "twin";

    private static readonly string[] Libraries = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"];

    private static string folder = string.Empty;

    /// <summary>The library; a test of the category fails where there is none.</summary>
    public static string Library => Array.Find(Libraries, File.Exists) ?? throw new InvalidOperationException("SoftHSM2 is not installed: apt-get install softhsm2");

    public static TokenOptions Options(string keyLabel, string token = Token, string pin = Pin) => new(Library, token, null, Passphrase.From(pin), keyLabel);

    [OneTimeSetUp]
    public static void MakeTokens()
    {
        // the tests of this namespace that need no token run without SoftHSM2 as well
        if (!Array.Exists(Libraries, File.Exists))
        {
            return;
        }

        folder = Directory.CreateTempSubdirectory("lerbridge-softhsm-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        var settings = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(settings, $"directories.tokendir = {Path.Combine(folder, "tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n");

        // the library reads the environment of the process, which .NET changes for its own eyes only
        Assert.That(SetEnvironment("SOFTHSM2_CONF", settings, 1), Is.Zero);
        foreach (var token in new[] { Token, Restless, Guarded, Twin, Twin })
        {
            Run("--init-token", "--free", "--label", token, "--pin", Pin, "--so-pin", "7700" + Pin);
        }

        Import(Token, "ed", KeyAlgorithm.Ed25519, "01");
        Import(Token, "ed-next", KeyAlgorithm.Ed25519, "02");
        Import(Token, "p256", KeyAlgorithm.P256, "03");
        Import(Token, "p384", KeyAlgorithm.P384, "04");
        Import(Token, "twice", KeyAlgorithm.P256, "05");
        Import(Token, "twice", KeyAlgorithm.P256, "06");
        Import(Token, "rsa", KeyAlgorithm.Rsa, "07");
        Import(Restless, "ed", KeyAlgorithm.Ed25519, "01");
        Import(Guarded, "ed", KeyAlgorithm.Ed25519, "01");
    }

    [OneTimeTearDown]
    public static void Remove()
    {
        if (folder.Length > 0)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Import(string token, string label, KeyAlgorithm algorithm, string id)
    {
        using var key = SigningKey.Generate(algorithm);
        var file = Path.Combine(folder, $"{token}-{id}.pem");
        File.WriteAllText(file, PemEncoding.WriteString("PRIVATE KEY", key.ExportPkcs8()));
        Run("--import", file, "--token", token, "--label", label, "--id", id, "--pin", Pin);
        File.Delete(file);
    }

    private static void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("softhsm2-util", arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SOFTHSM2_CONF"] = Path.Combine(folder, "softhsm2.conf");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("softhsm2-util did not start.");
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, said);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
