using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Building;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Building;

/// <summary>
/// What the published schemas refuse, the lint refuses too: of thousands of changes to whole credentials none that breaks the schema passes. The other way round the lint is
/// stricter, since it holds the prose and the official checker as well.
/// </summary>
internal sealed class SchemaLintTests
{
    private static readonly string[] Replacements =
    [
        "null", "true", "5", "-1.5", "\"\"", "\"x\"", "\"2026-13-01T00:00:00Z\"", "\"2026-01-01T00:00:00\"", "\"ext:Own\"", "[]", "{}", "[null]", "[5]", "[[]]", "[{}]", "[\"x\"]", "{\"en\":\"x\"}", "{\"en\":5}",
        "{\"a\":\"x\"}", "{\"@value\":\"x\"}", "{\"type\":5}", "{\"id\":5,\"type\":\"x\"}", "{\"id\":\"urn:x\",\"type\":[\"x\"]}", "{\"id\":\"urn:x\",\"type\":null}",
    ];

    private static readonly string[] Kinds = ["OpenBadgeCredential", "ClrCredential", "EndorsementCredential", "AchievementSubject", "ClrSubject", "EndorsementSubject"];

    private static readonly string[] Names = ["id", "type", "name", "extra", "endorsement", "verifiableCredential", "credentialStatus"];

    [TestCase("ob/ob_v3p0_achievementcredential_schema.json")]
    [TestCase("ob/ob_v3p0_endorsementcredential_schema.json")]
    [TestCase("clr/clr_v2p0_clrcredential_schema.json")]
    [CancelAfter(600_000)]
    public void No_single_change_that_breaks_the_schema_passes_the_lint(string schema, CancellationToken token)
    {
        var validator = SchemaValidator.Read(schema);
        var whole = Whole(schema);
        AssertWhole(validator, whole);
        var missed = new List<string>();
        var (tried, broken) = (0, 0);
        foreach (var place in Places(whole, string.Empty).ToArray())
        {
            foreach (var (name, mutant) in Mutants(whole, place))
            {
                token.ThrowIfCancellationRequested();
                tried++;
                broken += Judge(validator, mutant, name, missed) ? 1 : 0;
            }
        }

        Assert.That(missed, Is.Empty, $"{missed.Count} of {broken}");
        Assert.That(broken, Is.GreaterThan(1000));
        Assert.That(tried - broken, Is.GreaterThan(100));
    }

    [TestCase("ob/ob_v3p0_achievementcredential_schema.json", 41)]
    [TestCase("ob/ob_v3p0_endorsementcredential_schema.json", 42)]
    [TestCase("clr/clr_v2p0_clrcredential_schema.json", 43)]
    [CancelAfter(600_000)]
    public void No_several_changes_that_break_the_schema_pass_the_lint(string schema, int seed, CancellationToken token)
    {
        var validator = SchemaValidator.Read(schema);
        var whole = Whole(schema);
        var random = new Random(seed);
        var missed = new List<string>();
        var broken = 0;
        for (var i = 0; i < 3000; i++)
        {
            token.ThrowIfCancellationRequested();
            var mutant = whole.DeepClone().AsObject();
            var names = new List<string>();
            for (var changes = random.Next(2, 5); changes > 0; changes--)
            {
                var places = Places(mutant, string.Empty).ToArray();
                var all = Mutants(mutant, places[random.Next(places.Length)]).ToArray();
                if (all.Length > 0)
                {
                    var (name, next) = all[random.Next(all.Length)];
                    names.Add(name);
                    mutant = next;
                }
            }

            broken += Judge(validator, mutant, string.Join(", ", names), missed) ? 1 : 0;
        }

        Assert.That(missed, Is.Empty, $"{missed.Count} of {broken}");
        Assert.That(broken, Is.GreaterThan(1000));
    }

    [Test]
    public void What_has_the_context_and_the_subject_of_a_profile_and_not_its_type_is_not_taken_for_something_else()
    {
        var badge = Signed.Badge().With("type", new JsonArray("VerifiableCredential"));

        Assert.That(Lint(badge).Select(problem => (problem.Code, problem.Pointer)), Does.Contain((LintCodes.WrongType, "/type")));
    }

    [Test]
    public void A_record_without_a_credential_in_it_is_none()
    {
        Assert.That(Lint(Signed.Record()).Select(problem => (problem.Code, problem.Pointer)), Does.Contain((LintCodes.Missing, "/credentialSubject/verifiableCredential")));
        Assert.That(Signed.Verify(Signed.Record().Sign()).Verified, Is.False);
    }

