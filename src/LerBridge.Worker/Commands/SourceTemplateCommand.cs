using System.CommandLine;
using System.Globalization;
using System.Text;
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
        var output = Options.OutputAs("csv", "table");
        var verb = new Verb(
            "template",
            "Writes the file that a stream expects: its headings and one made-up row. What each column is stands in --output table.",
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
            if (result.GetValue(output) == "table")
            {
                Describe(expected, surroundings.Terminal);
            }
            else
            {
                surroundings.Terminal.Output.Write(Csv(expected));
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
        table.Add(Tables.Wrapped("needed"), Tables.Wrapped("its cells"), Tables.Wrapped("fields"));
        foreach (var column in expected.Columns)
        {
            table.Row(column.Heading, column.IsRequired ? "yes" : "no", column.Form, string.Join(", ", column.Fields));
        }

        terminal.Ansi.Write(table);
    }

    // RFC 4180, with the separator of settings.
    private static string Csv(ExpectedTable expected)
    {
        var text = new StringBuilder();
        Line(expected.Columns.Select(column => column.Heading));
        Line(expected.Columns.Select(column => column.Example));
        if (expected.Trailer is { } trailer)
        {
            Line([trailer, 1.ToString(CultureInfo.InvariantCulture)]);
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(expected.Separator, cells.Select(Cell)).Append("\r\n");

        string Cell(string cell) => cell.AsSpan().ContainsAny(expected.Separator, '"', '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
