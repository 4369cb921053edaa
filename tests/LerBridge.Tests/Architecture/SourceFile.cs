using System.Text.RegularExpressions;

namespace LerBridge.Tests.Architecture;

/// <summary>One file of the product.</summary>
internal sealed partial record SourceFile(string Project, string Path, string Text)
{
    /// <summary>Its folders, joined as in a namespace; empty for a file beside the project file.</summary>
    public string Folder => string.Join('.', this.Path.Split('/')[..^1]);

    public string? Namespace => NamespaceLine().Match(this.Text) is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>Namespaces of ours that the file names, in using lines or in full.</summary>
    public IReadOnlySet<string> Names => OurNames().Matches(WithoutNamespaceLine(this.Text)).Select(found => found.Value).ToHashSet(StringComparer.Ordinal);

    public override string ToString() => $"{this.Project}/{this.Path}";

    private static string WithoutNamespaceLine(string text) => NamespaceLine().Replace(text, string.Empty);

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\bLerBridge\.(?:Core|Connectors|Credentials|Storage|Delivery|Sandbox|Worker)(?:\.[A-Z]\w*)*")]
    private static partial Regex OurNames();
}
