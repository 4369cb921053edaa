using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Running;

/// <summary>However a mapping is written, what one record costs has bounds; and what fails says where.</summary>
internal sealed class BoundsTests
{
    [Test]
    public void A_text_that_grows_and_grows_ends_the_record()
    {
        var hundred = new string('a', 100);
        var grown = Enumerable.Range(0, 4).Aggregate("course.name", (text, _) => $"replace({text}, \"a\", \"{hundred}\")");

        var result = Author.Plan(Author.Small(inSubject: $"narrative: = {grown}")).Mapper.Map(Author.Ana());

        Assert.That(result, Is.EqualTo(new MapResult.Fail(new MapReason("LB3204", "A text became longer than 1,000,000 characters.", "canvas-courses.yaml:13:16"))));
    }

    [Test]
    public void Lists_within_lists_end_the_record()
    {
        var inner = "count(map(section.names, c => 1))";
        var formula = $"= text(sum(map(section.names, a => sum(map(section.names, b => {inner})))))";

        var result = Author.Plan(Author.Small(inSubject: $"narrative: {formula}")).Mapper.Map(Author.Ana([$"section.names = {string.Join(", ", Enumerable.Range(0, 400))}"]));

        Assert.That((result as MapResult.Fail)?.Reason.Code, Is.EqualTo("LB3204"), result.ToString());
    }

    [TestCase("when:\n  - skip: none\n    if: = 100 / (grade.score ?? 0) > 1\n", "", "canvas-courses.yaml:10:9")]
    [TestCase("let:\n  share: = 100 / (grade.score ?? 0)\n", "narrative: = text(share)", "canvas-courses.yaml:9:10")]
    [TestCase("", "narrative: a share of ${100 / (grade.score ?? 0)}", "canvas-courses.yaml:13:16")]
    public void A_division_by_zero_says_where_it_was(string before, string inSubject, string where)
    {
        var result = Author.Plan(Author.Small(before: before, inSubject: inSubject)).Mapper.Map(Author.Ana("grade.score = 0"));

        Assert.That((result as MapResult.Fail)?.Reason, Is.EqualTo(new MapReason("LB3204", "A division by zero.", where)), result.ToString());
    }
}
