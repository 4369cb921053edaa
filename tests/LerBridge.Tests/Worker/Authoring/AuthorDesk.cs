using LerBridge.Tests.Worker.Cli;

namespace LerBridge.Tests.Worker.Authoring;

/// <summary>An author's folder: settings, a drop folder as the source, one mapping with a table. What she types is run as the command line runs it.</summary>
internal sealed class AuthorDesk : IDisposable
{
    public const string Header = "Employee_ID,Full_Name,Worker_Type,Position_ID,Start_Date,End_Date,Business_Title,Company,Job_Profile_ID,Termination_Reason";

    public const string Mapping = """
        lerbridge: mapping/v1
        id: positions
        title: Positions held
        owner: hr@college.example

        source:
          connector: hr-files
          stream: position_history

        tables:
          jobs:
            file: tables/jobs.csv
            key: job_code
            many: true
            columns: { level: number }

        person:
          match: [employee_id]

        when:
          - hold: the position has no title
            if: = position.business_title = missing
          - hold: the company is unknown
            if: = company.name = missing
          - skip: not started yet
            if: = position.start > record_date

        issue:
          profile: employment@1
          name: ${position.business_title}, ${company.name}
          employment:
            employer:
              name: = company.name
            title: = position.business_title
            started: = position.start
            skills:
              for: s in jobs[job.code]
              where: = s.level >= 2
              if_empty: omit
              each:
                targetName: = s.name
                targetUrl: = s.url
                targetCode: = s.code

        never: [reason]

        deliver:
          - to: folder

        tests:
          - name: a nurse has the skills of her job
            given:
              person: { id: E0, employee_id: E0, full_name: Test Person }
              position: { id: P0, business_title: Nurse, start: 2020-01-01 }
              company.name: Example Health
              job.code: RN
              record_date: 2026-11-20
            expect:
              outcome: issue
              credential:
                employment.skills[*].targetCode: [S2]

        """;

    public const string Jobs = "job_code,code,name,url,level\nRN,S1,Monitoring,https://skills.example/S1,1\nRN,S2,Care planning,https://skills.example/S2,2\nCL,S3,Filing,https://skills.example/S3,2\n";

    private const string Settings = """
        { "LerBridge": {
            "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College", "KeyPassphrase": "correct horse battery" },
            "Connectors": { "hr-files": { "Kind": "Delimited", "QuietSeconds": 0, "Directory": "./drop", "Streams": { "position_history": { "Files": "*.csv" } } } },
            "Destinations": { "folder": { "Kind": "Folder", "Path": "./out" } } } }
        """;

    public AuthorDesk()
    {
        this.Cli.Write("appsettings.json", Settings);
        this.Cli.Write("mappings/positions.yaml", Mapping);
        this.Cli.Write("mappings/tables/jobs.csv", Jobs);
        this.Cli.Write(
            "drop/positions.csv",
            Header + "\n"
            + "E1,Ana Ruiz,Employee,P1,2020-01-01,,Nurse,Example Health,RN,\n"
            + "E2,Li Wei,Employee,P2,2021-03-01,,Clerk,Example Health,CL,\n"
            + "E3,Sam Doe,Employee,P3,2022-05-01,,,Example Health,CL,\n"
            + "E4,Kim Lee,Employee,P4,2099-01-01,,Clerk,Example Health,CL,\n"
            + "E5,Jo Park,Employee,P5,2019-02-01,2024-01-31,Clerk,Example Health,XX,Quarrel with the manager\n");
    }

    public CommandLineDriver Cli { get; } = new();

    public string Out => this.Cli.Out;

    public string Error => this.Cli.Error;

    public string Folder => this.Cli.Folder;

    public Task<int> RunAsync(params string[] arguments) => this.Cli.RunAsync(arguments);

    /// <summary>A night over the drop folder.</summary>
    public async Task NightAsync()
    {
        var code = await this.RunAsync("run", "positions");
        if (code != 0)
        {
            throw new InvalidOperationException($"The run ended with {code}: {this.Out}{this.Error}");
        }
    }

    /// <summary>Writes the mapping with a part of it changed.</summary>
    public string Changed(string name, string part, string instead)
    {
        if (!Mapping.Contains(part, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The mapping has no \"{part}\".", nameof(part));
        }

        return this.Cli.Write(name, Mapping.Replace(part, instead, StringComparison.Ordinal));
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(this.Folder, name));

    public void Dispose() => this.Cli.Dispose();
}
