using System.CommandLine;
using LerBridge.Credentials;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Online;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary>
/// <c>credential verify</c>: says of any credential what can be said, without a network unless <c>--online</c> asks for it. Needs no settings; with <c>--config</c> our own
/// documents come first.
/// </summary>
internal static class CredentialVerifyCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Credentials to verify: JSON, compact JWTs, or PNG and SVG pictures with one in them." };
        var dids = new Option<string[]>("--did-doc") { HelpName = "[DID=]FILE", Description = "The issuer's did.json, or with DID= or URL= what is served there, also a key by itself; may be given several times." };
        var lists = new Option<string[]>("--status-list") { HelpName = "[URL=]FILE", Description = "A signed status list, with URL= the one that is served there whatever id it carries; may be given several times." };
        var online = new Option<bool>("--online") { Description = "Fetches missing DID documents, keys, status lists and newer versions, from public https addresses alone." };
        var keyInUrl = new Option<bool>("--key-in-url")
        {
            Description = "Takes an https or did:web URL that ends in #KEY as the issuer's own key document. Shows that whoever signed holds that key; not that the host is theirs, for anyone can write such a URL.",
        };
        var config = Options.Config();
        config.Description = "A settings file, whose issuer, public folder and contexts are known then.";
        var output = Options.Output();
        var verb = new Verb(
            "verify",
            "Checks form, contexts, proofs, issuer, status and dates of credentials and of all that they carry; without a network unless asked.",
            "credential verify out/2f1c….json --config appsettings.json",
            "credential verify badge.json --did-doc did.json --status-list 1.json --output json",
            "credential verify badge.png --online",
            "credential verify badge.json --key-in-url --status-list https://college.example/status/1=1.json")
        {
            files, dids, lists, keyInUrl, online, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = result.GetValue(config) is { } file ? Composition.ReadSite(surroundings, file, SettingsUse.Reading).Options : null;
            var contexts = site is null ? EmbeddedContexts.Shared : new EmbeddedContexts(site.Contexts);
            var material = Material(surroundings, site, result.GetValue(dids) ?? [], result.GetValue(lists) ?? [], result.GetValue(keyInUrl));
            var asked = result.GetValue(files) ?? [];
            var reports = result.GetValue(online)
                ? await VerifyOnlineAsync(surroundings, material, contexts, asked, cancellationToken)
                : Verify(surroundings, material, contexts, asked, cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(VerificationJson.Write(reports));
            }
            else
            {
                VerificationText.Write(reports, surroundings.Terminal);
            }

            return reports.All(report => report.Report.Verified == true) ? ExitCode.Done : ExitCode.Failures;
        });
        return verb;
    }

    private static VerificationMaterial Material(Surroundings surroundings, BridgeOptions? site, string[] dids, string[] lists, bool keyInUrl)
    {
        var material = new VerificationMaterial { KeyInUrl = keyInUrl };
        var unusable = new List<string>();
        if (site is not null)
        {
            unusable.AddRange(material.AddPublicFolder(site.PublicFolder));
        }

        var given = dids.Select(one => ServedFile.Parse(one, surroundings.Directory)).Select(one => one.Url is { } id ? material.AddController(id, one.Path) : material.AddFile(one.Path))
            .Concat(lists.Select(one => ServedFile.Parse(one, surroundings.Directory)).Select(one => one.Url is { } url ? material.AddStatusList(url, one.Path) : material.AddFile(one.Path)));
        unusable.AddRange(given.OfType<string>());
        foreach (var problem in unusable)
        {
            surroundings.Terminal.Error.WriteLine(problem);
        }

        return material;
    }

    private static (string File, VerificationReport Report)[] Verify(
        Surroundings surroundings, VerificationMaterial material, IContextLoader contexts, string[] files, CancellationToken cancellationToken)
    {
        var verifier = new CredentialVerifier(material, surroundings.Time, new CompiledCanonicalizers(contexts));
        var reports = new (string File, VerificationReport Report)[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var (bytes, unread) = Read(surroundings, files[i]);
            reports[i] = (files[i], unread ?? verifier.Verify(bytes));
        });
        return reports;
    }

    /// <summary>One after another: what was fetched for one is at hand for the next.</summary>
    private static async Task<(string File, VerificationReport Report)[]> VerifyOnlineAsync(
        Surroundings surroundings, VerificationMaterial material, IContextLoader contexts, string[] files, CancellationToken cancellationToken)
    {
        using var wire = surroundings.PublicWire();
        using var fetcher = new DocumentFetcher(wire, surroundings.Time);
        var verifier = new OnlineVerifier(material, fetcher, surroundings.Time, contexts);
        var reports = new (string File, VerificationReport Report)[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            var (bytes, unread) = Read(surroundings, files[i]);
            reports[i] = (files[i], unread ?? await verifier.VerifyAsync(bytes, cancellationToken));
        }

        return reports;
    }

    private static (byte[] Bytes, VerificationReport? Unread) Read(Surroundings surroundings, string file)
    {
        try
        {
            return (CredentialVerifier.ReadFile(Path.GetFullPath(file, surroundings.Directory)), null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return ([], new VerificationReport([new VerificationCheck("file", Verdict.Unknown, $"It cannot be read: {problem.Message}")]));
        }
    }
}
