namespace LerBridge.Core.Mapping.Describing;

/// <summary>A mapping in plain English: for the people who answer for what it says and have no use for its file.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Sections">Its parts, in reading order.</param>
/// <param name="Tables">The rows of its tables, to be compared.</param>
/// <param name="Hash">The hash of everything that decides what comes out.</param>
public sealed record Description(string Title, IReadOnlyList<DescribedSection> Sections, IReadOnlyList<DescribedTable> Tables, string Hash);

/// <summary>A part of a description.</summary>
/// <param name="Key">Which, as in <c>when</c>.</param>
/// <param name="Heading">What is told.</param>
/// <param name="Ordered">True where the order of the lines decides.</param>
/// <param name="Lines">The lines.</param>
public sealed record DescribedSection(string Key, string Heading, bool Ordered, IReadOnlyList<DescribedLine> Lines);

/// <summary>One statement.</summary>
/// <param name="Key">What it is about, the same in every version of the mapping.</param>
/// <param name="Text">The statement.</param>
/// <param name="Depth">How deep it stands under the statements above.</param>
public sealed record DescribedLine(string Key, string Text, int Depth = 0);

/// <summary>The rows of a table.</summary>
/// <param name="Name">The table.</param>
/// <param name="Rows">Its rows by what tells them apart, with their cells by column.</param>
public sealed record DescribedTable(string Name, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Rows);
