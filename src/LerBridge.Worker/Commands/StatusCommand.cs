using System.CommandLine;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>status publish</c>: writes what verifiers need into the public folder.</summary>
internal static class StatusCommand
{
    public static Command Create(Surroundings surroundings) => new("status", "Looks after the public documents.") { Publish(surroundings) };

    private static Verb Publish(Surroundings surroundings)
    {
        var all = new Option<bool>("--all") { Description = "Also those that have not changed and will not run out soon." };
        var until = new Option<DateOnly?>("--until") { HelpName = "YYYY-MM-DD", Description = "Signs all of them so that they can be relied on until that day: for an issuer whose service ends while its credentials go on. The next change takes that back." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("publish", "Writes the DID document and the signed status lists into the public folder.", "status publish", "status publish --all", "status publish --until 2076-12-31") { all, until, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var publisher = new StatusPublisher(bridge.Services);
            var count = result.GetValue(until) is { } day
                ? await publisher.PublishLastAsync(End(day, surroundings.Time.GetUtcNow()), cancellationToken)
                : await publisher.PublishAsync(result.GetValue(all), cancellationToken);
            var folder = bridge.Options.PublicFolder;
            var text = count == 0 ? $"Every status list in {folder} is as it should be." : $"Published {count} status list{(count == 1 ? string.Empty : "s")} in {folder}.";
            surroundings.Terminal.Output.WriteLine(result.IsJson(output) ? PlaceJson.Status(folder, count) : text);
            return ExitCode.Done;
        });
        return verb;
    }

    private static DateTimeOffset End(DateOnly day, DateTimeOffset now)
    {
        var end = new DateTimeOffset(day, new TimeOnly(23, 59, 59), TimeSpan.Zero);
        return end - now > StatusPublisher.Validity && day.Year - now.Year <= 100
            ? end
            : throw new UsageException($"--until takes a day from {now + StatusPublisher.Validity:yyyy-MM-dd} on, and at most a hundred years ahead: nearer ones are what status publish does anyway.");
    }
}
