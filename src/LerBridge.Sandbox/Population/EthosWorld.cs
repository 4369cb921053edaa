namespace LerBridge.Sandbox.Population;

/// <summary>What Banner holds and Ethos shows.</summary>
internal sealed record EthosWorld(
    IReadOnlyList<Learner> Persons,
    IReadOnlyList<Offering> Sections,
    IReadOnlyList<TranscriptGrade> Transcript,
    IReadOnlyList<PersonHold> Holds,
    IReadOnlyList<Award> Awards)
{
    public static EthosWorld Make(SandboxOptions options, IReadOnlyList<Learner> learners, IReadOnlyList<Registration> registrations) => new(
        learners,
        [.. Terms.Taught.SelectMany(Catalogue.Offered)],
        AcademicHistory.Make(options, learners, registrations),
        [.. learners.Where(learner => learner.Number % 23 == 12).Select(Hold)],
        [.. learners.Where(learner => learner.Number % 12 == 7).Select(Award)]);

    private static PersonHold Hold(Learner learner) => (learner.Number / 23 % 4) switch
    {
        0 => new PersonHold(learner.PersonId, "administrative", "TR", new(2026, 2, 3), new(2099, 12, 31)),
        1 => new PersonHold(learner.PersonId, "financial", "FN", new(2025, 9, 15), new(2026, 1, 31)),
        2 => new PersonHold(learner.PersonId, "financial", "FN", new(2026, 9, 1), new(2099, 12, 31)),
        _ => new PersonHold(learner.PersonId, "academic", "AD", new(2026, 8, 24), new(2026, 12, 18)),
    };

    private static Award Award(Learner learner)
    {
        var (credential, discipline) = learner.Programme switch
        {
            Programme.Nursing => ("AAS", "NURS"),
            Programme.Welding => ("CERT", "WELD"),
            Programme.Computing => ("AAS", "INFT"),
            Programme.Accounting => ("CERT", "ACCT"),
            _ => ("AA", "GENS"),
        };
        var term = learner.Number % 24 == 7 ? Terms.Fall2025 : Terms.Spring2026;
        return new Award(MadeUpGuid.Of("award", learner.BannerId), learner.PersonId, credential, discipline, term, (term.End ?? default).AddDays(1),
            learner.Number % 36 == 7 ? "CUML" : null);
    }
}
