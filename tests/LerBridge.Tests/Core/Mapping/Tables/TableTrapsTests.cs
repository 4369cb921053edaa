using System.Globalization;
using System.Text;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Tables;

internal sealed class TableTrapsTests
{
    private const string Table = "tables:\n  t:\n    file: t.csv\n    key: letter\n    columns: { points: number }\nlet:\n  earned: = t[grade.letter].points ?? 0";

    [Test]
    public void A_key_that_stands_twice_is_an_error_on_its_line()
    {
        var found = Single("letter,points\nA,4\nB,3\nA,2\n");

        Assert.That((found.Code, found.File, found.Line), Is.EqualTo(("LB3121", "mappings/t.csv", 4)));
        Assert.That(found.Message, Does.Contain("line 2"));
    }

    [Test]
    public void Keys_are_trimmed_and_told_apart_by_case_unless_folded()
    {
        Assert.That(Codes("letter,points\n A ,4\na,3\n"), Is.Empty);
        Assert.That(Codes("letter,points\nA,4\na,3\n", Table.Replace("columns:", "fold: true\n    columns:", StringComparison.Ordinal)), Is.EqualTo("LB3121"));
    }

    [Test]
    public void Semicolons_byte_order_mark_and_windows_line_ends_are_read_and_reported()
    {
        var found = Single("\uFEFFletter;points\r\nA;4\r\nB;3.5\r\n");

        Assert.That((found.Code, found.Severity), Is.EqualTo(("LB3125", Severity.Warning)));
        Assert.That(found.Message, Does.Contain("semicolons").And.Contain("byte order mark").And.Contain("Windows"));
    }

    [TestCase("letter,points\nA,\"3,5\"\n", "LB3122")]
    [TestCase("letter,points\nA,\n", "LB3123")]
    [TestCase("letter,points\n,4\n", "LB3123")]
    [TestCase("letter,points\nA,4,5\n", "LB3126")]
    [TestCase("letter,points,points\nA,4,5\n", "LB3126")]
    [TestCase("letter,point\nA,4\n", "LB3102")]
    [TestCase("letter,points\n\"A,4\n", "LB3124")]
    [TestCase("", "LB3124")]
    public void A_sheet_out_of_shape_is_one_message(string sheet, string code)
    {
        Assert.That(Codes(sheet), Is.EqualTo(code));
    }

    [Test]
    public void A_sheet_that_is_not_utf8_is_refused_with_advice()
    {
        var found = Author.Single(Author.Small(before: Table), new Files().With("t.csv", Encoding.Latin1.GetBytes("letter,points\né,4\n")));

        Assert.That((found.Code, found.Try), Is.EqualTo(("LB3124", "in Excel, save it as  CSV UTF-8 (comma delimited)")));
    }

    [Test]
    public void Quotes_and_line_ends_inside_cells_keep_the_lines_of_later_rows_right()
    {
        var found = Single("letter,points,note\nA,4,\"two\nlines, and \"\"quotes\"\"\"\nB,x,\n");

        Assert.That((found.Code, found.Line), Is.EqualTo(("LB3122", 4)));
    }

    [Test]
    public void A_column_without_a_type_must_be_filled_only_where_it_is_read()
    {
        const string Read = Table + "\n  note: = t[grade.letter].note ?? \"\"";

        Assert.That(Codes("letter,points,note\nA,4,\n"), Is.Empty);
        Assert.That(Codes("letter,points,note\nA,4,\n", Read), Is.EqualTo("LB3123"));
    }

    [Test]
    public void An_unknown_column_suggests_the_nearest()
    {
        var found = Single("letter,points\nA,4\n", Table.Replace("].points", "].pionts", StringComparison.Ordinal));

        Assert.That((found.Code, found.Try), Is.EqualTo(("LB3102", "did you mean points?")));
    }

    [TestCase("    rows: { A: 4 }", "LB1109")]
    [TestCase("    value: number\n    rows: { A: four }", "LB3122")]
    [TestCase("    value: nummer\n    rows: { A: 4 }", "LB1111")]
    [TestCase("    value: number\n    key: a\n    rows: { A: 4 }", "LB1110")]
    [TestCase("    value: number\n    rows: { A: }", "LB1110")]
    [TestCase("    key: a\n    rows: [ { a: x } ]\n    file: t.csv", "LB1109")]
    [TestCase("    rows: [ { a: x } ]", "LB1109")]
    [TestCase("    key: b\n    rows: [ { a: x } ]", "LB3102")]
    [TestCase("    key: a\n    rows: [ { a: x }, { a: x } ]", "LB3121")]
    public void An_inline_table_is_checked_alike(string table, string code)
    {
        Assert.That(Author.Compile(Author.Small(before: "tables:\n  t:\n" + table)).Diagnostics.Select(found => found.Code), Is.EqualTo(new[] { code }));
    }

