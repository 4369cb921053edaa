using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Frameworks;

namespace LerBridge.Worker.Reporting;

/// <summary>Frameworks as a table.</summary>
internal static class FrameworkListText
{
    private const int ShownOfHash = 12;

    public static void Write(IReadOnlyList<ListedFramework> frameworks, IReadOnlyList<string> uncompiled, Terminal terminal)
    {
        if (frameworks.Count == 0)
        {
            terminal.Output.WriteLine("There is no framework yet. Bring one in with: lerbridge framework import");
            return;
        }

        var table = Tables.Plain("id", "version");
        table.Add(Tables.Wrapped("title"), Tables.Right("items"), Tables.Right("withdrawn"), Tables.Wrapped("used by"), new Spectre.Console.TableColumn("hash"));
        foreach (var framework in frameworks)
        {
            table.Row(
                framework.Id,
                framework.Version,
                framework.Framework?.Head.Title ?? framework.Problem ?? string.Empty,
                Number(framework.Framework?.Items.Count),
                framework.Framework is null ? string.Empty : Number(framework.Withdrawn),
                string.Join(", ", framework.Uses.Select(use => $"{use.Mapping} ({use.Table})")),
                framework.Framework?.Hash[..ShownOfHash] ?? string.Empty);
        }

        terminal.Ansi.Write(table);
        WriteUncompiled(uncompiled, terminal);
    }

    /// <summary>Says which mappings could not be looked at, so that nobody takes a framework for unused.</summary>
    public static void WriteUncompiled(IReadOnlyList<string> uncompiled, Terminal terminal)
    {
        if (uncompiled.Count > 0)
        {
            terminal.Error.WriteLine($"{Counted.Of(uncompiled.Count, "mapping")} could not be compiled, so what {(uncompiled.Count == 1 ? "it uses" : "they use")} is not counted: {string.Join(", ", uncompiled)}. See: lerbridge mapping check");
        }
    }

    private static string Number(int? count) => count?.ToString("#,0", CultureInfo.InvariantCulture) ?? string.Empty;
}
