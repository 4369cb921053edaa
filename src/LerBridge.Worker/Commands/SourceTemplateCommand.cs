using System.CommandLine;
using System.Globalization;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>source template</c>: the table that a stream expects, to be handed to whoever delivers it.</summary>
internal static class SourceTemplateCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var name = new Argument<string>("CONNECTOR") { Description = "The connector's name in the settings: one that reads files, reports or queries." };
        var stream = new Argument<string?>("STREAM") { Arity = ArgumentArity.ZeroOrOne, Description = "The stream; it may be left out where the connector has one." };
        var config = Options.Config();
        var output = Options.OutputAs("csv", "excel", "table");
        var verb = new Verb(
            "template",
            "Writes the file that a stream expects: its headings and one made-up row, or a line of fixed width. --output excel writes a CSV that a spreadsheet opens without spoiling it; what each column is stands in --output table.",
            "source template hr-files position_history > positions.csv",
            "source template hr-files position_history --output table")
        {
            name, stream, config, output,
        };
        verb.Does((result, _) =>
        {
            var connector = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Reading).Connector(result.GetValue(name) ?? string.Empty);
            var tables = connector as ITabularSource ?? throw NoTable(connector.Name);
            var asked = result.GetValue(stream) ?? (connector.Streams.Count == 1 ? connector.Streams[0].Stream : throw new UsageException($"{connector.Name} has several streams: {string.Join(", ", connector.Streams.Select(schema => schema.Stream))}. Name one."));
            var expected = tables.Expected(Streams.Find(connector, asked).Stream) ?? throw NoTable(connector.Name);
            switch (result.GetValue(output))
            {
                case "table":
                    Describe(expected, surroundings.Terminal);
                    break;
                case "excel" when expected.IsFixedWidth:
                    throw new UsageException("A file of fixed width is no table for a spreadsheet. Leave --output out, or ask for --output table.");
                case "excel":
                    surroundings.Terminal.Output.Write(TemplateText.Excel(expected));
                    break;
                default:
                    surroundings.Terminal.Output.Write(expected.IsFixedWidth ? TemplateText.FixedWidth(expected) : TemplateText.Csv(expected));
                    break;
            }

            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

    private static UsageException NoTable(string connector) =>
        new($"{connector} reads a system's own records, not a table that somebody could deliver. \"source schema {connector}\" lists its fields.");

    private static void Describe(ExpectedTable expected, Terminal terminal)
    {
        var table = Tables.Plain("column");
        if (expected.IsFixedWidth)
        {
            table.Add(Tables.Wrapped("characters"));
        }

        table.Add(Tables.Wrapped("needed"), Tables.Wrapped("its cells"), Tables.Wrapped("fields"));
        foreach (var column in expected.Columns)
        {
            table.Row([column.Heading, .. expected.IsFixedWidth ? new[] { string.Create(CultureInfo.InvariantCulture, $"{column.Start}-{column.Start + column.Length - 1}") } : [], column.IsRequired ? "yes" : "no", column.Form, string.Join(", ", column.Fields)]);
        }

        terminal.Ansi.Write(table);
    }
}
