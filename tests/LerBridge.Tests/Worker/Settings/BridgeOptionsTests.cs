using System.Text.Json.Nodes;
using LerBridge.Credentials;
using LerBridge.Storage;
using LerBridge.Worker.Settings;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Settings;

internal sealed class BridgeOptionsTests : IDisposable
{
    private readonly SettingsFile file = new();

    public void Dispose() => this.file.Dispose();

    [Test]
    public void What_is_left_out_has_a_sensible_default_beside_the_settings_file()
    {
        var options = this.file.Read();

        Assert.That(options.DataDirectory, Is.EqualTo(Path.Combine(this.file.Folder, "data")));
        Assert.That(options.PublicFolder, Is.EqualTo(Path.Combine(this.file.Folder, "data", "public")));
        Assert.That(options.MappingsDirectory, Is.EqualTo(Path.Combine(this.file.Folder, "mappings")));
        Assert.That(options.Ledger.ConnectionString, Is.Null);
        Assert.That(options.TimeZone, Is.EqualTo(TimeZoneInfo.Utc));
        Assert.That(options.Http.PublicUrls, Is.EqualTo(new[] { "http://127.0.0.1:8080" }));
        Assert.That(options.Http.AdminUrls, Is.Empty);
        Assert.That(options.Schedules, Is.Empty);
    }

    [Test]
    public void Every_mistake_is_told_at_once_with_its_place()
    {
        this.file["Issuer"] = new JsonObject { ["Did"] = "did:key:z6Mk", ["KeyPassphrase"] = "x" };
        this.file["TimeZone"] = "America/Chicgo";
        this.file["DataDirectroy"] = "./data";

        var problems = this.file.Problems();

        Assert.That(problems.Select(problem => problem.Code), Is.EquivalentTo(new[] { "LB2014", "LB2006", "LB2010", "LB2005" }));
        Assert.That(problems.Select(problem => problem.Column), Has.All.GreaterThan(1));
        Assert.That(problems.Single(problem => problem.Code == "LB2005").Try, Does.Contain("DataDirectory"));
        Assert.That(problems.Single(problem => problem.Code == "LB2010").Try, Does.Contain("America/Chicago"));
    }

    [TestCase("Issuer", """{ "Did": "did:web:ler.college.example", "Nmae": "Example College", "KeyPassphrase": "x" }""", "Name")]
    [TestCase("Connectors", """{ "files": { "Kid": "Delimited", "Directory": "x", "Anything": 1 } }""", "Kind")]
    [TestCase("Connectors", """{ "files": { "Kind": "Delimited", "Direcory": "x" } }""", "Directory")]
    [TestCase("Connectors", """{ "files": { "Kind": "Delimited", "Directory": "x", "Streams": { "position_history": { "Fils": "*.csv" } } } }""", "Files")]
    [TestCase("Connectors", """{ "files": { "Kind": "Delimited", "Directory": "x", "Streams": { "letters": { "Files": "*.csv", "Kye": "site.a", "Columns": [ { "Field": "site.a", "Source": "A" } ] } } } }""", "Key")]
    [TestCase("Connectors", """{ "hr": { "Kind": "Workday", "BaseUrl": "https://w.example", "Username": "u", "Password": "p", "Reprots": { "position_history": { "Path": "/r" } } } }""", "Reports")]
    [TestCase("Destinations", """{ "registry": { "Kind": "Http", "Urll": "https://r.example" } }""", "Url")]
    [TestCase("Destinations", """{ "folder": { "Kind": "Folder", "Pth": "./out" } }""", "Path")]
    [TestCase("Schedules", """{ "nightly": { "Crn": "0 0 2 * * ?", "Mappings": [ "a" ] } }""", "Cron")]
    [TestCase("Schedules", """{ "nightly": { "Cron": "0 0 2 * * ?", "Maping": [ "a" ] } }""", "Mappings")]
    public void A_required_setting_that_is_misspelt_is_one_mistake(string section, string json, string meant)
    {
        this.file[section] = JsonNode.Parse(json);

        var problem = this.file.Problems().Single();

        Assert.That((problem.Code, problem.Try), Is.EqualTo(("LB2005", $"Did you mean \"{meant}\"?")));
    }

