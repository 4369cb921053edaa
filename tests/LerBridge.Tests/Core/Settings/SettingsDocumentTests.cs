using System.Collections;
using LerBridge.Core.Settings;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Settings;

internal sealed class SettingsDocumentTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("ler-settings-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(this.folder, recursive: true);

    [Test]
    public void An_unknown_key_is_reported_with_its_place_and_the_nearest_known_one()
    {
        var document = this.Load("""
            {
              "LerBridge": {
                "Issuer": { "Nmae": "Example College" }
              }
            }
            """);
        _ = document.Root.Section("Issuer")?.Text("Name");

        var problem = Assert.Throws<SettingsException>(document.Finish)?.Problems.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem?.Code, Is.EqualTo("LB2005"));
            Assert.That((problem?.Line, problem?.Column), Is.EqualTo((3, 25)));
            Assert.That(problem?.Try, Is.EqualTo("Did you mean \"Name\"?"));
        }
    }

    [TestCase("KeyPassphraze")]
    [TestCase("KeyPassphrazeFile")]
    public void A_required_setting_that_is_misspelt_is_one_mistake(string written)
    {
        var document = this.Load($$"""{ "LerBridge": { "Issuer": { "{{written}}": "x" } } }""");
        var issuer = document.Root.Section("Issuer");
        _ = issuer?.RequiredSecret("KeyPassphrase");
        _ = issuer?.RequiredText("Name");

        var problems = Assert.Throws<SettingsException>(document.Finish)?.Problems;

        Assert.That(problems?.Select(problem => (problem.Code, problem.Try?.Split(',')[0])), Is.EquivalentTo(new[]
        {
            ("LB2005", $"Did you mean \"{written.Replace('z', 's')}\"?"),
            ("LB2006", "Add it"),
        }));
    }

    [Test]
    public void A_required_setting_of_another_shape_is_one_mistake()
    {
        var document = this.Load("""{ "LerBridge": { "Name": [ "x" ] } }""");
        _ = document.Root.RequiredText("Name");

        Assert.That(document.Problems.Select(problem => problem.Code), Is.EqualTo(new[] { "LB2007" }));
    }

    [Test]
    public void Every_mistake_is_reported_at_once()
    {
        var document = this.Load("""{ "LerBridge": { "A": "x", "B": "http://college.example", "C": 1 } }""");
        _ = document.Root.Whole("A", 1, 0, 9);
        _ = document.Root.Url("B");

        var problems = Assert.Throws<SettingsException>(document.Finish)?.Problems;

        Assert.That(problems?.Select(problem => problem.Code), Is.EquivalentTo(new[] { "LB2007", "LB2009", "LB2005" }));
    }

    [Test]
    public void Environment_variables_override_and_add_at_any_depth()
    {
        var document = this.Load(
            """{ "LerBridge": { "Storage": { "ConnectionString": "a" }, "Schedules": { "nightly": { "Mappings": [ "x", "y" ] } } } }""",
            ("LERBRIDGE__Storage__ConnectionString", "b"),
            ("LERBRIDGE__Schedules__nightly__Mappings__1", "z"),
            ("LERBRIDGE__TimeZone", "America/Chicago"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Root.Section("Storage")?.Text("ConnectionString"), Is.EqualTo("b"));
            Assert.That(document.Root.Sections("Schedules").Single().Section.TextList("Mappings"), Is.EqualTo(new[] { "x", "z" }));
            Assert.That(document.Root.TimeZone("TimeZone")?.Id, Is.EqualTo("America/Chicago"));
        }
    }

    [Test]
    public void A_misspelt_environment_variable_is_reported_by_its_name()
    {
        var document = this.Load("""{ "LerBridge": { } }""", ("LERBRIDGE__Storrage", "b"));
        _ = document.Root.Text("Storage");

        var problem = Assert.Throws<SettingsException>(document.Finish)?.Problems.Single();

        Assert.That(problem?.File, Is.EqualTo("environment variable LERBRIDGE__Storrage"));
    }

    [Test]
    public void A_secret_comes_from_the_file_that_is_named_without_its_line_break()
    {
        File.WriteAllText(Path.Combine(this.folder, "token"), "s3cret\n");
        var document = this.Load("""{ "LerBridge": { "TokenFile": "token" } }""");

        Assert.That(document.Root.RequiredSecret("Token").Reveal(), Is.EqualTo("s3cret"));
    }

    [Test]
    public void A_secret_never_prints()
    {
        var secret = new Secret("s3cret");

        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{secret}", Does.Not.Contain("s3cret"));
            Assert.That(System.Text.Json.JsonSerializer.Serialize(secret), Does.Not.Contain("s3cret"));
        }
    }

    [Test]
    public void A_missing_secret_file_is_named_with_what_to_do()
    {
        var document = this.Load("""{ "LerBridge": { "TokenFile": "nowhere" } }""");
        _ = document.Root.RequiredSecret("Token");

        var problem = document.Problems.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Code, Is.EqualTo("LB2012"));
            Assert.That(problem.Message, Does.Contain("does not exist"));
        }
    }

    [Test]
    public void Paths_are_relative_to_the_settings_file()
    {
        var document = this.Load("""{ "LerBridge": { "DataDirectory": "./data" } }""");

        Assert.That(document.Root.FilePath("DataDirectory"), Is.EqualTo(Path.Combine(this.folder, "data")));
    }

    [TestCase("{ \"LerBridge\": { \"A\": 1 \"B\": 2 } }", "LB2001")]
    [TestCase("{ \"LerBridge\": { \"A\": 1, \"a\": 2 } }", "LB2002")]
    [TestCase("{ \"Lerbrige\": { } }", "LB2003")]
    [TestCase("[]", "LB2004")]
    public void A_file_that_is_no_settings_file_says_so(string text, string code)
    {
        string? found = null;
        try
        {
            found = this.Load(text).Problems[0].Code;
        }
        catch (SettingsException wrong)
        {
            found = wrong.Problems[0].Code;
        }

        Assert.That(found, Is.EqualTo(code));
    }

    [Test]
    public void A_missing_file_says_how_to_make_one()
    {
        var problem = Assert.Throws<SettingsException>(() => SettingsDocument.Load(Path.Combine(this.folder, "none.json"), new Hashtable()))?.Problems.Single();

        Assert.That(problem?.Try, Does.Contain("appsettings.sample.json"));
    }

    private SettingsDocument Load(string text, params (string Name, string Value)[] environment)
    {
        var file = Path.Combine(this.folder, "appsettings.json");
        File.WriteAllText(file, text);
        return SettingsDocument.Load(file, new Hashtable(environment.ToDictionary(pair => pair.Name, pair => pair.Value)));
    }
}
