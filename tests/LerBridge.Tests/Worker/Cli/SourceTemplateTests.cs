using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed class SourceTemplateTests : IDisposable
{
    private const string Settings = """
        { "LerBridge": {
            "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College", "Url": "https://college.example" },
            "Connectors": {
              "files": { "Kind": "Delimited", "Directory": "./drop", "Streams": { "grades": {
                "Files": "grades_*.txt", "Delimiter": "|", "Trailer": "TRL", "Key": [ "person.id", "site.crn" ],
                "Columns": [
                  { "Field": "person.id", "Source": "BANNER_ID" },
                  { "Field": "site.crn", "Source": "CRN" },
                  { "Field": "site.note", "Source": "NOTE|TEXT", "Optional": true },
                  { "Field": "ended_on", "Source": "END_DATE", "Format": "dd-MMM-yy" } ] } } },
              "workday": { "Kind": "Workday", "BaseUrl": "https://wd5-services1.myworkday.com", "Tenant": "acme", "Username": "isu", "Password": "p", "Soap": { "Streams": [ "worker_skills" ] },
                "Reports": { "certifications": { "Path": "/ccx/service/customreport2/acme/isu/LER_Certifications", "Columns": [ { "Field": "site.campus", "Source": "Campus" } ] } } },
              "canvas": { "Kind": "Canvas", "BaseUrl": "http://127.0.0.1:9001", "AccountId": "1", "Token": "t" } } } }
        """;

    private readonly CommandLineDriver cli = new();

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task The_template_is_a_file_that_the_stream_itself_reads()
    {
        this.cli.Write("appsettings.json", Settings);

        var code = await this.cli.RunAsync("source", "template", "files", "grades");
        this.cli.Write("drop/grades_20261120.txt", this.cli.Out);
        var read = await this.cli.RunAsync("source", "read", "files", "grades", "--output", "json");

        Assert.That(code, Is.Zero);
        Assert.That(read, Is.Zero, this.cli.Error);
        Assert.That(this.cli.Out, Does.Contain("\"read\": 1").And.Contain("\"rejected\": 0"));
    }

    [Test]
    public async Task It_has_the_sites_separator_headings_forms_and_trailer()
    {
        this.cli.Write("appsettings.json", Settings);

        await this.cli.RunAsync("source", "template", "files");

        Assert.That(this.cli.Out.Split("\r\n")[0], Is.EqualTo("BANNER_ID|CRN|END_DATE|\"NOTE|TEXT\""));
        Assert.That(this.cli.Out.Split("\r\n")[1], Does.Contain("08-May-26"));
        Assert.That(this.cli.Out.Split("\r\n")[2], Is.EqualTo("TRL|1"));
    }

    [Test]
    public async Task The_table_says_what_is_needed_and_what_it_fills()
    {
        this.cli.Write("appsettings.json", Settings);

        await this.cli.RunAsync("source", "template", "files", "--output", "table");

        Assert.That(this.cli.Out, Does.Contain("a date like dd-MMM-yy").And.Contain("ended_on").And.Contain("BANNER_ID"));
    }

    [Test]
    public async Task A_report_as_a_service_has_a_template_to_hand_to_whoever_makes_it()
    {
        this.cli.Write("appsettings.json", Settings);

        var code = await this.cli.RunAsync("source", "template", "workday", "certifications");
        var headings = this.cli.Out.Split("\r\n")[0].Split(',');
        var other = await this.cli.RunAsync("source", "template", "workday", "worker_skills");

        Assert.That((code, other), Is.EqualTo((0, 2)), "skills come from the web service here");
        Assert.That(headings, Is.SupersetOf(new[] { "Employee_ID", "Certification_ID", "Certification", "Issued_Date", "Expiration_Date", "Removed", "Campus" }));
        Assert.That(this.cli.Error, Does.Contain("source schema workday"));
    }

    [Test]
    public async Task A_system_of_record_has_no_template_and_says_where_its_fields_are()
    {
        this.cli.Write("appsettings.json", Settings);

        var code = await this.cli.RunAsync("source", "template", "canvas", "course_completions");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("source schema canvas"));
    }
}
