using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Authoring;

internal sealed class CheckAndTestTests : IDisposable
{
    private readonly AuthorDesk desk = new();

    public void Dispose() => this.desk.Dispose();

    [Test]
    public async Task A_field_that_can_be_missing_is_told_with_how_often_it_was()
    {
        this.desk.Changed("mappings/positions.yaml", "if: = position.business_title = missing", "if: = company.name = \"none\"");
        await this.desk.RunAsync("mapping", "check");
        var before = this.desk.Out;
        this.desk.Cli.Write("mappings/positions.yaml", AuthorDesk.Mapping);
        await this.desk.NightAsync();
        this.desk.Changed("mappings/positions.yaml", "if: = position.business_title = missing", "if: = company.name = \"none\"");

        var code = await this.desk.RunAsync("mapping", "check");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(before, Does.Contain("LB2104").And.Not.Contain("of the last"), "nothing has been read yet");
        Assert.That(this.desk.Out, Does.Contain("LB2104").And.Contain("position.business_title can be missing (missing in 1 of the last 5 records)."));
    }

    [Test]
    public async Task Mistakes_are_told_as_sarif_with_rules_help_and_places()
    {
        this.desk.Changed("mappings/positions.yaml", "company.name = missing", "company.nmae = missing");

        var code = await this.desk.RunAsync("mapping", "check", "--output", "sarif");

        Assert.That(code, Is.EqualTo(2));
        using var document = JsonDocument.Parse(this.desk.Out);
        var run = document.RootElement.GetProperty("runs")[0];
        var driver = run.GetProperty("tool").GetProperty("driver");
        var result = run.GetProperty("results").EnumerateArray().Single();
        var rule = driver.GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        using (Assert.EnterMultipleScope())
        {
            // SARIF 2.1.0: 3.13 version, 3.14 tool and results, 3.19 name, 3.49 id, 3.27 message, 3.30 region
            Assert.That(document.RootElement.GetProperty("version").GetString(), Is.EqualTo("2.1.0"));
            Assert.That(document.RootElement.GetProperty("$schema").GetString(), Does.EndWith("sarif-schema-2.1.0.json"));
            Assert.That(driver.GetProperty("name").GetString(), Is.EqualTo("lerbridge"));
            Assert.That(run.GetProperty("columnKind").GetString(), Is.EqualTo("utf16CodeUnits"));
            Assert.That((rule.GetProperty("id").GetString(), result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString()), Is.EqualTo(("LB1102", "LB1102", "error")));
            Assert.That(rule.GetProperty("help").GetProperty("text").GetString(), Is.Not.Empty);
            Assert.That(result.GetProperty("message").GetProperty("text").GetString(), Does.Contain("did you mean company.name?"));
            Assert.That(place.GetProperty("artifactLocation").GetProperty("uri").GetString(), Is.EqualTo("mappings/positions.yaml"));
            Assert.That((place.GetProperty("region").GetProperty("startLine").GetInt32(), place.GetProperty("region").GetProperty("startColumn").GetInt32(), place.GetProperty("region").GetProperty("endColumn").GetInt32()), Is.EqualTo((24, 11, 23)));
        }
    }

    [Test]
    public async Task Nothing_wrong_is_a_report_too()
    {
        var code = await this.desk.RunAsync("mapping", "check", "--output", "sarif");

        using var document = JsonDocument.Parse(this.desk.Out);
        Assert.That(code, Is.Zero);
        Assert.That(document.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Mistakes_are_told_as_workflow_commands_on_a_line_each()
    {
        this.desk.Changed("mappings/positions.yaml", "company.name = missing", "company.nmae = missing");
        this.desk.Cli.Write("mappings/50% off, really.yaml", "a: [\n");

        await this.desk.RunAsync("mapping", "check", "--output", "github");

        var lines = this.desk.Out.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.StartWith("::error file=mappings/50%25 off%2C really.yaml,line=1"));
        Assert.That(lines[1], Does.StartWith("::error file=mappings/positions.yaml,line=24,endLine=24,col=11,endColumn=22,title=LB1102::\"company.nmae\" is not in the source stream.%0Awhy: "));
    }

    [TestCase("sarif")]
    [TestCase("github")]
    [TestCase("json")]
    public async Task What_keeps_mappings_from_being_read_is_told_in_the_same_form(string form)
    {
        File.Delete(Path.Combine(this.desk.Folder, "appsettings.json"));

        Assert.That(await this.desk.RunAsync("mapping", "check", "--output", form), Is.EqualTo(2));
        Assert.That(this.desk.Out, Does.Contain("LB2000"));
    }

    [Test]
    public async Task Tests_are_told_in_the_form_of_build_servers()
    {
        this.desk.Changed("mappings/positions.yaml", "employment.skills[*].targetCode: [S2]", "employment.skills[*].targetCode: [S9]");

        var code = await this.desk.RunAsync("mapping", "test", "--output", "junit");

        var root = XDocument.Parse(this.desk.Out).Root;
        var test = root?.Element("testsuite")?.Element("testcase");
        Assert.That(code, Is.EqualTo(1));
        Assert.That((root?.Name.LocalName, root?.Attribute("tests")?.Value, root?.Attribute("failures")?.Value), Is.EqualTo(("testsuites", "1", "1")));
        Assert.That((test?.Attribute("name")?.Value, test?.Attribute("line")?.Value), Is.EqualTo(("a nurse has the skills of her job", "51")));
        Assert.That(test?.Element("failure")?.Attribute("message")?.Value, Is.EqualTo("employment.skills[*].targetCode: expected S9, got S2"));
    }

    [Test]
    public async Task A_mapping_that_does_not_compile_is_an_error_there()
    {
        this.desk.Changed("mappings/positions.yaml", "company.name = missing", "company.nmae = missing");

        var code = await this.desk.RunAsync("mapping", "test", "--output", "junit");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(XDocument.Parse(this.desk.Out).Descendants("error").Single().Attribute("type")?.Value, Is.EqualTo("LB1102"));
    }

    [Test]
    public async Task Coverage_is_told_beside_the_tests()
    {
        await this.desk.RunAsync("mapping", "test", "--coverage");
        var text = this.desk.Out;
        await this.desk.RunAsync("mapping", "test", "--coverage", "--output", "json");

        Assert.That(text, Does.Contain("1 of 1 test passed.").And.Contain("coverage of positions: 0 of 3 reasons, 1 of 1 condition both ways, 1 of 3 rows of tables"));
        using var document = JsonDocument.Parse(this.desk.Out);
        Assert.That(document.RootElement.GetProperty("coverage")[0].GetProperty("tables")[0].GetProperty("unused").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task Nothing_that_was_tested_proves_nothing()
    {
        this.desk.Cli.Write("mappings/positions.yaml", AuthorDesk.Mapping[..AuthorDesk.Mapping.IndexOf("tests:", StringComparison.Ordinal)]);

        Assert.That(await this.desk.RunAsync("mapping", "test"), Is.EqualTo(1));
        Assert.That(this.desk.Error, Does.Contain("mappings/positions.yaml carries no test."));
    }

    [Test]
    public async Task Doctor_names_a_mapping_that_does_not_compile_and_looks_at_the_rest()
    {
        this.desk.Changed("mappings/positions.yaml", "company.name = missing", "company.nmae = missing");

        var code = await this.desk.RunAsync("doctor");

        Assert.That(code, Is.EqualTo(1), this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("mappings/positions.yaml compiles").And.Contain("LB1102 on 24:11").And.Contain("hr-files"));
    }
}
