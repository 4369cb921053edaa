using System.Globalization;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Canvas;

/// <summary>What administrators do to persons and sections: a merge, a cross-listing.</summary>
internal static class CanvasMoves
{
    /// <summary>Canvas after the merge and the cross-listing that switches ask for.</summary>
    public static CanvasWorld Apply(CanvasWorld data, string merged, string crossListed)
    {
        if (Pair(merged) is var (loser, winner))
        {
            var logins = data.User(loser)?.Logins ?? [];
            data = data with
            {
                Users = [.. data.Users.Where(user => user.Id != loser).Select(user => user.Id == winner ? user with { Logins = [.. user.Logins, .. logins] } : user)],
                Enrolments = [.. data.Enrolments.Select(row => row.UserId == loser ? row with { UserId = winner } : row)],
                Progress = data.Progress.GroupBy(one => (one.Key.Course, one.Key.User == loser ? winner : one.Key.User)).ToDictionary(one => one.Key, one => one.First().Value),
            };
        }

        if (Pair(crossListed) is var (section, course))
        {
            // the course's own grades: what was handed in elsewhere does not come along
            var grades = data.Enrolments.Where(row => row.CourseId == course && row.Grades is not null).GroupBy(row => row.UserId).ToDictionary(rows => rows.Key, rows => rows.First().Grades);
            data = data with
            {
                Sections = [.. data.Sections.Select(one => one.Id == section ? one with { CourseId = course, NonXlistCourseId = one.CourseId } : one)],
                Enrolments = [.. data.Enrolments.Select(row => row.SectionId == section ? row with { CourseId = course, Grades = row.Grades is null ? null : grades.GetValueOrDefault(row.UserId) ?? new CanvasGrades(null, null, null, null) } : row)],
            };
        }

        return data;
    }

    private static (long, long)? Pair(string text) =>
        text.Split(':') is [var from, var to] && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? (first, second) : null;
}
