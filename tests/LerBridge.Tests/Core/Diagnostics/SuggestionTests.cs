using LerBridge.Core.Diagnostics;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Diagnostics;

internal sealed class SuggestionTests
{
    private static readonly string[] Fields = ["course.code", "course.name", "course.id", "grade.letter"];

    [TestCase("course.nmae", "course.name")]
    [TestCase("Course.Code", "course.code")]
    [TestCase("grade.leter", "grade.letter")]
    [TestCase("enrolment.state", null)]
    [TestCase("", null)]
    public void The_nearest_word_is_offered_and_only_where_it_is_near(string written, string? expected) =>
        Assert.That(Suggestion.Nearest(written, Fields), Is.EqualTo(expected));

    [TestCase("ended", "ended_on")]
    [TestCase("name", "course.name")]
    [TestCase("letter", "grade.letter")]
    [TestCase("course.nmae", "course.name")]
    [TestCase("course", null)]
    [TestCase("id", null)]
    [TestCase("earend", "earned")]
    [TestCase("course-competencies.csv", "tables/course-competencies.csv")]
    public void A_name_left_half_written_is_completed_where_only_one_goes_on_like_that(string written, string? expected) =>
        Assert.That(Suggestion.Meant(written, [.. Fields, "ended_on", "earned", "tables/course-competencies.csv"]), Is.EqualTo(expected));
}
