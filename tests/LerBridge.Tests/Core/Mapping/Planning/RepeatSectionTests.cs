using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Planning;

internal sealed class RepeatSectionTests
{
    [Test]
    public void The_worked_example_of_the_format_compiles_word_for_word_and_passes_its_tests()
    {
        var lines = File.ReadAllLines(Shared.Path("design/mapping-v1.md"));
        var text = string.Join('\n', lines.SkipWhile(line => !line.StartsWith("## 5.", StringComparison.Ordinal)).SkipWhile(line => line != "```yaml").Skip(1).TakeWhile(line => line != "```"));

        var result = Author.Compile(text, WorkedExamples.Files());

        Assert.That(result.Diagnostics.Select(d => $"{d.Code} {d.File}:{d.Line}:{d.Column} {d.Message}"), Is.Empty);
        var outcomes = MappingTests.Run(result);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes, Has.Count.EqualTo(3));
            Assert.That(outcomes.Where(outcome => !outcome.Passed).Select(MappingTests.Describe), Is.Empty);
            Assert.That(result.Plan?.Repeat.Keep, Is.EqualTo(Keep.Best));
            Assert.That(result.Plan?.Repeat.Per.Select(slot => result.Plan.Schema.Fields[slot].Name), Is.EqualTo(new[] { "person.id", "course.code" }));
            Assert.That(result.Plan?.OnChange.Worsened?.Action, Is.EqualTo(ChangeAction.Correct));
        }
    }

    [TestCase("keep: best\n  per: [person.id]", "LB1109")]
    [TestCase("keep: best\n  rank: = grade.score ?? 0", "LB1109")]
    [TestCase("keep: latest\n  per: [person.id]", "")]
    [TestCase("keep: last\n  per: [person.id]", "LB1111")]
    [TestCase("keep: first\n  per: [person.idd]", "LB1102")]
    [TestCase("keep: first\n  per: [grade.letter]", "LB2105")]
    [TestCase("keep: first\n  per: [= person.id]", "LB1110")]
    [TestCase("keep: best\n  per: [person.id]\n  rank: = grade.score", "LB2105")]
    [TestCase("keep: best\n  per: [person.id]\n  rank: = course.name", "LB2102")]
    [TestCase("keep: best\n  per: [person.id]\n  rank: grade.score", "LB1202")]
    [TestCase("keep: best\n  per: [person.id]\n  rank: = record_date", "")]
    [TestCase("keep: every\n  rank: = grade.score ?? 0", "")]
    [TestCase("keep: every\n  per: [person.id]", "LB1111")]
    [TestCase("keep: best\n  per: [person.id]\n  ranks: = grade.score ?? 0", "LB1101")]
    public void What_is_written_takes_effect_or_is_refused(string repeat, string code) =>
        Assert.That(string.Join(' ', Author.Compile(Author.Small(before: $"repeat:\n  {repeat}")).Diagnostics.Select(found => found.Code)), Is.EqualTo(code));

    [Test]
    public void Rank_group_and_date_are_among_the_fields_that_decide()
    {
        var plan = Author.Plan(Author.Small(before: "repeat:\n  keep: latest\n  per: [course.id]\n  rank: = grade.score ?? 0"));

        Assert.That(plan.ReadFields.Keys, Is.SupersetOf(new[] { "course.id", "grade.score", plan.Schema.DateField }));
    }

    [Test]
    public void Another_formula_makes_ranks_that_do_not_compare_and_another_name_for_it_does_not()
    {
        string? Rank(string before) => (Author.Plan(Author.Small(before: before)).Mapper.Map(Author.Ana()) as MapResult.Issue)?.Rank;
        var one = Rank("let:\n  a: = grade.score ?? 0\nrepeat:\n  keep: every\n  rank: = a");
        var renamed = Rank("let:\n  b: = grade.score ?? 0\nrepeat:\n  keep: every\n  rank: = b");
        var other = Rank("repeat:\n  keep: every\n  rank: = (grade.score ?? 0) * 2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one, Is.Not.Null.And.EqualTo(renamed));
            Assert.That(Ranks.Compare(one, other), Is.Zero);
        }
    }
}