    [Test]
    public void A_section_that_has_to_be_there_and_is_misspelt_is_one_mistake()
    {
        using var cli = new LerBridge.Tests.Worker.Cli.CommandLineDriver();
        var settings = cli.Write("settings.json", """{ "LerBridge": { "Isuer": { "Did": "did:web:ler.college.example", "Name": "Example College" } } }""");

        var problems = Assert.Throws<LerBridge.Core.Settings.SettingsException>(() => SettingsFile.Read(settings))?.Problems;

        Assert.That(problems?.Select(problem => (problem.Code, problem.Try)), Is.EqualTo(new[] { ("LB2005", "Did you mean \"Issuer\"?") }));
    }

    [Test]
    public void The_key_passphrase_is_required_where_keys_are_opened_and_only_there()
    {
        this.file["Issuer"] = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College" };

        Assert.That(this.file.Problems().Single().Message, Does.Contain("LerBridge:Issuer:KeyPassphrase is required"));
        Assert.That(this.file.Read(SettingsUse.Reading).Issuer.KeyPassphrase, Is.Null);
    }

    [Test]
    public void A_secret_may_be_in_a_file_beside_the_settings()
    {
        this.file.Write("passphrase", "from a file\n");
        this.file["Issuer"] = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College", ["KeyPassphraseFile"] = "./passphrase" };

        Assert.That(this.file.Read().Issuer.KeyPassphrase?.Reveal(), Is.EqualTo("from a file"));
    }

    [Test]
    public void The_environment_overrides_the_file()
    {
        this.file.Environment["LERBRIDGE__Issuer__Name"] = "Another College";
        this.file.Environment["LERBRIDGE__Storage__ConnectionString"] = "Data Source=elsewhere.db";

        var options = this.file.Read();

        Assert.That(options.Issuer.Name, Is.EqualTo("Another College"));
        Assert.That(options.Storage.ConnectionString, Does.Contain(Path.Combine(this.file.Folder, "elsewhere.db")));
    }

    [TestCase("PostgreSql", "Username=ler;Password=s3cret", "names no Host")]
    [TestCase("PostgreSql", "Host=db.college.example;Username=ler;Password=s3cret", "names no Database")]
    [TestCase("PostgreSql", "Host=db.college.example;Database=ler;SSL Mode=Prefer;Password=s3cret", "does not check the server's certificate")]
    [TestCase("PostgreSql", "s3cret", "is no connection string of PostgreSQL")]
    [TestCase("SqlServer", "Database=ler;Password=s3cret", "names no Server")]
    [TestCase("SqlServer", "Server=db.college.example;Password=s3cret", "names no Database")]
    [TestCase("SqlServer", "Server=db.college.example;Database=ler;TrustServerCertificate=true;Password=s3cret", "does not check the server's certificate")]
    [TestCase("SqlServer", "Server=db.college.example;Database=ler;Authentication=Active Directory Integrated", "asks for a sign-in with Microsoft Entra")]
    [TestCase("SqlServer", "s3cret", "is no connection string of SQL Server")]
    public void A_database_server_is_refused_where_it_cannot_be_trusted_or_found_and_its_password_is_not_told(string provider, string connection, string why)
    {
        this.file["Storage"] = new JsonObject { ["Provider"] = provider, ["ConnectionString"] = connection };

        var problem = this.file.Problems().Single();

        Assert.That(problem.Code, Is.EqualTo("LB2007"));
        Assert.That(problem.Message, Does.Contain(why).And.Not.Contain("s3cret"));
    }

    [Test]
    public void A_database_server_needs_a_connection_string_which_may_be_in_a_file()
    {
        this.file["Storage"] = new JsonObject { ["Provider"] = "PostgreSql" };
        Assert.That(this.file.Problems().Single().Code, Is.EqualTo("LB2006"));

        File.WriteAllText(Path.Combine(this.file.Folder, "connection"), "Host=db.college.example;Database=ler;Username=ler;Password=s3cret\n");
        this.file["Storage"] = new JsonObject { ["Provider"] = "PostgreSql", ["ConnectionStringFile"] = "connection" };
        var options = this.file.Read();

        Assert.That((options.Storage.Provider, options.Storage.ConnectionString?.Contains("Host=db.college.example", StringComparison.Ordinal)), Is.EqualTo((LedgerProvider.PostgreSql, (bool?)true)));
        Assert.That($"{options.Ledger} {options.Storage}", Does.Not.Contain("s3cret"));
    }

