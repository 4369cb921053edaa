using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Building;

internal sealed class LearnerRecordTests
{
    private Issuing issuing = null!;

    [SetUp]
    public async Task Start() => this.issuing = await Issuing.Start();

    [TearDown]
    public void End() => this.issuing.Dispose();

    [Test]
    public void The_record_and_every_credential_in_it_verify_by_themselves()
    {
        var record = this.Issue(Claims());

        var embedded = Embedded(record);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge(record), Is.EqualTo(Verdict.Yes));
            Assert.That(embedded, Has.Count.EqualTo(2));
            Assert.That(embedded.Select(Judge), Has.All.EqualTo(Verdict.Yes));
            Assert.That(Texts(record, "type"), Is.EqualTo(new[] { "VerifiableCredential", "ClrCredential" }));
            Assert.That(record.GetProperty("partial").GetBoolean(), Is.True);
            Assert.That(record.GetProperty("@context")[1].GetString(), Is.EqualTo(Contexts.LearnerRecords));
            Assert.That(ProfileLint.Anyones(record), Is.Empty);
        }
    }

    [Test]
    public void The_credentials_in_it_have_ids_of_their_own_that_stay_and_its_subject_and_status()
    {
        var first = this.Issue(Claims());
        var second = this.Issue(Claims(claims => claims["partial"] = false));

        var ids = Embedded(first).Select(credential => credential.GetProperty("id").GetString()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids, Is.Unique);
            Assert.That(ids, Has.None.EqualTo(first.GetProperty("id").GetString()));
            Assert.That(Embedded(second).Select(credential => credential.GetProperty("id").GetString()), Is.EqualTo(ids));
            foreach (var credential in Embedded(first))
            {
                Assert.That(Subject(credential).GetProperty("id").GetString(), Is.EqualTo(Subject(first).GetProperty("id").GetString()));
                Assert.That(JsonElement.DeepEquals(credential.GetProperty("credentialStatus"), first.GetProperty("credentialStatus")), Is.True);
            }
        }
    }

    [Test]
    public void The_same_course_twice_is_two_credentials()
    {
        var record = this.Issue(Claims(claims => claims["credentials"]!.AsArray().Add(Badge("NUR-210", "C"))));

        Assert.That(Embedded(record).Select(credential => credential.GetProperty("id").GetString()), Is.Unique.And.Exactly(3).Items);
    }

    [Test]
    public void A_key_gives_a_credential_an_id_that_stays_whatever_comes_before_it_and_is_not_shown()
    {
        var second = this.Issue(Claims(claims => Key(claims, "row-1", "row-2")));
        var alone = this.Issue(Claims(claims =>
        {
            Key(claims, "row-1", "row-2");
            claims["credentials"]!.AsArray().RemoveAt(0);
        }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Embedded(alone).Single().GetProperty("id").GetString(), Is.EqualTo(Embedded(second)[1].GetProperty("id").GetString()));
            Assert.That(Embedded(second).Select(credential => credential.GetProperty("id").GetString()), Is.Unique);
            Assert.That(second.GetRawText(), Does.Not.Contain("row-1").And.Not.Contain("\"key\""));
            Assert.That(Embedded(second).Select(Judge), Has.All.EqualTo(Verdict.Yes));
        }

        static void Key(JsonObject claims, params string[] keys)
        {
            for (var index = 0; index < keys.Length; index++)
            {
                // the same course twice: only the key tells them apart
                claims["credentials"]![index] = Badge("NUR-210", "B");
                claims["credentials"]![index]!["key"] = keys[index];
            }
        }
    }

    [Test]
    public void A_key_that_is_no_text_is_refused()
    {
        var problems = this.Check(Claims(claims => claims["credentials"]![0]!["key"] = 7));

        Assert.That(problems.Select(problem => problem.Pointer), Is.EqualTo(new[] { "/credentials/0/key" }));
    }

    [Test]
    public void A_word_changed_within_a_credential_breaks_it_and_the_record()
    {
        var text = this.Issue(Claims()).GetRawText().Replace("\"value\":\"B\"", "\"value\":\"A\"", StringComparison.Ordinal);

        using var forged = JsonDocument.Parse(text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge(forged.RootElement), Is.EqualTo(Verdict.No));
            Assert.That(Embedded(forged.RootElement).Select(Judge), Is.EqualTo(new[] { Verdict.No, Verdict.Yes }));
        }
    }

    [Test]
    public void A_credential_left_out_breaks_the_record()
    {
        var record = JsonNode.Parse(this.Issue(Claims()).GetRawText())!;
        record["credentialSubject"]!["verifiableCredential"]!.AsArray().RemoveAt(1);

        using var forged = JsonDocument.Parse(record.ToJsonString());

        Assert.That(Judge(forged.RootElement), Is.EqualTo(Verdict.No));
    }

    [TestCase("name", "LB6301", "/name")]
    [TestCase("credentials", "LB6301", "/credentials")]
    public void What_the_profile_asks_for_is_named_when_it_is_missing(string member, string code, string pointer)
    {
        var problems = this.Check(Claims(claims => claims.Remove(member)));

        Assert.That(problems.Select(problem => (problem.Code, problem.Pointer)), Is.EqualTo(new[] { (code, pointer) }));
    }

    [Test]
    public void A_problem_in_an_embedded_credential_is_named_with_its_place()
    {
        var problems = this.Check(Claims(claims => claims["credentials"]![1]!["credentialSubject"]!["achievement"]!.AsObject().Remove("criteria")));

        Assert.That(problems.Select(problem => problem.Pointer), Is.EqualTo(new[] { "/credentialSubject/verifiableCredential/1/credentialSubject/achievement/criteria" }));
    }

    [Test]
    public void An_embedded_credential_may_not_write_what_the_engine_fills()
    {
        var problems = this.Check(Claims(claims => claims["credentials"]![0]!["issuer"] = "did:web:other.example"));

        Assert.That(problems.Select(problem => (problem.Code, problem.Pointer)), Is.EqualTo(new[] { ("LB6312", "/credentials/0/issuer") }));
    }

    [TestCase("isPartOf", "https://college.example/achievements/NUR-210", null)]
    [TestCase("isPartOf", "https://college.example/achievements/none", "LB6310")]
    [TestCase("isThePartOf", "https://college.example/achievements/NUR-210", "LB6304")]
    public void Associations_connect_achievements_of_the_record_by_the_words_of_the_profile(string type, string source, string? code)
    {
        var problems = this.Check(Claims(claims => claims["credentialSubject"] = new JsonObject
        {
            ["association"] = new JsonArray(new JsonObject { ["associationType"] = type, ["sourceId"] = source, ["targetId"] = "https://college.example/programs/RN" }),
        }));

        Assert.That(problems.Select(problem => problem.Code), Is.EqualTo(code is null ? [] : new[] { code }));
    }

    [Test]
    public void An_association_is_signed_with_the_record()
    {
        var record = this.Issue(Claims(claims => claims["credentialSubject"] = new JsonObject
        {
            ["association"] = new JsonArray(new JsonObject
            {
                ["associationType"] = "isPartOf",
                ["sourceId"] = "https://college.example/achievements/NUR-210",
                ["targetId"] = "https://college.example/programs/RN",
            }),
        }));

        using var forged = JsonDocument.Parse(record.GetRawText().Replace("isPartOf", "precedes", StringComparison.Ordinal));
        Assert.That((Judge(record), Judge(forged.RootElement)), Is.EqualTo((Verdict.Yes, Verdict.No)));
    }

    [Test]
    public void A_record_of_others_without_its_context_is_told_so()
    {
        using var record = JsonDocument.Parse(this.Issue(Claims()).GetRawText().Replace("\"" + Contexts.LearnerRecords + "\",", string.Empty, StringComparison.Ordinal));

        Assert.That(ProfileLint.Anyones(record.RootElement).Select(problem => problem.Code), Does.Contain("LB6307"));
    }

    internal static JsonObject Claims(Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["name"] = "Learner record",
            ["partial"] = true,
            ["credentials"] = new JsonArray(Badge("NUR-210", "B"), Badge("BIO-101", "A-")),
            ["achievements"] = new JsonArray(new JsonObject
            {
                ["id"] = "https://college.example/programs/RN",
                ["achievementType"] = "AssociateDegree",
                ["name"] = "Nursing",
                ["description"] = "Nursing",
                ["criteria"] = new JsonObject { ["narrative"] = "Degree requirements as published." },
            }),
        };
        change?.Invoke(claims);
        return claims;
    }

    private static JsonNode Badge(string course, string grade) => JsonNode.Parse(
        Issuing.BadgeClaims.Replace("NUR-210", course, StringComparison.Ordinal).Replace("\"value\": \"B\"", $"\"value\": \"{grade}\"", StringComparison.Ordinal))!;

    private static List<JsonElement> Embedded(JsonElement record) => [.. Subject(record).GetProperty("verifiableCredential").EnumerateArray()];

    private static JsonElement Subject(JsonElement credential) => credential.GetProperty("credentialSubject");

    private static IEnumerable<string?> Texts(JsonElement element, string member) => element.GetProperty(member).EnumerateArray().Select(one => one.GetString());

    private static Verdict Judge(JsonElement credential) =>
        new ProofVerifier(LerBridge.Credentials.Canonicalizers.Shared, TimeProvider.System).Verify(credential, method => PublicKey.FromMultibase(method[(method.IndexOf('#', StringComparison.Ordinal) + 1)..])).Single().Verdict;

    private JsonElement Issue(JsonObject claims)
    {
        var draft = Issuing.Draft(claims.ToJsonString(), CredentialProfile.LearnerRecord) with { Status = [new StatusEntry(StatusPurpose.Revocation, 1, 94567)] };
        using var document = JsonDocument.Parse(this.issuing.Issuer.Issue(draft).Document);
        return document.RootElement.Clone();
    }

    private IReadOnlyList<ClaimProblem> Check(JsonObject claims) => this.issuing.Issuer.Check(CredentialProfile.LearnerRecord, Encoding.UTF8.GetBytes(claims.ToJsonString()));
}
