using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Tests.Builders;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Pipeline;

/// <summary>Which parts of which streams can be planned.</summary>
internal sealed class PlanPartTests
{
    private static readonly DateOnly Day = new(2025, 1, 1);

    [Test]
    public void A_window_needs_a_date_and_persons_do_not()
    {
        var plan = Plans.Make();
        var persons = CohortSheet.Read("sis_id\nS1"u8).Cohort;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new PlanPart(Day, null, null).ProblemWith(plan), Does.Contain("course_completions, which has no date"));
            Assert.That(new PlanPart(null, Day, persons).ProblemWith(plan), Does.Contain("say --cohort instead"));
            Assert.That(new PlanPart(null, null, persons).ProblemWith(plan), Is.Null);
        }
    }

    [Test]
    public void A_window_ends_after_it_begins()
    {
        var plan = Plans.Make(schema: Plans.Spells);

        Assert.That(
            new[] { new PlanPart(Day, Day, null), new PlanPart(Day, Day.AddDays(-1), null) }.Select(part => part.ProblemWith(plan)),
            Is.EqualTo(new[] { null, "the window ends before it begins. Say --from with the earlier day." }));
    }

    [Test]
    public void Numbered_records_that_are_dated_by_another_field_are_refused_rather_than_counted_wrong()
    {
        var schema = new RecordSchema("position_history", "1", Plans.Spells.Fields[..^1].Add(new Field("left_on", FieldType.Date, Optional: true, "When it ended.")), ["person.id", "position.id", "spell"], "left_on", Plans.Spells.Sequence);
        var plan = Plans.Make(schema: schema);

        Assert.That(new PlanPart(Day, null, null).ProblemWith(plan), Does.Contain("numbered by position.start and dated by left_on: a window would count them wrong"));
        Assert.That(() => new ScopeFilter(Services(), plan, new PlanPart(Day, null, null)), Throws.ArgumentException);
    }

    private static BridgeServices Services() => (BridgeServices)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(BridgeServices));
}
