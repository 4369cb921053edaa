using System.Text;
using LerBridge.Core.Frameworks;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Frameworks;

/// <summary>Someone who publishes frameworks: writes them in the forms that there are.</summary>
internal static class Publisher
{
    public const string CtdlAsn = """
        { "@context": "https://credreg.net/ctdlasn/schema/context/json",
          "@id": "https://credentialengineregistry.org/graph/ce-3e7df7ec-1a9b-4503-9ff3-21256022b515",
          "@graph": [
            { "@id": "https://credentialengineregistry.org/resources/ce-3e7df7ec-1a9b-4503-9ff3-21256022b515", "@type": "ceasn:CompetencyFramework",
              "ceterms:ctid": "ce-3e7df7ec-1a9b-4503-9ff3-21256022b515", "ceasn:name": { "es": "Soldadura", "en-US": "Welding" }, "ceasn:inLanguage": [ "en-US" ],
              "ceasn:publisherName": { "en-US": [ "Example College" ] }, "ceasn:dateModified": "2026-02-18T21:08:58Z",
              "ceasn:publicationStatusType": "http://credreg.net/ctdlasn/vocabs/publicationStatus/Published",
              "ceasn:hasTopChild": [ "https://credentialengineregistry.org/resources/ce-3ac23770-5d0b-49c7-8dca-f891c2868e37" ] },
            { "@id": "https://credentialengineregistry.org/resources/ce-3ac23770-5d0b-49c7-8dca-f891c2868e37", "@type": "ceasn:Competency",
              "ceterms:ctid": "ce-3ac23770-5d0b-49c7-8dca-f891c2868e37", "ceasn:competencyLabel": { "en-US": "Cutting" },
              "ceasn:competencyText": { "en-US": "Cuts plate with oxy-fuel and plasma." }, "ceasn:codedNotation": "WLD-1.2",
              "ceasn:conceptKeyword": { "en-US": [ "cutting", "plasma" ] },
              "ceasn:exactAlignment": [ "https://state.example/c/77" ], "ceasn:broadAlignment": [ "https://state.example/c/78" ],
              "ceasn:hasChild": [ "https://credentialengineregistry.org/resources/ce-11111111-2222-4333-8444-555555555555" ] },
            { "@id": "https://credentialengineregistry.org/resources/ce-11111111-2222-4333-8444-555555555555", "@type": "ceasn:Competency",
              "ceterms:ctid": "ce-11111111-2222-4333-8444-555555555555", "ceasn:competencyText": { "en-US": "Sets the flame." },
              "ceasn:isChildOf": [ "https://credentialengineregistry.org/resources/ce-3ac23770-5d0b-49c7-8dca-f891c2868e37" ],
              "ceterms:supersededBy": "https://credentialengineregistry.org/resources/ce-3ac23770-5d0b-49c7-8dca-f891c2868e37" },
            { "@id": "_:b1", "@type": "ceterms:Organization" } ] }
        """;

    public const string Rsd = """
        { "@context": "https://rsd.openskillsnetwork.org/context-v1.json", "type": "RichSkillDescriptor", "creator": "https://college.example",
          "id": "https://skills.college.example/api/skills/cad699ef-64b9-40ee-81db-b5de69a90558", "uuid": "cad699ef-64b9-40ee-81db-b5de69a90558",
          "skillName": "Network Connection Design", "skillStatement": "Design network connections between two networks.", "keywords": [ "design" ],
          "authors": [ "Example College" ], "status": "archived", "archiveDate": "2026-03-14T14:38:15Z", "publishDate": "2023-03-14T14:38:15Z",
          "standards": [ "NICE-1" ], "alignments": [ { "id": "https://skills.example/KS1", "skillName": "Access Network" } ],
          "collections": [ { "uuid": "11111111-1111-4111-8111-111111111111", "name": "Networks" } ] }
        """;

    public const string RsdCsv = """
        "Canonical URL","RSD Name","Skill Statement","Authors","Collections","Keywords","Alignment Name","Alignment URL","Alignment Framework","Alignment 2 Name","Alignment 2 URL","Alignment 2 Framework"
        "https://skills.college.example/api/skills/cad699ef-64b9-40ee-81db-b5de69a90558","Design","Design network connections.","Example College","Networks; IT","design; wide area","Access","https://skills.example/KS1","Open Skills","Other","https://skills.example/KS2","Open Skills"
        "https://skills.college.example/api/skills/dad699ef-64b9-40ee-81db-b5de69a90558","Mending","Mend
        network connections.","Example College","Networks","","","","","","",""

        """;

