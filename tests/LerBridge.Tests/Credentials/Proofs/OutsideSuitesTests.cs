using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Proofs.SelectiveDisclosure;
using LerBridge.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs;

/// <summary>
/// Writes what tests/outside-verifier judges: credentials of every kind by every suite, under a did:key so that nothing else is needed. They go to the folder that
/// LERBRIDGE_OUTSIDE names, or to one that goes with the test; either way our own verifier reads them back from there.
/// </summary>
internal sealed class OutsideSuitesTests : IDisposable
{
    private static readonly string[] MandatoryPointers = ["/issuer", "/validFrom", "/credentialSubject/achievement"];

    private readonly TempFolder own = new();

    private string Folder => Environment.GetEnvironmentVariable("LERBRIDGE_OUTSIDE") is { Length: > 0 } named ? named : this.own.Path;

    public void Dispose() => this.own.Dispose();

    [Test]
    public async Task Credentials_of_every_kind_issued_under_a_did_key_verify_from_their_files()
    {
        using var issuing = await Issuing.Start();
        var issuer = UnderDidKey(issuing);

        foreach (var (name, draft) in Kinds(issuing))
        {
            await this.WriteAsync("issued", name, issuer.Issue(draft).Document);
        }

        this.AssertRight("issued", 5);
    }

    [Test]
    public async Task Credentials_that_name_their_schemas_verify_from_their_files()
    {
        using var issuing = await Issuing.Start();
        var issuer = UnderDidKey(issuing, schemas: true);

        foreach (var (name, draft) in Kinds(issuing))
        {
            await this.WriteAsync("schemas", name, issuer.Issue(draft).Document);
        }

        this.AssertRight("schemas", 5);
    }

    [Test]
    public async Task A_presentation_for_a_domain_and_a_challenge_verifies_from_its_file()
    {
        using var issuing = await Issuing.Start();
        var issuer = UnderDidKey(issuing);
        var presentation = new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
            ["id"] = "urn:uuid:0c07c1ce-57cb-41af-bef2-1b932b986873",
            ["type"] = new JsonArray("VerifiablePresentation"),
            ["holder"] = issuer.Did,
            ["verifiableCredential"] = new JsonArray([.. Kinds(issuing).Select(kind => JsonNode.Parse(issuer.Issue(kind.Draft).Document.Span))]),
        };
        var options = JsonNode.Parse(Options(issuing, "eddsa-rdfc-2022").GetRawText())!;
        options["proofPurpose"] = "authentication";
        options["domain"] = "jobs.example";
        options["challenge"] = "8f1c";
        using var unsigned = JsonDocument.Parse(presentation.ToJsonString());
        using var proof = JsonDocument.Parse(options.ToJsonString());

        await this.WriteAsync("presentation", "shown", new ProofSigner(Canonicalizers.Shared).Sign(unsigned.RootElement, proof.RootElement, issuing.Keys.Active));

