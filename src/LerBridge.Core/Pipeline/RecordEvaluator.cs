using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Records;

namespace LerBridge.Core.Pipeline;

/// <summary>What a record comes to by itself: mapped on all cores, checked against its profile, matched to its person. What that means for a credential is decided elsewhere.</summary>
internal sealed class RecordEvaluator
{
    /// <summary>The code of rows of which it cannot be told which spell of a position they are.</summary>
    public const string UnknownSpell = "LB3106";

    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly RunEntry run;
    private readonly CheckedMapper mapper;
    private readonly PersonMatcher matcher;
    private readonly int confidential;
    private readonly int dated;
    private readonly int[] per;
    private readonly GatheredPart? part;

    /// <param name="services">What it stands on.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="run">The run.</param>
    /// <param name="part">The part of the extract that is decided, where it is divided: persons are then matched by what was known before the run, and by the part alone.</param>
    public RecordEvaluator(BridgeServices services, MappingPlan plan, RunEntry run, GatheredPart? part = null)
    {
        this.part = part;
        this.services = services;
        this.plan = plan;
        this.run = run;
        this.mapper = new CheckedMapper(plan, run.RecordDate, services.Issuer.Check);
        this.matcher = new PersonMatcher(plan, services.Identity, services.Secret);
        this.confidential = plan.Schema.TryGetSlot("person.confidential", out var slot) ? slot : -1;
        this.dated = plan.Schema.DateField is { } date ? plan.Schema.Slot(date) : -1;
        this.per = [.. plan.Repeat.Per];
    }

    /// <summary>What persons decided about held records.</summary>
    public HoldVerdicts? Verdicts { get; set; }

    /// <summary>True where nothing that decides has changed: the last outcome stands again.</summary>
    public bool IsSettled(StagedRecord staged) =>
        staged.Known is { } known
        && string.Equals(known.Fingerprint, staged.Fingerprint, StringComparison.Ordinal)
        && string.Equals(known.MappingHash, this.plan.Hash, StringComparison.Ordinal)
        && !(this.plan.ReadsRecordDate && known.DecidedOn != this.run.RecordDate)
        && SettledOutcome.Stands(known.Code, isAbsent: known.AbsentSince is not null);

    /// <summary>Evaluates records and finds their persons. Persons that are new are added to <paramref name="persons"/>.</summary>
    /// <exception cref="MappingStopException">The mapping asks for the run to stop.</exception>
    public async Task<IReadOnlyList<EvaluatedRecord>> EvaluateAsync(IReadOnlyList<StagedRecord> chunk, List<PlannedPerson> persons, CancellationToken cancellationToken)
    {
        var mapped = new EvaluatedRecord[chunk.Count];
        Parallel.For(0, chunk.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = this.services.Parallel }, i => mapped[i] = this.Map(chunk[i]));
        if (Array.Find(mapped, record => record.Result is MapResult.Stop) is { Result: MapResult.Stop stop })
        {
            throw new MappingStopException(stop.Reason);
        }

        var asked = mapped.SelectMany(record => record.Identifiers).Distinct().ToArray();
        var known = (await this.services.Persons.FindAsync(this.part is null ? this.run.Id : null, asked, cancellationToken)).ToDictionary(pair => pair.Identifier, pair => pair.PersonId);
        if (this.part is not null)
        {
            foreach (var identifier in asked)
            {
                if (!known.ContainsKey(identifier) && this.part.Given.TryGetValue(identifier, out var person))
                {
                    known[identifier] = person;
                }
            }
        }

        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = this.Match(mapped[i], known, persons);
        }

        return mapped;
    }

    private EvaluatedRecord Match(EvaluatedRecord mapped, Dictionary<PersonIdentifier, string> known, List<PlannedPerson> persons)
    {
        if (mapped.Claimed is null)
        {
            return mapped;
        }

        switch (this.matcher.Match(mapped.Identifiers, known))
        {
            case MatchResult.Person person:
                if (person.New.Count > 0)
                {
                    persons.Add(new PlannedPerson(person.Id, person.New));
                    foreach (var identifier in person.New)
                    {
                        known[identifier] = person.Id;
                    }
                }

                return mapped with { Claimed = mapped.Claimed with { PersonId = person.Id } };
            case MatchResult.Hold { Reason.Code: PersonMatcher.Nobody or PersonMatcher.NoIdentifier } when this.part is not null && mapped.Identifiers.Count > 0:
                return mapped with { IsLater = true };
            case MatchResult.Hold hold:
                return mapped with { Result = new MapResult.Hold(hold.Reason), Claimed = null };
            default:
                throw new InvalidOperationException("A match is a person or a hold.");
        }
    }

    private MapResult Map(StagedRecord staged, SourceRecord record) =>
        this.Verdicts?.ReleasedFor(staged.Key, staged.Fingerprint) is { Count: > 0 } released ? this.mapper.Map(record, released) : this.mapper.Map(record);

    private EvaluatedRecord Map(StagedRecord staged)
    {
        if (staged.RejectCode is { } code)
        {
            return new EvaluatedRecord(staged, this.mapper.Rejected(code, staged.RejectReason, staged.Place), []);
        }

        if (this.mapper.IsNumbered && staged is { Number: not null, NumberIsUnsure: true })
        {
            var reason = new MapReason(UnknownSpell, "Not all of this person's rows for the position came, so it cannot be told which spell of the position this is.", this.plan.File);
            return new EvaluatedRecord(staged, new MapResult.Hold(reason), []);
        }

        var record = this.mapper.Read(staged.Content.Span, staged.Number);
        var evaluated = new EvaluatedRecord(staged, this.Map(staged, record), [])
        {
            Group = this.per.Length == 0 ? null : RecordCodec.Join(record, this.per),
            Dated = this.per.Length == 0 || this.dated < 0 || record[this.dated].IsMissing ? null : RecordCodec.TextOf(record[this.dated]),
        };
        return evaluated.Result is not MapResult.Issue issue
            ? evaluated
            : evaluated with
            {
                Identifiers = this.matcher.Identifiers(record),
                Claimed = new ClaimedRecord(issue.Claims, string.Empty) { Rank = issue.Rank },
                PrivacyUnknown = this.confidential >= 0 && record[this.confidential].IsMissing,
            };
    }
}

/// <summary>What a record comes to by itself.</summary>
internal sealed record EvaluatedRecord(StagedRecord Staged, MapResult Result, IReadOnlyList<PersonIdentifier> Identifiers)
{
    /// <summary>What is to be said and of whom, where it qualifies.</summary>
    public ClaimedRecord? Claimed { get; init; }

    /// <summary>True where nobody was found for it and other parts of the extract may yet meet its person.</summary>
    public bool IsLater { get; init; }

    /// <summary>True where the source's privacy flag is missing.</summary>
    public bool PrivacyUnknown { get; init; }

    /// <summary>Its group, in mappings that keep one record of several; null where a field of <c>per</c> is missing.</summary>
    public string? Group { get; init; }

    /// <summary>The day by which it is compared with others of its group.</summary>
    public string? Dated { get; init; }
}