    [TestCase("Data Source=:memory:")]
    [TestCase("Mode=ReadWrite")]
    [TestCase("=")]
    public void A_ledger_that_would_not_last_is_refused(string connection)
    {
        this.file["Storage"] = new JsonObject { ["ConnectionString"] = connection };

        Assert.That(this.file.Problems().Single().Code, Is.EqualTo("LB2018"));
    }

    [TestCase("ObJwt")]
    [TestCase("vcjwt")]
    public void The_form_of_credentials_is_one_of_three_and_a_JWT_has_no_second_proof(string format)
    {
        Assert.That(this.file.Read().Issuer.Format, Is.EqualTo(CredentialFormat.DataIntegrity));
        var issuer = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College", ["KeyPassphrase"] = "x", ["Format"] = format };
        this.file["Issuer"] = issuer;

        Assert.That(this.file.Read().Issuer.Format.ToString(), Is.EqualTo(format).IgnoreCase);

        issuer["OlderWallets"] = true;
        Assert.That(this.file.Problems().Single().Code, Is.EqualTo("LB2007"));
        issuer.Remove("OlderWallets");
        issuer["Format"] = "Jwt";
        Assert.That(this.file.Problems().Single().Try, Does.Contain("ObJwt").Or.Contain("VcJwt"));
    }

    [Test]
    public void Proofs_for_older_wallets_are_made_where_the_settings_ask_for_them()
    {
        Assert.That(this.file.Read().Issuer.OlderWallets, Is.False);

        this.file["Issuer"] = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College", ["KeyPassphrase"] = "x", ["OlderWallets"] = true };

        Assert.That(this.file.Read().Issuer.OlderWallets, Is.True);
    }

    [Test]
    public void Identifier_types_that_hold_the_same_value_become_one()
    {
        this.file["Identity"] = JsonNode.Parse("""{ "SameAs": [ [ "sis_id", "banner_id" ] ] }""");

        var rules = this.file.Read().Identity;

        Assert.That(rules.Canonical("banner_id"), Is.EqualTo(rules.Canonical("sis_id")));
        Assert.That(rules.Canonical("login"), Is.Not.EqualTo(rules.Canonical("sis_id")));
    }

    [TestCase("""{ "SameAs": [ [ "sis_id", "baner_id" ] ] }""", "banner_id")]
    [TestCase("""{ "SameAs": [ [ "sis_id", "banner_id" ], [ "banner_id", "login" ] ] }""", "banner_id")]
    public void An_identifier_type_must_exist_and_stand_in_one_group(string identity, string named)
    {
        this.file["Identity"] = JsonNode.Parse(identity);

        var problem = this.file.Problems().Single();

        Assert.That(problem.Code, Is.EqualTo("LB2015"));
        Assert.That(problem.Message + problem.Try, Does.Contain(named));
    }

    [TestCase("did:web:ler.college.example", true)]
    [TestCase("did:web:localhost%3A8443", true)]
    [TestCase("did:web:college.example:issuers:ler", true)]
    [TestCase("did:web:", false)]
    [TestCase("did:web:college.example:", false)]
    [TestCase("did:web:college.example/path", false)]
    [TestCase("https://college.example", false)]
    public void An_issuer_is_a_did_web(string did, bool accepted)
    {
        this.file["Issuer"] = new JsonObject { ["Did"] = did, ["Name"] = "Example College", ["KeyPassphrase"] = "x" };

        if (accepted)
        {
            Assert.That(this.file.Read().Issuer.Did, Is.EqualTo(did));
        }
        else
        {
            Assert.That(this.file.Problems().Single().Code, Is.EqualTo("LB2014"));
        }
    }
}