    [Test]
    public void Composite_keys_and_only_choose_rows()
    {
        const string Grades = "tables:\n  t:\n    file: t.csv\n    key: [scheme, letter]\n    columns: { points: number, used: bool }\n    only: = used and points > 0\n";
        var files = new Files().With("t.csv", "scheme,letter,points,used\nUG,A,4,yes\nUG,B,3,no\nGR,A,5,yes\nGR,F,0,yes\n");
        var plan = Author.Plan(Author.Small(before: Grades + "let:\n  p: = t[\"UG\", grade.letter].points ?? t[\"GR\", \"F\"].points ?? -1", inSubject: "creditsEarned: = p"), files);

        Assert.That(Author.Claims(plan.Mapper.Map(Author.Ana("grade.letter = A")))["credentialSubject"]?["creditsEarned"]?.ToJsonString(), Is.EqualTo("4"));
        Assert.That(Author.Claims(plan.Mapper.Map(Author.Ana("grade.letter = B")))["credentialSubject"]?["creditsEarned"]?.ToJsonString(), Is.EqualTo("-1"));
    }

    [Test]
    public void Only_is_applied_once_per_run_and_so_reads_nothing_of_a_record()
    {
        Assert.That(Codes("letter,points\nA,4\n", Table.Replace("columns:", "only: = letter = course.name\n    columns:", StringComparison.Ordinal)), Is.EqualTo("LB2102"));
    }

    [TestCase("2026-06-30", "old")]
    [TestCase("2026-07-01", "new")]
    [TestCase("2025-12-31", "none")]
    public void Only_that_reads_record_date_leaves_the_rows_of_the_day_of_the_run(string day, string expected)
    {
        const string Periods = "tables:\n  t:\n    file: t.csv\n    key: letter\n    many: true\n    columns: { valid_from: date, valid_to: date }\n    only: = record_date between valid_from and valid_to\n";
        var files = new Files().With("t.csv", "letter,name,valid_from,valid_to\nA,old,2026-01-01,2026-06-30\nA,new,2026-07-01,2099-12-31\nB,other,2026-01-01,2099-12-31\n");
        var plan = Author.Plan(Author.Small(before: Periods + "let:\n  p: = first(t[grade.letter]).name ?? \"none\"\n  all: = count(t)", inSubject: "term: = p\ncreditsEarned: = all"), files);

        var record = Author.Ana("grade.letter = A");
        record["record_date"] = Value.Of((DateOnly?)DateOnly.Parse(day, CultureInfo.InvariantCulture));
        var subject = Author.Claims(plan.Mapper.Map(record))["credentialSubject"];

        Assert.That(plan.ReadsRecordDate, Is.True, "so that records are looked at anew on another day");
        Assert.That(subject?["term"]?.GetValue<string>(), Is.EqualTo(expected));
        Assert.That(subject?["creditsEarned"]?.ToJsonString(), Is.EqualTo(expected == "none" ? "0" : "2"));
    }

    [Test]
    public void A_row_that_only_leaves_out_today_holds_nobody_for_its_review()
    {
        const string Reviewed = "tables:\n  t:\n    file: t.csv\n    key: letter\n    many: true\n    columns: { valid_to: date, validated_on: optional date, review_by: optional date }\n    review: { validated_on: validated_on, review_by: review_by }\n    only: = valid_to >= record_date\n";
        var files = new Files().With("t.csv", "letter,name,valid_to,validated_on,review_by\nA,old,2020-06-30,,\nA,new,2099-12-31,2026-01-01,\n");
        var plan = Author.Plan(Author.Small(before: Reviewed + "let:\n  p: = join(map(t[grade.letter], r => r.name), \"+\")", inSubject: "term: = p"), files);

        Assert.That(Author.Claims(plan.Mapper.Map(Author.Ana("grade.letter = A")))["credentialSubject"]?["term"]?.GetValue<string>(), Is.EqualTo("new"));
    }

