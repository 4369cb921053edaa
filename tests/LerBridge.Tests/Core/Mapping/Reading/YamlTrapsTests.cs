using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Reading;

internal sealed class YamlTrapsTests
{
    [TestCase("title: Small\ntitle: Twice", "LB1004")]
    [TestCase("title: Small\nlet:\n\tx: = 1", "LB1003")]
    [TestCase("title: &a Small", "LB1005")]
    [TestCase("title: *a", "LB1005")]
    [TestCase("title: !!str Small", "LB1005")]
    [TestCase("title: Small\nlet:\n  <<: x", "LB1005")]
    [TestCase("title: \"Small", "LB1002")]
    [TestCase("title: Small: and large", "LB1002")]
    [TestCase("title: [", "LB1002")]
    [TestCase("title: Small\ntilte: x", "LB1101")]
    [TestCase("title: { a: b }", "LB1110")]
    [TestCase("title:", "LB1109")]
    [TestCase("title: Small\nlet:\n  x: = \"a # b\"", "LB1007")]
    [TestCase("title: Small\nlet: { x: = if(true, 1, 2) }", "LB1009")]
    [TestCase("title: Small\nclaim: x", "LB1150")]
    [TestCase("title: Small\nlet:\n  course: = 1", "LB1106")]
    [TestCase("title: Small\nlet:\n  and: = 1", "LB1106")]
    [TestCase("title: Small\nlet:\n  my-name: = 1", "LB1106")]
    public void A_trap_is_one_message(string title, string code)
    {
        var result = Author.Compile(Author.Small().Replace("title: Small", title, StringComparison.Ordinal));

        Assert.That(result.Diagnostics.Select(found => found.Code), Is.EqualTo(new[] { code }));
        Assert.That(result.Plan, Is.Null);
    }

    [Test]
    public void A_comment_after_a_whole_formula_is_a_comment()
    {
        var result = Author.Compile(Author.Small().Replace("title: Small", "title: Small\nlet:\n  x: = \"one\"   # one", StringComparison.Ordinal).Replace("narrative: N", "narrative: = x", StringComparison.Ordinal));

        Assert.That(result.Diagnostics, Is.Empty);
    }

    [Test]
    public void A_constant_that_was_cut_at_a_hash_is_a_warning()
    {
        var found = Author.Single(Author.Small(name: "Course #1"));

        Assert.That(found.Code, Is.EqualTo("LB1007"));
        Assert.That(found.Message, Does.Contain("\"Course\""));
    }

    [Test]
    public void Types_come_from_where_a_value_goes()
    {
        var plan = Author.Plan(Author.Small(name: "no", inSubject: "term: 007\nlicenseNumber: 1e3\nrole: ~x\ncreditsEarned: 3.50"));

        var text = Author.Text(plan.Mapper.Map(Author.Ana()));

        Assert.That(text, Does.StartWith("""{"name":"no","credentialSubject":{"""));
        Assert.That(text, Does.Contain("\"role\":\"~x\",\"term\":\"007\",\"creditsEarned\":3.5,\"licenseNumber\":\"1e3\""));
    }

    [Test]
    public void Byte_order_mark_windows_line_ends_and_json_make_no_difference()
    {
        var plain = Author.Plan(Author.Small());
        var windows = Author.Plan("\uFEFF" + Author.Small().Replace("\n", "\r\n", StringComparison.Ordinal));
        var json = Author.Plan("""
            { "lerbridge": "mapping/v1", "id": "small", "title": "Small", "owner": "registrar@college.example",
              "source": { "connector": "canvas-main", "stream": "course_completions" },
              "issue": { "profile": "ob3@3.0.3", "name": "${course.name}", "credentialSubject": { "achievement": {
                "id": "https://college.example/a/${url_encode(course.id)}", "name": "A", "description": "D", "criteria": { "narrative": "N" } } } } }
            """);

        Assert.That(windows.Hash, Is.EqualTo(plain.Hash));
        Assert.That(json.Hash, Is.EqualTo(plain.Hash));
        Assert.That(Author.Text(json.Mapper.Map(Author.Ana())), Is.EqualTo(Author.Text(plain.Mapper.Map(Author.Ana()))));
    }

    [Test]
    public void A_block_text_and_a_quoted_formula_are_read_and_pointed_at()
    {
        var result = Author.Compile(Author.Small(inSubject: "narrative: |\n  Took ${course.nmae}\n  at last.\nterm: '= term.nmae'"));

        Assert.That(
            result.Diagnostics.Select(found => $"{found.Code} {result.Text.Split('\n')[found.Line - 1].Substring(found.Column - 1, found.Length)}"),
            Is.EquivalentTo(new[] { "LB1102 course.nmae", "LB1102 term.nmae" }));
    }

    [Test]
    public void A_hole_ends_at_the_first_brace_outside_a_string_and_two_dollars_make_one()
    {
        var plan = Author.Plan(Author.Small(name: "'$${x} ${course.name & \"}\"}'"));

        Assert.That(Author.Claims(plan.Mapper.Map(Author.Ana()))["name"]?.GetValue<string>(), Is.EqualTo("${x} Clinical Care II}"));
    }