        this.AssertRight("presentation", 1);
    }

    [TestCase(KeyAlgorithm.Ed25519, "eddsa-rdfc-2022")]
    [TestCase(KeyAlgorithm.Ed25519, "eddsa-jcs-2022")]
    [TestCase(KeyAlgorithm.P256, "ecdsa-rdfc-2019")]
    [TestCase(KeyAlgorithm.P384, "ecdsa-rdfc-2019")]
    public async Task Every_suite_signs_every_kind(object algorithm, string suite)
    {
        using var issuing = await Issuing.Start((KeyAlgorithm)algorithm);
        var issuer = UnderDidKey(issuing);
        var folder = $"{suite}-{algorithm}".ToLowerInvariant();

        // the library that judges JCS proofs compares contexts by identity, so it refuses every inline one, as an employment record has
        foreach (var (name, draft) in Kinds(issuing).Where(kind => suite != "eddsa-jcs-2022" || kind.Name != "employment"))
        {
            using var unsigned = JsonDocument.Parse(issuer.Build(draft));
            await this.WriteAsync(folder, name, new ProofSigner(Canonicalizers.Shared).Sign(unsigned.RootElement, Options(issuing, suite), issuing.Keys.Active));
        }

        this.AssertRight(folder, suite == "eddsa-jcs-2022" ? 4 : 5);
    }

    [Test]
    public async Task Base_proofs_and_what_is_shown_of_them_verify_from_their_files()
    {
        using var issuing = await Issuing.Start(KeyAlgorithm.P256);
        var issuer = UnderDidKey(issuing);
        var suite = new EcdsaSd2023(Canonicalizers.Shared);
        using var unsigned = JsonDocument.Parse(issuer.Build(Issuing.Draft(Issuing.BadgeClaims)));
        var proof = suite.MakeBaseProof(unsigned.RootElement, Options(issuing, "ecdsa-sd-2023"), MandatoryPointers, issuing.Keys.Active);
        var signed = JsonNode.Parse(unsigned.RootElement.GetRawText())!.AsObject();
        signed["proof"] = JsonNode.Parse(proof.GetRawText());
        var shown = suite.Derive(unsigned.RootElement, proof, ["/credentialSubject/result"]);

        await this.WriteAsync("ecdsa-sd-2023-base", "badge", System.Text.Encoding.UTF8.GetBytes(signed.ToJsonString()));
        await this.WriteAsync("ecdsa-sd-2023-shown", "badge", System.Text.Encoding.UTF8.GetBytes(shown.GetRawText()));

        this.AssertRight("ecdsa-sd-2023-base", 1);
        this.AssertRight("ecdsa-sd-2023-shown", 1);
    }

    private static CredentialIssuer UnderDidKey(Issuing issuing, bool schemas = false) =>
        new(Issuing.Options with { Did = "did:key:" + issuing.Keys.Active.Public.Multibase, CredentialSchema = schemas }, issuing.Keys, new StoppedClock(Issuing.ValidFrom));

    private static IEnumerable<(string Name, CredentialDraft Draft)> Kinds(Issuing issuing)
    {
        var endorsement = Unlisted(Issuing.Draft("""{ "name": "In good standing", "credentialSubject": { "endorsementComment": "Meets the standard." } }""", CredentialProfile.Endorsement)) with
        {
            Id = "urn:uuid:f0a1b2c3-0000-8000-8000-000000000001",
            SubjectId = "https://college.example/achievements/NUR-210",
        };
        var endorsed = JsonNode.Parse(Issuing.BadgeClaims)!;
        endorsed["credentialSubject"]!["achievement"]!["endorsement"] = new JsonArray(JsonNode.Parse(UnderDidKey(issuing).Issue(endorsement).Document.Span));
        var record = new JsonObject { ["name"] = "Learner record", ["partial"] = true, ["credentials"] = new JsonArray(JsonNode.Parse(Issuing.BadgeClaims)) };
        return
        [
            ("badge", Unlisted(Issuing.Draft(Issuing.BadgeClaims))),
            ("employment", Unlisted(Issuing.Draft(Issuing.EmploymentClaims, CredentialProfile.Employment))),
            ("endorsement", endorsement),
            ("endorsed", Unlisted(Issuing.Draft(endorsed.ToJsonString()))),
            ("record", Unlisted(Issuing.Draft(record.ToJsonString(), CredentialProfile.LearnerRecord))),
        ];
    }

    // without a status list there is nothing that could not be checked
    private static CredentialDraft Unlisted(CredentialDraft draft) => draft with { Status = [] };

    private static JsonElement Options(Issuing issuing, string suite) => LerBridge.Credentials.Proofs.Json.Written(json =>
    {
        var key = issuing.Keys.Active.Public.Multibase;
        json.WriteStartObject();
        json.WriteString("type", "DataIntegrityProof");
        json.WriteString("cryptosuite", suite);
        json.WriteString("created", "2026-06-01T08:30:15Z");
        json.WriteString("verificationMethod", $"did:key:{key}#{key}");
        json.WriteString("proofPurpose", "assertionMethod");
        json.WriteEndObject();
    });

    private async Task WriteAsync(string folder, string name, ReadOnlyMemory<byte> document) =>
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(this.Folder, folder)).FullName, name + ".json"), document.ToArray());

    private void AssertRight(string folder, int count)
    {
        var verifier = new CredentialVerifier(new VerificationMaterial(), new StoppedClock(Issuing.ValidFrom.AddDays(1)));
        var files = Directory.GetFiles(Path.Combine(this.Folder, folder), "*.json");
        Assert.That(files, Has.Length.EqualTo(count));
        foreach (var file in files)
        {
            var report = verifier.VerifyFile(file);
            Assert.That(report.Checks.Where(check => check.Result != Verdict.Yes).Where(check => check.Check != "status"), Is.Empty, $"{file}\n{string.Join('\n', report.Checks)}");
        }
    }
}
