using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

[TestFixture]
internal sealed class WorkbookTests
{
    private static readonly object?[] Header = ["ID", "Name", "Hired", "Hours", "Active", "Note"];

    private readonly DropFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public async Task The_first_sheet_that_is_not_hidden_is_read_with_its_types()
    {
        this.Save(new WorkbookFile()
            .Sheet("Codes", [["ID"], ["nothing of this"]], "hidden")
            .Sheet("People", [Header, ["000123", "Peña, Ana", new DateTime(2020, 1, 31), 36.5, true, "x"], [], ["000124", null, new DateTime(2021, 2, 3), 40, false]]));

        var pulled = await this.PullAsync();

        Assert.That(
            pulled.Records.Select(record => (record["person.id"].Text, record["site.hired"].Date, record["site.hours"].Number, record["site.active"].Bool, record["site.name"].IsMissing)),
            Is.EqualTo(new[] { ("000123", new DateOnly(2020, 1, 31), 36.5m, true, false), ("000124", new DateOnly(2021, 2, 3), 40m, false, true) }));
        Assert.That(pulled.Records.Select(record => record.Place), Is.EqualTo(new[] { "people.xlsx row 2", "people.xlsx row 4" }));
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.None.EqualTo("LB5510"));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task A_sheet_is_found_by_its_name_though_it_is_hidden_and_lines_above_its_header_are_passed_over()
    {
        this.Save(new WorkbookFile().Sheet("Other", [["ID"]]).Sheet("HR Data", [["Staff, all campuses"], [], Header, ["000123", "Ana", new DateTime(2020, 1, 31)]], "hidden"));

        var pulled = await this.PullAsync("\"Sheet\": \"hr data\", \"SkipRowsUntil\": \"id\", ");
        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync("\"Sheet\": \"Staff\", "));

