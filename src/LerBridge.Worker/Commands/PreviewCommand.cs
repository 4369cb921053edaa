using System.CommandLine;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Credentials;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>preview</c> and <c>mapping preview</c>: what a mapping, or a changed one, makes of records. Writes nothing anywhere.</summary>
internal static class PreviewCommand
{
    private const int ShownByDefault = 20;
    internal const int MostRead = 10_000;

    public static Verb Create(Surroundings surroundings, string name = "preview")
    {
        var id = new Argument<string?>("MAPPING") { Arity = ArgumentArity.ZeroOrOne, Description = "The mapping's id; with --with FILE, the id that the file has." };
        var with = new Option<string?>("--with") { HelpName = "FILE|DIR", Description = "A changed mapping, or a folder with changed mappings and tables: says what would differ." };
        var record = new Option<string?>("--record") { HelpName = "HASH|CREDENTIAL", Description = "One record, by the hash that runs show as an example, or by its credential's id." };
        var last = Options.Count("--last", $"Only the last N records that were read; without it, all, of which {ShownByDefault} are shown.", ShownByDefault);
        var read = Options.Count("--read", "Reads N records from the source now, instead of those in the ledger; nothing is kept.", ShownByDefault);
        var file = new Option<string?>("--file") { HelpName = "FILE", Description = "A record in JSON or YAML, as the tests of mappings give it." };
        var claims = new Option<bool>("--claims") { Description = "Shows what each credential would say." };
        var values = new Option<bool>("--show-values") { Description = "Shows the records' values too. Those of fields about a person never, unless they come with --file." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            name.Split(' ')[^1],
            "Shows what a mapping makes of the records that the last run read, and what a changed one would do to them. Nothing is written anywhere.",
            $"{name} canvas-courses --last 50",
            $"{name} canvas-courses --with drafts/canvas-courses.yaml",
            $"{name} canvas-courses --record 2f1c9a0b7d3e4f55",
            $"{name} canvas-courses --file samples/ana.json --output json")
        {
            id, with, record, last, read, file, claims, values, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var (asked, readsSource, fileName) = (result.GetValue(record), Given(result, read), result.GetValue(file));
            if (new[] { asked is not null, readsSource, fileName is not null }.Count(one => one) > 1)
            {
                throw new UsageException("Choose one of --record, --read and --file.");
            }

            var fromLedger = !readsSource && fileName is null;
            var site = Composition.ReadSite(surroundings, result.GetValue(config), fromLedger ? SettingsUse.Running : SettingsUse.Reading);
            var (plan, changed) = Plans(site, result.GetValue(id), result.GetValue(with), surroundings);
            var draft = changed?.Plan;
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(surroundings.Time.GetUtcNow(), site.Options.TimeZone).DateTime);
            await using var ledger = fromLedger ? await SeenLedger.OpenAsync(site, surroundings, cancellationToken) : null;
            var records = fileName is not null
                ? PreviewRecords.OfFile(fileName, Path.GetFullPath(fileName, surroundings.Directory), draft ?? plan, ChosenMappings.Context(site).Files, today)
                : readsSource ? await PreviewRecords.OfSourceAsync(site, surroundings, draft is null ? [plan] : [plan, draft], Math.Min(result.GetValue(read), MostRead), today, cancellationToken)
                : await PreviewRecords.OfLedgerAsync(ledger, site, draft ?? plan, Invocation.Of(surroundings), cancellationToken);

            using var progress = ProgressLine.On(surroundings);
            var run = new PreviewRun(plan, draft, new ClaimsPreflight(Composition.IssuerOptions(site.Options)).Check);
            var report = await run.RunAsync(
                records,
                Given(result, last) ? result.GetValue(last) : null,
                asked is null ? null : one => Matches(one, asked, records.Name),
                Given(result, last) ? result.GetValue(last) : ShownByDefault,
                progress,
                cancellationToken);
            progress?.Dispose();
            report.Samples = changed is null ? null : SampleImpact.Of(site, changed);
            if (asked is not null && report.Items.Count == 0)
            {
                throw new UsageException($"None of the {records.Sentence} is \"{asked}\". A record is named by the hash that \"runs show\" prints as an example, or by its credential's id.");
            }

            var show = new PreviewShow(Claims: result.GetValue(claims) || asked is not null || fileName is not null, Values: result.GetValue(values));
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(PreviewJson.Write(report, show));
            }
            else
            {
                PreviewText.Write(report, show, surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static bool Given(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    // The mapping in place and the draft; where the draft is of a mapping that is not there yet, the draft alone.
    private static (MappingPlan Plan, CompileResult? Draft) Plans(Site site, string? id, string? with, Surroundings surroundings)
    {
        if (with is null)
        {
            return (site.Mapping(id ?? throw new UsageException($"Which mapping? There are: {string.Join(", ", site.Mappings.Select(plan => plan.Id))}.")), null);
        }

        var compiled = Draft.Compile(site, with, id, surroundings);
        var draft = compiled.Plan ?? throw new InvalidOperationException("A draft that compiles has a plan.");
        if (id is not null && draft.Id != id)
        {
            throw new UsageException($"{with} is mapping \"{draft.Id}\", not \"{id}\".");
        }

        if (site.Mappings.All(plan => plan.Id != draft.Id))
        {
            return id is null ? (draft, null) : (site.Mapping(id), compiled);
        }

        var plan = site.Mapping(draft.Id);
        return plan.Connector == draft.Connector && plan.Schema.Stream == draft.Schema.Stream
            ? (plan, compiled)
            : throw new UsageException($"{with} reads {draft.Connector} {draft.Schema.Stream}; the mapping in place reads {plan.Connector} {plan.Schema.Stream}, so there is nothing to compare.");
    }

    internal static bool Matches(SeenRecord record, string asked, Func<SeenRecord, string> name) =>
        record.Key == asked
        || string.Equals(name(record), asked, StringComparison.OrdinalIgnoreCase)
        || (record.CredentialId is { } credential && (credential == asked || credential == "urn:uuid:" + asked));
}

/// <summary>What of a preview is shown.</summary>
internal sealed record PreviewShow(bool Claims, bool Values);
