using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Planning;

internal sealed class PictureTests
{
    [TestCase("inSubject", "achievment: x", "LB1101")]
    [TestCase("inSubject", "id: urn:x", "LB2301")]
    [TestCase("inSubject", "identifier: x", "LB2301")]
    [TestCase("inSubject", "result: []", "LB2301")]
    [TestCase("inSubject", "creditsEarned: three", "LB2102")]
    [TestCase("inSubject", "creditsEarned: = course.name", "LB2102")]
    [TestCase("inSubject", "activityStartDate: 5/8/2026", "LB2102")]
    [TestCase("inSubject", "activityStartDate: = course.name", "LB2102")]
    [TestCase("inSubject", "narrative: = section.names", "LB2102")]
    [TestCase("inSubject", "narrative: = grade.score", "LB2102")]
    [TestCase("inSubject", "narrative:", "LB1109")]
    [TestCase("inSubject", "narrative: [a]", "LB1110")]
    [TestCase("inSubject", "narrative: { value: = course.sis_id, if_missing: omt }", "LB1111")]
    [TestCase("inSubject", "narrative: { value: = course.sis_id, max_length: three }", "LB2102")]
    [TestCase("inSubject", "creditsEarned: { value: = grade.score ?? 0, max_length: 3 }", "LB2102")]
    [TestCase("inSubject", "narrative: { value: Over the top, max_length: 3 }", "LB2102")]
    [TestCase("inSubject", "narrative: { value: = course.sis_id, lookup: grades }", "LB1107")]
    [TestCase("inSubject", "narrative: { value: = course.name, if_missing: hold }", "LB1306")]
    [TestCase("inSubject", "narrative: { value: = course.sis_id, if_missing: { use: = course.name } }", "LB2102")]
    [TestCase("inSubject", "narrative: { value: = course.sis_id, if_missing: { hold: 'no ${course.name}' } }", "LB2102")]
    [TestCase("inSubject", "narrative: = c_count & \"\"", "LB1102")]
    [TestCase("inSubject", "results: x", "LB1110")]
    [TestCase("inSubject", "results:\n  - { name: G, type: LeterGrade, value: = grade.score ?? 0 }", "LB2103")]
    [TestCase("inSubject", "results:\n  - { name: G, type: LetterGrade, value: = grade.letter }", "LB2104")]
    [TestCase("inSubject", "results:\n  - { name: = course.name, type: LetterGrade, value: A }", "LB2102")]
    [TestCase("inSubject", "results:\n  - { name: G, type: Status, value: A }", "LB1101 LB1109")]
    [TestCase("inSubject", "results:\n  - { name: G, type: Status, status: Done }", "LB2103")]
    [TestCase("inAchievement", "achievementType: Curse", "LB2103")]
    [TestCase("inAchievement", "achievementType: ext:Short Course", "LB2103")]
    [TestCase("inAchievement", "achievementType: = choose(course.deleted, \"Course\", \"Curse\")", "LB2103")]
    [TestCase("inAchievement", "type: Achievement", "LB2301")]
    [TestCase("inAchievement", "resultDescription: []", "LB2301")]
    [TestCase("inAchievement", "endorsement: []", "LB1150")]
    [TestCase("inAchievement", "image: { id: picture.png }", "LB2102")]
    [TestCase("inAchievement", "image: { caption: x }", "LB2104")]
    [TestCase("inAchievement", "image: x", "LB1110")]
    [TestCase("inAchievement", "tag: x", "LB1110")]
    [TestCase("inAchievement", "tag: = course.name", "LB2102")]
    [TestCase("inAchievement", "alignment: = section.names", "LB1110")]
    [TestCase("inAchievement", "alignment:\n  - { targetName: A }", "LB2104")]
    [TestCase("inAchievement", "alignment:\n  for: c in course.name\n  each: { targetName: A, targetUrl: https://x.example }", "LB2102")]
    [TestCase("inAchievement", "alignment:\n  for: c\n  each: { targetName: A, targetUrl: https://x.example }", "LB1202")]
    [TestCase("inAchievement", "alignment:\n  for: c in section.names", "LB1109")]
    [TestCase("inAchievement", "alignment:\n  for: c in section.names\n  if_empty: stop\n  each: { targetName: A, targetUrl: https://x.example }", "LB1111")]
    [TestCase("inAchievement", "fieldOfStudy: " + "TO" + "DO", "LB1001")]
    public void What_the_profile_does_not_allow_is_said_once(string where, string text, string codes)
    {
        var mapping = where == "inSubject" ? Author.Small(inSubject: text) : Author.Small(inAchievement: text);

        Assert.That(string.Join(' ', Author.Compile(mapping).Diagnostics.Select(found => found.Code).Order()), Is.EqualTo(codes));
    }

