using System.Text.Json;
using LerBridge.Worker.Logging;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Logging;

internal sealed class LogLineTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 8, 0, 1, TimeSpan.Zero);

    [Test]
    public void An_event_is_one_line_of_json()
    {
        var line = LogLine.AsJson(At, LogLevel.Warning, "LerBridge.Worker.X", new EventId(731), "two\nlines", problem: null);

        using var document = JsonDocument.Parse(line);
        Assert.That(line, Does.Not.Contain('\n'));
        Assert.That(document.RootElement.GetProperty("time").GetString(), Is.EqualTo("2026-11-20T08:00:01.000Z"));
        Assert.That(document.RootElement.GetProperty("level").GetString(), Is.EqualTo("warning"));
        Assert.That(document.RootElement.GetProperty("event").GetInt32(), Is.EqualTo(731));
        Assert.That(document.RootElement.GetProperty("message").GetString(), Is.EqualTo("two\nlines"));
    }

    [Test]
    public void An_exception_is_logged_as_types_and_places_never_with_its_message()
    {
        var problem = new FormatException("The input 'Ana Ruiz' was not in a correct format.", new InvalidOperationException("A0012345"));

        var json = LogLine.AsJson(At, LogLevel.Error, "X", default, "It broke.", problem);
        var text = LogLine.ForPeople(TimeZoneInfo.Utc, At, LogLevel.Error, "LerBridge.X", "It broke.", problem);

        Assert.That(json + text, Does.Contain("System.FormatException").And.Contain("System.InvalidOperationException").And.Not.Contain("Ana").And.Not.Contain("A0012345"));
        Assert.That(text, Does.StartWith("08:00:01 error X: It broke.").And.Not.Contain("\n"));
    }
}
