namespace LerBridge.Connectors.Banner;

/// <summary>Everything that Ethos has on one person's transcript.</summary>
/// <param name="Person">The person's GUID.</param>
/// <param name="Courses">The transcript grades.</param>
/// <param name="Awards">What the person has been awarded, or seeks.</param>
/// <param name="Average">The cumulative average; null where it is not known, or was not asked for.</param>
internal sealed record BannerHistory(string Person, IReadOnlyList<EthosTranscriptGrade> Courses, IReadOnlyList<EthosAward> Awards, decimal? Average);
