using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Tests.Credentials.Jose;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>What is made to deceive or to cost is refused, with the reason; the limit of time is generous for slow machines and far below what an unbounded reading would take.</summary>
internal sealed class HostileTests
{
    [TestCase("{\"a\":1,\"a\":2}", "a name twice")]
    [TestCase("{\"a\":\"\\ud800\"}", "no Unicode text")]
    [TestCase("{\"\\udc00\":1}", "no Unicode text")]
    [TestCase("{\"a\":", "syntax")]
    public void Text_that_readers_would_read_differently_is_refused(string text, string why) =>
        Assert.That(Signed.Verify(Encoding.UTF8.GetBytes(text)).Why("form"), Does.Contain(why));

    [Test]
    [CancelAfter(10_000)]
    public void Ten_megabytes_and_a_depth_of_ten_thousand_are_refused()
    {
        var large = "{\"a\":\"" + new string('x', 10 * 1024 * 1024) + "\"}";
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);

        Assert.That(Signed.Verify(Encoding.UTF8.GetBytes(large)).Why("form"), Does.Contain("more than 1048576 bytes"));
        Assert.That(Signed.Verify(Encoding.UTF8.GetBytes(deep)).Why("form"), Does.Contain("deeper than 64"));
    }

    [Test]
    [CancelAfter(30_000)]
    public void A_poison_graph_is_refused_and_what_stands_beside_it_is_not_looked_at()
    {
        // everyone knows everyone, so no node differs from another by what is around it
        var nodes = Enumerable.Range(0, 10).Select(i => $"_:n{i}").ToArray();
        var clique = new JsonArray([.. nodes.Select(node => new JsonObject
        {
            ["@id"] = node,
            ["https://x.example/knows"] = new JsonArray([.. nodes.Where(other => other != node).Select(other => new JsonObject { ["@id"] = other })]),
        })]);
        var record = Signed.Record(Signed.Badge().Sign());
        record["https://x.example/all"] = clique;
        record["proof"] = new JsonArray([.. Enumerable.Range(0, 32).Select(_ => Signed.Badge().Sign()["proof"]!.DeepClone())]);

        var report = Signed.Verify(record);

        Assert.That(report.Verified, Is.False);
        Assert.That(report.Result("context"), Is.EqualTo(Verdict.No), report.Text());
        Assert.That(report.Checks.Where(check => check.Check == "proof").Select(check => check.Result), Is.All.EqualTo(Verdict.No).And.Exactly(32).Items);
        Assert.That(report.Why("embedded"), Does.Contain("cannot be processed"), report.Text());
    }

    [Test]
    public void A_change_in_any_member_is_found()
    {
        var right = Signed.Badge().With("endorsement", new JsonArray(Signed.Endorsement(Signed.AchievementId).Sign(Signed.Other))).Sign();
        var leaves = Leaves(right, string.Empty).ToArray();

        foreach (var place in leaves)
        {
            var changed = right.DeepClone();
            Change(changed, place);
            Assert.That(Signed.Verify(changed).Verified, Is.Not.True, place);
        }

        Assert.That(leaves, Has.Length.GreaterThan(30));
        Assert.That(Signed.Verify(right).Verified, Is.True, Signed.Verify(right).Text());
    }

    [Test]
    public void A_change_in_any_byte_of_a_JWT_is_found()
    {
        var jwt = Jwts.Signed(JwtProfile.OpenBadges, Signed.Other, Signed.Badge(Signed.Other), $"{Signed.DidOf(Signed.Other)}#{Signed.Other.Public.Multibase}");
        for (var i = 0; i < jwt.Length; i += 7)
        {
            var changed = jwt.ToArray();
            changed[i] = changed[i] == 'A' ? (byte)'B' : (byte)'A';
            Assert.That(Signed.Verify(changed).Verified, Is.Not.True, $"at {i}");
        }
    }

    [TestCase("none")]
    [TestCase("HS256")]
    [TestCase("RS256")]
    [TestCase("ES384")]
    public void The_algorithm_is_the_keys_and_not_the_headers_choice(string algorithm)
    {
        var (header, payload) = Jwts.Parts(Jwts.Signed(JwtProfile.VcJose, Signed.Other, Signed.Badge(Signed.Other), $"{Signed.DidOf(Signed.Other)}#{Signed.Other.Public.Multibase}"));
        header["alg"] = algorithm;

        var report = Signed.Verify(Jwts.Raw(header, payload, Signed.Other));

        Assert.That(report.Result("proof"), Is.EqualTo(Verdict.No), report.Text());
    }

    [Test]
    public void A_suite_of_another_kind_of_key_is_refused()
    {
        var badge = Signed.Badge().Sign();
        badge["proof"]!["cryptosuite"] = "ecdsa-rdfc-2019";

        Assert.That(Signed.Verify(badge).Result("proof"), Is.EqualTo(Verdict.No));
    }

    [TestCase("expires", "2026-06-01T00:00:00Z", "had expired")]
    [TestCase("revoked", "2026-06-01T00:00:00Z", "revoked the key")]
    public void A_key_that_the_issuer_gave_up_is_refused(string member, string time, string why)
    {
        const string Did = "did:web:college.example";
        using var folder = new TempFolder();
        var document = Online.OnlineVerifierTests.DidDocument();
        document["verificationMethod"]![0]![member] = time;
        File.WriteAllBytes(folder.File("did.json"), document.Bytes());
        var material = new VerificationMaterial();
        Assert.That(material.AddFile(folder.File("did.json")), Is.Null);

        var report = Signed.Verify(Signed.Badge(issuer: Did).Sign(method: $"{Did}#{Signed.Key.Public.Multibase}"), material);

        Assert.That(report.Result("issuer"), Is.EqualTo(Verdict.No), report.Text());
        Assert.That(report.Why("issuer"), Does.Contain(why));
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string place) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, place + "/" + member.Key)),
        JsonArray items => items.SelectMany((item, index) => Leaves(item, place + "/" + index)),
        _ => [place],
    };

    private static void Change(JsonNode node, string place)
    {
        var steps = place.Split('/')[1..];
        foreach (var step in steps[..^1])
        {
            node = (node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node[step])!;
        }

        if (node is JsonArray items)
        {
            items[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = "changed";
        }
        else
        {
            node[steps[^1]] = "changed";
        }
    }
}
