using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Tests.Credentials;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Building;

internal sealed class ProfileLintTests
{
    private static Issuing? started;

    private static Issuing Started => started ?? throw new InvalidOperationException("The issuer is started once for all tests.");

    [OneTimeSetUp]
    public static async Task Start() => started = await Issuing.Start();

    [OneTimeTearDown]
    public static void Stop() => started?.Dispose();

    [Test]
    public void Claims_as_a_mapping_makes_them_have_no_problem()
    {
        Assert.That(Started.Issuer.Check(CredentialProfile.OpenBadge, Encoding.UTF8.GetBytes(Issuing.BadgeClaims)), Is.Empty);
        Assert.That(Started.Issuer.Check(CredentialProfile.Employment, Encoding.UTF8.GetBytes(Issuing.EmploymentClaims)), Is.Empty);
    }

    [TestCase("credentialSubject/achievement/name", null, "LB6301", "/credentialSubject/achievement/name")]
    [TestCase("credentialSubject/achievement/name", "\"  \"", "LB6301", "/credentialSubject/achievement/name")]
    [TestCase("credentialSubject/achievement/id", null, "LB6301", "/credentialSubject/achievement/id")]
    [TestCase("credentialSubject/achievement/id", "\"NUR-210\"", "LB6303", "/credentialSubject/achievement/id")]
    [TestCase("credentialSubject/achievement/id", "\"https:///x\"", "LB6303", "/credentialSubject/achievement/id")]
    [TestCase("credentialSubject/achievement/id", "\"https://a.example/b c\"", "LB6303", "/credentialSubject/achievement/id")]
    [TestCase("credentialSubject/achievement", null, "LB6301", "/credentialSubject/achievement")]
    [TestCase("credentialSubject/achievement", "\"x\"", "LB6302", "/credentialSubject/achievement")]
    [TestCase("credentialSubject", null, "LB6301", "/credentialSubject/achievement")]
    [TestCase("credentialSubject/achievement/criteria", "{}", "LB6309", "/credentialSubject/achievement/criteria")]
    [TestCase("credentialSubject/achievement/achievementType", "\"Kurs\"", "LB6304", "/credentialSubject/achievement/achievementType")]
    [TestCase("credentialSubject/achievement/achievementType", "\"ext:\"", "LB6304", "/credentialSubject/achievement/achievementType")]
    [TestCase("credentialSubject/achievement/achievementType", "\"ext:Two words\"", "LB6304", "/credentialSubject/achievement/achievementType")]
    [TestCase("credentialSubject/achievement/creditsAvailable", "\"3\"", "LB6302", "/credentialSubject/achievement/creditsAvailable")]
    [TestCase("credentialSubject/achievement/inLanguage", "\"English\"", "LB6316", "/credentialSubject/achievement/inLanguage")]
    [TestCase("credentialSubject/achievement/nmae", "\"x\"", "LB6312", "/credentialSubject/achievement/nmae")]
    [TestCase("credentialSubject/achievement/type", "[\"Badge\"]", "LB6306", "/credentialSubject/achievement/type")]
    [TestCase("credentialSubject/achievement/endorsementJwt", "[\"a.b.c\"]", "LB6315", "/credentialSubject/achievement/endorsementJwt/0")]
    [TestCase("credentialSubject/achievement/alignment", "[{\"targetName\":\"t\"}]", "LB6301", "/credentialSubject/achievement/alignment/0/targetUrl")]
    [TestCase("credentialSubject/achievement/alignment", "[{\"targetName\":\"t\",\"targetUrl\":\"https://x.example\",\"targetType\":\"ESCO\"}]", "LB6304", "/credentialSubject/achievement/alignment/0/targetType")]
    [TestCase("credentialSubject/achievement/resultDescription/0/id", "\"urn:other\"", "LB6310", "/credentialSubject/result/0/resultDescription")]
    [TestCase("credentialSubject/achievement/resultDescription/0/resultType", "\"Status\"", "LB6311", "/credentialSubject/result/0/status")]
    [TestCase("credentialSubject/result/0/status", "\"Done\"", "LB6304", "/credentialSubject/result/0/status")]
    [TestCase("credentialSubject/result/0/value", "4", "LB6302", "/credentialSubject/result/0/value")]
    [TestCase("credentialSubject/identifier/0/identityType", "\"nickname\"", "LB6304", "/credentialSubject/identifier/0/identityType")]
    [TestCase("credentialSubject/identifier/0/hashed", "\"false\"", "LB6302", "/credentialSubject/identifier/0/hashed")]
    [TestCase("credentialSubject/identifier/0/extra", "\"x\"", "LB6312", "/credentialSubject/identifier/0/extra")]
    [TestCase("credentialSubject/identifier/0/identityHash", "\"undefined undefined\"", "LB3410", "/credentialSubject/identifier/0/identityHash")]
    [TestCase("credentialSubject/identifier/0/identityHash", "\"ana@college.example\"", "LB3410", "/credentialSubject/identifier/0/identityHash")]
    [TestCase("credentialSubject/activityStartDate", "\"May 2026\"", "LB6305", "/credentialSubject/activityStartDate")]
    [TestCase("awardedDate", "\"2026-02-30\"", "LB6305", "/awardedDate")]
    [TestCase("awardedDate", "\"2026-05-08T10:00:00\"", "LB6305", "/awardedDate")]
    [TestCase("image", "[\"https://college.example/i.png\"]", "LB6302", "/image")]
    [TestCase("name", "\"N/A\"", "LB3410", "/name")]
    [TestCase("issuer", "\"did:web:else.example\"", "LB6312", "/issuer")]
    [TestCase("a/b~c", "\"x\"", "LB6312", "/a~1b~0c")]
    public void A_broken_rule_is_named_with_its_place(string path, string? value, string code, string pointer)
    {
        var claims = Changed(Issuing.BadgeClaims, path, value);

        var problems = Started.Issuer.Check(CredentialProfile.OpenBadge, claims);

        Assert.That(problems.Select(problem => (problem.Code, problem.Pointer)), Does.Contain((code, pointer)), string.Join("\n", problems));
        Assert.That(() => Started.Issuer.Issue(Issuing.Draft(Encoding.UTF8.GetString(claims))), Throws.InvalidOperationException);
    }

