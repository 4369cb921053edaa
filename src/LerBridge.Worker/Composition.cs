using LerBridge.Connectors;
using LerBridge.Core.Delivery;
using LerBridge.Core.Installation;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Delivery;
using LerBridge.Storage;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Public;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LerBridge.Worker;

/// <summary>The one page that adds everything: settings → connectors and destinations → mappings → ledger → keys → the bridge. No scanning.</summary>
internal static class Composition
{
    /// <summary>Reads settings and mappings; opens nothing. What is wrong in a mapping is in the site's catalog.</summary>
    /// <exception cref="SettingsException">Something is wrong in the settings; it holds every problem.</exception>
    public static Site ReadSite(Surroundings surroundings, string? config, SettingsUse use, ILoggerFactory? logs = null)
    {
        var log = logs ?? NullLoggerFactory.Instance;
        var document = SettingsDocument.Load(Path.GetFullPath(config ?? "appsettings.json", surroundings.Directory), surroundings.Environment, withoutSecrets: use == SettingsUse.Authoring);
        var kinds = new AdapterKinds(ConnectorCatalog.Kinds, new ConnectorServices(surroundings.Time, log), DestinationCatalog.Kinds, new DestinationServices(surroundings.Time, log));
        var options = BridgeOptions.Read(document, kinds, use);
        if (!Directory.Exists(options.MappingsDirectory) && (document.Root.Has("MappingsDirectory") || options.Schedules.Count > 0))
        {
            // One error, rather than one for every mapping that a schedule names.
            document.Root.Report("MappingsDirectory", "LB2022", $"There is no folder {options.MappingsDirectory}, where the mappings should be.", "Make it and put mappings there, or change LerBridge:MappingsDirectory.");
            throw new SettingsException(document.Problems);
        }

        if (!EndorsementSettings.Hold(document, options, surroundings.Time))
        {
            throw new SettingsException(document.Problems);
        }

        var catalog = MappingCatalog.Load(options.MappingsDirectory, new ConnectorSchemas(options.Connectors), options.Issuer.Did, [.. options.Destinations.Keys]);
        if (!catalog.HasErrors && options.Schedules.Select(schedule => schedule.Check(catalog.Plans)).ToArray().Contains(false))
        {
            throw new SettingsException(document.Problems);
        }

        return new Site(options, catalog, document.File);
    }

    /// <summary>Opens the ledger and the keys of a site.</summary>
    /// <param name="site">What <see cref="ReadSite"/> read for running.</param>
    /// <param name="surroundings">The process.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="logs">Where parts log; nowhere where left out.</param>
    /// <param name="signs">False for verbs that go on where no key suits the settings.</param>
    /// <param name="looks">True for verbs that only look, and are content with a ledger that may not be written.</param>
    /// <exception cref="Core.Diagnostics.BridgeException">The ledger or the keys cannot be opened.</exception>
    public static async Task<Bridge> OpenAsync(Site site, Surroundings surroundings, CancellationToken cancellationToken, ILoggerFactory? logs = null, bool signs = true, bool looks = false)
    {
        var options = site.Options;
        var passphrase = options.Issuer.KeyPassphrase ?? throw new InvalidOperationException("The settings were read without the key passphrase.");
        var ledger = looks
            ? await Ledger.OpenToLookAsync(options.Storage, surroundings.Time, cancellationToken)
            : await Ledger.OpenAsync(options.Storage, surroundings.Time, cancellationToken);
        try
        {
            var secret = await SecretBox.OpenOrCreateAsync(ledger.Installation, passphrase, cancellationToken);
            KeyAlgorithm? firstKey = options.Issuer.OlderWallets ? KeyAlgorithm.Ed25519 : null;
            KeyAlgorithm? firstJwt = options.Issuer.Format switch
            {
                CredentialFormat.ObJwt => KeyAlgorithm.Rsa,
                CredentialFormat.VcJwt => KeyAlgorithm.P256,
                _ => null,
            };
            var keys = await KeyStore.OpenAsync(Path.Combine(options.DataDirectory, "keys"), Passphrase.From(passphrase.Reveal()), surroundings.Time, cancellationToken, firstKey, options.Issuer.Token, firstJwt);
            var issuer = new CredentialIssuer(IssuerOptions(options), keys, surroundings.Time);

            // A passphrase that opens the ledger but not the key, or a key that does not suit the settings, is told now, not by the first signature.
            // The verbs for keys are there to mend that.
            if (signs)
            {
                issuer.OpenKeys();
            }

            var services = new BridgeServices
            {
                Runs = ledger.Runs,
                Parts = ledger.Parts,
                Settled = ledger.Settled,
                Parallel = site.Parallel ?? Environment.ProcessorCount,
                Plans = ledger.Plans,
                Manifests = ledger.Manifests,
                Directory = ledger.Directory,
                Seen = ledger.Seen,
                Holds = ledger.Holds,
                Persons = ledger.Persons,
                Outbox = ledger.Outbox,
                Status = ledger.Status,
                Issuer = issuer,
                Documents = issuer,
                Statements = new StatementSigner(options.Issuer.Did, keys),
                Public = new DiskPublicFolder(options.PublicFolder),
                Secret = secret,
                Destinations = options.Destinations,
                Identity = options.Identity,
                Brakes = options.Brakes,
                PlansExpireAfter = options.Plans.ExpireAfter,
                Suspendable = options.Issuer.Suspendable,
                Zone = options.TimeZone,
                Time = surroundings.Time,
                Logs = logs ?? NullLoggerFactory.Instance,
            };
            return new Bridge(site, services, ledger.Register, keys, ledger);
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whose credentials a site issues.</summary>
    public static IssuerOptions IssuerOptions(BridgeOptions options) => new()
    {
        Did = options.Issuer.Did,
        Name = options.Issuer.Name,
        Url = options.Issuer.Url?.OriginalString,
        PublicBaseUrl = options.PublicBaseUrl,
        Format = options.Issuer.Format,
        OlderWallets = options.Issuer.OlderWallets,
        CredentialSchema = options.Issuer.CredentialSchema,
        Endorsements = options.Issuer.Endorsements,
    };

    /// <summary>Reads a site for running and opens it.</summary>
    public static Task<Bridge> OpenAsync(Surroundings surroundings, string? config, CancellationToken cancellationToken, bool signs = true) =>
        OpenAsync(ReadSite(surroundings, config, SettingsUse.Running), surroundings, cancellationToken, signs: signs);

    /// <summary>Reads a site and opens it for looking. Where its ledger may not be written, that is said beside the answer.</summary>
    public static async Task<Bridge> LookAsync(Surroundings surroundings, string? config, CancellationToken cancellationToken)
    {
        var bridge = await OpenAsync(ReadSite(surroundings, config, SettingsUse.Running), surroundings, cancellationToken, looks: true);
        if (bridge.Ledger.Unwritable is { } why)
        {
            surroundings.Terminal.Error.WriteLine($"{why.Code}: {why.Message} What is shown is what it held when it was written last.");
        }

        return bridge;
    }
}
