using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using NUnit.Framework;
using Spectre.Console;

namespace LerBridge.Tests.Worker.Reporting;

internal sealed class TableFitTests
{
    private const string Name = "position.business_title";
    private const string Sentence = "What the position is called by those who work there, as far as anyone has written it down at all.";

    [Test]
    public void A_file_gets_every_row_on_one_line()
    {
        var lines = Written(width: null, Sentences());

        Assert.That(lines, Has.Some.Contains(Name).And.Contains(Sentence));
    }

    [TestCase(80)]
    [TestCase(60)]
    public void A_terminal_gets_narrower_sentences_and_whole_words(int width)
    {
        var lines = Written(width, Sentences());

        Assert.That(lines.Select(line => line.TrimEnd().Length), Has.All.LessThanOrEqualTo(width));
        Assert.That(lines.Count(line => line.Contains(Name, StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(Sentence.Split(' '), Is.SubsetOf(lines.SelectMany(line => line.Split(' '))));
        Assert.That(lines, Has.Length.GreaterThan(4));
    }

    [Test]
    public void What_fits_stays_a_table_as_it_was()
    {
        var table = Tables.Plain("name");
        table.AddColumn(Tables.Right("count"));
        table.Row("one", "1");

        Assert.That(Written(80, table), Is.EqualTo(Written(null, table)));
    }

    [Test]
    public void A_table_that_cannot_fit_is_written_row_by_row()
    {
        var table = Tables.Plain("run", "mapping", "note");
        foreach (var figure in new[] { "read", "corrected", "withdrawn" })
        {
            table.AddColumn(Tables.Right(figure));
        }

        table.Row("20261120T020000123-a1b2c3", "canvas-courses", string.Empty, "1,017", "0", "12");

        Assert.That(Written(40, table), Is.EqualTo(new[] { "run: 20261120T020000123-a1b2c3", "  mapping: canvas-courses", "  read 1,017, corrected 0, withdrawn 12" }));
        Assert.That(Written(24, table)[3..], Is.EqualTo(new[] { "  read 1,017,", "  corrected 0,", "  withdrawn 12" }));
    }

    private static Table Sentences()
    {
        var table = Tables.Plain("field");
        table.Add(Tables.Wrapped("type"), Tables.Wrapped("what it is"));
        table.Row(Name, "code(employee, contingent, other)", Sentence);
        return table;
    }

    private static string[] Written(int? width, Table table)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null, outputIsTerminal: width is not null, errorIsTerminal: false, colour: false);
        terminal.Ansi.Profile.Width = width ?? terminal.Ansi.Profile.Width;
        terminal.Ansi.Write(table);
        return [.. output.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }
}