    [TestCase("employment", null, "LB6301", "/employment")]
    [TestCase("employment/title", null, "LB6301", "/employment/title")]
    [TestCase("employment/title", "\"\"", "LB6301", "/employment/title")]
    [TestCase("employment/started", null, "LB6301", "/employment/started")]
    [TestCase("employment/employer/name", null, "LB6301", "/employment/employer")]
    [TestCase("employment/status", "\"retired\"", "LB6304", "/employment/status")]
    [TestCase("employment/type", "\"sometimes\"", "LB6304", "/credentialSubject/employment/employmentType")]
    [TestCase("employment/started", "\"March 2024\"", "LB6305", "/credentialSubject/employment/startDate")]
    [TestCase("employment/ended", "\"2023-01-01\"", "LB6313", "/credentialSubject/employment/endDate")]
    [TestCase("employment/salary", "100000", "LB6312", "/employment/salary")]
    [TestCase("employment/skills/0/targetUrl", null, "LB6301", "/credentialSubject/achievement/alignment/0/targetUrl")]
    [TestCase("employment/skills/0/skillName", "\"x\"", "LB6312", "/employment/skills/0/skillName")]
    public void A_broken_rule_of_employment_is_named_with_its_place(string path, string? value, string code, string pointer)
    {
        var problems = Started.Issuer.Check(CredentialProfile.Employment, Changed(Issuing.EmploymentClaims, path, value));

        Assert.That(problems.Select(problem => (problem.Code, problem.Pointer)), Does.Contain((code, pointer)), string.Join("\n", problems));
    }

    [Test]
    public void A_misspelt_member_is_answered_with_the_right_one()
    {
        var problems = Started.Issuer.Check(CredentialProfile.OpenBadge, Changed(Issuing.BadgeClaims, "credentialSubject/achievement/humanCoed", "\"x\""));

        Assert.That(problems.Single().Message, Does.Contain("did you mean humanCode"));
    }

