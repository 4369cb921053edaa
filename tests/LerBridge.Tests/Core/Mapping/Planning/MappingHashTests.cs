using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Planning;

internal sealed class MappingHashTests
{
    private static readonly string Hash = Of(WorkedExamples.Canvas, WorkedExamples.Files());

    [TestCase("title: Nursing course completions", "title: Nursing")]
    [TestCase("owner: registrar@college.example", "owner: dean@college.example")]
    [TestCase("# first: what follows may rely on a value", "# else")]
    [TestCase("- name: D is skipped with a reason", "- name: D is skipped")]
    [TestCase("humanCode: = course.code", "humanCode: '= course.code'")]
    public void What_decides_nothing_leaves_the_hash_alone(string old, string changed)
    {
        Assert.That(Of(Changed(old, changed), WorkedExamples.Files()), Is.EqualTo(Hash));
    }

    [TestCase("below C", "under C")]
    [TestCase("earned < 2.0", "earned < 2.1")]
    [TestCase("A: 4.0", "A: 4.1")]
    [TestCase("after: 7 days", "after: 8 days")]
    [TestCase("withdraw: true", "withdraw: false")]
    [TestCase("match: [sis_id, verified_email]", "match: [sis_id]")]
    [TestCase("  - to: folder\n", "")]
    [TestCase("id: canvas-courses", "id: canvas-course")]
    public void What_decides_something_changes_it(string old, string changed)
    {
        Assert.That(Of(Changed(old, changed), WorkedExamples.Files()), Is.Not.EqualTo(Hash));
    }

    [Test]
    public void A_row_a_framework_and_the_issuer_change_it_but_the_form_of_the_sheet_does_not()
    {
        var semicolons = WorkedExamples.Files().With("tables/nursing-course-competencies.csv", "\uFEFF" + WorkedExamples.Competencies.Replace(',', ';').Replace("\n", "\r\n", StringComparison.Ordinal));
        var row = WorkedExamples.Files().With("tables/nursing-course-competencies.csv", WorkedExamples.Competencies.Replace("Plans care", "Plans all care", StringComparison.Ordinal));
        var framework = WorkedExamples.Files().With("frameworks/example-nursing-2026.json", WorkedExamples.Framework + " ");
        var issuer = MappingCompiler.Compile("canvas-courses.yaml", WorkedExamples.Canvas, new MappingContext { Schemas = new Streams(), Files = WorkedExamples.Files(), IssuerDid = "did:web:other.example" });

        Assert.That(Of(WorkedExamples.Canvas, semicolons), Is.EqualTo(Hash));
        Assert.That(Of(WorkedExamples.Canvas, row), Is.Not.EqualTo(Hash));
        Assert.That(Of(WorkedExamples.Canvas, framework), Is.Not.EqualTo(Hash));
        Assert.That(issuer.Plan?.Hash, Is.Not.EqualTo(Hash));
    }

    private static string Changed(string old, string changed)
    {
        Assert.That(WorkedExamples.Canvas.Contains(old, StringComparison.Ordinal), Is.True, old);
        return WorkedExamples.Canvas.Replace(old, changed, StringComparison.Ordinal);
    }

    private static string Of(string text, Files files) => Author.Plan(text, files).Hash;
}
