namespace LerBridge.Credentials.Rdf;

/// <summary>How a dataset is canonicalized.</summary>
internal sealed record Rdfc10Options
{
    /// <summary>What ordinary documents stay far below and graphs made to exhaust a processor soon pass.</summary>
    public const int DefaultWorkLimit = 200_000;

    public static Rdfc10Options Default { get; } = new();

    /// <summary>The hash inside the algorithm.</summary>
    public RdfcHash Hash { get; init; } = RdfcHash.Sha256;

    /// <summary>
    /// The most steps the permutations of Hash N-Degree Quads may take, counted in blank nodes visited; beyond it the dataset is refused as one that
    /// was built to be expensive (https://www.w3.org/TR/rdf-canon/#dataset-poisoning).
    /// </summary>
    public int WorkLimit { get; init; } = DefaultWorkLimit;
}

internal enum RdfcHash
{
    Sha256,
    Sha384,
}
