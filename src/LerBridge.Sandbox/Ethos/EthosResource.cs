using System.Text.Json.Nodes;

namespace LerBridge.Sandbox.Ethos;

/// <summary>A resource of the hub: its versions, its page size, what may be filtered, and its rows.</summary>
internal sealed record EthosResource(string Name, EthosBackEnd BackEnd, IReadOnlyList<string> Versions, int MaxPage)
{
    /// <summary>Whether a limit above the page size is an error; else it is lowered without a word.</summary>
    public bool RefusesLargeLimit { get; init; }

    /// <summary>The properties that criteria may name.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    public required IReadOnlyList<JsonObject> Rows { get; init; }

    /// <summary>Older resources call their identifier guid.</summary>
    public string IdKey { get; init; } = "id";
}

/// <summary>The two applications behind the hub.</summary>
internal enum EthosBackEnd
{
    Integration,
    Student,
}