    [Test]
    public void Size_and_depth_are_bounded()
    {
        var large = Author.Compile("#" + new string('x', 2_000_000));
        var deep = Author.Compile(string.Concat(Enumerable.Repeat("[", 2000)));
        var empty = Author.Compile(string.Empty);

        Assert.That(large.Diagnostics.Single().Code, Is.EqualTo("LB1006"));
        Assert.That(deep.Diagnostics.Single().Code, Is.EqualTo("LB1006"));
        Assert.That(empty.Diagnostics.Single().Code, Is.EqualTo("LB1109"));
    }

    [Test]
    public void Sections_are_closed_lists()
    {
        Assert.That(Codes("repeat: { keep: best }"), Is.EqualTo("LB1109"));
        Assert.That(Codes("repeat: { keep: every, per: [person.id] }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("repeat: evry"), Is.EqualTo("LB1111"));
        Assert.That(Codes("allow: { withdraw: maybe }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("allow: { delete: true }"), Is.EqualTo("LB1101"));
        Assert.That(Codes("allow: { new: ask, correct: ask, withdraw: ask }"), Is.Empty);
        Assert.That(Codes("allow: { limits: { new: 500, correct: 0, withdraw: 20 } }"), Is.Empty);
        Assert.That(Codes("allow: { limits: { new: many, correct: -1, withdraw: 3.5 } }"), Is.EqualTo("LB1111 LB1111 LB1111"));
        Assert.That(Codes("allow: { limits: { delete: 20 } }"), Is.EqualTo("LB1101"));
        Assert.That(Codes("on_change: { worsened: correct }"), Is.EqualTo("LB1109"));
        Assert.That(Codes("on_change: { changed: suspend }"), Is.Empty);
        Assert.That(Codes("on_change: { changed: { action: correct, after: 2 days and 3 runs, fields: [name] } }"), Is.Empty);
        Assert.That(Codes("on_change: { changed: { action: correct, after: 2 days and 3 days } }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("on_change: { changed: { action: correct, fields: [nmae] } }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("on_change: { absent: { action: hold, fields: [name] } }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("on_change: { absent: { action: hold, after: a week } }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("on_change: { absent: correct }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("on_change: { no_longer_qualifies: reissue }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("on_change: { returned: suspend }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("on_change: { changed: reinstate }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("on_change: { returned: reinstate }"), Is.Empty);
        Assert.That(Codes("deliver: [ { to: folder, fields: x } ]"), Is.EqualTo("LB1150"));
        Assert.That(Codes("deliver: [ { to: foldr } ]"), Is.EqualTo("LB1108"));
        Assert.That(Codes("deliver: [ folder ]"), Is.EqualTo("LB1110"));
        Assert.That(Codes("person: { match: [email] }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("person: { match: [banner_id] }"), Is.EqualTo("LB1102"));
        Assert.That(Codes("person: { if_many: create }"), Is.EqualTo("LB1111"));
        Assert.That(Codes("never: [payy]"), Is.EqualTo("LB1111"));
        Assert.That(Codes("when: [ { skip: x, hold: y, if: = course.deleted } ]"), Is.EqualTo("LB1109"));
        Assert.That(Codes("when: [ { skip: '${course.name}', if: = course.deleted } ]"), Is.EqualTo("LB2102"));
    }

    [Test]
    public void Policies_are_read_as_written_and_safe_where_they_are_not()
    {
        var silent = Author.Plan(Author.Small());
        var spoken = Author.Plan(Author.Small(before: """
            person: { match: [sis_id, verified_email], if_none: hold }
            allow: { new: ask, correct: false, withdraw: true, limits: { withdraw: 20 } }
            on_change: { changed: hold, no_longer_qualifies: ignore, absent: { action: revoke, after: 7 days }, person_changed: revoke, returned: reissue }
            deliver:
              - to: folder
              - { to: registry, privacy_unknown: deliver }
            """));

        Assert.That((silent.Allow.New, silent.Allow.Correct, silent.Allow.Withdraw), Is.EqualTo((Allowed.Yes, Allowed.Yes, Allowed.Ask)));
        Assert.That(silent.OnChange.NoLongerQualifies.Action, Is.EqualTo(ChangeAction.Revoke));
        Assert.That((silent.OnChange.Absent.Action, silent.OnChange.Absent.After), Is.EqualTo((ChangeAction.Hold, TimeSpan.Zero)));
        Assert.That(silent.Deliver, Is.Empty);
        Assert.That(spoken.Person.Match, Is.EqualTo(new[] { "sis_id", "verified_email" }));
        Assert.That(spoken.Person.HoldIfNone, Is.True);
        Assert.That((spoken.Allow.New, spoken.Allow.Correct, spoken.Allow.Withdraw), Is.EqualTo((Allowed.Ask, Allowed.No, Allowed.Yes)));
        Assert.That((silent.Allow.Limits, spoken.Allow.Limits), Is.EqualTo(((AllowLimits?)null, new AllowLimits(null, null, 20))));
        Assert.That((spoken.OnChange.Absent.Action, spoken.OnChange.Absent.After), Is.EqualTo((ChangeAction.Revoke, TimeSpan.FromDays(7))));
        Assert.That(spoken.Deliver.Select(rule => rule.DeliverPrivacyUnknown), Is.EqualTo(new[] { false, true }));
    }

    private static string Codes(string section) => string.Join(' ', Author.Compile(Author.Small(before: section)).Diagnostics.Select(found => found.Code));
}
