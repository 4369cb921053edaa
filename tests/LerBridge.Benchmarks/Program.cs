using LerBridge.Benchmarks;
using LerBridge.Benchmarks.Credentials;
using LerBridge.Benchmarks.Night;

// dotnet run -c Release --project tests/LerBridge.Benchmarks -- [PART OF A ROW'S NAME…] [--seconds N] [--rounds N]
// The words "memory" (a million rows), "raas" (a report of two gigabytes), "http" (ten thousand courses), "ledger" (on SQLite; with the connection string of an empty database, on PostgreSQL),
// "nodes" (with the connection string of a PostgreSQL, and how many rows),
// "night" (also with how many rows, and "alone" without its peer) and "check" (also with a program) alone print what these cost.
IRowGroup[] groups = [new CredentialRows(), new RecordRows(), new CoreRows(), new MappingRows(), new DelimitedRows()];

if (!Settings.TryParse(args, out var settings))
{
    Console.Error.WriteLine("usage: [PART OF A ROW'S NAME...] [--seconds N] [--rounds N]");
    foreach (var name in groups.SelectMany(g => g.Rows))
    {
        Console.Error.WriteLine("  " + name);
    }

    return 2;
}

if (settings.Names.FirstOrDefault() == "ledger")
{
    await LedgerRows.RunAsync(100_000, settings.Names.ElementAtOrDefault(1));
    return 0;
}

if (settings.Names.FirstOrDefault() == "night")
{
    await NightRows.RunAsync(int.Parse(settings.Names.ElementAtOrDefault(1) ?? "10000", System.Globalization.CultureInfo.InvariantCulture), Math.Max(5, settings.Seconds), withPeer: !settings.Names.Contains("alone"));
    return 0;
}

if (settings.Names.FirstOrDefault() == "nodes" && settings.Names.Count is 2 or 3)
{
    await NodesRows.RunAsync(settings.Names[1], int.Parse(settings.Names.ElementAtOrDefault(2) ?? "40000", System.Globalization.CultureInfo.InvariantCulture), settings.Rounds);
    return 0;
}

if (settings.Names is ["memory"])
{
    await MemoryRows.RunAsync(1_000_000);
    return 0;
}

if (settings.Names is ["raas"])
{
    await ReportRows.RunAsync();
    return 0;
}

if (settings.Names is [ReportRows.ServeWord])
{
    await ReportRows.ServeAsync();
    return 0;
}

if (settings.Names is ["http"])
{
    await HttpRows.RunAsync(10_000, settings.Rounds);
    return 0;
}

if (settings.Names is ["http-server", var courses])
{
    await ManyCourses.ServeAsync(int.Parse(courses, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

if (settings.Names.FirstOrDefault() == "check")
{
    CheckRows.Run(settings.Names.ElementAtOrDefault(1), Math.Max(5, settings.Rounds));
    return 0;
}

foreach (var group in groups)
{
    var wanted = group.Rows.Where(settings.Wants).ToList();
    if (wanted.Count > 0)
    {
        Table.Print(Console.Out, group.Run(wanted, settings));
    }
}

return 0;