    [TestCase("achievement:", "achievment:", "LB1101")]
    [TestCase("      description: D\n", "", "LB2104")]
    [TestCase("narrative: N", "narrative: = course.sis_id", "LB2104")]
    [TestCase("profile: ob3@3.0.3", "profile: ob3@3.0", "LB1111")]
    [TestCase("profile: ob3@3.0.3", "profile: clr@2.0", "LB2104 LB2301")]
    [TestCase("connector: canvas-main", "connector: canvas", "LB1104")]
    [TestCase("stream: course_completions", "stream: course_completion", "LB1105")]
    [TestCase("lerbridge: mapping/v1", "lerbridge: mapping/v2", "LB1113")]
    [TestCase("id: small", "id: Small Mapping", "LB1112")]
    [TestCase("owner: registrar@college.example\n", "", "LB1109")]
    [TestCase("stream: course_completions", "stream: course_completions\n  date: ended", "LB1102")]
    [TestCase("stream: course_completions", "stream: course_completions\n  date: completed_at", "LB2102")]
    [TestCase("stream: course_completions", "stream: course_completions\n  key: course.idd", "LB1102")]
    public void A_frame_that_does_not_hold_is_said_once(string old, string changed, string codes)
    {
        var mapping = Author.Small();
        Assert.That(mapping, Does.Contain(old));

        Assert.That(string.Join(' ', Author.Compile(mapping.Replace(old, changed, StringComparison.Ordinal)).Diagnostics.Select(found => found.Code).Order()), Is.EqualTo(codes));
    }

    [Test]
    public void Optional_members_disappear_and_so_do_objects_without_members()
    {
        var plan = Author.Plan(Author.Small(name: "${course.sis_id}", inSubject: "term: = course.sis_id\nimage:\n  id: { value: = course.sis_id, if_missing: { use: \"https://x.example/y\" } }\n", inAchievement: "tag: = filter(section.names, n => n = \"Night\")"));

        Assert.That(Author.Text(plan.Mapper.Map(Author.Ana())), Is.EqualTo(
            """{"credentialSubject":{"identifier":[{"type":"IdentityObject","hashed":false,"identityHash":"Ana Ruiz","identityType":"name"}],"image":{"id":"https://x.example/y"},"achievement":{"id":"https://college.example/a/4711","name":"A","description":"D","criteria":{"narrative":"N"}}}}"""));
    }

    [TestCase("omit", "Issue", "")]
    [TestCase("hold", "Hold", "narrative needs a value, but course.sis_id is missing.")]
    [TestCase("{ hold: ask the SIS team }", "Hold", "ask the SIS team")]
    [TestCase("{ skip: not in the SIS }", "Skip", "not in the SIS")]
    [TestCase("stop", "Stop", "narrative needs a value, but course.sis_id is missing.")]
    [TestCase("{ use: n/a }", "Issue", "n/a")]
    public void A_missing_value_does_what_the_mapping_says(string policy, string outcome, string text)
    {
        var plan = Author.Plan(Author.Small(inSubject: $"narrative:\n  value: = course.sis_id\n  if_missing: {policy}"));

        var result = plan.Mapper.Map(Author.Ana());

        Assert.That(result.GetType().Name, Is.EqualTo(outcome));
        Assert.That(Author.Text(result), Does.Contain(text));
    }

    [Test]
    public void A_missing_lookup_that_holds_says_which_table_has_no_row()
    {
        var plan = Author.Plan(Author.Small(before: "tables:\n  points:\n    value: number\n    rows: { A: 4 }", inSubject: "creditsEarned:\n  value: = points[grade.letter]\n  if_missing: hold"));

        Assert.That(plan.Mapper.Map(Author.Ana()), Is.EqualTo(new MapResult.Hold(new MapReason("LB3201", "No row in table points (key key) for grade.letter.", "canvas-courses.yaml:17:14"))));
    }

    [TestCase("omit", "Issue")]
    [TestCase("hold", "Hold")]
    [TestCase("{ skip: nothing to show }", "Skip")]
    public void An_empty_list_does_what_the_mapping_says(string policy, string outcome)
    {
        var plan = Author.Plan(Author.Small(inAchievement: $"alignment:\n  for: n in section.names\n  where: = n = \"Night\"\n  if_empty: {policy}\n  each:\n    targetName: = n\n    targetUrl: https://x.example/"));

        Assert.That(plan.Mapper.Map(Author.Ana()).GetType().Name, Is.EqualTo(outcome));
        Assert.That(plan.Mapper.Map(Author.Ana("section.names = Night,Day")), Is.InstanceOf<MapResult.Issue>());
    }

    [Test]
    public void Values_that_break_the_profile_only_for_some_records_hold_those()
    {
        var plan = Author.Plan(Author.Small(name: "${course.name}", inAchievement: "achievementType: = course.code\nimage:\n  id: = course.sis_id ?? \"urn:x:y\""));

        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.code = Course", "course.sis_id = https://x.example/a"))), Is.EqualTo("issued"));
        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.code = ext:Mine", "course.sis_id = urn:x:y"))), Is.EqualTo("issued"));
        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.code = Curse"))), Is.EqualTo("LB3205"));
        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.code = Course", "course.sis_id = a b"))), Is.EqualTo("LB3206"));
        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.code = Course", "course.sis_id = https://x.example/a b"))), Is.EqualTo("LB3206"));
    }

