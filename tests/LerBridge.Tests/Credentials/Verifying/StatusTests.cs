using System.Text.Json.Nodes;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;
using LerBridge.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>Every purpose of a status list, and the two older kinds of list.</summary>
internal sealed class StatusTests
{
    private const string Url = "https://college.example/status/7";
    private const int Index = 94_567;

    [TestCase("revocation", 0, Verdict.Yes, "neither revoked nor suspended")]
    [TestCase("revocation", 1, Verdict.No, "has revoked it")]
    [TestCase("suspension", 1, Verdict.No, "has suspended it")]
    [TestCase("refresh", 1, Verdict.Yes, "has a newer version of it")]
    [TestCase("message", 1, Verdict.Yes, "has the number 1, which the credential does not explain")]
    [TestCase("somethingElse", 1, Verdict.Unknown, "a purpose that is not known here")]
    public void Each_purpose_says_its_own(string purpose, int bit, object expected, string why)
    {
        var report = Verify(Entry(purpose), List(purpose, bit == 0 ? [] : [Index]));

        Assert.That(report.Result("status"), Is.EqualTo(expected), report.Text());
        Assert.That(report.Why("status"), Does.Contain(why));
    }

    [TestCase(0, "Under review by the board")]
    [TestCase(1, "Accepted")]
    [TestCase(2, "Sent back [31m to the college")]
    public void A_message_is_told_in_the_words_of_the_credential_on_one_line(int value, string words)
    {
        var entry = Entry("message");
        entry["statusSize"] = 2;
        entry["statusMessage"] = new JsonArray(
            Message("0x0", "Under review by the board"), Message("0x1", "Accepted"), Message("0x2", "Sent back\u001b[31m to the college\n"), Message("0x3", "Refused"));
        int[] set = value switch { 1 => [(Index * 2) + 1], 2 => [Index * 2], _ => [] };

        var report = Verify(entry, List("message", set, length: 262_144));

        Assert.That(report.Result("status"), Is.EqualTo(Verdict.Yes), report.Text());
        Assert.That(report.Why("status"), Does.EndWith(words));
    }

    [TestCase("""[ { "status": "0x0", "message": "a" }, { "status": "0x1", "message": "b" } ]""")]
    [TestCase("""[ { "status": "0x0", "message": "a" }, { "status": "0x0", "message": "b" }, { "status": "0x1", "message": "c" }, { "status": "0x2", "message": "d" } ]""")]
    [TestCase("""[ { "status": "0", "message": "a" }, { "status": "1", "message": "b" }, { "status": "2", "message": "c" }, { "status": "3", "message": "d" } ]""")]
    [TestCase("[]")]
    public void Messages_that_do_not_explain_every_value_are_malformed(string messages)
    {
        var entry = Entry("message");
        entry["statusSize"] = 2;
        entry["statusMessage"] = JsonNode.Parse(messages);

        var report = Verify(entry, List("message", [], length: 262_144));

        Assert.That(report.Result("status"), Is.EqualTo(Verdict.No));
        Assert.That(report.Why("status"), Does.StartWith(StatusProblem.Malformed));
    }

    [Test]
    public void Of_several_entries_the_worst_decides_and_each_is_told()
    {
        var report = Signed.Verify(
            Signed.Badge().With("credentialStatus", new JsonArray(Entry("revocation"), Entry("suspension", Url + "b"))).Sign(),
            Material(List("revocation", []), List("suspension", [Index], Url + "b")));

        Assert.That(report.Result("status"), Is.EqualTo(Verdict.No));
        Assert.That(report.Why("status"), Is.EqualTo("The issuer has suspended it (bit 94567). It is neither revoked nor suspended by its list."));
    }

    [TestCase(0, Verdict.Yes)]
    [TestCase(1, Verdict.No)]
    public void The_predecessor_of_the_bitstring_list_is_read(int bit, object expected)
    {
        var badge = Signed.Badge();
        badge["@context"]!.AsArray().Add("https://w3id.org/vc/status-list/2021/v1");
        badge["credentialStatus"] = OlderEntry();

        var report = Signed.Verify(badge.Sign(), Material(OlderList(bit == 0 ? [] : [Index])));

        Assert.That(report.Result("status"), Is.EqualTo(expected), report.Text());
        Assert.That(report.Checks.Where(check => check.Check != "status").Select(check => check.Result), Has.All.EqualTo(Verdict.Yes), report.Text());
    }

