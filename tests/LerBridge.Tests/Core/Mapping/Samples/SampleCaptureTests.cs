using System.Text;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Core.Records;
using LerBridge.Tests.Core.Mapping.Lists;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Samples;

internal sealed class SampleCaptureTests
{
    private const string Reading = "let:\n  who: = person.full_name ?? \"\"";

    // every field about a person carries the mark, and so do texts that nobody marked
    private static readonly string[] Marked =
    [
        "person.full_name = Zqanna Zqruiz", "person.given_name = Zqanna", "person.family_name = Zqruiz", "person.login = zqruiz77", "person.email = Zqanna.Zqruiz@zqmail.edu",
        "person.verified_email = zqruiz@college.edu", "person.id = 9988776", "section.names = Tutorial for ZQRUIZ (9988776),by zqanna@zqmail.edu", "term.name = Spring with Zqanna", "site.pay_band = Zqband 4",
    ];

    [Test]
    public void Nothing_about_the_person_is_left_in_the_file()
    {
        var plan = Author.Plan(Author.Small(name: "${course.name} for ${person.full_name}", before: "person:\n  match: [verified_email]\n" + Reading));

        var text = SampleSheet.Write(plan, [Captured(plan, Author.Ana(Marked)) with { Name = "one" }]);

        Assert.That(text, Does.Not.Match("(?i)zq").And.Not.Contain("9988776").And.Not.Contain("college.edu"));
        Assert.That(text, Does.Not.Contain("person.login").And.Not.Contain("person.email:").And.Not.Contain("pay_band"), "what the mapping does not read about a person is not kept");
        Assert.That(text, Does.Contain("course.code: NUR-210").And.Contain("grade.letter: B").And.Contain("name: Clinical Care II for ").And.Contain("person.verified_email: "));
    }

    [Test]
    public void Rows_of_one_person_keep_their_courses_and_lose_their_own_numbers()
    {
        var plan = Author.Plan(Registrar.Record());

        var text = SampleSheet.Write(plan, [Captured(plan, Registrar.History("T0001234 NUR-101 A", "T0005678 NUR-210 B")) with { Name = "one" }]);

        Assert.That(text, Does.Contain("course.code: NUR-101").And.Contain("grade.letter: B").And.Not.Contain("T0001234").And.Not.Contain("T0005678").And.Not.Contain("Ruiz"));
    }

    [Test]
    public void The_name_in_every_badge_of_a_learner_record_is_personal()
    {
        var plan = Author.Plan(Registrar.Record());
        var claims = plan.Mapper.Map(Registrar.History("T1 NUR-101 A")) is MapResult.Issue issue ? issue.Claims : throw new InvalidOperationException("It was not issued.");

        Assert.That(Encoding.UTF8.GetString(claims.Span), Does.Contain("Ana Ruiz"));
        Assert.That(new PersonalPaths(plan).Mask(claims)?.ToJsonString(), Does.Not.Contain("Ruiz").And.Contain("(name)"));
    }

    [Test]
    public void What_is_written_reads_back_as_the_same_and_comes_to_the_same()
    {
        var mapping = Author.Compile(Registrar.Record());
        var plan = mapping.Plan ?? throw new InvalidOperationException("It does not compile.");
        var text = SampleSheet.Write(plan, [Captured(plan, Registrar.History("T1 NUR-101 A", "T2 NUR-210")) with { Name = "two: courses # \"quoted\"", Note = "007" }]);

        var sheet = Read(text, plan);
        var again = sheet.Samples.Single();

        Assert.That(sheet.Problems, Is.Empty);
        Assert.That((again.Name, again.Note), Is.EqualTo(("two: courses # \"quoted\"", "007")));
        Assert.That(SampleSheet.Write(plan, sheet.Samples), Is.EqualTo(text));
        Assert.That(new GoldenSamples(mapping, (_, _) => []).Run(sheet).Single().Same, Is.True);
    }

    [Test]
    public void A_record_whose_credential_would_change_elsewhere_is_refused()
    {
        var plan = Author.Plan(Author.Small(name: "= if(person.full_name = \"Ana Ruiz\", \"The president\", \"Somebody\")").Replace("name: A\n", "name: = if(ends_with(course.name, \"II\"), \"A\", \"B\")\n", StringComparison.Ordinal));

        Assert.That(Capture(plan).Capture(Author.Ana()).Why, Is.Null, "a field about the person leads to the name");
        Assert.That(Capture(plan).Capture(Author.Ana("person.full_name = II Ruiz", "course.name = Clinical Care II")).Why, Is.Null);
        Assert.That(Capture(plan).Capture(Author.Ana("person.full_name = Care Ruiz", "course.code = CARE-1")).Sample?.Record["course.code"].Text, Does.Not.Contain("CARE"), "a name within another text goes as well");
    }

    [Test]
    public void Few_records_show_every_outcome_and_every_part()
    {
        var plan = Author.Plan(Author.Small(before: "when:\n  - skip: below C\n    if: = grade.letter = \"D\"\n  - hold: no letter\n    if: = grade.letter = missing", inSubject: "term: = term.name"));
        var preview = new MappingPreview(plan, new DateOnly(2026, 6, 1), (_, _) => [], persons: null);
        var records = Enumerable.Range(0, 200).Select(i => Author.Ana([$"course.id = {i}", .. i == 50 ? ["grade.letter = D"] : Array.Empty<string>()])).ToList();
        records[120][plan.Schema.Slot("grade.letter")] = Value.Missing;
        records[150][plan.Schema.Slot("term.name")] = Value.Missing;
        var spread = new SampleSpread<int>(new PersonalPaths(plan));
        for (var i = 0; i < records.Count; i++)
        {
            spread.Add(i, preview.Map(records[i]));
        }

        var chosen = spread.Choose(4, _ => true);

        Assert.That(chosen, Is.SupersetOf(new[] { 50, 120 }), "the reasons");
        Assert.That(chosen, Has.Count.EqualTo(4));
        Assert.That(spread.Choose(1, i => i > 10_000), Is.Empty, "what cannot be used is passed over");
    }

    internal static GoldenSample Captured(MappingPlan plan, SourceRecord record)
    {
        var captured = Capture(plan).Capture(record);
        return captured.Sample ?? throw new InvalidOperationException(captured.Why);
    }

    internal static SampleSheet Read(string text, MappingPlan plan) => SampleSheet.Read("mappings/samples/small.yaml", Encoding.UTF8.GetBytes(text), plan, new Files());

    private static SampleCapture Capture(MappingPlan plan) => new(plan, new DateOnly(2026, 6, 1), (_, _) => []);
}
