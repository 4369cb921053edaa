using System.CommandLine;
using System.Globalization;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>source test</c>, <c>schema</c> and <c>read</c>: looks at a source without keeping anything.</summary>
internal static class SourceCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("source", "Looks at the sources of the settings; nothing is kept.") { Test(surroundings), Schema(surroundings), Read(surroundings), SourceTemplateCommand.Create(surroundings) };

    private static Verb Test(Surroundings surroundings)
    {
        var names = new Argument<string[]>("CONNECTOR") { Arity = ArgumentArity.ZeroOrMore, Description = "Names of connectors in the settings; without any, all of them." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("test", "Reaches the sources, signs in and looks at every stream, and at whether its fields are as the last run saw them.", "source test", "source test canvas-main --output json") { names, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Reading);
            var asked = result.GetValue(names) is { Length: > 0 } some ? [.. some.Select(site.Connector)] : site.Options.Connectors;
            var reports = new List<(string Name, string Kind, ConnectionReport Report)>();
            await using var drift = await SourceDrift.OpenAsync(site, surroundings, cancellationToken);
            foreach (var connector in asked)
            {
                var report = await connector.CheckAsync(cancellationToken);
                reports.Add((connector.Name, connector.Kind, report.IsUsable && drift is not null ? new ConnectionReport([.. report.Findings, .. await DriftsAsync(drift, connector, cancellationToken)]) : report));
            }

            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ConnectionJson.Write(reports));
            }
            else
            {
                ConnectionText.Write(reports, surroundings.Terminal);
            }

            return reports.All(report => report.Report.IsUsable) ? ExitCode.Done : ExitCode.Source;
        });
        return verb;
    }

    // A stream that no run has read has nothing to be compared with.
    private static async Task<List<ConnectionFinding>> DriftsAsync(SourceDrift drift, IConnector connector, CancellationToken cancellationToken)
    {
        var findings = new List<ConnectionFinding>();
        foreach (var schema in connector.Streams)
        {
            try
            {
                if (await drift.OfAsync(connector, schema, cancellationToken) is { } found)
                {
                    findings.Add(DriftText.Finding(found));
                }
            }
            catch (ConnectorException problem)
            {
                findings.Add(new ConnectionFinding($"Stream {schema.Stream}: read some records", FindingResult.No, problem.Message));
            }
        }

        return findings;
    }

    private static Verb Schema(Surroundings surroundings)
    {
        var name = new Argument<string>("CONNECTOR") { Description = "The connector's name in the settings." };
        var stream = new Argument<string?>("STREAM") { Arity = ArgumentArity.ZeroOrOne, Description = "The stream; without it, all of them." };
        var config = Options.Config();
        var output = Options.Output();
        var drifted = new Option<bool>("--drift") { Description = $"Reads {SourceDrift.Sampled} records and shows what the fields look like beside what the last run saw: what is gone, new or written another way, and which lines of mappings read it." };
        var verb = new Verb("schema", "Lists the fields that mappings may name.", "source schema canvas-main course_completions", "source schema workday position_history --drift", "source schema workday --output json") { name, stream, drifted, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), result.GetValue(drifted) ? SettingsUse.Reading : SettingsUse.Authoring);
            var connector = site.Connector(result.GetValue(name) ?? string.Empty);
            var schemas = result.GetValue(stream) is { } asked ? [Streams.Find(connector, asked)] : connector.Streams;
            if (result.GetValue(drifted))
            {
                return await DriftAsync(surroundings, site, connector, schemas, result.IsJson(output), cancellationToken);
            }

            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(SchemaJson.Write(connector.Name, schemas));
                return ExitCode.Done;
            }

            foreach (var schema in schemas)
            {
                var key = string.Join(", ", schema.Key.Select(slot => schema.Fields[slot].Name));
                surroundings.Terminal.Output.WriteLine($"{connector.Name} {schema.Stream}, key {key}{(schema.DateField is { } date ? $", date {date}" : string.Empty)}:");
                var table = Tables.Plain("field");
                table.Add(Tables.Wrapped("type"), Tables.Wrapped("tags"), Tables.Wrapped("what it is"));
                foreach (var (name, field) in schema.AllFields)
                {
                    table.Row(name, Streams.TypeOf(field), Streams.TagsOf(field), field.Description);
                }

                surroundings.Terminal.Ansi.Write(table);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static async Task<ExitCode> DriftAsync(Surroundings surroundings, Site site, IConnector connector, IReadOnlyList<RecordSchema> schemas, bool isJson, CancellationToken cancellationToken)
    {
        await using var drift = await SourceDrift.OpenAsync(site, surroundings, cancellationToken);
        var found = new List<StreamDrift>();
        foreach (var schema in schemas)
        {
            if (drift is not null && await drift.OfAsync(connector, schema, cancellationToken) is { } one)
            {
                found.Add(one);
            }
        }

        if (isJson)
        {
            surroundings.Terminal.Output.WriteLine(DriftJson.Write(connector.Name, found));
        }
        else if (found.Count == 0)
        {
            surroundings.Terminal.Output.WriteLine($"No applied run has read {connector.Name} {string.Join(", ", schemas.Select(schema => schema.Stream))} yet, so there is nothing to compare with.");
        }
        else
        {
            found.ForEach(one => DriftText.Write(connector.Name, one, surroundings.Terminal));
        }

        return ExitCode.Done;
    }

    private static Verb Read(Surroundings surroundings)
    {
        var name = new Argument<string>("CONNECTOR") { Description = "The connector's name in the settings." };
        var stream = new Argument<string>("STREAM") { Description = "The stream to read." };
        var limit = Options.Limit(20);
        var values = new Option<bool>("--show-values") { Description = "Shows values too. Those of fields about a person (name, contact, id and the restricted tags) never." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "read",
            "Reads some records of a stream and says which fields are filled. Nothing is kept, and no person is shown.",
            "source read canvas-main course_completions --limit 50",
            "source read banner course_completions --show-values --output json")
        {
            name, stream, limit, values, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Reading);
            var connector = site.Connector(result.GetValue(name) ?? string.Empty);
            var schema = Streams.Find(connector, result.GetValue(stream) ?? string.Empty);
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(surroundings.Time.GetUtcNow(), site.Options.TimeZone).DateTime);
            var sample = await Sample.ReadAsync(connector, schema, today, Math.Clamp(result.GetValue(limit), 1, 10_000), cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(SampleJson.Write(connector.Name, sample, result.GetValue(values)));
            }
            else
            {
                SampleText.Write(connector.Name, sample, result.GetValue(values), surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }
}
