using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Planning;

internal sealed class SourceKeyTests
{
    [Test]
    public void A_mapping_may_tell_records_apart_by_other_fields_than_the_stream_does()
    {
        var plan = Author.Plan(With("[course.code, person.id]"));

        Assert.That(new RecordCodec(plan.Schema).Key(Author.Ana()), Is.EqualTo("[\"NUR-210\",\"88\"]"));
        Assert.That(plan.Hash, Is.Not.EqualTo(Author.Plan(Author.Small()).Hash));
    }

    [Test]
    public void The_streams_own_key_may_be_written_out()
    {
        Assert.That(new RecordCodec(Author.Plan(With("[course.id, person.id]")).Schema).Key(Author.Ana()), Is.EqualTo("[\"4711\",\"88\"]"));
    }

    [TestCase("[course.cod]", "LB1102")]
    [TestCase("[section.ids]", "LB2102")]
    [TestCase("[record_date]", "LB2102")]
    [TestCase("[]", "LB2102")]
    [TestCase("[course.code, course.code]", "LB1004")]
    public void A_key_that_cannot_be_one_is_refused(string key, string code)
    {
        Assert.That(Author.Single(With(key)).Code, Is.EqualTo(code));
    }

    private static string With(string key) => Author.Small().Replace("  stream: course_completions", $"  stream: course_completions\n  key: {key}", StringComparison.Ordinal);
}
