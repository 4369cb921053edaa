using System.Text;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Samples;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Samples;

/// <summary>Files of golden samples that somebody or something broke: the code and the place of each.</summary>
internal sealed class BrokenSheetTests
{
    private static readonly MappingPlan Plan = Author.Plan(Author.Small());

    private static readonly string Sound = SampleSheet.Write(Plan, [SampleCaptureTests.Captured(Plan, Author.Ana()) with { Name = "one" }]);

    [TestCase("lerbridge: samples/v1", "lerbridge: samples/v9", "LB1113 3:12")]
    [TestCase("lerbridge: samples/v1\n", "", "LB1109 3:1")]
    [TestCase("mapping: small", "mapping: other", "LB1407 4:10")]
    [TestCase("samples:\n", "sample:\n", "LB1101 5:1")]
    [TestCase("course.code: NUR-210", "course.cdoe: NUR-210", "LB1102 13:7")]
    [TestCase("grade.posted: true", "grade.posted: perhaps", "LB1405 25:21")]
    [TestCase("enrolment.state: completed", "enrolment.state: finished", "LB1405 21:24")]
    [TestCase("course.id: \"4711\"", "course.id: missing", "LB1402 7:11")]
    [TestCase("outcome: issue", "outcome: isue", "LB1111 28:14")]
    [TestCase("outcome: issue", "outcome: skip", "LB1407 29:5")]
    [TestCase("    claims:", "    clams:", "LB1101 29:5")]
    [TestCase("  - name: one", "  - nam: one", "LB1101 7:5")]
    [TestCase("    record:", "\trecord:", "LB1003 8:1")]
    [TestCase("    record:", "    record: [", "LB1002")]
    [TestCase("    record:", "    record: &r", "LB1005")]
    public void It_is_told_with_its_place(string part, string instead, string expected)
    {
        Assert.That(Sound, Does.Contain(part));
        var at = Sound.IndexOf(part, StringComparison.Ordinal);

        var sheet = SampleCaptureTests.Read(Sound[..at] + instead + Sound[(at + part.Length)..], Plan);

        Assert.That(sheet.HasErrors);
        Assert.That(sheet.Problems.Select(problem => $"{problem.Code} {problem.Line}:{problem.Column}").First(), Does.StartWith(expected), Sound + string.Join('\n', sheet.Problems.Select(problem => problem.Message)));
        Assert.That(sheet.Problems, Has.Count.EqualTo(1), "one cause, one message");
    }

    [TestCase("", "LB1109 1:1")]
    [TestCase("- a\n", "LB1110 1:1")]
    [TestCase("lerbridge: samples/v1\nmapping: small\nsamples: []\n", "LB1407 3:10")]
    [TestCase("lerbridge: samples/v1\nmapping: small\nsamples:\n  - one\n", "LB1110 4:5")]
    public void What_holds_no_sample_is_told(string text, string expected) =>
        Assert.That(SampleCaptureTests.Read(text, Plan).Problems.Select(problem => $"{problem.Code} {problem.Line}:{problem.Column}"), Is.EqualTo(new[] { expected }));

    [Test]
    public void Two_of_one_name_are_told()
    {
        var sample = Sound[Sound.IndexOf("  - name: one", StringComparison.Ordinal)..];

        var sheet = SampleCaptureTests.Read(Sound + sample, Plan);

        Assert.That(sheet.Problems.Single().Code, Is.EqualTo("LB1404"));
        Assert.That(sheet.Samples, Has.Count.EqualTo(1));
    }

    [Test]
    public void Bytes_that_are_no_text_are_told() =>
        Assert.That(SampleSheet.Read("x.yaml", new byte[] { 0xC3, 0x28 }, Plan, new Files()).Problems.Single().Code, Is.EqualTo("LB1008"));

    [Test]
    public void A_file_saved_by_windows_is_the_same_file()
    {
        var sheet = SampleSheet.Read("x.yaml", (byte[])[.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Sound.Replace("\n", "\r\n", StringComparison.Ordinal))], Plan, new Files());

        Assert.That(sheet.Problems, Is.Empty);
        Assert.That(SampleSheet.Write(Plan, sheet.Samples), Is.EqualTo(Sound));
    }
}
