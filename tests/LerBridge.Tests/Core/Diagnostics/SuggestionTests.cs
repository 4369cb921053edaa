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
}