    [Test]
    public void A_problem_never_quotes_a_value()
    {
        var problems = Started.Issuer.Check(
            CredentialProfile.OpenBadge, Changed(Issuing.BadgeClaims, "credentialSubject/identifier/0/identityHash", "\"zqx@marked.example\""));

        Assert.That(problems, Is.Not.Empty);
        Assert.That(string.Join("\n", problems), Does.Not.Contain("zqx"));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("""{"name":"a","name":"b"}""")]
    [TestCase("""{"name":"\ud800"}""")]
    public void Claims_that_are_no_object_of_text_are_refused(string claims)
    {
        Assert.That(Started.Issuer.Check(CredentialProfile.OpenBadge, Encoding.UTF8.GetBytes(claims)).Single().Code, Is.EqualTo("LB6300"));
    }

    [TestCase("Ana Ruiz", false)]
    [TestCase("Ana Null", false)]
    [TestCase("Na Li", false)]
    [TestCase("李娜", false)]
    [TestCase("null", true)]
    [TestCase("undefined Ruiz", true)]
    [TestCase("N/A", true)]
    [TestCase("Test Test", true)]
    [TestCase("Ruiz, ana@college.example", true)]
    [TestCase("12345", true)]
    [TestCase("-", true)]
    [TestCase("${person.full_name}", true)]
    public void A_persons_placeholder_is_told_from_a_name(string name, bool placeholder) =>
        Assert.That(PlaceholderLint.IsPlaceholder(name, person: true), Is.EqualTo(placeholder));

    [TestCase("Software Testing", false)]
    [TestCase("Test", false)]
    [TestCase("101", false)]
    [TestCase("undefined", true)]
    public void A_courses_name_may_be_what_a_persons_may_not(string name, bool placeholder) =>
        Assert.That(PlaceholderLint.IsPlaceholder(name, person: false), Is.EqualTo(placeholder));

    [TestCase("simple-context-alias.json", null)]
    [TestCase("simple-context-version.json", null)]
    [TestCase("simple-did-web-method.json", null)]
    [TestCase("simple-did-key-method.json", null)]
    [TestCase("simple-multiple-proofs.json", null)]
    [TestCase("bit-string-list/credential-status-revoked-blank-nodes.json", null)]
    [TestCase("simple-err-context.json", "LB6307")]
    [TestCase("simple-err-issuer.json", "LB6301")]
    [TestCase("simple-err-credential-subject-identifier-type.json", "LB6306")]
    [TestCase("simple-err-credential-subject-profile-type.json", "LB6306")]
    [TestCase("simple-err-credential-subject-result-type.json", "LB6306")]
    [TestCase("simple-err-credential-subject-type.json", "LB6306")]
    [TestCase("simple-err-evidence-type.json", "LB6306")]
    [TestCase("simple-err-issuer-parentorg-type.json", "LB6306")]
    public void The_official_samples_pass_or_fail_for_the_reason_in_their_name(string file, string? code)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("standards/data/samples/ob3/" + file)));

        var problems = ProfileLint.Anyones(json.RootElement);

        Assert.That(problems.Select(problem => problem.Code), code is null ? Is.Empty : Does.Contain(code), string.Join("\n", problems));
    }

    [Test]
    public void The_older_form_of_the_data_model_is_named()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("standards/data/samples/clr2/simple_v1.json")));

        Assert.That(ProfileLint.Anyones(json.RootElement)[0].Message, Does.Contain("1.1"));
    }

    private static byte[] Changed(string claims, string path, string? value)
    {
        var root = JsonNode.Parse(claims) ?? throw new InvalidOperationException("claims expected");
        var names = path == "a/b~c" ? [path] : path.Split('/');
        var at = root;
        foreach (var name in names[..^1])
        {
            at = (int.TryParse(name, out var index) ? at[index] : at[name]) ?? throw new InvalidOperationException(path);
        }

        if (value is null)
        {
            at.AsObject().Remove(names[^1]);
        }
        else
        {
            at[names[^1]] = JsonNode.Parse(value);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
