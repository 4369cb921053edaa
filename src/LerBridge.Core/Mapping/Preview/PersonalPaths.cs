using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Preview;

/// <summary>The places of a credential to which fields about a person lead. What stands there is shown as what it is, as in <c>(name)</c>, never as a value.</summary>
public sealed class PersonalPaths
{
    private const string Identifier = "credentialSubject.identifier";

    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);

    /// <summary>Those of a mapping.</summary>
    public PersonalPaths(MappingPlan plan)
    {
        foreach (var output in Outputs(plan))
        {
            var tags = output.Fields.Aggregate(FieldTags.None, (all, field) => all | (plan.Schema.Find(field)?.Tags ?? FieldTags.None));
            if (tags != FieldTags.None)
            {
                this.words[output.Path] = $"({tags.ToString().ToLowerInvariant()})";
            }
        }
    }

    /// <summary>Every computed value, and where the engine puts the person's name besides: into each badge of a learner record.</summary>
    internal static IEnumerable<PlannedOutput> Outputs(MappingPlan plan) => plan.Profile != CredentialProfile.LearnerRecord
        ? plan.Outputs
        : plan.Outputs.Concat(plan.Outputs.Where(output => output.Path == Identifier).Select(output => output with { Path = $"credentials.{Identifier}" }));

    /// <summary>True where a value at a path, or part of it, comes from a field about a person. Indices are left out of paths.</summary>
    public bool Contains(string path) => this.WordFor(path) is not null;

    /// <summary>Claims with every such value replaced.</summary>
    public JsonNode? Mask(ReadOnlyMemory<byte> claims)
    {
        var root = JsonNode.Parse(claims.Span);
        this.Mask(root, string.Empty);
        return root;
    }

    private void Mask(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToArray())
                {
                    var inner = path.Length == 0 ? name : $"{path}.{name}";
                    if (value is JsonValue && this.WordFor(inner) is { } word)
                    {
                        members[name] = word;
                    }
                    else
                    {
                        this.Mask(value, inner);
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i] is JsonValue && this.WordFor(path) is { } word)
                    {
                        items[i] = word;
                    }
                    else
                    {
                        this.Mask(items[i], path);
                    }
                }

                break;
        }
    }

    // what stands under a path that is personal is personal too, but not what the engine says about it
    private string? WordFor(string path)
    {
        for (var at = path; ; at = at[..at.LastIndexOf('.')])
        {
            if (this.words.TryGetValue(at, out var word))
            {
                return path.EndsWith(".type", StringComparison.Ordinal) || path.EndsWith(".hashed", StringComparison.Ordinal) || path.EndsWith(".identityType", StringComparison.Ordinal) ? null : word;
            }

            if (!at.Contains('.', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }
}
