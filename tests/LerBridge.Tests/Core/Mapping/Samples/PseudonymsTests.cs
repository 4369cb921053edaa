using LerBridge.Core.Mapping.Samples;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Samples;

internal sealed class PseudonymsTests
{
    private readonly Pseudonyms pseudonyms = new(new byte[32]);

    [Test]
    public void A_full_name_fits_its_parts_and_keeps_its_form()
    {
        var full = this.pseudonyms.Name("Ana-Lucía RUIZ Jr.");

        Assert.That(full, Is.EqualTo($"{this.pseudonyms.Name("Ana")}-{this.pseudonyms.Name("Lucía")} {this.pseudonyms.Name("Ruiz").ToUpperInvariant()} Jr."));
        Assert.That(full, Does.Not.Contain("Ana").And.Not.Contain("RUIZ"));
    }

    [TestCase("A00410200", "^A00[1-9][0-9]{5}$")]
    [TestCase("88", "^[1-9][0-9]$")]
    [TestCase("E-100482", "^E-[1-9][0-9]{5}$")]
    [TestCase("7f0c8a52-7a3f-4d0e-9a51-3f5c8b8f2b11", "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$")]
    [TestCase("aruiz2", "^[a-z]{5}[1-9]$")]
    public void An_identifier_keeps_its_form(string id, string form)
    {
        var other = this.pseudonyms.Id(id);

        Assert.That(other, Does.Match(form).And.Not.EqualTo(id));
        Assert.That(this.pseudonyms.Id(id), Is.EqualTo(other), "equal stays equal");
    }

    [Test]
    public void An_address_speaks_of_the_same_made_up_person_at_another_place()
    {
        Assert.That(this.pseudonyms.Contact("ana.ruiz@college.edu"), Is.EqualTo($"{this.pseudonyms.Name("ana")}.{this.pseudonyms.Name("ruiz")}@example.org"));
        Assert.That(this.pseudonyms.Contact("li@other.edu"), Does.EndWith("@example.net"));
        Assert.That(this.pseudonyms.Contact("+1 312 555 0142"), Does.Match(@"^\+[1-9] \d{3} \d{3} \d{4}$").And.Not.EqualTo("+1 312 555 0142"));
    }

    [Test]
    public void No_two_persons_become_one_however_many_there_are()
    {
        var numbers = Enumerable.Range(1, 500).Select(i => this.pseudonyms.Id($"E{i}")).ToList();
        var names = Enumerable.Range(1, 500).Select(i => this.pseudonyms.Name($"N{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}")).ToList();

        Assert.That(numbers, Is.Unique);
        Assert.That(names, Is.Unique);
    }

    [Test]
    public void Nobody_gets_a_real_name()
    {
        foreach (var real in NamePool.Words.Skip(1))
        {
            this.pseudonyms.Avoid($"{real} Ruiz");
        }

        Assert.That(this.pseudonyms.Name("Li"), Is.EqualTo(NamePool.Words[0]));
    }

    [TestCase("n/a")]
    [TestCase("Test Student")]
    public void What_is_nobodys_name_stays_as_it_is_what_mappings_hold(string name) => Assert.That(this.pseudonyms.Name(name), Is.EqualTo(name));

    [Test]
    public void Another_capture_knows_nothing_of_this_one() =>
        Assert.That(Enumerable.Range(0, 8).Select(_ => Pseudonyms.New().Id("A00410200")).Distinct().Count(), Is.GreaterThan(1));

    [Test]
    public void A_day_moves_and_a_number_keeps_its_length()
    {
        var day = new DateOnly(1990, 2, 1);

        Assert.That(this.pseudonyms.Day(day), Is.Not.EqualTo(day).And.InRange(day.AddDays(-180), day.AddDays(180)));
        Assert.That(this.pseudonyms.Number(72500.25m).ToString(System.Globalization.CultureInfo.InvariantCulture), Does.Match(@"^[1-9]\d{4}\.\d{2}$").And.Not.EqualTo("72500.25"));
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public void Whatever_text_it_is_there_is_an_end_and_the_same_again(string? text)
    {
        var real = text ?? string.Empty;

        var once = this.All(real);

        Assert.That(this.All(real), Is.EqualTo(once));
    }

    private string[] All(string real) => [this.pseudonyms.Name(real), this.pseudonyms.Id(real), this.pseudonyms.Contact(real), this.pseudonyms.Words(real)];
}
