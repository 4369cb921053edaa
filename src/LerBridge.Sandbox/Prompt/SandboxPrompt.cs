namespace LerBridge.Sandbox.Prompt;

/// <summary>The small console: what is where, and commands to make things go wrong.</summary>
internal static class SandboxPrompt
{
    private const string Help = """
        status                          requests and faults of every site
        break SITE KIND [NAME=VALUE…]   make a site misbehave: times, after, path, status, rows, delay, retry-after, retry-after-date
        heal [SITE]                     take the faults back
        set SWITCH VALUE                change a trait; "set" alone lists them
        day                             go on to the second day
        arrivals                        what the registry received
        quit
        """;

    public static async Task RunAsync(SandboxHost host, TextReader input, TextWriter output, bool isRedirected, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(Connection.Show(host));
        await output.WriteLineAsync(isRedirected ? "" : "Type help for what can be switched.");
        try
        {
            while (await input.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Trim() is "quit" or "exit")
                {
                    return;
                }

                await output.WriteLineAsync(Answer(host, line));
            }

            // nobody types: stay until stopped
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("stopped");
        }
    }

    /// <summary>What a command answers; a command that is wrong is answered with what would be right.</summary>
    public static string Answer(SandboxHost host, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            return words switch
            {
                [] => "",
                ["help"] => Help + "\nkinds: " + string.Join(", ", FaultText.Kinds),
                ["status"] => string.Join('\n', Enum.GetValues<SandboxSite>().Select(site => Status(host, site))),
                ["break", var site, var kind, .. var rest] => Break(host, FaultText.Site(site), kind, rest),
                ["heal"] => Heal(host, null),
                ["heal", var site] => Heal(host, FaultText.Site(site)),
                ["set"] => string.Join('\n', SwitchTable.Names.Select(name => $"{name,-32}{SwitchTable.Get(host.Switches, name)}")),
                ["set", var name, .. var value] => Set(host, name, string.Join(' ', value)),
                ["day"] => string.Join('\n', host.ApplyChanges().Select(change => $"{FaultText.Name(change.Site),-10}{change.What}")),
                ["arrivals"] => string.Join('\n', host.Arrivals.Select(Arrival)),
                _ => Help,
            };
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    private static string Arrival(SandboxArrival arrival) =>
        $"{arrival.Sequence,5}  {arrival.CredentialId}  {arrival.ValidFrom ?? arrival.Status}  x{arrival.Times}";

    private static string Status(SandboxHost host, SandboxSite site)
    {
        var counters = host.Counters(site);
        var faults = host.Faults(site);
        return $"{FaultText.Name(site),-10}{counters.Requests,6} requests, {counters.MaxInFlight} at once at most, {counters.Throttled} throttled"
            + (faults.Count == 0 ? "" : "; to come: " + string.Join("; ", faults.Select(FaultText.Show)));
    }

    private static string Break(SandboxHost host, SandboxSite site, string kind, string[] rest)
    {
        var pairs = rest.Select(part => part.Split('=', 2))
            .Select(pair => (pair[0], pair.Length == 2 ? pair[1] : throw new FormatException($"\"{pair[0]}\" wants =VALUE.")));
        var fault = FaultText.Parse(pairs.Prepend(("kind", kind)));
        host.Break(site, fault);
        return $"{FaultText.Name(site)}: {FaultText.Show(fault)}";
    }

    private static string Heal(SandboxHost host, SandboxSite? site)
    {
        host.Heal(site);
        return "healed";
    }

    private static string Set(SandboxHost host, string name, string value)
    {
        SwitchTable.Set(host.Switches, name, value);
        return $"{name} {SwitchTable.Get(host.Switches, name)}";
    }
}
