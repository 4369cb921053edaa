using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Credentials;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Running;

/// <summary>What keeps claims from being issued is told with the line of the mapping that wrote it.</summary>
internal sealed class ClaimPlacesTests
{
    private const string Badge = """
        lerbridge: mapping/v1
        id: small
        title: Small
        owner: registrar@college.example
        source: { connector: canvas-main, stream: course_completions }
        issue:
          profile: ob3@3.0.3
          name: ${course.name}
          credentialSubject:
            activityStartDate: 2026-02-01
            activityEndDate: = ended_on
            results:
              - name: Final grade
                type: LetterGrade
                value: { value: = grade.letter, if_missing: omit }
            achievement:
              id: https://college.example/a/${url_encode(course.id)}
              name: A
              description: { value: = course.code, if_missing: { use: D } }
              criteria:
                narrative: N
              alignment:
                - targetName: One
                  targetUrl: https://college.example/1
                - targetName: Two
                  targetUrl: https://college.example/2
              tag: = section.names
          evidence:
            for: name in section.names
            each:
              name: = name
              narrative: N
        """;

    private static readonly Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>> Check =
        new ClaimsPreflight(new IssuerOptions { Did = Author.Issuer, Name = "Example College", PublicBaseUrl = "https://ler.college.example" }).Check;

    [TestCase("/name", "8:9")]
    [TestCase("/credentialSubject/activityStartDate", "10:24")]
    [TestCase("/credentialSubject/activityEndDate", "11:22")]
    [TestCase("/credentialSubject/achievement/id", "17:11")]
    [TestCase("/credentialSubject/achievement/description", "19:29")]
    [TestCase("/credentialSubject/achievement/criteria/narrative", "21:20")]
    [TestCase("/credentialSubject/achievement/alignment/1/targetUrl", "26:22")]
    [TestCase("/credentialSubject/achievement/alignment/0", "23:11")]
    [TestCase("/credentialSubject/achievement/tag/0", "27:12")]
    [TestCase("/evidence/1/name", "31:13")]
    [TestCase("/credentialSubject/result/0/value", "15:25")]
    [TestCase("/credentialSubject/achievement/resultDescription/0/name", "13:15")]
    [TestCase("/credentialSubject/achievement/resultDescription/0/resultType", "14:15")]
    [TestCase("/credentialSubject/identifier/0/identityHash", "7:12")]
    [TestCase("/credentialSubject/achievement/inLanguage", "16:5")]
    [TestCase("/credentialSubject", "9:3")]
    [TestCase("/issuer", "6:1")]
    [TestCase("", "6:1")]
    public void Every_part_of_the_credential_leads_to_what_wrote_it(string pointer, string expected)
    {
        var plan = Author.Plan(Badge);
        var issue = (MapResult.Issue)plan.Mapper.Map(Author.Ana("ended_on = 2026-05-01"));

        Assert.That(plan.Places?.Of(pointer, issue.Claims), Is.EqualTo($"canvas-courses.yaml:{expected}"));
    }

    [Test]
    public void Where_items_were_left_out_the_list_is_told_and_not_a_wrong_item()
    {
        var text = Badge.Replace("targetName: One", "targetName: { value: = course.code, if_missing: { skip: no code } }", StringComparison.Ordinal);
        var plan = Author.Plan(text);

        Assert.That(plan.Places?.Of("/credentialSubject/achievement/alignment/0/targetUrl", "{\"credentialSubject\":{\"achievement\":{\"alignment\":[{}]}}}"u8.ToArray()), Is.EqualTo("canvas-courses.yaml:22:7"));
    }

    [TestCase("/credentialSubject/role", "10:12")]
    [TestCase("/credentialSubject/achievement/name", "10:12")]
    [TestCase("/credentialSubject/achievement/id", "10:12")]
    [TestCase("/credentialSubject/activityEndDate", "12:12")]
    [TestCase("/credentialSubject/employment/endDate", "12:12")]
    [TestCase("/credentialSubject/employment/employmentType", "13:11")]
    [TestCase("/credentialSubject/employment/worksFor/name", "9:23")]
    [TestCase("/credentialSubject/achievement/alignment/0/targetUrl", "16:20")]
    [TestCase("/credentialSubject/achievement/alignment/0/targetDescription", "17:23")]
    [TestCase("/employment/started", "11:14")]
    public void What_is_made_of_a_position_leads_to_the_position(string pointer, string expected)
    {
        const string Position = """
            lerbridge: mapping/v1
            id: small
            title: Small
            owner: hr@employer.example
            source: { connector: workday, stream: position_history }
            issue:
              profile: employment@1
              employment:
                employer: { name: Harbor }
                title: Lead
                started: 2020-01-01
                ended: 2019-01-01
                type: full-time
                skills:
                  - targetName: One
                    targetUrl: https://college.example/1
                    validated_by: supervisor
            """;
        var plan = Author.Plan(Position);

        Assert.That(plan.Places?.Of(pointer, "{\"employment\":{\"skills\":[{}]}}"u8.ToArray()), Is.EqualTo($"canvas-courses.yaml:{expected}"));
    }

    [Test]
    public void A_run_a_test_and_a_sample_hold_the_record_at_the_line()
    {
        var given = "course: { id: '1', name: Care }\n      person: { id: '2', full_name: Ana Ruiz }\n      section: { names: [Day] }\n      ended_on: 2026-01-31";
        var mapping = Author.Compile($"{Badge}\ntests:\n  - name: t\n    given:\n      {given}\n    expect: {{ outcome: issue }}");
        var plan = mapping.Plan ?? throw new InvalidOperationException(string.Join(' ', mapping.Diagnostics));
        var held = CheckedMapper.Checked(plan, plan.Mapper.Map(Author.Ana("ended_on = 2026-01-31")), Check);

        Assert.That((held as MapResult.Hold)?.Reason, Is.EqualTo(new MapReason("LB6313", "activityEndDate lies before activityStartDate. (/credentialSubject/activityEndDate)", "canvas-courses.yaml:11:22")));
        Assert.That(MappingTests.Run(mapping).Single().Passed, Is.True, "by the mapping alone");
        Assert.That(MappingTests.Run(mapping, Check).Single().Mismatches.Single().Because, Does.EndWith("(LB6313, canvas-courses.yaml:11:22)"));
    }

    [Test]
    public void A_learner_record_leads_into_the_credentials_that_it_embeds()
    {
        const string Record = """
            lerbridge: mapping/v1
            id: small
            title: Small
            owner: registrar@college.example
            source: { connector: canvas-main, stream: course_completions }
            issue:
              profile: clr@2.0
              name: Record
              credentials:
                - name: One
                  credentialSubject:
                    achievement:
                      id: https://college.example/1
                      name: One
                      description: D
                      criteria: { narrative: N }
              achievements:
                - id: https://college.example/2
                  name: Two
                  description: D
                  criteria: { narrative: N }
            """;
        var plan = Author.Plan(Record);
        var claims = ((MapResult.Issue)plan.Mapper.Map(Author.Ana())).Claims;

        Assert.That(plan.Places?.Of("/credentialSubject/verifiableCredential/0/credentialSubject/achievement/name", claims), Is.EqualTo("canvas-courses.yaml:14:17"));
        Assert.That(plan.Places?.Of("/credentials/0/name", claims), Is.EqualTo("canvas-courses.yaml:10:13"));
        Assert.That(plan.Places?.Of("/credentialSubject/achievement/0/name", claims), Is.EqualTo("canvas-courses.yaml:19:13"));
    }
}
