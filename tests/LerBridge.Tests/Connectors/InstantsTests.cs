using System.Globalization;
using LerBridge.Connectors.Shared;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

[TestFixture]
internal sealed class InstantsTests
{
    [TestCase("2021-04-28", "2021-04-28")]
    [TestCase("2021-04-28-07:00", "2021-04-28")]
    [TestCase("2021-04-28+14:00", "2021-04-28")]
    [TestCase("2021-04-28Z", "2021-04-28")]
    [TestCase("2016-01-02T16:44:56.854Z", "2016-01-02")]
    [TestCase("2015-12-02T23:18:30.841-08:00", "2015-12-02")]
    [TestCase("20251121", "2025-11-21")]
    [TestCase(" 2021-04-28 ", "2021-04-28")]
    [TestCase("2099-12-31", "2099-12-31")]
    [TestCase("2021-02-29", null)]
    [TestCase("04/28/2021", null)]
    [TestCase("2021-04-28 maybe", null)]
    [TestCase("2021-04-28T25:00:00Z", null)]
    [TestCase("", null)]
    public void A_day_is_the_day_that_is_written_whatever_the_zone(string text, string? expected) =>
        Assert.That(Instants.Day(text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Is.EqualTo(expected));

    [TestCase("2026-05-01T17:20:00Z", "2026-05-01T17:20:00")]
    [TestCase("2026-05-01T17:20:00-07:00", "2026-05-02T00:20:00")]
    [TestCase("2026-08-12 20:48:04.702495+00", "2026-08-12T20:48:04")]
    [TestCase("2026-05-01T17:20:00", "2026-05-01T17:20:00")]
    [TestCase("yesterday", null)]
    [TestCase("2026-05-01", null)]
    public void An_instant_is_read_in_every_form_that_sources_write(string text, string? expected) =>
        Assert.That(Instants.Time(text)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), Is.EqualTo(expected));

    [TestCase("2026-05-09T04:59:59Z", "2026-05-08")]
    [TestCase("2026-05-08T05:00:00Z", "2026-05-08")]
    [TestCase("2026-05-08T04:59:59Z", "2026-05-07")]
    public void A_local_midnight_becomes_the_local_day(string instant, string expected) =>
        Assert.That(Instants.Time(instant).DayIn(TimeZoneInfo.FindSystemTimeZoneById("America/Chicago"))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Is.EqualTo(expected));

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void Any_text_is_a_date_or_is_not_but_never_a_failure(string? text)
    {
        _ = Instants.Day(text);
        _ = Instants.Time(text);
        _ = Instants.Day("2021-04-28" + text);
        _ = Instants.Time("2021-04-28T10:" + text);
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void Every_day_comes_back_as_written_with_any_zone(int number, sbyte offset)
    {
        var day = DateOnly.FromDayNumber((int)((uint)number % (DateOnly.MaxValue.DayNumber + 1)));
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var zone = $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset % 15):00}:00";

        Assert.That(Instants.Day(text + zone), Is.EqualTo(day));
        Assert.That(Instants.Day(text), Is.EqualTo(day));
    }
}
