using LerBridge.Core.Mapping;
using LerBridge.Tests.Core.Mapping;
using LerBridge.Worker.Serving.Reload;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving.Reload;

internal sealed class LiveMappingsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void Who_has_a_plan_in_hand_keeps_it()
    {
        var live = new LiveMappings(Catalog(Author.Small()), [], Start);
        var inHand = live.Find("small");

        var change = live.Take(Catalog(Author.Small(name: "Another")), Start.AddHours(1));

        Assert.That(change.Taken.Select(mapping => mapping.Name), Is.EqualTo(new[] { "small" }));
        Assert.That(live.Find("small"), Is.Not.SameAs(inHand));
        Assert.That(Author.Text(inHand?.Mapper.Map(Author.Ana()) ?? throw new InvalidOperationException("No plan.")), Does.Contain("\"name\":\"Clinical Care II\""));
    }

    [Test]
    public void A_broken_file_keeps_its_former_plan_and_since_when_it_is_broken()
    {
        var live = new LiveMappings(Catalog(Author.Small()), [], Start);
        var good = live.Find("small");

        var first = live.Take(Catalog(Author.Small(name: "${course.nmae}")), Start.AddHours(1));
        var again = live.Take(Catalog(Author.Small(name: "${course.nmae}")), Start.AddHours(2));

        Assert.That(live.Find("small"), Is.SameAs(good));
        Assert.That((first.Refused.Count, again.Refused.Count), Is.EqualTo((1, 0)), "told once");
        Assert.That((live.Current[0].Since, live.Current[0].BrokenSince), Is.EqualTo((Start, (DateTimeOffset?)Start.AddHours(1))));
        Assert.That(live.Take(Catalog(Author.Small()), Start.AddHours(3)).Mended, Has.Count.EqualTo(1));
    }

    [Test]
    public void An_id_that_a_schedule_names_cannot_be_changed_under_it()
    {
        var live = new LiveMappings(Catalog(Author.Small()), ["small"], Start);

        live.Take(Catalog(Author.Small().Replace("id: small", "id: tiny", StringComparison.Ordinal)), Start);

        Assert.That(live.Find("small"), Is.Not.Null);
        Assert.That(live.Current[0].Problems.Single().Code, Is.EqualTo("LB2026"));
    }

    [Test]
    public void A_file_that_was_renamed_is_the_same_mapping()
    {
        var live = new LiveMappings(Catalog(Author.Small()), ["small"], Start);

        var change = live.Take(Catalog(Author.Small(), "mappings/renamed.yaml"), Start);

        Assert.That((change.Gone.Count, live.Current.Count, live.Find("small")?.File), Is.EqualTo((0, 1, "mappings/renamed.yaml")));
    }

    [Test]
    public void A_folder_looks_different_once_anything_in_it_has_changed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("tables"));
        File.WriteAllText(folder.File("a.yaml"), "1");
        File.WriteAllText(folder.File("tables/a.csv"), "1");
        var prints = new List<string?> { FolderPrint.Of(folder.Path), FolderPrint.Of(folder.Path) };

        File.WriteAllText(folder.File("tables/a.csv"), "22");
        prints.Add(FolderPrint.Of(folder.Path));
        File.Delete(folder.File("a.yaml"));
        prints.Add(FolderPrint.Of(folder.Path));
        File.WriteAllText(folder.File("notes.txt"), "of no account");
        prints.Add(FolderPrint.Of(folder.Path));

        Assert.That(prints[1], Is.EqualTo(prints[0]));
        Assert.That(prints.Distinct().Count(), Is.EqualTo(3));
        Assert.That(FolderPrint.Of(folder.File("nowhere")), Is.Null);
    }

    private static CatalogResult Catalog(string text, string file = "mappings/small.yaml")
    {
        var compiled = Author.Compile(text, file: file);
        return new CatalogResult([compiled], compiled.Diagnostics);
    }
}
