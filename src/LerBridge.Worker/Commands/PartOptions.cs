using System.CommandLine;
using System.Globalization;
using System.Text;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>The options of <c>plan</c> that make it a plan of a part of a stream. Persons come from a file or the standard input: a command line is kept in histories and seen by others.</summary>
internal sealed class PartOptions
{
    public Option<string?> From { get; } = new("--from") { HelpName = "DATE", Description = "Only records of this day or later, by the stream's date, as in 2024-08-15." };

    public Option<string?> To { get; } = new("--to") { HelpName = "DATE", Description = "Only records of this day or earlier." };

    public Option<string?> Cohort { get; } = new("--cohort")
    {
        HelpName = "FILE|-",
        Description = $"Only records of the persons in this list (CSV, or - for the standard input), below a heading that says what identifies them: {CohortSheet.Headings}.",
    };

    /// <summary>The part that is asked for; null where it is all of the stream.</summary>
    /// <exception cref="UsageException">It cannot be read, or one of the mappings cannot be planned by it.</exception>
    public async Task<PlanPart?> ReadAsync(ParseResult result, IReadOnlyList<MappingPlan> mappings, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var (from, to) = (Day(result, this.From), Day(result, this.To));
        var list = result.GetValue(this.Cohort);
        if (from is null && to is null && list is null)
        {
            return null;
        }

        var part = new PlanPart(from, to, list is null ? null : await CohortAsync(list, surroundings, cancellationToken));
        var problems = mappings.Select(part.ProblemWith).OfType<string>().Distinct().ToArray();
        return problems.Length == 0 ? part : throw new UsageException($"LB4104: {string.Join(" ", problems)} Nothing was started.");
    }

    private static DateOnly? Day(ParseResult result, Option<string?> option) => result.GetValue(option) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"{option.Name} takes a day, as in 2024-08-15.");

    private static async Task<Cohort> CohortAsync(string name, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var content = name == "-" ? await InputAsync(surroundings.Terminal.Input, cancellationToken) : await FileAsync(Path.GetFullPath(name, surroundings.Directory), cancellationToken);
        var read = CohortSheet.Read(content);
        return read.Cohort ?? throw new UsageException($"LB4105: the list of persons {(name == "-" ? "from the standard input" : name)} cannot be used: {read.Problem} Nothing was started.");
    }

    private static async Task<byte[]> FileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            // One byte more than there may be is enough to refuse it.
            await using var stream = File.OpenRead(file);
            var content = new byte[Core.People.Cohort.MostBytes + 1];
            var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
            return content[..length];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {problem.Message}");
        }
    }

    private static async Task<byte[]> InputAsync(TextReader input, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var part = new char[16 * 1024];
        while (text.Length <= Core.People.Cohort.MostBytes && await input.ReadAsync(part, cancellationToken) is > 0 and var length)
        {
            text.Append(part, 0, length);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