    [Test]
    public void A_credential_of_no_profile_may_have_several_types_of_status_and_several_services()
    {
        var credential = Signed.Badge();
        credential["@context"] = "https://www.w3.org/ns/credentials/v2";
        credential["type"] = "VerifiableCredential";
        credential["credentialStatus"] = JsonNode.Parse("""[{"type":["Own","Other"]}]""");
        credential["refreshService"] = JsonNode.Parse("""[{"type":"Own"},{"type":"Other"}]""");

        Assert.That(Lint(credential), Is.Empty);
    }

    /// <returns>True where the schema refuses the mutant.</returns>
    private static bool Judge(SchemaValidator validator, JsonObject mutant, string name, List<string> missed)
    {
        using var asSchemaHasIt = JsonDocument.Parse(Narrowed(mutant).ToJsonString());
        if (validator.Accepts(asSchemaHasIt.RootElement) || !SaysWhatItIs(mutant))
        {
            return false;
        }

        using var json = JsonDocument.Parse(mutant.ToJsonString());
        if (ProfileLint.Anyones(json.RootElement).Count == 0)
        {
            missed.Add(name);
        }

        return true;
    }

    /// <summary>
    /// Two members that the schemas have once and the standards under them several times: status entries, of which a credential may have one for revocation and one for
    /// suspension (VC Data Model 2.0, section 4.10), and the domains of a proof (VC Data Integrity 1.0, section 2.1).
    /// </summary>
    private static JsonObject Narrowed(JsonObject mutant)
    {
        var copy = mutant.DeepClone().AsObject();
        if (copy["credentialStatus"] is JsonArray { Count: 1 } status)
        {
            copy["credentialStatus"] = status[0]?.DeepClone();
        }

        foreach (var proof in (copy["proof"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (proof["domain"] is JsonArray domains && domains.All(domain => domain?.GetValueKind() == JsonValueKind.String))
            {
                proof["domain"] = "x";
            }
        }

        return copy;
    }

    /// <summary>Where neither the type nor that of the subject is of a profile, nothing asks for its schema.</summary>
    private static bool SaysWhatItIs(JsonObject mutant) =>
        Types(mutant["type"]).Concat(Types((mutant["credentialSubject"] as JsonObject)?["type"])).Intersect(Kinds).Any();

    private static IEnumerable<string> Types(JsonNode? type) =>
        (type as JsonArray ?? [type?.DeepClone()]).Where(one => one?.GetValueKind() == JsonValueKind.String).Select(one => one?.GetValue<string>() ?? string.Empty);

    private static void AssertWhole(SchemaValidator validator, JsonObject whole)
    {
        using var json = JsonDocument.Parse(whole.ToJsonString());
        Assert.That(validator.Accepts(json.RootElement), Is.True, "The credential without a change keeps the schema.");
        Assert.That(ProfileLint.Anyones(json.RootElement), Is.Empty, "The credential without a change passes the lint.");
    }

    private static IReadOnlyList<LerBridge.Core.Credentials.ClaimProblem> Lint(JsonNode credential)
    {
        using var json = JsonDocument.Parse(credential.ToJsonString());
        return ProfileLint.Anyones(json.RootElement);
    }

    private static IEnumerable<string> Places(JsonNode? node, string pointer)
    {
        if (pointer.Length > 0)
        {
            yield return pointer;
        }

        var members = node switch
        {
            JsonObject value => value.Select(member => (member.Key, member.Value)),
            JsonArray list => list.Select((item, index) => (index.ToString(System.Globalization.CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        foreach (var inner in members.SelectMany(member => Places(member.Item2, $"{pointer}/{member.Item1}")))
        {
            yield return inner;
        }
    }

    private static IEnumerable<(string Name, JsonObject Mutant)> Mutants(JsonObject whole, string place)
    {
        yield return ($"without {place}", Changed(whole, place, (_, remove) => remove()));
        yield return ($"{place} in a list", Changed(whole, place, (value, _) => new JsonArray(value?.DeepClone())));
        foreach (var replacement in Replacements)
        {
            yield return ($"{place} = {replacement}", Changed(whole, place, (_, _) => JsonNode.Parse(replacement)));
        }

        var there = At(whole, place);
        if (there is JsonArray)
        {
            foreach (var more in new[] { "5", "null", "{}", "\"x\"" })
            {
                yield return ($"{place} and {more}", Changed(whole, place, (value, _) => With(value, list => list.AsArray().Add(JsonNode.Parse(more)))));
            }
        }
        else if (there is JsonObject)
        {
            foreach (var name in Names)
            {
                yield return ($"{place} with {name}", Changed(whole, place, (value, _) => With(value, map => map.AsObject()[name] = 5)));
            }
        }
    }

    private static JsonNode? With(JsonNode? value, Action<JsonNode> change)
    {
        var copy = value?.DeepClone() ?? throw new InvalidOperationException("a value expected");
        change(copy);
        return copy;
    }

    private static JsonNode? At(JsonNode? node, string place) =>
        place.Split('/').Skip(1).Aggregate(node, (at, part) => at is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : at?[part]);

    private static JsonObject Changed(JsonObject whole, string place, Func<JsonNode?, Func<JsonNode?>, JsonNode?> change)
    {
        var copy = whole.DeepClone().AsObject();
        var slash = place.LastIndexOf('/');
        var (owner, name) = (At(copy, place[..slash]), place[(slash + 1)..]);
        var removed = false;
        if (owner is JsonArray list)
        {
            var index = int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
            var next = change(list[index], Remove);
            if (removed)
            {
                list.RemoveAt(index);
            }
            else
            {
                list[index] = next;
            }
        }
        else if (owner is JsonObject map)
        {
            var next = change(map[name], Remove);
            if (removed)
            {
                map.Remove(name);
            }
            else
            {
                map[name] = next;
            }
        }

        return copy;

        JsonNode? Remove()
        {
            removed = true;
            return null;
        }
    }

    private static JsonObject Whole(string schema) =>
        schema.Contains("clr", StringComparison.Ordinal) ? Record()
        : schema.Contains("endorsement", StringComparison.Ordinal) ? Full(Signed.Endorsement(Signed.AchievementId), Profile)
        : Badge();

    /// <summary>A badge with every member that its schema knows.</summary>
    private static JsonObject Badge()
    {
        var badge = Full(Signed.Badge(), Profile);
        badge["image"] = Parse(Image);
        badge["endorsement"] = new JsonArray(Signed.Endorsement(Signed.AchievementId));
        badge["endorsementJwt"] = new JsonArray("YQ.YQ.YQ");
        var subject = badge["credentialSubject"]?.AsObject() ?? throw new InvalidOperationException("a subject expected");
        foreach (var (name, value) in Parse(Subject).AsObject())
        {
            subject[name] = value?.DeepClone();
        }

        subject["source"] = Parse(Profile);
        var achievement = subject["achievement"]?.AsObject() ?? throw new InvalidOperationException("an achievement expected");
        foreach (var (name, value) in Parse(Achievement).AsObject())
        {
            achievement[name] = value?.DeepClone();
        }

        achievement["creator"] = Parse(Profile);
        return badge;
    }

    private static JsonObject Record()
    {
        var record = Full(Signed.Record(Signed.Badge()), """{ "id": "did:web:x.example", "type": [ "Profile" ], "name": "x" }""");
        record["partial"] = true;
        var subject = record["credentialSubject"]?.AsObject() ?? throw new InvalidOperationException("a subject expected");
        subject["identifier"] = Parse("""[ { "type": "IdentityObject", "hashed": false, "identityHash": "Ana", "identityType": "name", "salt": "x" } ]""");
        subject["achievement"] = Parse("""[ { "id": "urn:x:1", "type": [ "Achievement" ], "name": "x", "description": "x", "criteria": { "narrative": "x" } } ]""");
        subject["association"] = Parse("""[ { "type": "Association", "associationType": "isPartOf", "sourceId": "urn:x:1", "targetId": "urn:x:2" } ]""");
        return record;
    }

    private static JsonObject Full(JsonObject credential, string issuer)
    {
        foreach (var (name, value) in Parse(Envelope).AsObject())
        {
            credential[name] = value?.DeepClone();
        }

        credential["issuer"] = Parse(issuer);
        return credential;
    }

    private static JsonNode Parse(string json) => JsonNode.Parse(json) ?? throw new InvalidOperationException("JSON expected");

    private const string Image = """{ "id": "https://x.example/i.png", "type": "Image", "caption": "x" }""";

    private const string Envelope = """
        {
          "description": "x", "awardedDate": "2026-06-01T00:00:00Z", "validUntil": "2030-06-01T00:00:00+02:00",
          "evidence": [ { "id": "urn:x:e", "type": [ "Evidence" ], "name": "x", "narrative": "x", "description": "x", "genre": "x", "audience": "x" } ],
          "credentialSchema": [ { "id": "https://x.example/schema.json", "type": "1EdTechJsonSchemaValidator2019" } ],
          "credentialStatus": { "id": "https://x.example/status/1#5", "type": "1EdTechRevocationList" },
          "refreshService": { "id": "https://x.example/refresh", "type": "1EdTechCredentialRefresh" },
          "termsOfUse": [ { "id": "https://x.example/terms", "type": "Own" } ],
          "proof": [ { "type": "DataIntegrityProof", "created": "2026-06-01T00:00:00Z", "cryptosuite": "x", "challenge": "x", "domain": "x", "nonce": "x", "proofPurpose": "assertionMethod", "proofValue": "z1", "verificationMethod": "urn:x:k" } ]
        }
        """;

    private const string Profile = """
        {
          "id": "did:web:x.example", "type": [ "Profile", "Own" ], "name": { "en": "x", "es-MX": "y" }, "url": "https://x.example", "phone": "1", "description": "x",
          "image": { "id": "https://x.example/i.png", "type": "Image" }, "email": "x",
          "address": { "type": [ "Address" ], "addressCountry": "x", "addressCountryCode": "US", "addressRegion": "x", "addressLocality": "x", "streetAddress": "x", "postOfficeBoxNumber": "1", "postalCode": "1",
                       "geo": { "type": "GeoCoordinates", "latitude": 1, "longitude": 2.5 } },
          "otherIdentifier": [ { "type": "IdentifierEntry", "identifier": "x", "identifierType": "sourcedId" } ],
          "official": "x", "parentOrg": { "id": "https://x.example", "type": "Profile" }, "familyName": "x", "givenName": "x", "additionalName": "x", "patronymicName": "x",
          "honorificPrefix": "x", "honorificSuffix": "x", "familyNamePrefix": "x", "dateOfBirth": "1990-01-01"
        }
        """;

    private const string Subject = """
        {
          "identifier": [ { "type": "IdentityObject", "hashed": true, "identityHash": "x", "identityType": "emailAddress", "salt": "x" } ],
          "activityStartDate": "2026-01-01T00:00:00Z", "activityEndDate": "2026-06-01T00:00:00Z", "creditsEarned": 3, "licenseNumber": "x", "narrative": "x", "role": "x", "term": "x",
          "image": { "id": "https://x.example/i.png", "type": "Image" },
          "result": [ { "type": [ "Result" ], "resultDescription": "urn:x:r", "value": "A", "status": "Completed", "achievedLevel": "urn:x:l",
                        "alignment": [ { "type": [ "Alignment" ], "targetName": "x", "targetUrl": "https://x.example/t" } ] } ]
        }
        """;

    private const string Achievement = """
        {
          "achievementType": "Course", "creditsAvailable": 3, "fieldOfStudy": "x", "humanCode": "x", "specialization": "x", "version": "1", "inLanguage": "en", "tag": [ "x" ],
          "image": { "id": "https://x.example/i.png", "type": "Image" },
          "criteria": { "id": "https://x.example/c", "narrative": "x" },
          "alignment": [ { "type": [ "Alignment" ], "targetCode": "x", "targetDescription": "x", "targetName": "x", "targetFramework": "x", "targetType": "CFItem", "targetUrl": "https://x.example/t" } ],
          "otherIdentifier": [ { "type": "IdentifierEntry", "identifier": "x", "identifierType": "ext:Own" } ],
          "related": [ { "id": "urn:x:a", "type": [ "Related" ], "inLanguage": "en-US", "version": "1" } ],
          "resultDescription": [ { "id": "urn:x:r", "type": [ "ResultDescription" ], "name": "x", "resultType": "LetterGrade", "allowedValue": [ "A" ], "requiredLevel": "urn:x:l", "requiredValue": "A",
                                   "valueMax": "A", "valueMin": "F", "alignment": [ { "type": [ "Alignment" ], "targetName": "x", "targetUrl": "https://x.example/t" } ],
                                   "rubricCriterionLevel": [ { "id": "urn:x:l", "type": [ "RubricCriterionLevel" ], "name": "x", "description": "x", "level": "x", "points": "1",
                                                               "alignment": [ { "type": [ "Alignment" ], "targetName": "x", "targetUrl": "https://x.example/t" } ] } ] } ]
        }
        """;
}