    [Test]
    public void An_entry_of_one_kind_is_not_answered_by_a_list_of_the_other()
    {
        var report = Verify(Entry("revocation"), OlderList([]));

        Assert.That(report.Result("status"), Is.EqualTo(Verdict.Unknown));
        Assert.That(report.Why("status"), Does.Contain("another kind"));
    }

    [TestCase("""[]""", null, Verdict.Yes, "does not name it")]
    [TestCase("""[ { "id": "urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10", "revocationReason": "Issued by mistake." } ]""", null, Verdict.No, "Its reason: Issued by mistake.")]
    [TestCase("""[ { "id": "urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10", "revoked": false } ]""", null, Verdict.Yes, "does not name it")]
    [TestCase("""[ { "id": "urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10" } ]""", "did:web:other.example", Verdict.Unknown, "another issuer")]
    public void The_older_revocation_list_is_read_from_a_file(string revoked, string? issuer, object expected, string why)
    {
        var list = new JsonObject { ["id"] = Url, ["issuer"] = issuer ?? Signed.DidOf(Signed.Key), ["revokedCredential"] = JsonNode.Parse(revoked) };

        var report = Signed.Verify(WithOlderStatus().Sign(), Material(list));

        Assert.That(report.Result("status"), Is.EqualTo(expected), report.Text());
        Assert.That(report.Why("status"), Does.Contain(why));
    }

    [Test]
    public void Without_its_file_the_older_revocation_list_is_not_at_hand_and_a_malformed_one_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("list.json"), """{ "id": "https://x.example/1", "revokedCredential": [ { "revoked": true } ] }""");

        var report = Signed.Verify(WithOlderStatus().Sign());

        Assert.That(report.Result("status"), Is.EqualTo(Verdict.Unknown));
        Assert.That(report.Why("status"), Does.StartWith(StatusProblem.Retrieval));
        Assert.That(new VerificationMaterial().AddFile(folder.File("list.json")), Does.Contain("neither"));
    }

    public static JsonObject Entry(string purpose, string url = Url) => new()
    {
        ["id"] = $"{url}#{Index}",
        ["type"] = "BitstringStatusListEntry",
        ["statusPurpose"] = purpose,
        ["statusListIndex"] = "94567",
        ["statusListCredential"] = url,
    };

    public static JsonObject List(string purpose, int[] set, string url = Url, int length = 131_072) => new JsonObject
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
        ["id"] = url,
        ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
        ["issuer"] = Signed.DidOf(Signed.Key),
        ["validFrom"] = "2026-06-01T08:30:15Z",
        ["credentialSubject"] = new JsonObject
        {
            ["id"] = url + "#list",
            ["type"] = "BitstringStatusList",
            ["statusPurpose"] = purpose,
            ["encodedList"] = Bitstring.Encode(length, set),
        },
    }.Sign();

    public static JsonObject WithOlderStatus()
    {
        var badge = Signed.Badge();
        badge["@context"]!.AsArray().Add("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        return badge.With("credentialStatus", new JsonObject { ["id"] = Url, ["type"] = "1EdTechRevocationList" });
    }

    private static JsonObject Message(string status, string message) => new() { ["status"] = status, ["message"] = message };

    private static JsonObject OlderEntry() => Entry("revocation").With("type", "StatusList2021Entry");

    private static JsonObject OlderList(int[] set) => new JsonObject
    {
        // its context does not go with that of VC Data Model 2.0, so such lists are of the form before
        ["@context"] = new JsonArray("https://www.w3.org/2018/credentials/v1", "https://w3id.org/vc/status-list/2021/v1", "https://w3id.org/security/data-integrity/v2"),
        ["id"] = Url,
        ["type"] = new JsonArray("VerifiableCredential", "StatusList2021Credential"),
        ["issuer"] = Signed.DidOf(Signed.Key),
        ["issuanceDate"] = "2026-06-01T08:30:15Z",
        ["credentialSubject"] = new JsonObject
        {
            ["id"] = Url + "#list",
            ["type"] = "StatusList2021",
            ["statusPurpose"] = "revocation",
            ["encodedList"] = Bitstring.Encode(131_072, set)[1..],
        },
    }.Sign();

    private static VerificationReport Verify(JsonObject entry, JsonObject list) => Signed.Verify(Signed.Badge().With("credentialStatus", entry).Sign(), Material(list));

    private static VerificationMaterial Material(params JsonObject[] lists)
    {
        using var folder = new TempFolder();
        var material = new VerificationMaterial();
        foreach (var list in lists)
        {
            File.WriteAllBytes(folder.File("list.json"), list.Bytes());
            Assert.That(material.AddFile(folder.File("list.json")), Is.Null);
        }

        return material;
    }
}
