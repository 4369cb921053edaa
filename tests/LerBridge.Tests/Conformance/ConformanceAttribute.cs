using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace LerBridge.Tests.Conformance;

/// <summary>The cases of this fixture, or this test, are cases of a published suite: how they end is written into the conformance report.</summary>
/// <param name="suite">What the suite is about, as the report says it.</param>
/// <param name="source">Where it is published.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ConformanceAttribute(string suite, string source) : Attribute, ITestAction
{
    public string Suite { get; } = suite;

    public string Source { get; } = source;

    /// <summary>Where its vectors are: <see cref="Suites"/>, or <see cref="Tests"/> where they are published values that stand in the test.</summary>
    public string Vectors { get; init; } = Suites;

    public const string Suites = "suites";

    public const string Tests = "tests";

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test) => ConformanceReport.Add(this.Suite, this.Source, this.Vectors, TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Passed);
}
