using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Credentials.Keys;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Demo;

/// <summary>The demo's story, told to a registrar.</summary>
internal static class DemoText
{
    public static void WriteNight(DemoNight night, Bridge bridge, Terminal terminal)
    {
        terminal.Output.WriteLine((night.Number, night.IsRepeat) switch
        {
            (1, false) => "The first night: what qualifies is issued.",
            (1, true) => "The same night again: what was issued is recognised.",
            (_, false) => "The second night: what changed at the sources during the day is followed.",
            (_, true) => "The second night again: its changes were followed before.",
        });
        terminal.Output.WriteLine();
        RunText.Write(night.Reports, bridge.Site.Mappings, terminal);
        if (night.Changes.Count > 0)
        {
            terminal.Output.WriteLine();
            terminal.Output.WriteLine("What changed, and what became of it:");
            foreach (var (change, became) in night.Changes)
            {
                terminal.Output.WriteLine($"  {change.Site}: {change.What}");
                terminal.Output.WriteLine($"    -> {became}");
            }
        }

        terminal.Output.WriteLine();
    }

    public static void WriteProof(DemoProof proof, Bridge bridge, Terminal terminal)
    {
        var withdrawn = proof.Withdrawn > 0 ? $", {N(proof.Withdrawn)} withdrawn and seen to be" : string.Empty;
        terminal.Output.WriteLine($"Verified without a network, with nothing but the public documents: {Counted.Of(proof.Standing, "credential")} {(proof.Standing == 1 ? "stands" : "stand")}{withdrawn}.");
        if (bridge.Keys.Ring.Active.Algorithm != KeyAlgorithm.Ed25519)
        {
            terminal.Output.WriteLine("They are signed with ECDSA P-256: this machine has no OpenSSL 3, which Ed25519 needs (docs/adr/0004-ed25519-provider.md).");
        }

        foreach (var file in proof.Wrong)
        {
            terminal.Error.WriteLine($"Not as it should be: {file}");
        }
    }

    public static void WriteCard(RegisterEntry entry, Bridge bridge, Terminal terminal)
    {
        terminal.Output.WriteLine();
        terminal.Output.WriteLine("One of them (the person is made up):");
        CredentialCard.Write(entry, [], [], bridge.Options.TimeZone, terminal);
    }

    public static void WriteNext(DemoFolder folder, RegisterEntry? example, int night, TimeSpan took, Surroundings surroundings)
    {
        var output = surroundings.Terminal.Output;
        var near = Path.GetRelativePath(surroundings.Directory, folder.Root);
        var place = near.StartsWith("..", StringComparison.Ordinal) ? folder.Root : near;
        var program = Invocation.Of(surroundings);
        var settings = $"--config {Path.Combine(place, "appsettings.json")}";
        output.WriteLine();
        output.WriteLine($"Done in {took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s. Everything is in {place}: credentials in out, what a web host must serve in data/public, mappings in mappings.");
        output.WriteLine("Try next:");
        output.WriteLine(night == 1 ? $"  {program} demo --changes{(place == DemoFolder.ByDefault ? string.Empty : $" --dir {place}")}" : $"  {program} runs list {settings}");
        output.WriteLine($"  {program} mapping test {settings}");
        output.WriteLine(example is null
            ? $"  {program} credential find {settings}"
            : $"  {program} credential verify {Path.Combine(place, "out", example.Id["urn:uuid:".Length..] + ".json")} {settings}");
    }

    private static string N(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