    [Test]
    public void A_required_text_must_say_something()
    {
        var plan = Author.Plan(Author.Small().Replace("name: A", "name: = course.name", StringComparison.Ordinal));

        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.name = "))), Is.EqualTo("LB3207"));
    }

    [Test]
    public void A_source_that_breaks_its_own_promise_fails_the_record()
    {
        var plan = Author.Plan(Author.Small());
        var record = Author.Ana();
        record["course.id"] = default;

        Assert.That(Code(plan.Mapper.Map(record)), Is.EqualTo("LB3203"));
    }

    [Test]
    public void A_person_without_a_name_holds_unless_the_mapping_leaves_the_name_out()
    {
        var record = Author.Ana();
        record["person.full_name"] = default;
        var nameless = Author.Small().Replace("profile: ob3@3.0.3", "profile: ob3@3.0.3\n  identifier: none", StringComparison.Ordinal);

        Assert.That(Code(Author.Plan(Author.Small()).Mapper.Map(record)), Is.EqualTo("LB3411"));
        Assert.That(Author.Text(Author.Plan(nameless).Mapper.Map(record)), Does.Contain("\"credentialSubject\":{\"achievement\""));
    }

    [Test]
    public void Text_is_escaped_as_json_and_nothing_more()
    {
        var plan = Author.Plan(Author.Small(name: "${course.name} \"x\" \\ é"));

        var result = plan.Mapper.Map(Author.Ana("course.name = <b>“Ä” & 'q'\u0001🎓"));

        Assert.That(Author.Claims(result)["name"]?.GetValue<string>(), Is.EqualTo("<b>“Ä” & 'q'\u0001🎓 \"x\" \\ é"));
        Assert.That(Author.Text(result), Does.StartWith("{\"name\":\"<b>“Ä” & 'q'\\u0001"));
    }

    [Test]
    public void A_row_that_was_not_validated_or_is_overdue_holds_the_records_that_use_it_only()
    {
        var plan = Author.Plan(WorkedExamples.Canvas, WorkedExamples.Files());

        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.code = NUR-110"))), Is.EqualTo("LB3301"));
        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.code = NUR-120"))), Is.EqualTo("LB3302"));
        Assert.That(Code(plan.Mapper.Map(Author.Ana("course.code = NUR-120", "record_date = 2026-05-31"))), Is.EqualTo("issued"));
        Assert.That(Code(plan.Mapper.Map(Author.Ana("record_date = 2027-09-01"))), Is.EqualTo("LB3302"));
        Assert.That(plan.ReadsRecordDate, Is.True);
    }

    [Test]
    public void The_same_record_gives_the_same_bytes_on_every_thread()
    {
        var plan = Author.Plan(WorkedExamples.Canvas, WorkedExamples.Files());
        var expected = Author.Text(plan.Mapper.Map(Author.Ana()));
        var other = Author.Plan(WorkedExamples.Canvas, WorkedExamples.Files());

        var texts = Enumerable.Range(0, 4000).AsParallel().Select(i => i % 3 == 0
            ? Author.Text(plan.Mapper.Map(Author.Ana("grade.letter = D"))) is var skipped && skipped.StartsWith("Skip", StringComparison.Ordinal) ? expected : "not skipped"
            : Author.Text((i % 3 == 1 ? plan : other).Mapper.Map(Author.Ana())));

        Assert.That(texts.Distinct(), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void An_employment_record_is_written_in_the_terms_of_the_profile()
    {
        var plan = Author.Plan(WorkedExamples.Workday, WorkedExamples.Files());
        var record = Streams.Record(
            plan.Schema,
            "person.id = E-1", "person.full_name = Ana Ruiz", "worker.type = employee", "position.id = P-7", "position.business_title = Team Lead", "position.start = 2025-02-03",
            "job.code = WTL-1", "company.name = Example Logistics", "location.city = Springfield", "spell = 1", "record_date = 2026-06-01", "skills_confirmed_on = 2026-01-01", "position.end = 2026-05-01");

        Assert.That(Author.Text(plan.Mapper.Map(record)), Is.EqualTo("""
            {"name":"Team Lead, Example Logistics","employment":{"employer":{"name":"Example Logistics"},"title":"Team Lead",
            "started":"2025-02-03","ended":"2026-05-01","status":"ended","skills":[
            {"targetName":"Coordination","targetUrl":"https://college.example/s/coordination","targetCode":"2.B.1.b","targetFramework":"O*NET","validated_by":"job profile"},
            {"targetName":"Forklift","targetUrl":"https://college.example/s/forklift","targetCode":"2.B.3.h","targetFramework":"O*NET","validated_by":"supervisor"}]},
            "credentialSubject":{"identifier":[{"type":"IdentityObject","hashed":false,"identityHash":"Ana Ruiz","identityType":"name"}]}}
            """.ReplaceLineEndings(string.Empty)));
    }

    private static string Code(MapResult result) => result switch
    {
        MapResult.Hold hold => hold.Reason.Code,
        MapResult.Skip skip => skip.Reason.Code,
        MapResult.Fail fail => fail.Reason.Code,
        _ => "issued",
    };
}
