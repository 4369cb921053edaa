using Spectre.Console;

namespace LerBridge.Worker.Reporting;

/// <summary>One look for all tables: a line under the head, no box.</summary>
internal static class Tables
{
    public static Table Plain(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        }

        return table;
    }

    /// <summary>A column of sentences or lists, which may become narrower where the console is.</summary>
    public static TableColumn Wrapped(string name) => new(Markup.Escape(name));

    public static TableColumn Right(string name) => new TableColumn(Markup.Escape(name)).RightAligned().NoWrap();

    public static void Add(this Table table, params ReadOnlySpan<TableColumn> columns)
    {
        foreach (var column in columns)
        {
            table.AddColumn(column);
        }
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void Row(this Table table, params ReadOnlySpan<string> cells)
    {
        var texts = new Markup[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            texts[i] = new Markup(Markup.Escape(cells[i]));
        }

        table.AddRow(texts);
    }
}
