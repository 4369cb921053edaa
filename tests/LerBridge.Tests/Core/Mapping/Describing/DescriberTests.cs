using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Describing;
using LerBridge.Tests.Core.Frameworks;
using LerBridge.Tests.Golden;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Describing;

internal sealed class DescriberTests
{
    private static readonly CatalogResult Shipped = MappingCatalog.Load(Path.Combine(Shared.Repository, "mappings"), new ShippedMappingsTests.ShippedStreams(), Author.Issuer, ["folder", "registry"]);

    [Test]
    public void Every_shipped_mapping_reads_as_approved()
    {
        foreach (var mapping in Shipped.Mappings)
        {
            GoldenFile.Match($"{mapping.Plan?.Id}.description.approved.txt", DescriptionText.Write(MappingDescriber.Of(mapping)));
        }
    }

    [TestCase("= course.deleted", "course.deleted is true")]
    [TestCase("= not course.deleted", "course.deleted is not true")]
    [TestCase("= course.deleted or course.concluded", "course.deleted is true or course.concluded is true")]
    [TestCase("= course.concluded and (course.deleted or grade.posted)", "course.concluded is true and (course.deleted is true or grade.posted is true)")]
    [TestCase("= not (course.deleted or grade.posted)", "not (course.deleted is true or grade.posted is true)")]
    [TestCase("= course.code = missing", "course.code is missing")]
    [TestCase("= course.code != missing", "course.code is there")]
    [TestCase("= enrolment.state in [\"active\", \"completed\"]", "enrolment.state is one of “active” or “completed”")]
    [TestCase("= not (enrolment.state in [\"active\"])", "enrolment.state is not “active”")]
    [TestCase("= not (enrolment.state in [\"active\", \"completed\"])", "enrolment.state is none of “active” or “completed”")]
    [TestCase("= (grade.score ?? 0) >= 60", "(grade.score, or 0 where that is missing) is at least 60")]
    [TestCase("= (ended_on ?? record_date) > record_date", "(ended_on, or record_date where that is missing) is after record_date")]
    [TestCase("= (grade.score ?? 0) between 1 and 4", "(grade.score, or 0 where that is missing) is from 1 to 4")]
    [TestCase("= course.name matches \"^A\"", "course.name has the form “^A”")]
    [TestCase("= starts_with(course.name, \"A\")", "course.name begins with “A”")]
    [TestCase("= left(course.name, 1) = \"A\"", "left(course.name, 1) is “A”")]
    [TestCase("= any(section.names, n => n = \"Day\")", "for at least one n of section.names, n is “Day”")]
    [TestCase("= count(section.names, n => n = \"Day\") > 1", "how many n of section.names there are for which n is “Day” is more than 1")]
    [TestCase("= days_between(ended_on ?? record_date, record_date) < 30", "the days from (ended_on, or record_date where that is missing) to record_date is less than 30")]
    public void Conditions_become_clauses(string formula, string expected)
    {
        var lines = Lines(Author.Small(before: $"when:\n  - skip: so\n    if: {formula}"), "when");

        Assert.That(lines.Single(), Is.EqualTo($"Skipped, as “so”: when {expected}."));
    }

