using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Drift;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Drift;

internal sealed class FormTallyTests
{
    [TestCase("12", "7", "0", ExpectedResult = "whole numbers")]
    [TestCase("12.5", "-7.25", "1.0", ExpectedResult = "numbers with a fraction")]
    [TestCase("12,5", "7,25", "1,0", ExpectedResult = "numbers with a comma")]
    [TestCase("true", "False", "yes", ExpectedResult = "true or false")]
    [TestCase("2026-05-08", "2026-05-08-07:00", "2026-05-08Z", ExpectedResult = "dates like 2026-05-08")]
    [TestCase("2026-05-08T10:00:00Z", "2026-05-08 10:00", "2026-05-08T10:00:00.123-07:00", ExpectedResult = "dates with a time")]
    [TestCase("05/08/2026", "5/8/2026", "1/02/2026", ExpectedResult = "dates like 05/08/2026")]
    [TestCase("05/28/2026", "5/8/2026", "1/02/2026", ExpectedResult = "dates like 12/31/2026")]
    [TestCase("28/05/2026", "5/8/2026", "1/02/2026", ExpectedResult = "dates like 31/12/2026")]
    [TestCase("08-MAY-26", "31-Dec-25", "01-jan-26", ExpectedResult = "dates like 08-MAY-26")]
    [TestCase("08.05.2026", "31.12.2025", "1.1.2026", ExpectedResult = "dates like 05.08.2026")]
    [TestCase("A-", "B", "Pass", ExpectedResult = "text")]
    [TestCase("12", "B", "2026-05-08", ExpectedResult = "text of several forms")]
    [TestCase("", " ", "\t", ExpectedResult = "empty")]
    public string Cells_look_like(string first, string second, string third)
    {
        var tally = new FormTally();
        foreach (var cell in new[] { first, second, third })
        {
            tally.Add(Encoding.UTF8.GetBytes(cell));
        }

        return tally.Form;
    }

    [Test]
    public void Values_of_records_look_like_what_they_are()
    {
        string Of(Value value)
        {
            var tally = new FormTally();
            tally.Add(value);
            return tally.Form;
        }

        Assert.That(Of(Value.Of(2)), Is.EqualTo("whole numbers"));
        Assert.That(Of(Value.Of((bool?)true)), Is.EqualTo("true or false"));
        Assert.That(Of(Value.Of((DateOnly?)new DateOnly(2026, 5, 8))), Is.EqualTo("dates like 2026-05-08"));
        Assert.That(Of(Value.Of("00123")), Is.EqualTo("whole numbers"));
        Assert.That(Of(default), Is.EqualTo("empty"));
    }

    [Test]
    public void Any_bytes_have_a_form_and_none_of_them_shows() => Prop.ForAll<byte[]>(bytes =>
    {
        var tally = new FormTally();
        tally.Add(bytes);
        return tally.Looked == 1 && tally.Form.Length < 40 && tally.Form.All(letter => letter < 128);
    }).QuickCheckThrowOnFailure();
}
