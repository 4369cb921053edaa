using LerBridge.Connectors.Shared;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

[TestFixture]
internal sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 21, 7, 27, 0, TimeSpan.Zero);

    [TestCase("120", 120)]
    [TestCase("Wed, 21 Oct 2026 07:28:00 GMT", 60)]
    [TestCase("Wed, 21 Oct 2026 07:26:00 GMT", null)]
    [TestCase("0", null)]
    [TestCase("-5", null)]
    [TestCase("soon", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Both_forms_are_read_and_everything_else_is_none(string? header, int? seconds) =>
        Assert.That(RetryAfter.Parse(header, Now)?.TotalSeconds, Is.EqualTo(seconds));

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void Any_header_gives_a_wait_ahead_or_none(string? header) =>
        Assert.That(RetryAfter.Parse(header, Now), Is.Null.Or.GreaterThan(TimeSpan.Zero));
}