    [TestCase("term: = upper(term.name)", "Term: term.name in capitals.")]
    [TestCase("term: = term.name & \"!\"", "Term: term.name followed by “!”.")]
    [TestCase("term: 2026 spring", "Term: always “2026 spring”.")]
    [TestCase("term: In ${term.name ?? \"no term\"}", "Term: “In ‹term.name, or “no term” where that is missing›”.")]
    [TestCase("creditsEarned: = (grade.score ?? 0) * 2 + 1", "Credits earned: (grade.score, or 0 where that is missing) * 2 + 1.")]
    [TestCase("creditsEarned: = round(grade.score ?? 0, 1, \"half_up\")", "Credits earned: (grade.score, or 0 where that is missing) rounded to 1 digit (half_up).")]
    [TestCase("term: = if(course.deleted, \"a\", \"b\")", "Term: “a” if course.deleted is true, else “b”.")]
    [TestCase("term: = choose(course.deleted, \"a\", course.concluded, \"b\", \"c\")", "Term: “a” if course.deleted is true, “b” if course.concluded is true, else “c”.")]
    [TestCase("activityEndDate: = add_days(record_date, 1)", "Activity end date: record_date plus 1 day.")]
    [TestCase("term:\n  value: = term.name\n  if_missing: { hold: no term }", "Term: term.name; where that is missing, the record is held for a person, as “no term”.")]
    [TestCase("term:\n  value: = term.name\n  if_missing: { use: none }", "Term: term.name; where that is missing, it is “none”.")]
    public void Values_become_phrases(string member, string expected)
    {
        var lines = Lines(Author.Small(inSubject: member), "issue");

        Assert.That(lines, Has.Member(expected));
    }

    [Test]
    public void A_function_that_has_no_words_of_its_own_is_explained_at_the_end()
    {
        var lines = Lines(Author.Small(inSubject: "term: = left(course.name, 3)"), "words");

        Assert.That(lines, Has.Some.StartsWith("left(").And.Some.StartsWith("course.name: "));
    }

    [TestCase("", "When it comes back, or qualifies again, a suspended credential is put back in force, and for a revoked one a new one is issued.")]
    [TestCase("on_change:\n  returned: hold", "When it comes back, or qualifies again, the credential stays as it is and a person decides.")]
    [TestCase("repeat: every", "Every record that qualifies gets a credential of its own.")]
    [TestCase("repeat: { keep: every }", "Every record that qualifies gets a credential of its own.")]
    [TestCase("repeat: { keep: latest, per: [person.id, course.id] }", "Of several records there is one credential per person.id, course.id: for the latest of them.")]
    public void What_happens_to_several_and_to_what_comes_back_is_told(string section, string expected) =>
        Assert.That(MappingDescriber.Of(Author.Compile(Author.Small(before: section))).Sections.SelectMany(one => one.Lines).Select(line => line.Text), Has.Member(expected));

    [TestCase("from: own@1, to: state@1", "the items of own@1 with those of state@1 that they lead to by exactMatchOf")]
    [TestCase("from: own@1, to: state@1, relations: [exactMatchOf, isRelatedTo]", "the items of own@1 with those of state@1 that they lead to by exactMatchOf or isRelatedTo")]
    [TestCase("from: own@1, to: state@1, by: own@1", "the items of own@1 with those of state@1 that they lead to by exactMatchOf, as own@1 says")]
    public void A_crosswalk_is_told_by_what_it_joins_and_who_says_so(string crosswalk, string expected)
    {
        var files = new Files()
            .With("frameworks/own-1.json", Publisher.Case("1 NUR-1 Plans care", "1 exactMatchOf 11", "1"))
            .With("frameworks/state-1.json", Publisher.Case("11 S-1 Plans", string.Empty, "1", "State Nursing", "state.example"));
        var compiled = Author.Compile(Author.Small(before: $"tables:\n  to_state:\n    crosswalk: {{ {crosswalk} }}\n    many: true\n"), files);

        Assert.That(MappingDescriber.Of(compiled).Sections.Single(one => one.Key == "tables").Lines[0].Text, Is.EqualTo($"to_state: {expected}, found by source_code, several rows to one of them; 1 row."));
    }

    [Test]
    public void What_holds_where_nothing_is_written_is_told_too()
    {
        var policy = Lines(Author.Small(), "policy");

        Assert.That(policy, Has.Member("A run asks before it withdraws, since the mapping does not say: such records wait for approval.").And.Member("When it no longer qualifies, the credential is revoked."));
        Assert.That(Lines(Author.Small(), "deliver").Single(), Does.StartWith("Nowhere"));
    }

