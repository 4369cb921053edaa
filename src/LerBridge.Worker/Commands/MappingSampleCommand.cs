using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Credentials;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping sample</c>: real records without their persons, frozen with what the mapping makes of them.</summary>
internal static class MappingSampleCommand
{
    private const int MostByDefault = 12;
    private const int MostOfOne = 200;

    public static Verb Create(Surroundings surroundings)
    {
        var id = new Argument<string>("MAPPING") { Description = "The mapping's id." };
        var record = new Option<string?>("--record") { HelpName = "HASH|CREDENTIAL", Description = "This record, by the hash that previews and runs show, or by its credential's id." };
        var named = new Option<string?>("--name") { HelpName = "NAME", Description = "With --record or --file: what the sample is called." };
        var most = Options.Count("--most", "How many samples at most; records are chosen so that they show every outcome, reason and part of the credential.", MostByDefault);
        var last = Options.Count("--last", "Chooses among the last N records that were read; without it, among all.", 1_000);
        var read = Options.Count("--read", "Reads N records from the source now, instead of those in the ledger.", 200);
        var file = new Option<string?>("--file") { HelpName = "FILE", Description = "A record in JSON or YAML, as the tests of mappings give it." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "sample",
            "Freezes real records, without their persons, with what the mapping makes of them: golden samples, which mapping test holds every change against.",
            "mapping sample canvas-courses",
            "mapping sample canvas-courses --most 5 --last 500",
            "mapping sample canvas-courses --record 2f1c9a0b7d3e4f55 --name \"a course taken twice\"",
            "mapping sample canvas-courses --read 200")
        {
            id, record, named, most, last, read, file, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var (asked, readsSource, fileName) = (result.GetValue(record), Given(result, read), result.GetValue(file));
            if (new[] { asked is not null, readsSource, fileName is not null }.Count(one => one) > 1)
            {
                throw new UsageException("Choose one of --record, --read and --file.");
            }

            if (result.GetValue(named) is not null && asked is null && fileName is null)
            {
                throw new UsageException("--name is for one record; say which, with --record or --file.");
            }

            var fromLedger = !readsSource && fileName is null;
            var site = Composition.ReadSite(surroundings, result.GetValue(config), fromLedger ? SettingsUse.Running : SettingsUse.Authoring);
            var plan = site.Mapping(result.GetValue(id) ?? string.Empty);
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(surroundings.Time.GetUtcNow(), site.Options.TimeZone).DateTime);
            await using var ledger = fromLedger ? await SeenLedger.OpenAsync(site, surroundings, cancellationToken) : null;
            var records = fileName is not null
                ? PreviewRecords.OfFile(fileName, Path.GetFullPath(fileName, surroundings.Directory), plan, ChosenMappings.Context(site).Files, today)
                : readsSource ? await PreviewRecords.OfSourceAsync(site, surroundings, [plan], Math.Min(result.GetValue(read), PreviewCommand.MostRead), today, cancellationToken)
                : await PreviewRecords.OfLedgerAsync(ledger, site, plan, Invocation.Of(surroundings), cancellationToken);
            var sheet = SampleFiles.Of(site, plan);
            SampleFiles.Sound(site.Catalog.Mappings, sheet is null ? [] : [sheet]);
            using var progress = ProgressLine.On(surroundings);
            var run = new SampleRun(plan, sheet?.Samples ?? [], new ClaimsPreflight(Composition.IssuerOptions(site.Options)).Check);
            var report = asked is null && fileName is null
                ? await run.ChooseAsync(records, Given(result, last) ? result.GetValue(last) : null, Math.Min(result.GetValue(most), MostOfOne), progress, cancellationToken)
                : await run.TakeAsync(records, one => asked is null || PreviewCommand.Matches(one, asked, records.Name), asked ?? fileName ?? string.Empty, result.GetValue(named), cancellationToken);
            progress?.Dispose();
            var written = report.Added.Count > 0 ? SampleFiles.Write(site, plan, report.All) : sheet?.Name;
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(SamplesJson.Write(report, written));
            }
            else
            {
                SamplesText.Write(report, written, Invocation.Of(surroundings), surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static bool Given(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
