using System.CommandLine;
using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Sandbox;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Demo;

/// <summary><c>demo</c>: a college and an employer in one process, from their systems to verified credentials, in a folder of its own.</summary>
internal static class DemoCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var dir = new Option<string>("--dir") { HelpName = "DIR", Description = "Where everything is kept.", DefaultValueFactory = _ => DemoFolder.ByDefault };
        var changes = new Option<bool>("--changes") { Description = "Also plays the second night, after a day on which grades, enrolments and jobs changed." };
        var serve = new Option<bool>("--serve") { Description = "Keeps the imitated systems up afterwards, until Ctrl-C." };
        var output = Options.Output();
        var verb = new Verb("demo", "Imitates Canvas, Banner, Workday and a registry, and runs a night against them. Needs no settings and no network.", "demo", "demo --changes --dir /tmp/try")
        {
            dir, changes, serve, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var started = surroundings.Time.GetTimestamp();
            var folder = Open(surroundings, result.GetValue(dir) ?? DemoFolder.ByDefault);
            await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Day = folder.Day == 2 ? 2 : 1 }, cancellationToken);
            var play = new DemoPlay(folder, sandbox, surroundings);
            await using var bridge = await play.OpenAsync(cancellationToken);
            var nights = await play.PlayAsync(bridge, result.GetValue(changes), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var proof = await DemoProof.MakeAsync(bridge, folder.Out, cancellationToken);
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(RunJson.Write(nights.SelectMany(night => night.Reports)));
            }
            else
            {
                await TellAsync(folder, bridge, nights, proof, surroundings.Time.GetElapsedTime(started), surroundings, cancellationToken);
            }

            if (result.GetValue(serve))
            {
                await KeepUpAsync(folder, surroundings.Terminal, cancellationToken);
            }

            return proof.Wrong.Count > 0 || nights.Any(night => night.Reports.Any(WentWrong)) ? ExitCode.Failures : ExitCode.Done;
        });
        return verb;
    }

    private static async Task TellAsync(
        DemoFolder folder, Bridge bridge, IReadOnlyList<DemoNight> nights, DemoProof proof, TimeSpan took, Surroundings surroundings, CancellationToken cancellationToken)
    {
        foreach (var night in nights)
        {
            DemoText.WriteNight(night, bridge, surroundings.Terminal);
        }

        DemoText.WriteProof(proof, bridge, surroundings.Terminal);
        var example = await ExampleAsync(bridge, nights[^1].Reports, cancellationToken);
        if (example is not null)
        {
            DemoText.WriteCard(example, bridge, surroundings.Terminal);
        }

        DemoText.WriteNext(folder, example, nights[^1].Number, took, surroundings);
    }

    // Held and even failed records are part of the story; a run that stopped or a destination that refused is not.
    private static bool WentWrong(RunReport report) => report.Failure is not null || report.Delivery.Refused + report.Delivery.Retrying + report.Delivery.InDoubt > 0;

    private static DemoFolder Open(Surroundings surroundings, string dir)
    {
        try
        {
            var (folder, edited) = DemoFolder.Open(Path.GetFullPath(dir, surroundings.Directory), Path.Combine(AppContext.BaseDirectory, "mappings"));
            foreach (var file in edited)
            {
                surroundings.Terminal.Error.WriteLine($"note: {Path.Combine(folder.Mappings, file)} differs from the shipped one and is used as it is.");
            }

            return folder;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The demo cannot keep its files in {dir}: {problem.Message} Name another folder with --dir.");
        }
    }

    // A credential that the last night touched, else any that stands; one with competencies says most.
    private static async Task<RegisterEntry?> ExampleAsync(Bridge bridge, IReadOnlyList<RunReport> reports, CancellationToken cancellationToken)
    {
        const int few = 100;
        foreach (var run in reports.Select(report => report.Run.Id).Append(null))
        {
            var standing = (await bridge.Register.ListAsync(mapping: null, run, few, cancellationToken)).Where(entry => entry.State == CredentialState.Valid).ToArray();
            if (standing.Length > 0)
            {
                return standing.FirstOrDefault(entry => entry.Document.Span.IndexOf("\"alignment\""u8) >= 0) ?? standing[0];
            }
        }

        return null;
    }

    private static async Task KeepUpAsync(DemoFolder folder, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Error.WriteLine($"The imitated systems stay up until Ctrl-C; other verbs reach them with --config {folder.Settings}");
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }
}