    [Test]
    public void A_file_outside_the_mappings_directory_is_refused_by_path_and_by_link()
    {
        using var folder = new TemporaryFolder();
        var mappings = Directory.CreateDirectory(Path.Combine(folder.Path, "mappings")).FullName;
        File.WriteAllText(Path.Combine(folder.Path, "secret.csv"), "letter,points\nA,4\n");
        File.CreateSymbolicLink(Path.Combine(mappings, "link.csv"), Path.Combine(folder.Path, "secret.csv"));
        Directory.CreateSymbolicLink(Path.Combine(mappings, "tables"), folder.Path);
        File.WriteAllText(Path.Combine(mappings, "fine.csv"), "letter,points\nA,4\n");
        var directory = new MappingDirectory(mappings);

        Assert.That(directory.Read("mappings/x.yaml", "fine.csv", 1000), Is.InstanceOf<MappingFile.Found>());
        foreach (var path in new[] { "../secret.csv", "link.csv", "tables/secret.csv", "/etc/passwd", "..\\secret.csv", "", "nowhere.csv", "fine.csv/../../secret.csv" })
        {
            Assert.That(directory.Read("mappings/x.yaml", path, 1000), Is.InstanceOf<MappingFile.Refused>(), path);
        }

        Assert.That(directory.Read("mappings/x.yaml", "fine.csv", 5), Is.InstanceOf<MappingFile.Refused>());
    }

    [Test]
    public void A_row_that_is_no_item_of_the_framework_or_was_replaced_is_reported_on_its_line()
    {
        var files = WorkedExamples.Files()
            .With("tables/nursing-course-competencies.csv", WorkedExamples.Competencies.Replace("NUR-2.5,Leads", "NUR-2.55,Leads", StringComparison.Ordinal))
            .With("frameworks/example-nursing-2026.json", WorkedExamples.Framework.Replace(
                "\"CFAssociations\": []",
                """
                "CFAssociations": [ { "identifier": "a", "uri": "u", "associationType": "replacedBy", "originNodeURI": { "identifier": "7b1f0c52-0000-4000-8000-000000000013" }, "destinationNodeURI": { "identifier": "7b1f0c52-0000-4000-8000-000000000012" } } ]
                """,
                StringComparison.Ordinal));

        var found = Author.Compile(WorkedExamples.Canvas, files).Diagnostics;

        Assert.That(found.Select(d => $"{d.Code} {d.File}:{d.Line} {d.Try}"), Is.EqualTo(new[]
        {
            "LB3304 mappings/tables/nursing-course-competencies.csv:3 did you mean NUR-2.5?",
            "LB3305 mappings/tables/nursing-course-competencies.csv:4 use NUR-2.5",
        }));
    }

    [TestCase("example-nursing@2025", "LB3303")]
    [TestCase("example-nursing", "LB3303")]
    [TestCase("../x@2026", "LB3303")]
    public void A_framework_that_is_not_there_is_an_error(string reference, string code)
    {
        var mapping = WorkedExamples.Canvas.Replace("example-nursing@2026", reference, StringComparison.Ordinal);

        Assert.That(Author.Compile(mapping, WorkedExamples.Files()).Diagnostics.Select(found => found.Code), Is.EqualTo(new[] { code }));
    }

    private static Diagnostic Single(string sheet, string table = Table) => Author.Single(Author.Small(before: table, inSubject: "narrative: = text(earned)"), new Files().With("t.csv", sheet));

    private static string Codes(string sheet, string table = Table) =>
        string.Join(' ', Author.Compile(Author.Small(before: table), new Files().With("t.csv", sheet)).Diagnostics.Select(found => found.Code).Where(code => code != "LB1307"));

    [TestCase("letter,points\nA,high\nB,low\nC,\n", "LB3122 t.csv:2:3 None of the 2 cells of column \"points\" is a number, as it is declared; the first says \"high\".")]
    [TestCase("letter,points\nA,\nB,\n", "LB3123 t.csv:2:3 Column \"points\" is empty on all 2 rows.")]
    [TestCase("letter,points\nA,1,2\nB,1,2\n", "LB3126 t.csv:2:5 All 2 rows have more cells than the header names columns: this one has 3, the header 2.")]
    [TestCase("letter,points\nA,1\nB,low\n", "LB3122 t.csv:3:3 \"low\" in column \"points\" is not a number.")]
    public void What_is_wrong_with_every_row_is_one_message(string sheet, string told)
    {
        var optional = sheet.EndsWith("C,\n", StringComparison.Ordinal) ? "optional " : string.Empty;
        var found = Single(sheet, Table.Replace("points: number", $"points: {optional}number", StringComparison.Ordinal));

        Assert.That($"{found.Code} {Path.GetFileName(found.File)}:{found.Line}:{found.Column} {found.Message}", Is.EqualTo(told));
    }

    [Test]
    public void Of_many_cells_the_first_twenty_are_told_and_how_many_more_there_are()
    {
        var sheet = "letter,points\nOK,1\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"L{i},x\n"));

        var found = Author.Compile(Author.Small(before: Table), new Files().With("t.csv", sheet)).Diagnostics;

        Assert.That(found, Has.Count.EqualTo(21));
        Assert.That(found[20].Message, Is.EqualTo("\"x\" in column \"points\" is not a number, and 9 more cells of this sheet cannot be used."));
    }
}
