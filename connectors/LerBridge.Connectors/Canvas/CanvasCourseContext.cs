namespace LerBridge.Connectors.Canvas;

/// <summary>A course with everything that its rows share.</summary>
/// <param name="Course">The course.</param>
/// <param name="Term">Its term, from the account's list.</param>
/// <param name="AccountName">The name of its account.</param>
/// <param name="Zone">The zone of the course's dates.</param>
/// <param name="TermZone">The zone of the term's dates.</param>
internal sealed record CanvasCourseContext(CanvasCourse Course, CanvasTerm? Term, string? AccountName, TimeZoneInfo Zone, TimeZoneInfo TermZone);
