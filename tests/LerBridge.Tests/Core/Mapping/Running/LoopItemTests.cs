using System.Text.Json.Nodes;
using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Running;

/// <summary>An item of a loop is kept with its row where it says nothing else. Whatever it reads besides must show in every record anew.</summary>
internal sealed class LoopItemTests
{
    private const string Sheet = "code,name,url,own_words\nNUR-210,Plans care,https://college.example/c/1,\nNUR-220,Leads,https://college.example/c/2,Leads a shift\n";

    [Test]
    public void An_item_of_constants_and_columns_is_the_same_for_every_record()
    {
        var mapper = Mapper("targetName: = c.name");

        Assert.That(Alignment(mapper, "NUR-210", "One")["targetName"]?.ToString(), Is.EqualTo("Plans care"));
        Assert.That(Alignment(mapper, "NUR-220", "Two")["targetName"]?.ToString(), Is.EqualTo("Leads"));
        Assert.That(Alignment(mapper, "NUR-210", "Three")["targetName"]?.ToString(), Is.EqualTo("Plans care"));
    }

    [TestCase("= course.name")]
    [TestCase("${c.name} in ${course.name}")]
    [TestCase("= named")]
    public void An_item_that_reads_the_record_is_written_anew(string name)
    {
        var mapper = Mapper($"targetName: {name}");

        Assert.That(Alignment(mapper, "NUR-210", "One")["targetName"]?.ToString(), Does.EndWith("One"));
        Assert.That(Alignment(mapper, "NUR-210", "Two")["targetName"]?.ToString(), Does.EndWith("Two"));
    }

    [Test]
    public void An_item_that_reads_the_record_for_some_rows_only_is_kept_for_the_others()
    {
        var mapper = Mapper("targetName: = c.own_words ?? course.name");

        Assert.That(Alignment(mapper, "NUR-220", "One")["targetName"]?.ToString(), Is.EqualTo("Leads a shift"));
        Assert.That(Alignment(mapper, "NUR-210", "Two")["targetName"]?.ToString(), Is.EqualTo("Two"));
        Assert.That(Alignment(mapper, "NUR-210", "Three")["targetName"]?.ToString(), Is.EqualTo("Three"));
        Assert.That(Alignment(mapper, "NUR-220", "Four")["targetName"]?.ToString(), Is.EqualTo("Leads a shift"));
    }

    [Test]
    public void Two_loops_over_one_sheet_do_not_take_each_others_items()
    {
        var plan = Author.Plan(Author.Small(before: Table, inAchievement: Loop("targetName: = c.name") + "\ntag:\n  for: c in competencies\n  each: = c.code"), Files());
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var achievement = Author.Claims(plan.Mapper.Map(Author.Ana()))["credentialSubject"]?["achievement"];

            Assert.That(achievement?["alignment"]?[0]?["targetName"]?.ToString(), Is.EqualTo("Plans care"));
            Assert.That(achievement?["tag"]?.AsArray().Select(tag => tag?.ToString()), Is.EqualTo(new[] { "NUR-210", "NUR-220" }));
        }
    }

    [Test]
    public void Many_threads_write_the_same_claims()
    {
        var mapper = Mapper("targetName: = c.own_words ?? course.name");
        var expected = Author.Text(Mapper("targetName: = c.own_words ?? course.name").Map(Author.Ana()));

        var written = Enumerable.Range(0, 5_000).AsParallel().Select(_ => Author.Text(mapper.Map(Author.Ana()))).Distinct().ToArray();

        Assert.That(written, Is.EqualTo(new[] { expected }));
    }

    private const string Table = "tables:\n  competencies:\n    file: c.csv\n    key: code\n    columns: { own_words: optional text }\nlet:\n  named: = course.name";

    private static Files Files() => new Files().With("c.csv", Sheet);

    private static string Loop(string name) => $"alignment:\n  for: c in competencies\n  where: = c.code = course.code\n  each:\n    {name}\n    targetUrl: = c.url";

    private static IRecordMapper Mapper(string name) => Author.Plan(Author.Small(before: Table, inAchievement: Loop(name)), Files()).Mapper;

    private static JsonNode Alignment(IRecordMapper mapper, string code, string name) =>
        Author.Claims(mapper.Map(Author.Ana($"course.code = {code}", $"course.name = {name}")))["credentialSubject"]?["achievement"]?["alignment"]?[0] ?? throw new InvalidOperationException("There is no alignment.");
}
