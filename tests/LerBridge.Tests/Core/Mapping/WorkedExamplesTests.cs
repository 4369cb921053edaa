using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping;

internal sealed class WorkedExamplesTests
{
    [TestCase(WorkedExamples.Canvas, "canvas-courses.yaml", 3)]
    [TestCase(WorkedExamples.Banner, "banner-transcript.yaml", 2)]
    [TestCase(WorkedExamples.Workday, "workday-employment.yaml", 2)]
    public void A_worked_example_compiles_without_a_word_and_passes_its_tests(string text, string file, int tests)
    {
        var result = Author.Compile(text, WorkedExamples.Files(), file);

        Assert.That(result.Diagnostics.Select(d => $"{d.Code} {d.File}:{d.Line}:{d.Column} {d.Message}"), Is.Empty);
        var outcomes = MappingTests.Run(result);
        Assert.That(outcomes, Has.Count.EqualTo(tests));
        Assert.That(outcomes.Where(outcome => !outcome.Passed).Select(MappingTests.Describe), Is.Empty);
    }

    [Test]
    public void The_canvas_example_gives_exactly_these_claims()
    {
        var plan = Author.Plan(WorkedExamples.Canvas, WorkedExamples.Files());

        var claims = Author.Text(plan.Mapper.Map(Author.Ana()));

        Assert.That(claims, Is.EqualTo("""
            {"name":"Clinical Care II","awardedDate":"2026-05-08","credentialSubject":{
            "identifier":[{"type":"IdentityObject","hashed":false,"identityHash":"Ana Ruiz","identityType":"name"}],
            "term":"Spring 2026",
            "achievement":{"id":"https://college.example/achievements/NUR-210","achievementType":"Course","name":"Clinical Care II",
            "description":"Course NUR-210 as published in the catalog.",
            "criteria":{"narrative":"Completed NUR-210 with a C or better."},"humanCode":"NUR-210",
            "alignment":[
            {"targetName":"Plans care","targetUrl":"https://college.example/c/NUR-2.1","targetCode":"NUR-2.1","targetFramework":"Nursing 2026","targetType":"CFItem"},
            {"targetName":"Leads a shift","targetUrl":"https://college.example/c/NUR-2.5","targetCode":"NUR-2.5","targetFramework":"Nursing 2026","targetType":"CFItem"}],
            "resultDescription":[{"id":"urn:uuid:33747c6f-fd7c-83bc-b8ed-188d1fce29ec","name":"Final grade","resultType":"LetterGrade"}]},
            "result":[{"resultDescription":"urn:uuid:33747c6f-fd7c-83bc-b8ed-188d1fce29ec","value":"B"}]}}
            """.ReplaceLineEndings(string.Empty)));
    }
}
