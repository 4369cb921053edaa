using LerBridge.Core.Diagnostics;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Diagnostics;

internal sealed class FullStopTests
{
    [TestCase("not passed", "not passed.")]
    [TestCase("Nobody applied it in time.", "Nobody applied it in time.")]
    [TestCase("Nobody applied it in time. ", "Nobody applied it in time.")]
    [TestCase("is it right?", "is it right?")]
    [TestCase("and so on…", "and so on…")]
    public void A_sentence_ends_once(string text, string expected)
    {
        Assert.That(FullStop.Once(text), Is.EqualTo(expected));
    }

    [TestCase("not passed", "not passed")]
    [TestCase("They stay as they are.", "They stay as they are")]
    public void What_goes_on_has_not_ended(string text, string expected)
    {
        Assert.That(FullStop.Without(text), Is.EqualTo(expected));
    }
}
