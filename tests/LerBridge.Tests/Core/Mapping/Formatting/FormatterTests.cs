using FsCheck;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Formatting;
using LerBridge.Core.Mapping.Reading;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Formatting;

internal sealed class FormatterTests
{
    [TestCase("a:   1\n", "a: 1\n")]
    [TestCase("\uFEFFa: 1\r\nb: 2", "a: 1\nb: 2\n")]
    [TestCase("---\na: 1\n", "a: 1\n")]
    [TestCase("a:\n    b: 1\n    c:\n         - d\n", "a:\n  b: 1\n  c:\n    - d\n")]
    [TestCase("a:\n- b\n-    c\n", "a:\n  - b\n  - c\n")]
    [TestCase("a:\n- b: 1\n  c: 2\n", "a:\n  - b: 1\n    c: 2\n")]
    [TestCase("a: {b: 1,c: [d,e]}\n", "a: { b: 1, c: [d, e] }\n")]
    [TestCase("a: {  }\nb: [ ]\nc:\n", "a: {}\nb: []\nc:\n")]
    [TestCase("\n\n\na: 1\n\n\n\nb: 2\n\n\n", "a: 1\n\nb: 2\n")]
    [TestCase("a:\n\n  b: 1\n", "a:\n  b: 1\n")]
    [TestCase("a: 1 # one\n", "a: 1  # one\n")]
    [TestCase("a: 1      # aligned\n", "a: 1      # aligned\n")]
    [TestCase("# top\na: 1\n  # of a\n# of b\nb: 2\n# end\n", "# top\na: 1\n# of a\n# of b\nb: 2\n# end\n")]
    [TestCase("a:\n    b: 1\n    # end of a\n# b\nb: 2\n", "a:\n  b: 1\n  # end of a\n# b\nb: 2\n")]
    [TestCase("a:  # opens\n   b: 1\n", "a:  # opens\n  b: 1\n")]
    [TestCase("if: '= f(a, b)'\n", "if: = f(a, b)\n")]
    [TestCase("if: '= a & \" #\"'\n", "if: '= a & \" #\"'\n")]
    [TestCase("a: { value: '= f(b, c)', if_missing: hold }  # why\n", "a:  # why\n  value: = f(b, c)\n  if_missing: hold\n")]
    [TestCase("a: { value: = f(b, c), if_missing: hold }\n", "a:\n  value: = f(b, c)\n  if_missing: hold\n")]
    [TestCase("- { skip: a, if: = b in [\"c\", \"d\"] }\n", "- skip: a\n  if: = b in [\"c\", \"d\"]\n")]
    [TestCase("a: { b: 1,\n  # inside\n  c: 2 }\n", "a:\n  b: 1\n  # inside\n  c: 2\n")]
    [TestCase("a: one\n     two\n", "a: one\n  two\n")]
    [TestCase("a: >-\n       one\n       two\n\nb: 1\n", "a: >-\n  one\n  two\n\nb: 1\n")]
    [TestCase("a: |\n   one\n     two\n   # no comment\n# a comment\nb: 1\n", "a: |\n  one\n    two\n  # no comment\n# a comment\nb: 1\n")]
    [TestCase("a: |4\n      deep\n    less\n", "a: |2\n    deep\n  less\n")]
    [TestCase("a: \"one\n    two\"\n", "a: \"one\n  two\"\n")]
    [TestCase("-\n  a: 1\n-   - b\n", "- a: 1\n-\n  - b\n")]
    public void There_is_one_style(string untidy, string tidy)
    {
        var result = MappingFormatter.Format("a.yaml", untidy);

        Assert.That(result.Diagnostics.Select(diagnostic => diagnostic.Message), Is.Empty);
        Assert.That(result.Text, Is.EqualTo(tidy));
        Assert.That(MappingFormatter.Format("a.yaml", result.Text).Changed, Is.False, "twice is once");
    }

