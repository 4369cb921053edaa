namespace LerBridge.Sandbox.Population;

/// <summary>Everything the four sites know at one moment. Immutable: the second day is another world.</summary>
internal sealed record World(DateOnly Today, CanvasWorld Canvas, EthosWorld Ethos, IReadOnlyList<PositionSpell> Positions)
{
    public static World Make(SandboxOptions options)
    {
        var learners = Learners.Make(options.Seed);
        var registrations = Registrations.Make(options.Seed, learners);
        return new World(
            options.ScenarioDate,
            CanvasWorld.Make(options, learners, registrations),
            EthosWorld.Make(options, learners, registrations),
            Employment.Make(options, learners));
    }
}
