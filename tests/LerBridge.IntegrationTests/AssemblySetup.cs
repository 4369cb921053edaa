using NUnit.Framework;

// Each journey starts processes of its own: two at a time is what two cores bear.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
