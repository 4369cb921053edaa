using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Compiled;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Compiled;

/// <summary>The general processor is the judge of every kind of credential that we build, as we build it.</summary>
internal sealed class KindsTests
{
    private const int ValuesPerShape = 8;

    private static readonly IssuerProfile Issuer = new("did:web:ler.college.example", "Example College", "https://college.example", "https://ler.college.example");

    private static readonly IssuerProfile WithSchemas = Issuer with { Schemas = true, Contexts = DocumentContexts.Of(olderWallets: false, schemas: true) };

    private static readonly string[] Words = ["Statistics", "Soins infirmiers II", "統計学", "A\\u0000b \"quoted\"", "emoji 😀 and é", "line\\nbreak", "B+", "x"];

    [Test]
    public void A_thousand_employment_records_have_the_bytes_of_the_general_processor() =>
        AssertSame(shapes: 120, (shape, random) => new EmploymentBuilder(Issuer).Build(Draft(CredentialProfile.Employment, shape, random), Parsed(Employment(shape, random))));

    [Test]
    public void Hundreds_of_learner_records_with_their_signed_credentials_have_the_bytes_of_the_general_processor() =>
        AssertSame(shapes: 25, (shape, random) => new LearnerRecordBuilder(Issuer).Build(Draft(CredentialProfile.LearnerRecord, shape, random), Parsed(Record(shape, random)), unsigned => Signed(unsigned, random)));

    [Test]
    public void Hundreds_of_records_that_name_their_schemas_have_the_bytes_of_the_general_processor() =>
        AssertSame(shapes: 25, (shape, random) => new LearnerRecordBuilder(WithSchemas).Build(Draft(CredentialProfile.LearnerRecord, shape, random), Parsed(Record(shape, random)), unsigned => Signed(unsigned, random)));

    [Test]
    public void Hundreds_of_employment_records_that_name_their_schema_have_the_bytes_of_the_general_processor() =>
        AssertSame(shapes: 40, (shape, random) => new EmploymentBuilder(WithSchemas).Build(Draft(CredentialProfile.Employment, shape, random), Parsed(Employment(shape, random))));

    [Test]
    public void Hundreds_of_endorsements_have_the_bytes_of_the_general_processor() =>
        AssertSame(shapes: 30, (shape, random) => new EndorsementBuilder(shape % 2 == 0 ? Issuer : WithSchemas).Build(Draft(CredentialProfile.Endorsement, shape, random), Parsed(Endorsement(shape, random))));

    [Test]
    public void Hundreds_of_badges_with_endorsements_in_them_have_the_bytes_of_the_general_processor() =>
        AssertSame(shapes: 24, (shape, random) =>
        {
            var badge = Badge(shape, shape % 3, random);
            var endorsements = new JsonArray();
            for (var one = 0; one <= shape / 3 % 3; one++)
            {
                var unsigned = new EndorsementBuilder(shape % 2 == 0 ? Issuer : WithSchemas).Build(Draft(CredentialProfile.Endorsement, shape, random), Parsed(Endorsement(shape, random)));
                endorsements.Add(JsonNode.Parse(Signed(unsigned, random)));
            }

            badge["credentialSubject"]!["achievement"]!["endorsement"] = endorsements;
            return new OpenBadgeBuilder(WithSchemas).Build(Draft(CredentialProfile.OpenBadge, shape, random), Parsed(badge));
        });

    private static void AssertSame(int shapes, Func<int, Random, byte[]> make)
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        for (var shape = 0; shape < shapes; shape++)
        {
            for (var value = 0; value < ValuesPerShape; value++)
            {
                var json = make(shape, new Random((shape * 1000) + value));
                using var document = JsonDocument.Parse(json);
                var expected = SafeCanonicalizer.Canonicalize(document.RootElement, RdfcHash.Sha256, EmbeddedContexts.Shared);

                Assert.That(Encoding.UTF8.GetString(cache.Canonicalize(json)), Is.EqualTo(Encoding.UTF8.GetString(expected)), $"shape {shape}, values {value}");
            }
        }