    public const string ContentModel = """
        Element ID	Element Name	Description
        2	Worker Requirements	Worker Requirements
        2.B	Cross-Functional Skills	Developed capacities that facilitate performance of activities that occur across jobs
        2.B.1	Social Skills	Developed capacities used to work with people to achieve goals
        2.B.1.f	Service Orientation	Actively looking for ways to help people.
        1.A.1.a.1	Oral Comprehension	The ability to listen to and understand information.

        """;

    public const string Ratings = """
        O*NET-SOC Code	Element ID	Element Name	Scale ID	Data Value
        49-3041.00	2.A.1.a	Reading Comprehension	IM	3.00
        49-3041.00	2.A.1.a	Reading Comprehension	LV	2.88
        49-3041.00	2.A.1.b	Active Listening	IM	3.12
        29-1141.00	2.A.1.a	Reading Comprehension	IM	4.00

        """;

    public const string Tasks = """
        O*NET-SOC Code	Task ID	Task	Task Type	Incumbents Responding	Date	Domain Source
        29-1212.00	22689	Administer emergency cardiac care.	n/a	n/a	12/2025	Analyst
        29-1212.00	22690	Advise patients concerning diet.	n/a	n/a	12/2025	Analyst
        49-3041.00	12	Mend hydraulic lines.	Core	20	12/2025	Incumbent

        """;

    /// <summary>A CASE package of items <c>number code statement [end]</c>, separated by bars, and associations <c>number type number</c>.</summary>
    public static string Case(string items, string associations = "", string version = "2026", string title = "Nursing", string host = "college.example")
    {
        var listed = Split(items).Select(item => item.Split(' ', 3)).Select(parts =>
        {
            var (statement, end) = parts[2].Split(" until ") is [var text, var day] ? (text, $"\"statusEndDate\": \"{day}\", ") : (parts[2], string.Empty);
            return $$"""{ {{Named(parts[0], host)}}, "humanCodingScheme": "{{parts[1]}}", {{end}}"fullStatement": "{{statement}}" }""";
        });
        var joined = Split(associations).Select(one => one.Split(' ')).Select((parts, number) =>
            $$"""{ "identifier": "a{{number}}", "uri": "https://{{host}}/a/{{number}}", "associationType": "{{parts[1]}}", "originNodeURI": { {{Named(parts[0], host)}} }, "destinationNodeURI": { {{Named(parts[2], host)}} } }""");
        return $$"""
            { "CFDocument": { "identifier": "{{Id("0")}}", "uri": "https://{{host}}/f", "creator": "Example College", "title": "{{title}}", "version": "{{version}}" },
              "CFItems": [ {{string.Join(",\n", listed)}} ],
              "CFAssociations": [ {{string.Join(",\n", joined)}} ] }
            """;
    }

    public static CompetencyFramework Framework(string items, string associations = "", string host = "college.example") => Read(Case(items, associations, host: host));

    public static CompetencyFramework Read(string package)
    {
        var reading = CaseReader.Read("nursing.json", Encoding.UTF8.GetBytes(package));
        Assert.That(reading.Problems.Select(problem => $"{problem.Code} {problem.Message}"), Is.Empty);
        return reading.Framework ?? throw new InvalidOperationException("No framework and no problem.");
    }

    public static FrameworkImportResult Import(string content, string? id = null, string? version = null) => FrameworkImport.Read("file", Encoding.UTF8.GetBytes(content), id, version);

    public static CompetencyFramework Imported(string content, string? id = null, string? version = null)
    {
        var read = Import(content, id, version);
        Assert.That(read.Problems.Select(problem => $"{problem.Code} {problem.Message}"), Is.Empty);
        return read.Framework ?? throw new InvalidOperationException("No framework and no problem.");
    }

    public static string Id(string number) => number.Length > 8 ? number : $"5f0c1d9e-{number.PadLeft(4, '0')}-4000-8000-000000000000";

    private static string Named(string number, string host) => $"\"identifier\": \"{Id(number)}\", \"uri\": \"https://{host}/c/{number}\"";

    private static string[] Split(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
