using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday.Rest;

/// <summary>A page of workers.</summary>
internal sealed record RestPage
{
    [JsonPropertyName("total")]
    public int? Total { get; init; }

    [JsonPropertyName("data")]
    public List<RestWorker>? Data { get; init; }

    [JsonPropertyName("error")]
    public JsonElement? Error { get; init; }
}

/// <summary>A worker, as far as the REST service shows one.</summary>
internal sealed record RestWorker
{
    [JsonPropertyName("id"), JsonConverter(typeof(TextOrNumberConverter))]
    public string Id { get; init; } = string.Empty;

    [JsonPropertyName("descriptor")]
    public string? Descriptor { get; init; }

    [JsonPropertyName("workerId"), JsonConverter(typeof(TextOrNumberConverter))]
    public string? WorkerId { get; init; }

    [JsonPropertyName("businessTitle")]
    public string? BusinessTitle { get; init; }

    [JsonPropertyName("primaryWorkEmail")]
    public string? PrimaryWorkEmail { get; init; }

    [JsonPropertyName("workerType")]
    public RestThing? WorkerType { get; init; }

    [JsonPropertyName("person")]
    public RestPerson? Person { get; init; }

    [JsonPropertyName("primaryJob")]
    public RestJob? PrimaryJob { get; init; }

    [JsonPropertyName("primarySupervisoryOrganization")]
    public RestThing? Organization { get; init; }
}

/// <summary>A reference: an id for machines and words for people.</summary>
internal sealed record RestThing
{
    [JsonPropertyName("id"), JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    [JsonPropertyName("descriptor")]
    public string? Descriptor { get; init; }
}

/// <summary>The person behind a worker.</summary>
internal sealed record RestPerson
{
    [JsonPropertyName("email")]
    public string? Email { get; init; }
}

/// <summary>A worker's main job.</summary>
internal sealed record RestJob
{
    [JsonPropertyName("descriptor")]
    public string? Descriptor { get; init; }

    [JsonPropertyName("businessTitle")]
    public string? BusinessTitle { get; init; }

    [JsonPropertyName("location")]
    public RestThing? Location { get; init; }

    [JsonPropertyName("supervisoryOrganization")]
    public RestThing? Organization { get; init; }
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RestPage))]
internal sealed partial class RestJson : JsonSerializerContext;