    [Test]
    public void What_about_the_person_is_shown_and_what_is_only_read_is_told()
    {
        var lines = Lines(Author.Small(before: "never: [contact, health]\nperson: { match: [sis_id] }"), "privacy");

        Assert.That(lines[0], Does.Contain("person.email"));
        Assert.That(lines[1], Does.Contain("health and leave (this stream has none)"));
        Assert.That(lines[2], Does.StartWith("About the person the credential is made from person.full_name"));
        Assert.That(lines[3], Does.StartWith("Read in order to decide, and not shown: person.sis_id"));
    }

    [Test]
    public void A_mapping_that_does_not_compile_cannot_be_described() =>
        Assert.Throws<ArgumentException>(() => MappingDescriber.Of(Author.Compile("lerbridge: mapping/v2")));

    [Test]
    public void The_difference_of_two_versions_is_told_part_by_part()
    {
        const string when = "when:\n  - skip: deleted\n    if: = course.deleted\n  - hold: no letter\n    if: = grade.letter = missing\n  - skip: below\n    if: = (grade.score ?? 0) < 60";
        var was = Description(Author.Small(before: when + "\ndeliver: [{ to: folder }]"));
        var now = Description(Author.Small(
            before: "when:\n  - hold: no letter\n    if: = grade.letter = missing\n  - skip: deleted\n    if: = course.deleted\n  - skip: below\n    if: = (grade.score ?? 0) < 70\n  - hold: no term\n    if: = term.name = missing\ndeliver: [{ to: folder }, { to: registry }]",
            inSubject: "term: = term.name"));

        var changes = DescriptionDifference.Between(was, now);

        Assert.That(changes.Select(change => $"{change.Section} {change.Kind}{change.Place}: {change.Was} > {change.Now}"), Is.EqualTo(new[]
        {
            "when Moved from 2 to 1: Held for a person, as “no letter”: when grade.letter is missing. > Held for a person, as “no letter”: when grade.letter is missing.",
            "when Changed: Skipped, as “below”: when (grade.score, or 0 where that is missing) is less than 60. > Skipped, as “below”: when (grade.score, or 0 where that is missing) is less than 70.",
            "when Added, as number 4:  > Held for a person, as “no term”: when term.name is missing.",
            "issue Added:  > Term: term.name.",
            "deliver Added:  > To registry.",
        }));
    }

    [Test]
    public void Rows_of_tables_are_compared_by_their_keys_and_columns()
    {
        const string tables = "tables:\n  skills:\n    file: tables/skills.csv\n    key: course\n    many: true\n    columns: { level: number }\nlet:\n  rows: = count(skills[course.code ?? \"\"], s => s.level > 1)";
        var was = Description(Author.Small(before: tables), new Files().With("tables/skills.csv", "course,code,level\nA,S1,1\nA,S2,2\nB,S3,1\n"));
        var now = Description(Author.Small(before: tables), new Files().With("tables/skills.csv", "course,code,level\nB,S3,1\nA,S1,3\nC,S4,1\n"));

        var changes = DescriptionDifference.Between(was, now);

        Assert.That(changes.Select(change => $"{change.Kind}: {change.Was} > {change.Now}"), Is.EqualTo(new[] { "Changed: A, S1: level 1. > A, S1: level 3.", "Removed: A, S2: code S2, level 2. > ", "Added:  > C, S4: code S4, level 1." }));
    }

    private static Description Description(string text, Files? files = null) => MappingDescriber.Of(Author.Compile(text, files));

    private static List<string> Lines(string text, string section)
    {
        var compiled = Author.Compile(text);
        Assert.That(compiled.HasErrors, Is.False, () => string.Join('\n', compiled.Diagnostics.Select(diagnostic => diagnostic.Message)));
        return [.. MappingDescriber.Of(compiled).Sections.Single(one => one.Key == section).Lines.Select(line => line.Text)];
    }
}
