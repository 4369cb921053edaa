using System.Globalization;

namespace LerBridge.Tests.Connectors.Sql;

/// <summary>A table like Banner's grades, and a connector's settings for it.</summary>
internal static class GradeTable
{
    public const int Rows = 60;

    /// <summary>What every engine takes: the table, with ties in every column but its key, blanks at the end, empty texts and a row that lacks what it must have.</summary>
    public static string Script => "create table grades (pidm integer not null, banner_id char(9), term varchar(6) not null, crn varchar(5) not null, subject varchar(8), number varchar(8), title varchar(200), letter varchar(4), credits numeric(7,3), ended date, recorded timestamp);"
        + string.Concat(Enumerable.Range(0, Rows).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"insert into grades values ({row / 3}, 'A0000{row / 3:0000}', '20261{row % 3}', '{row:00000}', 'NUR', '{100 + (row % 3)}', 'Clinical Care {row % 3} — praxis', '{"ABC"[row % 3]}', {3 + (row % 2 * 0.5m)}, '2026-05-{1 + (row % 28):00}', '2026-05-{1 + (row % 28):00} 17:30:00');")))
        + "insert into grades values (999, null, '202610', '99999', 'NUR', '100', 'Nobody', 'A', 3, null, null);";

    /// <summary>The settings of one stream over the table.</summary>
    /// <param name="source">Provider and connection.</param>
    /// <param name="query">The query; the whole table where left out.</param>
    /// <param name="order">Order, as JSON; its key where left out.</param>
    public static string Settings(string source, string query = "select * from grades", string? order = """["pidm", "term", "crn"]""") => $$"""
        { "Kind": "Sql", {{source}}, "TimeZone": "America/Chicago", "Streams": { "course_completions": {
            "Query": {{System.Text.Json.JsonSerializer.Serialize(query)}}, {{(order is null ? string.Empty : $"\"Order\": {order}, \"PageSize\": 100,")}}
            "Key": [ "person.id", "term.code", "section.id" ], "Date": "ended_on",
            "Columns": [
              { "Field": "person.id", "Source": "banner_id" },
              { "Field": "term.code", "Source": "term" },
              { "Field": "section.id", "Source": "crn" },
              { "Field": "course.title", "Source": "title" },
              { "Field": "grade.letter", "Source": "letter", "Optional": true },
              { "Field": "credit.earned", "Source": "credits", "Optional": true },
              { "Field": "ended_on", "Source": "ended", "Optional": true },
              { "Field": "site.recorded", "Source": "recorded", "Type": "time", "Optional": true },
              { "Field": "site.advisor", "Source": "advisor", "Optional": true, "Tags": [ "rating" ] } ] } } }
        """;
}
