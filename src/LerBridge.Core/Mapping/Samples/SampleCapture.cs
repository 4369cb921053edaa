using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>Makes golden samples of real records: takes the person out, maps both, and keeps the record only where the same came of it.</summary>
public sealed class SampleCapture
{
    // what tells the badges of a learner record apart follows from the keys of rows, which are replaced
    private const string KeyOfBadge = "credentials.key";

    private readonly MappingPlan plan;
    private readonly CheckedMapper mapper;
    private readonly Pseudonymizer pseudonymizer;

    /// <summary>A capture, with pseudonyms that are drawn now and never again.</summary>
    /// <param name="plan">The mapping.</param>
    /// <param name="recordDate">The day of <c>record_date</c>, for records that do not carry one.</param>
    /// <param name="check">Holds claims against their profile.</param>
    public SampleCapture(MappingPlan plan, DateOnly recordDate, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check)
        : this(plan, recordDate, check, Pseudonyms.New())
    {
    }

    internal SampleCapture(MappingPlan plan, DateOnly recordDate, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> check, Pseudonyms pseudonyms)
    {
        this.plan = plan;
        this.mapper = new CheckedMapper(plan, recordDate, check);
        this.pseudonymizer = new Pseudonymizer(plan, pseudonyms);
    }

    /// <summary>Tells the pseudonyms of a record that is to follow, so that none of them is somebody's real name.</summary>
    public void Meet(SourceRecord record) => this.pseudonymizer.Meet(record);

    /// <summary>A sample, or why the record cannot be one.</summary>
    /// <param name="record">The real record, with its day and number.</param>
    public CapturedSample Capture(SourceRecord record)
    {
        var real = PreviewOutcome.Of(this.mapper.Map(record));
        var pseudonymous = this.pseudonymizer.Apply(record);
        var outcome = PreviewOutcome.Of(this.mapper.Map(pseudonymous.Record));
        if (real.Word != outcome.Word || real.Reason != outcome.Reason)
        {
            return new CapturedSample(null, $"without its person it ends in {Ended(outcome)}, not in {Ended(real)}: what becomes of it depends on who it is");
        }

        if (this.Elsewhere(real, outcome, pseudonymous.Changed) is { } path)
        {
            return new CapturedSample(null, $"without its person {path} says something else, although no field about a person leads there");
        }

        return this.Left(pseudonymous, outcome) is { } place
            ? new CapturedSample(null, $"a value about its person would be left in {place}")
            : new CapturedSample(new GoldenSample(string.Empty, 0, pseudonymous.Record, FrozenOutcome.Of(outcome)), null);
    }

    private static string Ended(PreviewOutcome outcome) => outcome.Reason is { } reason ? $"{outcome.Word} ({reason.Code})" : outcome.Word;

    // a claim may differ only where a field that was replaced leads
    private string? Elsewhere(PreviewOutcome real, PreviewOutcome outcome, IReadOnlySet<string> changed)
    {
        var free = PersonalPaths.Outputs(this.plan).Where(output => output.Fields.Any(field => Leads(field, changed))).Select(output => output.Path).Append(KeyOfBadge).ToList();
        return !real.Issues ? null : ClaimsDifference.Between(real.Claims, outcome.Claims)
            .Select(change => change.Path)
            .FirstOrDefault(path => !free.Exists(one => path == one || path.StartsWith(one + ".", StringComparison.Ordinal) || one.StartsWith(path + ".", StringComparison.Ordinal)));
    }

    // a formula over a list as a whole reads every field of its items
    private static bool Leads(string field, IReadOnlySet<string> changed) => changed.Contains(field) || changed.Any(one => one.StartsWith(field + ".", StringComparison.Ordinal));

    private string? Left(PseudonymousRecord record, PreviewOutcome outcome)
    {
        var codec = Encoding.UTF8.GetString(new RecordCodec(this.plan.Schema).Encode(record.Record));
        using var content = JsonDocument.Parse(codec);
        var personal = new PersonalPaths(this.plan);
        return Texts(content.RootElement, string.Empty).FirstOrDefault(text => this.IsOpen(text.Path) && record.Reals.Any(real => WholeWords.Contains(text.Text, real))).Path
            ?? (outcome.Issues ? LeftInClaims(outcome.Claims, personal, record.Reals) : null);
    }

    // a closed list of words says the same of everybody
    private bool IsOpen(string path) => this.plan.Schema.Find(path) is not { Type: FieldType.Code };

    private static string? LeftInClaims(ReadOnlyMemory<byte> claims, PersonalPaths personal, IReadOnlyList<string> reals)
    {
        using var content = JsonDocument.Parse(claims);
        return Texts(content.RootElement, string.Empty).FirstOrDefault(text => personal.Contains(text.Path) && reals.Any(real => WholeWords.Contains(text.Text, real))).Path;
    }

    private static IEnumerable<(string Path, string Text)> Texts(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Texts(item, path)),
        JsonValueKind.String => [(path, element.GetString() ?? string.Empty)],
        _ => [],
    };
}

/// <summary>What came of a capture.</summary>
/// <param name="Sample">The sample, without a name; null where the record cannot be one.</param>
/// <param name="Why">Why it cannot, as the end of a sentence; null where it can.</param>
public sealed record CapturedSample(GoldenSample? Sample, string? Why);
