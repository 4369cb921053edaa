using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.People;
using NUnit.Framework;

namespace LerBridge.Tests.Core.People;

/// <summary>Lists of persons as people have them.</summary>
internal sealed class CohortSheetTests
{
    [TestCase("sis_id\nS1\nS2\n", "sis_id=S1 sis_id=S2")]
    [TestCase("SIS User ID;Name\r\nS1;Ann\r\nS2;Bo\r\n", "sis_id=S1 sis_id=S2")]
    [TestCase("name,banner_id\n\"Lee, Ann\", B1 \n", "banner_id=B1")]
    [TestCase("person.employee_id\n007\n", "employee_id=007")]
    [TestCase("Employee-ID\n007\n", "employee_id=007")]
    [TestCase("email\nann@college.example\n", "email=ann@college.example")]
    [TestCase("person.id\n42\n", "person.id=42")]
    [TestCase("S1234567\nS1234568\n", "any=S1234567 any=S1234568")]
    [TestCase("ann@college.example\n", "any=ann@college.example")]
    [TestCase("sis_id,login\nS1,ann\n,bo\n", "sis_id=S1;login=ann login=bo")]
    [TestCase("sis_id\nS1\n\nS1\n  \nS2", "sis_id=S1 sis_id=S2")]
    [TestCase("sis_id,email\nS1,office@college.example\nS2,office@college.example\n", "sis_id=S1;email=office@college.example sis_id=S2;email=office@college.example")]
    public void A_list_says_whom_it_names(string text, string expected)
    {
        var cohort = CohortSheet.Read(Encoding.UTF8.GetBytes(text)).Cohort;

        Assert.That(string.Join(' ', cohort?.Persons.Select(person => string.Join(';', person.Select(one => $"{one}={one.Value}"))) ?? []), Is.EqualTo(expected));
    }

    [TestCase("", "it names nobody")]
    [TestCase("sis_id\n", "it names nobody")]
    [TestCase("name,course\nAnn,NUR-210\n", "none of its 2 headings names a type of identifier. Call the column one of: sis_id, banner_id")]
    [TestCase("student number\nS1\n", "its first line names no type of identifier. Write one of these there: sis_id")]
    [TestCase("S1234567\nS1234568,Ann\n", "line 2 has 2 cells")]
    [TestCase("sis_id\n\"S1\n", "line 2: A quote that begins on this line does not end.")]
    [TestCase("PK\u0003\u0004x", "line 1: This is a workbook")]
    public void A_list_that_cannot_be_used_says_why_and_never_what_stands_in_it(string text, string expected)
    {
        var read = CohortSheet.Read(Encoding.UTF8.GetBytes(text));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((read.Cohort, read.Problem), Is.EqualTo(((Cohort?)null, read.Problem)));
            Assert.That(read.Problem, Does.Contain(expected).And.Not.Contain("S123").And.Not.Contain("Ann").And.Not.Contain("student"));
        }
    }

    [Test]
    public void What_is_too_long_is_refused()
    {
        var many = "sis_id\n" + string.Join('\n', Enumerable.Range(0, Cohort.MostPersons + 1));
        var wide = $"sis_id\n{new string('9', Cohort.LongestIdentifier + 1)}\n";

        Assert.That(
            new[] { CohortSheet.Read(Encoding.UTF8.GetBytes(many)), CohortSheet.Read(Encoding.UTF8.GetBytes(wide)), CohortSheet.Read(new byte[Cohort.MostBytes + 1]) }.Select(read => read.Problem),
            Is.EqualTo(new[] { "it names more than 100,000 persons. Plan without --cohort, or split it.", "line 2 has an identifier of more than 254 characters.", "it is longer than 16 MB. Split it." }));
    }

    [Test]
    public void Any_bytes_give_a_list_or_a_reason() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(content =>
        {
            var read = CohortSheet.Read(content ?? []);
            return (read.Cohort is null) != (read.Problem is null) && read.Cohort?.Count != 0;
        }));
}
