using System.Text.RegularExpressions;
using NUnit.Framework;

namespace LerBridge.Tests.Architecture;

/// <summary>Sealed, internal, folder = namespace, and no word that means "later".</summary>
internal sealed partial class ShapeTests
{
    private static readonly string[] BannedFolders = ["Helpers", "Managers", "Utils", "Utilities", "Common", "Interfaces", "Models", "Implementations", "Misc"];

    private static readonly string[] BannedWords = ["NotImplementedException", "TODO", "FIXME", "HACK"];

    [Test]
    public void The_namespace_of_a_file_is_its_folder()
    {
        var wrong =
            from file in SourceTree.Files
            let expected = file.Folder.Length == 0 ? file.Project : $"{file.Project}.{file.Folder}"
            where file.Namespace is not null && file.Namespace != expected && file.Project != "LerBridge.SqlServerTypes" // which stands in for an assembly of that name
            select $"{file} says {file.Namespace}";

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Folders_are_named_after_capabilities()
    {
        var wrong = SourceTree.Files.Where(file => file.Folder.Split('.').Any(BannedFolders.Contains));

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void No_file_puts_its_work_off()
    {
        var wrong = from file in SourceTree.Files from word in BannedWords where file.Text.Contains(word, StringComparison.Ordinal) select $"{file} says {word}";

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Classes_are_sealed_static_or_abstract()
    {
        var wrong = from file in SourceTree.Files from Match type in OpenClass().Matches(file.Text) select $"{file}: {type.Value.Trim()}";

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Only_core_and_the_doors_beside_a_project_file_are_public()
    {
        var wrong =
            from file in SourceTree.Files
            where file.Project is not ("LerBridge.Core" or "LerBridge.SqlServerTypes") && file.Folder.Length > 0
            from Match type in PublicType().Matches(file.Text)
            select $"{file}: {type.Value.Trim()}";

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void A_file_has_at_most_one_public_class()
    {
        var wrong = SourceTree.Files.Where(file => PublicClass().Count(file.Text) > 1);

        Assert.That(wrong, Is.Empty);
    }

    // Types at the top of a file; a nested case of a closed alternative is indented.
    [GeneratedRegex(@"^(?:public |internal |file )(?!.*\b(?:sealed|static|abstract)\b)(?:[a-z]+ )*(?:class|record)(?! struct) \w+", RegexOptions.Multiline)]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"^public (?:[a-z]+ )*(?:class|record|struct|interface|enum) \w+", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^public (?:[a-z]+ )*class \w+", RegexOptions.Multiline)]
    private static partial Regex PublicClass();
}