        Assert.That(pulled.Records.Single().Place, Is.EqualTo("people.xlsx row 4"));
        Assert.That((refusal?.Code, refusal?.Message), Is.EqualTo(("LB5502", refusal?.Message)));
        Assert.That(refusal?.Message, Does.Contain("no sheet \"Staff\""));
    }

    [Test]
    public async Task Numbers_in_a_column_of_text_have_no_exponent_and_are_told_unless_their_format_shows_the_zeros()
    {
        this.Save(new WorkbookFile().Sheet("People", [Header, [123456789012345, "a", new DateTime(2020, 1, 31)], [new WorkbookFile.Padded(123), "b", new DateTime(2020, 1, 31), 0.00001]]));

        var pulled = await this.PullAsync();

        Assert.That(pulled.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "123456789012345", "000123" }));
        Assert.That(pulled.Records.Last()["site.hours"].Number, Is.EqualTo(0.00001m));
        Assert.That(pulled.Notices.Where(notice => notice.Code == "LB5510").Select(notice => notice.Message), Has.One.Contains("\"ID\""));
    }

    [Test]
    public async Task A_row_with_an_error_of_a_formula_under_a_merged_cell_or_with_lost_digits_is_rejected_with_its_place()
    {
        this.Save(new WorkbookFile().Sheet(
            "People",
            [
                Header,
                ["1A", new WorkbookFile.Error("#REF!"), new DateTime(2020, 1, 31)],
                ["2A", "Team East", new DateTime(2020, 1, 31)],
                ["3A", null, new DateTime(2020, 1, 31)],
                [12345678901234567890d, "Ana", new DateTime(2020, 1, 31)],
                ["5A", "Ana", new DateTime(2020, 1, 31), 1, true, new WorkbookFile.Error("#N/A")],
            ],
            "visible",
            "B3:B4"));

        var pulled = await this.PullAsync();

        Assert.That(pulled.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "2A", "5A" }), "nobody reads the note");
        Assert.That(pulled.Rejected.Select(row => row.Place), Is.EqualTo(new[] { "people.xlsx row 2", "people.xlsx row 4", "people.xlsx row 5" }));
        Assert.That(pulled.Rejected.Select(row => row.Reason), Has.One.Contains("formula").And.One.Contains("merged").And.One.Contains("15 digits"));
    }

    [Test]
    public async Task A_date_is_read_whatever_form_the_column_has_in_text()
    {
        this.Save(new WorkbookFile().Sheet("People", [Header, ["1A", "Ana", new DateTime(2020, 1, 31)], ["2A", "Bea", "02/03/2021"]]));

        var pulled = await this.PullAsync(format: ", \"Format\": \"MM/dd/yyyy\"");

        Assert.That(pulled.Records.Select(record => record["site.hired"].Date), Is.EqualTo(new[] { new DateOnly(2020, 1, 31), new DateOnly(2021, 2, 3) }));
    }

    [Test]
    public async Task A_workbook_is_known_by_its_bytes_and_not_by_its_name()
    {
        this.folder.With("people.xlsx", "ID,Name,Hired\n000123,Ana,2020-01-31\n");

        Assert.That((await this.PullAsync()).Records.Single()["person.id"].Text, Is.EqualTo("000123"));
    }

    [Test]
    public async Task An_old_workbook_is_read()
    {
        this.folder.With("people.xls", Biff2([["ID", "Name", "Hired"], ["000123", "Ana", "2020-01-31"]]));

        var record = (await Pulled.AllAsync(this.Connector(files: "*.xls"))).Records.Single();

        Assert.That((record["person.id"].Text, record["site.hired"].Date), Is.EqualTo(("000123", new DateOnly(2020, 1, 31))));
    }

    [Test]
    public async Task A_missing_column_two_of_one_name_and_a_sheet_without_rows_are_told()
    {
        this.Save(new WorkbookFile().Sheet("People", [["ID", "Name"], ["1A", "Ana"]]));
        var missing = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());
        this.Save(new WorkbookFile().Sheet("People", [["ID", "Hired", "id", "Name"], ["1A", new DateTime(2020, 1, 31), "1B"]]));
        var doubled = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());
        this.Save(new WorkbookFile().Sheet("People", []));
        var empty = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());

        Assert.That((missing?.Code, doubled?.Code, empty?.Code), Is.EqualTo(("LB5601", "LB5502", "LB5502")));
        Assert.That(doubled?.Message, Does.Contain("two columns \"ID\""));
    }

    [Test]
    public async Task A_workbook_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked()
    {
        using var body = new MemoryStream();
        using (var zip = new ZipArchive(body, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 80; i++)
            {
                part.Write(zeros);
            }
        }

        this.folder.With("people.xlsx", body.ToArray());

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());

        Assert.That(body.Length, Is.LessThan(1024 * 1024));
        Assert.That((refusal?.Code, refusal?.Message.Contains("unpacks to more", StringComparison.Ordinal)), Is.EqualTo(("LB5502", true)));
    }

    [Test]
    public async Task A_row_that_says_it_is_the_billionth_is_refused()
    {
        using var body = new MemoryStream(new WorkbookFile().Sheet("People", [Header, ["1A", "Ana", new DateTime(2020, 1, 31)]]).Bytes());
        using var changed = new MemoryStream();
        body.CopyTo(changed);
        using (var zip = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")?.Delete();
            WorkbookFile.Part(zip, "xl/worksheets/sheet1.xml", """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c><c r="B1" t="inlineStr"><is><t>Name</t></is></c><c r="C1" t="inlineStr"><is><t>Hired</t></is></c></row><row r="1000000000"><c r="A1000000000"><v>1</v></c></row></sheetData></worksheet>
                """);
        }

        this.folder.With("people.xlsx", changed.ToArray());

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());

        Assert.That(refusal?.Code, Is.EqualTo("LB5502"));
    }

    // What is not a workbook although it begins as one is a refusal with a code and never a failure of the program.
    [Test]
    public void Any_damage_to_a_workbook_is_read_or_refused_and_never_a_failure()
    {
        var whole = new WorkbookFile().Sheet("People", [Header, ["1A", "Ana", new DateTime(2020, 1, 31), 1.5, true]]).Bytes();
        Prop.ForAll(Gen.Choose(0, whole.Length - 1).Zip(Gen.Choose(0, 255)).ToArbitrary(), damage =>
        {
            var bytes = whole.ToArray();
            bytes[damage.Item1] = (byte)damage.Item2;
            this.folder.With("people.xlsx", damage.Item2 % 8 == 0 ? bytes[..damage.Item1] : bytes);
            try
            {
                _ = this.PullAsync().GetAwaiter().GetResult();
            }
            catch (ConnectorException refusal)
            {
                Assert.That(refusal.Code, Is.AnyOf("LB5502", "LB5509", "LB5601"));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public async Task A_workbook_with_a_password_is_told_as_such()
    {
        // An encrypted workbook is a compound file with these two streams (MS-OFFCRYPTO 2.3.4); nothing of it can be read without the password.
        this.folder.With("people.xlsx", CompoundFile.Encrypted());

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());

        Assert.That(refusal?.Code, Is.EqualTo("LB5509"));
    }

    private static byte[] Biff2(string[][] rows)
    {
        using var body = new MemoryStream();
        Record(0x0009, [0x00, 0x00, 0x10, 0x00]);
        for (ushort r = 0; r < rows.Length; r++)
        {
            for (ushort c = 0; c < rows[r].Length; c++)
            {
                var text = Encoding.Latin1.GetBytes(rows[r][c]);
                var label = new byte[8 + text.Length];
                BinaryPrimitives.WriteUInt16LittleEndian(label, r);
                BinaryPrimitives.WriteUInt16LittleEndian(label.AsSpan(2), c);
                label[7] = (byte)text.Length;
                text.CopyTo(label, 8);
                Record(0x0004, label);
            }
        }

        Record(0x000A, []);
        return body.ToArray();

        void Record(ushort id, byte[] data)
        {
            body.Write([(byte)id, (byte)(id >> 8), (byte)data.Length, (byte)(data.Length >> 8)]);
            body.Write(data);
        }
    }

    private void Save(WorkbookFile workbook) => this.folder.With("people.xlsx", workbook.Bytes());

    private IConnector Connector(string more = "", string format = "", string files = "*.xlsx") => SettingsOf.Right($$"""
        { "Kind": "Delimited", "QuietSeconds": 0, "Directory": {{System.Text.Json.JsonSerializer.Serialize(this.folder.Path)}}, "Streams": { "people": { "Files": "{{files}}", {{more}}"Key": [ "person.id" ], "Columns": [
            { "Field": "person.id", "Source": "ID" }, { "Field": "site.name", "Source": "Name", "Optional": true }, { "Field": "site.hired", "Source": "Hired", "Type": "date"{{format}} },
            { "Field": "site.hours", "Source": "Hours", "Type": "number", "Optional": true }, { "Field": "site.active", "Source": "Active", "Type": "bool", "Optional": true } ] } } }
        """);

    private Task<Pulled> PullAsync(string more = "", string format = "") => Pulled.AllAsync(this.Connector(more, format));
}
