using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LerBridge.Tests.Credentials.Compiled;

/// <summary>Open Badges credentials in many shapes, with values of every awkward kind; the same seed gives the same credential.</summary>
internal sealed class CredentialVariants(int shapeSeed, int valueSeed)
{
    private static readonly string[] Texts =
    [
        "plain", "", " ", "with \"quotes\"", "back\\slash", "line\nfeed", "tab\tand\rreturn", "bell\b form\f", "null\u0000inside", "\u001f", "del\u007fete",
        "Ünïcödé", "日本語", "😀 beyond", "e\u0301 combined", "\u2028 separator", "\uFFFD", "</script>", "a'b", "100%", "_:b0", "@id", "@type", "c14n0",
        "\"@en", "1", "true", "null", "https://example.org/as-text", "lerbridge", "\u00a0", "\u0085", "{\"json\":1}", "𐀀 < \uE000 in code point order only",
    ];

    private readonly Random shape = new(shapeSeed);
    private readonly Random value = new(valueSeed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };
    private static readonly JsonSerializerOptions Strict = new();

    /// <summary>The credential as JSON text: compact, indented, or with every letter beyond ASCII escaped.</summary>
    public string Json()
    {
        var credential = Credential();
        var style = this.shape.Next(3) switch { 0 => Strict, 1 => Spaced, _ => Relaxed };
        return credential.ToJsonString(style);
    }

    private JsonObject Credential()
    {
        var issuer = Uri("did:web:", "issuer.example");
        var contexts = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
        var employment = this.shape.Next(4) == 0;
        if (employment)
        {
            contexts.Add(EmploymentContext());
        }

        var credential = new JsonObject
        {
            ["@context"] = contexts,
            ["id"] = Uri("urn:uuid:", "credential"),
            ["type"] = new JsonArray("VerifiableCredential", this.shape.Next(2) == 0 ? "OpenBadgeCredential" : "AchievementCredential"),
            ["issuer"] = new JsonObject { ["id"] = issuer, ["type"] = new JsonArray("Profile"), ["name"] = Text() },
            ["validFrom"] = Date(),
        };
        Maybe(() => credential["name"] = Text());
        Maybe(() => credential["description"] = Text());
        Maybe(() => credential["awardedDate"] = Date());
        Maybe(() => credential["validUntil"] = Date());
        Maybe(() => credential["image"] = new JsonObject { ["id"] = Uri("https://", "img"), ["type"] = "Image" });
        Maybe(() => credential["credentialStatus"] = List(1, 2, Status));
        Maybe(() => credential["evidence"] = List(1, 3, Evidence));
        credential["credentialSubject"] = Subject(issuer, employment);
        return credential;
    }

    private JsonObject Subject(string issuer, bool employment)
    {
        var subject = new JsonObject { ["type"] = new JsonArray("AchievementSubject"), ["achievement"] = Achievement(issuer) };
        Maybe(() => subject["id"] = this.value.Next(4) == 0 ? issuer : Uri("did:example:", "subject"));
        Maybe(() => subject["identifier"] = List(1, 2, Identity));
        Maybe(() => subject["result"] = List(1, 4, Result));
        Maybe(() => subject["creditsEarned"] = Number());
        Maybe(() => subject["activityStartDate"] = Date());
        Maybe(() => subject["role"] = Text());
        Maybe(() => subject["source"] = new JsonObject { ["id"] = Uri("https://", "source"), ["type"] = "Profile" });
        if (employment)
        {
            subject["employment"] = new JsonObject
            {
                ["type"] = "EmployeeRole",
                ["jobTitle"] = Text(),
                ["hours"] = Number(),
                ["startDate"] = "2020-01-0" + this.value.Next(1, 10).ToString(CultureInfo.InvariantCulture),
                ["skills"] = List(2, 3, () => JsonValue.Create(Text())),
                ["worksFor"] = new JsonObject { ["type"] = "Organization", ["legalName"] = Text() },
            };
        }

        return subject;
    }

    private JsonObject Achievement(string issuer)
    {
        var achievement = new JsonObject
        {
            ["id"] = Uri("urn:uuid:", "achievement"),
            ["type"] = new JsonArray("Achievement"),
            ["name"] = Text(),
            ["description"] = Text(),
            ["criteria"] = this.shape.Next(2) == 0
                ? new JsonObject { ["narrative"] = Text() }
                : new JsonObject { ["id"] = Uri("https://", "criteria"), ["narrative"] = Text() },
        };
        Maybe(() => achievement["achievementType"] = Text());
        Maybe(() => achievement["creditsAvailable"] = Number());
        Maybe(() => achievement["tag"] = List(1, 4, () => JsonValue.Create(this.value.Next(2) == 0 ? "same" : Text())));
        Maybe(() => achievement["alignment"] = List(1, 4, Alignment));
        Maybe(() => achievement["inLanguage"] = "en-US");
        Maybe(() => achievement["creator"] = new JsonObject
        {
            ["id"] = this.value.Next(2) == 0 ? issuer : Uri("did:web:", "creator"),
            ["type"] = new JsonArray("Profile"),
            ["name"] = Text(),
        });
        Maybe(() => achievement["resultDescription"] = List(1, 2, ResultDescription));
        return achievement;
    }

