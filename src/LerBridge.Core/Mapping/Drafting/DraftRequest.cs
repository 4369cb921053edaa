using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Drafting;

/// <summary>What a new mapping is begun from.</summary>
public sealed record DraftRequest
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The connector, by its name in settings.</summary>
    public required string Connector { get; init; }

    /// <summary>The stream.</summary>
    public required RecordSchema Schema { get; init; }

    /// <summary>The profile, as in <c>ob3@3.0.3</c>; one of <see cref="MappingDraft.Profiles"/>.</summary>
    public required string Profile { get; init; }

    /// <summary>What a person calls it; null leaves it to be filled in.</summary>
    public string? Title { get; init; }

    /// <summary>Who answers questions; null leaves it to be filled in.</summary>
    public string? Owner { get; init; }

    /// <summary>The destinations of the settings.</summary>
    public required IReadOnlyCollection<string> Destinations { get; init; }

    /// <summary>The zone in which an instant becomes a day.</summary>
    public required string Zone { get; init; }
}
