using LerBridge.Connectors.Shared;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

[TestFixture]
internal sealed class LinkHeaderTests
{
    [TestCase("<https://c.example/a?page=2>; rel=\"next\"", "https://c.example/a?page=2")]
    [TestCase("<https://c.example/a?page=1>; rel=\"current\",<https://c.example/a?page=2>; rel=\"next\"", "https://c.example/a?page=2")]
    [TestCase("</a?page=2&per_page=10>; rel=\"next\",\n  </a?page=1>; rel=\"first\"", "/a?page=2&per_page=10")]
    [TestCase("</first>; rel=\"first\",\r\n  </second>;\r\n rel=\"next\"", "/second")]
    [TestCase("<https://c.example/a?ids=1,2,3>; rel=\"next\"", "https://c.example/a?ids=1,2,3")]
    [TestCase("<https://c.example/a>; REL=NEXT", "https://c.example/a")]
    [TestCase("<https://c.example/a>; rel=\"prev next\"", "https://c.example/a")]
    [TestCase("<https://c.example/a>; title=\"rel=\\\"next\\\"\"; rel=last, </b>; rel=next", "/b")]
    [TestCase("<https://c.example/a>; title=\"a, <b>; c\"; rel=next", "https://c.example/a")]
    [TestCase("<https://c.example/a>; rel=\"nextish\"", null)]
    [TestCase("<https://c.example/a", null)]
    [TestCase("", null)]
    [TestCase("<>; rel=next", null)]
    public void The_next_target_is_found_as_written(string header, string? expected) =>
        Assert.That(LinkHeader.Next([header]), Is.EqualTo(expected));

    [Test]
    public void Several_header_lines_are_searched_in_order() =>
        Assert.That(LinkHeader.Next(["</a>; rel=first", "</b>; rel=next"]), Is.EqualTo("/b"));

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void Whatever_stands_there_is_read_without_failing_and_targets_come_from_the_text(string? text)
    {
        var header = text ?? string.Empty;

        var found = LinkHeader.Next([header, $"<{header}>; rel=next", $"<a>;{header}", $"<a>; rel=\"{header}"]);

        Assert.That(found is null || found == "a" || header.Contains(found, StringComparison.Ordinal), Is.True);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void A_target_survives_any_other_links_around_it(uint page, bool first, bool folded)
    {
        var wanted = $"<https://c.example/api?page=bookmark:{page},x>; rel=\"next\"";
        const string Other = "<https://c.example/api?page=1>; rel=\"first\"";
        var separator = folded ? ",\r\n\t" : ",";

        var found = LinkHeader.Next([first ? $"{wanted}{separator}{Other}" : $"{Other}{separator}{wanted}"]);

        Assert.That(found, Is.EqualTo($"https://c.example/api?page=bookmark:{page},x"));
    }
}
