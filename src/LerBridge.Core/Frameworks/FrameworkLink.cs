namespace LerBridge.Core.Frameworks;

/// <summary>One end of an association (CASE <c>LinkGenURI</c>).</summary>
/// <param name="Identifier">The identifier of what it leads to.</param>
/// <param name="Uri">Its address.</param>
/// <param name="Title">What it is called; null where that is not said.</param>
public sealed record FrameworkLink(string Identifier, string Uri, string? Title);

/// <summary>How two statements stand to each other, or a statement to its document (CASE <c>CFAssociation</c>).</summary>
/// <param name="Type">One of <see cref="AssociationTypes.All"/>, or a word of the publisher's that begins with <c>ext:</c>.</param>
/// <param name="Origin">What is the child, the replaced one, the match.</param>
/// <param name="Destination">What is the parent, the replacement, what is matched.</param>
/// <param name="Sequence">Its place among its siblings; null where that is not said.</param>
public sealed record FrameworkAssociation(string Type, FrameworkLink Origin, FrameworkLink Destination, int? Sequence);
