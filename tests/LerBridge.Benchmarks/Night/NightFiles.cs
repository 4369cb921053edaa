using System.Globalization;

namespace LerBridge.Benchmarks.Night;

/// <summary>
/// A college that hands its grades over in a file: settings, a mapping and the file. Ids come in no order, as they do from a source that has grown; each person has four rows. What is issued is an
/// Open Badge with two alignments, evidence, an identity object, a result and a status entry.
/// </summary>
internal static class NightFiles
{
    /// <summary>The destination's name.</summary>
    public const string Destination = "lines";

    /// <summary>The mapping's id.</summary>
    public const string Mapping = "grades";

    private static readonly string[] Titles = ["Introduction to Data Analysis", "Clinical Care", "Composition", "Applied Statistics", "Welding Fundamentals"];

    /// <summary>Writes all of it.</summary>
    public static async Task WriteAsync(string folder, int rows)
    {
        Directory.CreateDirectory(Path.Combine(folder, "mappings"));
        Directory.CreateDirectory(Path.Combine(folder, "drop"));
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), Settings);
        await File.WriteAllTextAsync(Path.Combine(folder, "mappings", "grades.yaml"), MappingText);
        await using var writer = new StreamWriter(FileOf(folder));
        await writer.WriteAsync("student,sis,name,course,title,grade,points,credits,ended,term,section,portfolio,campus\n");
        for (var row = 0; row < rows; row++)
        {
            await writer.WriteAsync(RowOf(row));
        }
    }

    /// <summary>The file of grades.</summary>
    public static string FileOf(string folder) => Path.Combine(folder, "drop", "grades.csv");

    private static string RowOf(int row)
    {
        // An odd factor makes each number another one, and scatters them.
        var student = (uint)(row / 4) * 2654435761u;
        var course = ((row % 4) * 97) + ((row / 4) % 97);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{student},A{student:x8},Ana Ruiz {student:x8},C-{course:000},{Titles[course % 5]},{"ABC"[row % 3]},{2 + (row % 3)}.0,{3 + (row % 2)}.5,2026-05-{(row % 28) + 1:00},Spring 2026,{row % 40:00},https://portfolio.example/{student:x8}/{course},Main\n");
    }

    private const string Settings =
        $$"""
        {
          "LerBridge": {
            "DataDirectory": "./data",
            "MappingsDirectory": "./mappings",
            "TimeZone": "America/Chicago",
            "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College", "Url": "https://college.example", "KeyPassphrase": "correct horse battery staple" },
            "Http": { "PublicBaseUrl": "https://ler.college.example" },
            "Connectors": {
              "files": {
                "Kind": "Delimited",
                "QuietSeconds": 0,
                "Directory": "./drop",
                "Streams": {
                  "grades": {
                    "Files": "grades.csv",
                    "Key": [ "person.id", "site.course", "site.term" ],
                    "Columns": [
                      { "Field": "person.id", "Source": "student" },
                      { "Field": "person.sis_id", "Source": "sis" },
                      { "Field": "person.full_name", "Source": "name" },
                      { "Field": "site.course", "Source": "course" },
                      { "Field": "site.title", "Source": "title" },
                      { "Field": "site.grade", "Source": "grade" },
                      { "Field": "site.points", "Source": "points", "Type": "number" },
                      { "Field": "site.credits", "Source": "credits", "Type": "number" },
                      { "Field": "site.ended", "Source": "ended", "Type": "date" },
                      { "Field": "site.term", "Source": "term" },
                      { "Field": "site.section", "Source": "section" },
                      { "Field": "site.portfolio", "Source": "portfolio" },
                      { "Field": "site.campus", "Source": "campus" }
                    ]
                  }
                }
              }
            },
            "Destinations": { "{{Destination}}": { "Kind": "Folder", "Path": "./out" } }
          }
        }
        """;

    private const string MappingText =
        $$"""
        lerbridge: mapping/v1
        id: {{Mapping}}
        title: Grades
        owner: registrar@college.example
        source: { connector: files, stream: grades }
        person: { match: [sis_id] }
        when:
          - skip: below C
            if: = site.points < 2.0
        issue:
          profile: ob3@3.0.3
          name: = site.title
          awardedDate: = site.ended
          credentialSubject:
            activityEndDate: = site.ended
            creditsEarned: = site.credits
            term: = site.term
            results:
              - name: Final grade
                type: LetterGrade
                value: = site.grade
            achievement:
              id: https://college.example/achievements/${url_encode(site.course)}
              achievementType: Course
              name: = site.title
              humanCode: = site.course
              creditsAvailable: = site.credits
              inLanguage: en
              description: Learners collect, clean, describe and visualise data, and write up what they find for readers who were not there.
              criteria: { id: "https://college.example/achievements/${url_encode(site.course)}/criteria", narrative: "Six assignments, a project and a final examination, each passed." }
              alignment:
                - { targetCode: A.1.2, targetName: Summarises data with measures of centre and spread, targetUrl: "https://frameworks.example/case/7a1b2c3d-0001", targetFramework: Data Literacy Framework, targetType: CFItem }
                - { targetCode: B.3.1, targetName: Communicates findings to an audience without a technical background, targetUrl: "https://frameworks.example/case/7a1b2c3d-0002", targetFramework: Data Literacy Framework, targetType: CFItem }
          evidence:
            - { id: "${site.portfolio}", name: Project report, narrative: A report on commuting times in the county., genre: Report }
        allow: { new: true, correct: true, withdraw: true }
        on_change: { changed: correct, no_longer_qualifies: revoke, absent: { action: hold, after: 7 days } }
        deliver:
          - to: {{Destination}}
        """;
}