        Assert.That(cache.FromShapes, Is.GreaterThan(shapes * ValuesPerShape / 3), "two of each shape go the general way, and equal words now and then make another shape");
    }

    private static JsonObject Employment(int shape, Random random)
    {
        var employment = new JsonObject
        {
            ["employer"] = new JsonObject { ["name"] = Word(random) },
            ["title"] = Word(random),
            ["started"] = $"20{random.Next(10, 26)}-03-0{random.Next(1, 10)}",
            ["status"] = "current",
        };
        if ((shape & 1) > 0)
        {
            employment["type"] = random.Next(2) == 0 ? "full-time" : "part-time";
        }

        if ((shape & 2) > 0)
        {
            employment["location"] = Word(random);
        }

        var skills = new JsonArray();
        for (var skill = 0; skill < shape / 4 % 5; skill++)
        {
            skills.Add(new JsonObject { ["targetName"] = Word(random), ["targetUrl"] = $"https://frameworks.example/{random.Next(1000)}", ["targetCode"] = Word(random) });
        }

        employment["skills"] = skills;
        return new JsonObject { ["employment"] = employment };
    }

    private static JsonObject Endorsement(int shape, Random random)
    {
        var claims = new JsonObject { ["name"] = Word(random), ["credentialSubject"] = new JsonObject() };
        if (shape % 4 > 1)
        {
            claims["credentialSubject"]!["endorsementComment"] = Word(random);
        }

        if (shape % 8 > 3)
        {
            claims["validUntil"] = $"20{random.Next(30, 60)}-05-08";
        }

        if (shape % 16 > 7)
        {
            claims["description"] = Word(random);
        }

        return claims;
    }

    private static JsonObject Record(int shape, Random random)
    {
        var credentials = new JsonArray();
        for (var course = 0; course <= shape % 7; course++)
        {
            credentials.Add(Badge(course, results: (shape + course) % 3, random));
        }

        var record = new JsonObject { ["name"] = Word(random), ["partial"] = random.Next(2) == 0, ["credentials"] = credentials };
        if (shape % 2 == 1)
        {
            record["credentialSubject"] = new JsonObject
            {
                ["association"] = new JsonArray(new JsonObject { ["associationType"] = "precedes", ["sourceId"] = Id(0), ["targetId"] = Id(shape % 7) }),
            };
        }

        return record;
    }

    private static JsonObject Badge(int course, int results, Random random)
    {
        var grades = new JsonArray();
        for (var result = 0; result < results; result++)
        {
            grades.Add(new JsonObject { ["value"] = Word(random) });
        }

        return new JsonObject
        {
            ["name"] = Word(random),
            ["awardedDate"] = "2026-05-08",
            ["credentialSubject"] = new JsonObject
            {
                ["creditsEarned"] = random.Next(0, 12) / 2.0,
                ["result"] = grades,
                ["achievement"] = new JsonObject
                {
                    ["id"] = Id(course),
                    ["name"] = Word(random),
                    ["description"] = Word(random),
                    ["criteria"] = new JsonObject { ["narrative"] = Word(random) },
                },
            },
        };
    }

    private static string Id(int course) => $"https://college.example/courses/{course}";

    private static string Word(Random random) => JsonNode.Parse($"\"{Words[random.Next(Words.Length)].Replace("\"quoted\"", "quoted", StringComparison.Ordinal)} {random.Next(100)}\"")!.GetValue<string>();

    private static JsonElement Parsed(JsonObject claims)
    {
        using var document = JsonDocument.Parse(claims.ToJsonString());
        return document.RootElement.Clone();
    }

    // what a signature is does not matter here, that there is one does
    private static byte[] Signed(byte[] unsigned, Random random)
    {
        var credential = JsonNode.Parse(unsigned)!.AsObject();
        credential["proof"] = new JsonObject
        {
            ["type"] = "DataIntegrityProof",
            ["cryptosuite"] = "eddsa-rdfc-2022",
            ["created"] = "2026-06-01T08:30:15Z",
            ["verificationMethod"] = "did:web:ler.college.example#z6Mkexample",
            ["proofPurpose"] = "assertionMethod",
            ["proofValue"] = $"z{random.Next(100_000)}",
        };
        return Encoding.UTF8.GetBytes(credential.ToJsonString());
    }

    private static CredentialDraft Draft(CredentialProfile profile, int shape, Random random) => Issuing.Draft("{}", profile) with
    {
        Id = $"urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-{random.Next(1 << 30):x12}",
        Status = shape % 3 > 0
            ? [new StatusEntry(StatusPurpose.Revocation, 1, random.Next(131_072))]
            : [new StatusEntry(StatusPurpose.Revocation, 1, random.Next(131_072)), new StatusEntry(StatusPurpose.Suspension, 2, random.Next(131_072))],
    };
}
