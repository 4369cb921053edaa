using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping.Preview;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>Maps golden samples and says what is not as it was. Each carries its own day and number, so nothing but the mapping, its tables, its frameworks and the engine can make a difference.</summary>
public sealed class GoldenSamples
{
    private readonly CompileResult mapping;
    private readonly MappingPlan plan;
    private readonly Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check;

    /// <summary>Prepares the comparison.</summary>
    /// <param name="mapping">A mapping that compiled.</param>
    /// <param name="check">Holds claims against their profile, as runs do.</param>
    /// <exception cref="ArgumentException">It did not compile.</exception>
    public GoldenSamples(CompileResult mapping, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check)
    {
        this.mapping = mapping;
        this.plan = mapping.Plan ?? throw new ArgumentException("The mapping did not compile.", nameof(mapping));
        this.check = check;
    }

    /// <summary>Every sample of a file.</summary>
    public IReadOnlyList<SampleResult> Run(SampleSheet sheet) => [.. sheet.Samples.Select(sample => this.Run(sheet.Name, sample))];

    /// <summary>What comes of a sample now, and what of it is not as it was.</summary>
    /// <param name="file">The file of the sample, as it is to be shown.</param>
    /// <param name="sample">The sample.</param>
    public SampleResult Run(string file, GoldenSample sample)
    {
        var outcome = PreviewOutcome.Of(new CheckedMapper(this.plan, default, this.check).Map(sample.Record));
        return new SampleResult(
            sample,
            new MappingTestResult(file, sample.Line, sample.Name, [.. this.Differences(sample, outcome)]) { IsSample = true },
            FrozenOutcome.Of(outcome));
    }

    private IEnumerable<TestMismatch> Differences(GoldenSample sample, PreviewOutcome now)
    {
        var was = sample.Expected;
        var frozen = FrozenOutcome.Of(now);
        if (was.Word != frozen.Word)
        {
            yield return new TestMismatch("outcome", Ended(was), Ended(frozen), now.Reason is { } why ? $"decided at {why.Where}" : null);
        }
        else if (was.Reason != frozen.Reason || was.Code != frozen.Code)
        {
            yield return new TestMismatch("reason", Ended(was), Ended(frozen), now.Reason is { } why ? $"decided at {why.Where}" : null);
        }
        else if (was.Word == "issue")
        {
            var explain = new RowExplanation(this.mapping.Tables, sample.Record);
            foreach (var change in ClaimsDifference.Between(was.Claims, frozen.Claims))
            {
                yield return change.Kind switch
                {
                    ClaimsChangeKind.Gain => new TestMismatch(change.Path, "not there", change.Item ?? change.After ?? "there", explain.Of(change.Item ?? change.After)),
                    ClaimsChangeKind.Lose => new TestMismatch(change.Path, change.Item ?? change.Before ?? "there", "not there", explain.Of(change.Item ?? change.Before)),
                    _ => new TestMismatch(change.Path, change.Before ?? "several values", change.After ?? "several values", explain.Of(change.After) ?? explain.Of(change.Before)),
                };
            }
        }
    }

    private static string Ended(FrozenOutcome outcome) => outcome.Reason is { } reason ? $"{outcome.Word}: {reason} ({outcome.Code})" : outcome.Word;
}

/// <summary>What came of a sample.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Result">What is not as it was.</param>
/// <param name="Now">What comes of it now, to accept it.</param>
public sealed record SampleResult(GoldenSample Sample, MappingTestResult Result, FrozenOutcome Now)
{
    /// <summary>True where the same comes of it.</summary>
    public bool Same => this.Result.Passed;

    /// <summary>The sample with what comes of it now.</summary>
    public GoldenSample Accepted => this.Sample with { Expected = this.Now };
}
