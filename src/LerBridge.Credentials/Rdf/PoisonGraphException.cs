namespace LerBridge.Credentials.Rdf;

/// <summary>Canonicalizing would take more work than allowed: https://www.w3.org/TR/rdf-canon/#dataset-poisoning.</summary>
internal sealed class PoisonGraphException(int limit)
    : Exception($"The dataset's blank nodes are so alike that telling them apart takes more than {limit} steps. Give the nodes identifiers.");
