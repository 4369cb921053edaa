using System.CommandLine;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>credential verify</c>: says of any credential what can be said without a network. Needs no settings; with <c>--config</c> our own documents come first.</summary>
internal static class CredentialVerifyCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Credentials to verify: JSON, or compact JWTs." };
        var dids = new Option<string[]>("--did-doc") { HelpName = "FILE", Description = "The issuer's did.json; may be given several times." };
        var lists = new Option<string[]>("--status-list") { HelpName = "FILE", Description = "A signed status list; may be given several times." };
        var config = Options.Config();
        config.Description = "A settings file, whose issuer and public folder are known then.";
        var output = Options.Output();
        var verb = new Verb(
            "verify",
            "Checks form, contexts, proofs, issuer, status and dates of credentials, without a network.",
            "credential verify out/2f1c….json --config appsettings.json",
            "credential verify badge.json --did-doc did.json --status-list 1.json --output json")
        {
            files, dids, lists, config, output,
        };
        verb.Does((result, cancellationToken) =>
        {
            var material = Material(surroundings, result.GetValue(config), [.. result.GetValue(dids) ?? [], .. result.GetValue(lists) ?? []]);
            var verifier = new CredentialVerifier(material, surroundings.Time);
            var asked = result.GetValue(files) ?? [];
            var reports = new (string File, VerificationReport Report)[asked.Length];
            Parallel.For(0, asked.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => reports[i] = (asked[i], Verify(verifier, Path.GetFullPath(asked[i], surroundings.Directory))));
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(VerificationJson.Write(reports));
            }
            else
            {
                VerificationText.Write(reports, surroundings.Terminal);
            }

            return Task.FromResult(reports.All(report => report.Report.Verified == true) ? ExitCode.Done : ExitCode.Failures);
        });
        return verb;
    }

    private static VerificationMaterial Material(Surroundings surroundings, string? config, IEnumerable<string> files)
    {
        var material = new VerificationMaterial();
        var unusable = new List<string>();
        if (config is not null)
        {
            unusable.AddRange(material.AddPublicFolder(Composition.ReadSite(surroundings, config, SettingsUse.Reading).Options.PublicFolder));
        }

        unusable.AddRange(files.Select(file => material.AddFile(Path.GetFullPath(file, surroundings.Directory))).OfType<string>());
        foreach (var problem in unusable)
        {
            surroundings.Terminal.Error.WriteLine(problem);
        }

        return material;
    }

    private static VerificationReport Verify(CredentialVerifier verifier, string file)
    {
        try
        {
            return verifier.VerifyFile(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new VerificationReport([new VerificationCheck("file", Verdict.Unknown, $"It cannot be read: {problem.Message}")]);
        }
    }
}