    [TestCase("a: [\n", "LB1002")]
    [TestCase("a:\n\t- b\n", "LB1003")]
    [TestCase("a: 1\na: 2\n", "LB1004")]
    [TestCase("a: &x 1\n", "LB1005")]
    public void What_cannot_be_read_is_left_as_it_is_and_told(string text, string code)
    {
        var result = MappingFormatter.Format("a.yaml", text);

        Assert.That((result.Text, result.Changed, result.Diagnostics[0].Code), Is.EqualTo((text, false, code)));
    }

    [Test]
    public void A_mapping_in_json_keeps_the_style_of_json() =>
        Assert.That(MappingFormatter.Format("a.yaml", "{\"lerbridge\":\"mapping/v1\"}").Changed, Is.False);

    [Test]
    public void The_shipped_mappings_and_drafts_are_in_the_one_style()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Shared.Repository, "mappings"), "*.yaml"))
        {
            Assert.That(MappingFormatter.Format(file, File.ReadAllText(file)).Changed, Is.False, file);
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 1500)]
    public void Whatever_is_written_untidily_says_the_same_when_it_is_tidy_and_keeps_every_comment(DoNotSize<int> seed)
    {
        var hand = new Untidy(seed.Item);
        var untidy = hand.Write(hand.MakeUp());
        var before = Read(untidy);

        var result = MappingFormatter.Format("made-up.yaml", untidy);

        Assert.That(result.Diagnostics.Select(diagnostic => diagnostic.Message), Is.Empty, untidy);
        Assert.That(SameNodes.Are(before, Read(result.Text)), Is.True, untidy);
        Assert.That(hand.Comments.Where(comment => !result.Text.Contains(comment, StringComparison.Ordinal)), Is.Empty, untidy);
        Assert.That(result.Text.Split("# note ").Length, Is.EqualTo(hand.Comments.Count + 1), untidy);
        Assert.That(MappingFormatter.Format("made-up.yaml", result.Text).Text, Is.EqualTo(result.Text), untidy);
    }

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public void A_mapping_that_was_untidy_compiles_to_the_same_plan(DoNotSize<int> seed)
    {
        var file = Path.Combine(Shared.Repository, "mappings", "canvas-courses.yaml");
        var untidy = new Untidy(seed.Item).Write((YamlMap)Read(File.ReadAllText(file)));

        var tidy = MappingFormatter.Format("canvas-courses.yaml", untidy).Text;

        var plan = Compile(file, File.ReadAllText(file));
        Assert.That(Compile(file, untidy).Diagnostics.Select(diagnostic => $"{diagnostic.Line}:{diagnostic.Column} {diagnostic.Message}"), Is.Empty, untidy);
        Assert.That(Compile(file, untidy).Plan?.Hash, Is.EqualTo(plan.Plan?.Hash), untidy);
        Assert.That(Compile(file, tidy).Plan?.Hash, Is.EqualTo(plan.Plan?.Hash), tidy);
        Assert.That(MappingTests.Run(Compile(file, tidy)).Where(result => !result.Passed), Is.Empty);
    }

    [FsCheck.NUnit.Property(MaxTest = 400)]
    public void Whatever_it_is_given_it_never_throws(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var text = File.ReadAllText(Path.Combine(Shared.Repository, "mappings", "workday-employment.yaml")).ToCharArray();
        for (var i = random.Next(1, 30); i > 0; i--)
        {
            text[random.Next(text.Length)] = " \n\t:#-{}[]'\"|>&*!%@`,=~a\u00E9"[random.Next(24)];
        }

        Assert.DoesNotThrow(() => MappingFormatter.Format("damaged.yaml", new string(text)));
    }

    private static YamlNode Read(string text)
    {
        var findings = new Findings("a.yaml");
        var root = YamlReader.Read(new SourceText("a.yaml", text), findings);
        Assert.That(findings.All.Select(found => $"{found.Line}:{found.Column} {found.Message}"), Is.Empty, text);
        return root ?? throw new InvalidOperationException("Nothing was read.");
    }

    private static CompileResult Compile(string file, string text) => MappingCompiler.Compile(file, text, new MappingContext
    {
        Schemas = new ShippedMappingsTests.ShippedStreams(),
        Files = new MappingDirectory(Path.GetDirectoryName(file) ?? "."),
        IssuerDid = Author.Issuer,
    });
}