    private JsonNode Alignment() => new JsonObject
    {
        ["type"] = new JsonArray("Alignment"),
        ["targetName"] = this.value.Next(3) == 0 ? "alike" : Text(),
        ["targetUrl"] = this.value.Next(3) == 0 ? "https://frameworks.example/same" : Uri("https://", "target"),
        ["targetFramework"] = "alike",
    };

    private JsonNode Result()
    {
        var result = new JsonObject { ["type"] = new JsonArray("Result"), ["value"] = this.value.Next(2) == 0 ? "A" : Text() };
        Maybe(() => result["status"] = "Completed");
        Maybe(() => result["resultDescription"] = Uri("urn:uuid:", "description"));
        return result;
    }

    private JsonNode ResultDescription() => new JsonObject
    {
        ["id"] = Uri("urn:uuid:", "description"),
        ["type"] = new JsonArray("ResultDescription"),
        ["name"] = Text(),
        ["resultType"] = "LetterGrade",
        ["allowedValue"] = List(2, 4, () => JsonValue.Create(this.value.Next(2) == 0 ? "A" : Text())),
    };

    private JsonNode Identity() => new JsonObject
    {
        ["type"] = "IdentityObject",
        ["hashed"] = this.value.Next(2) == 0 && this.shape.Next(2) == 0,
        ["identityHash"] = Text(),
        ["identityType"] = "name",
        ["salt"] = Text(),
    };

    private JsonNode Evidence()
    {
        var evidence = new JsonObject { ["type"] = new JsonArray("Evidence"), ["name"] = Text() };
        Maybe(() => evidence["id"] = Uri("https://", "evidence"));
        Maybe(() => evidence["narrative"] = Text());
        return evidence;
    }

    private JsonNode Status() => new JsonObject
    {
        ["id"] = Uri("https://", "status"),
        ["type"] = "BitstringStatusListEntry",
        ["statusPurpose"] = this.value.Next(2) == 0 ? "revocation" : "suspension",
        ["statusListIndex"] = this.value.Next(131072).ToString(CultureInfo.InvariantCulture),
        ["statusListCredential"] = Uri("https://", "list"),
    };

    private static JsonObject EmploymentContext() => new()
    {
        ["EmployeeRole"] = "https://schema.org/EmployeeRole",
        ["Organization"] = "https://schema.org/Organization",
        ["employment"] = new JsonObject
        {
            ["@id"] = "https://lerbridge.example/ns#employment",
            ["@context"] = new JsonObject
            {
                ["jobTitle"] = "https://schema.org/jobTitle",
                ["hours"] = "https://schema.org/workHours",
                ["startDate"] = new JsonObject { ["@id"] = "https://schema.org/startDate", ["@type"] = "https://schema.org/Date" },
                ["skills"] = new JsonObject { ["@id"] = "https://schema.org/skills", ["@container"] = "@list" },
                ["worksFor"] = new JsonObject { ["@id"] = "https://schema.org/worksFor" },
                ["legalName"] = "https://schema.org/legalName",
            },
        },
    };

    private JsonArray List(int least, int most, Func<JsonNode?> make)
    {
        var list = new JsonArray();
        for (var i = this.shape.Next(least, most + 1); i > 0; i--)
        {
            list.Add(make());
        }

        return list;
    }

    // whether a member is there depends on the shape alone
    private void Maybe(Action act)
    {
        if (this.shape.Next(2) == 0)
        {
            act();
        }
    }

    private string Text() => this.value.Next(3) == 0 ? Texts[this.value.Next(Texts.Length)] : $"value {this.value.Next(1000)}";

    private string Uri(string prefix, string kind) => $"{prefix}{kind}.example{(prefix.StartsWith("http", StringComparison.Ordinal) ? "/é/" : ":")}{this.value.Next(1000)}";

    private string Date() => $"2025-0{this.value.Next(1, 10)}-1{this.value.Next(0, 10)}T00:00:00Z";

    private JsonValue Number() => this.value.Next(6) switch
    {
        0 => JsonValue.Create(3),
        1 => JsonValue.Create(3.5),
        2 => JsonValue.Create(0),
        3 => JsonValue.Create(-12.25),
        4 => JsonValue.Create(1e22),
        _ => JsonValue.Create(this.value.Next(100) / 8.0),
    };
}
