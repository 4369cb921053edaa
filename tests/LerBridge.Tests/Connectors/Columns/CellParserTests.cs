using System.Globalization;
using System.Text;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Columns;

[TestFixture]
internal sealed class CellParserTests
{
    [TestCase(FieldType.Bool, "1", "true")]
    [TestCase(FieldType.Bool, "0", "false")]
    [TestCase(FieldType.Bool, "Y", "true")]
    [TestCase(FieldType.Bool, "No", "false")]
    [TestCase(FieldType.Bool, "TRUE", "true")]
    [TestCase(FieldType.Bool, "2", null)]
    [TestCase(FieldType.Number, "12.50", "12.5")]
    [TestCase(FieldType.Number, "1,234.5", "1234.5")]
    [TestCase(FieldType.Number, "-3", "-3")]
    [TestCase(FieldType.Number, "12 USD", null)]
    [TestCase(FieldType.Number, "NaN", null)]
    [TestCase(FieldType.Whole, "3", "3")]
    [TestCase(FieldType.Whole, "3.0", "3")]
    [TestCase(FieldType.Whole, "3.5", null)]
    [TestCase(FieldType.Date, "2021-04-28-07:00", "2021-04-28")]
    [TestCase(FieldType.Date, "28.04.2021", null)]
    [TestCase(FieldType.Time, "2021-04-28T10:00:00Z", "2021-04-28T10:00:00Z")]
    [TestCase(FieldType.Text, " Nursing ", "Nursing")]
    [TestCase(FieldType.Text, "=\"00123\"", "00123")]
    [TestCase(FieldType.Text, "=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")")]
    [TestCase(FieldType.Text, "null", "null")]
    public void A_cell_is_its_type_or_refused(FieldType type, string cell, string? expected)
    {
        var isRight = Parser(type).TryParse(Encoding.UTF8.GetBytes(cell), out var value);

        Assert.That(isRight ? RecordCodec.TextOf(value) : null, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("\t")]
    public void A_blank_cell_is_missing(string cell)
    {
        foreach (var type in new[] { FieldType.Text, FieldType.Number, FieldType.Bool, FieldType.Date })
        {
            Assert.That(Parser(type).TryParse(Encoding.UTF8.GetBytes(cell), out var value), Is.True);
            Assert.That(value.IsMissing, Is.True);
        }
    }

    [TestCase("MM/dd/yyyy", "04/28/2021", "2021-04-28")]
    [TestCase("dd-MMM-yy", "21-NOV-25", "2025-11-21")]
    [TestCase("M/d/yyyy", "4/8/2021", "2021-04-08")]
    [TestCase("MM/dd/yyyy", "28/04/2021", null)]
    [TestCase("MM/dd/yyyy", "2021-04-28", null)]
    public void A_declared_form_is_the_only_one(string format, string cell, string? expected)
    {
        var isRight = Parser(FieldType.Date, format).TryParse(Encoding.UTF8.GetBytes(cell), out var value);

        Assert.That(isRight ? RecordCodec.TextOf(value) : null, Is.EqualTo(expected));
    }

    [TestCase("1.234,5", "1234.5")]
    [TestCase("0,75", "0.75")]
    public void A_decimal_comma_is_read_where_settings_say_so(string cell, string expected)
    {
        var parser = new CellParser(Column(FieldType.Number, null), decimalComma: true);

        Assert.That(parser.TryParse(Encoding.UTF8.GetBytes(cell), out var value), Is.True);
        Assert.That(RecordCodec.TextOf(value), Is.EqualTo(expected));
    }

    [TestCase("Employee", "employee", false)]
    [TestCase("Contingent Worker", "contingent", false)]
    [TestCase("Employee_ID", "employee", false)]
    [TestCase("Employees", "other", true)]
    [TestCase("Volunteer", "other", true)]
    public void A_word_of_the_closed_list_is_found_in_what_tenants_write(string cell, string expected, bool isUnknown)
    {
        var parser = new CellParser(new Column(new Field("worker.type", FieldType.Code, false, "Kind.", Codes: ["employee", "contingent", "other"]), "Worker_Type", true), decimalComma: false);

        var isRight = parser.TryParse(Encoding.UTF8.GetBytes(cell), out var value);

        Assert.That(isRight, Is.True);
        Assert.That((value.Text, parser.MetUnknownCode), Is.EqualTo((expected, isUnknown)));
    }

    [Test]
    public void Text_that_is_no_UTF_8_is_refused_as_such() =>
        Assert.That(() => Parser(FieldType.Text).TryParse([0x4A, 0x6F, 0x73, 0xE9], out _), Throws.InstanceOf<DecoderFallbackException>());

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void Any_bytes_are_a_value_or_refused_and_never_a_failure(byte[]? bytes)
    {
        foreach (var type in new[] { FieldType.Number, FieldType.Whole, FieldType.Bool, FieldType.Date, FieldType.Time })
        {
            _ = Parser(type).TryParse(bytes, out _);
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void Every_number_comes_back_as_written(decimal number)
    {
        var isRight = Parser(FieldType.Number).TryParse(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), out var value);

        Assert.That(isRight, Is.True);
        Assert.That(value.Number, Is.EqualTo(number));
    }

    private static CellParser Parser(FieldType type, string? format = null) => new(Column(type, format), decimalComma: false);

    private static Column Column(FieldType type, string? format) => new(new Field("site.x", type, true, "A cell."), "X", true, format);
}
