using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>A credential that stands within another and has proofs of its own.</summary>
/// <param name="Check">What its answer is called: <c>embedded</c> or <c>endorsement</c>.</param>
/// <param name="Place">Where it stands, as in <c>credentialSubject.verifiableCredential[2]</c>.</param>
/// <param name="Value">An object, or the text of a JWT.</param>
internal sealed record EmbeddedCredential(string Check, string Place, JsonElement Value)
{
    public const string Embedded = "embedded";
    public const string Endorsement = "endorsement";

    /// <summary>
    /// Those that a credential carries: what a record embeds (Comprehensive Learner Record 2.0, ClrSubject), and the endorsements of the credential, of its achievements,
    /// and of the profiles that vouch for them (Open Badges 3.0, section 3.7).
    /// </summary>
    public static IEnumerable<EmbeddedCredential> Of(JsonElement credential)
    {
        foreach (var (subject, place) in Places(credential, "credentialSubject", string.Empty))
        {
            foreach (var (one, at) in Places(subject, "verifiableCredential", place + "."))
            {
                yield return new EmbeddedCredential(Embedded, at, one);
            }
        }

        foreach (var (endorsed, place) in Endorsable(credential))
        {
            var prefix = place.Length == 0 ? string.Empty : place + ".";
            foreach (var (one, at) in Places(endorsed, "endorsement", prefix).Concat(Places(endorsed, "endorsementJwt", prefix)))
            {
                yield return new EmbeddedCredential(Endorsement, at, one);
            }
        }
    }

    /// <summary>The ids of all that an endorsement in the credential may speak of.</summary>
    public static IReadOnlySet<string> Endorsables(JsonElement credential) =>
        Endorsable(credential).Select(one => one.Value.ValueKind == JsonValueKind.String ? one.Value.GetString() : Json.Text(one.Value, "id"))
            .Concat(Json.Items(credential, "credentialSubject").Select(subject => Json.Text(subject, "id")))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<(JsonElement Value, string Place)> Endorsable(JsonElement credential)
    {
        yield return (credential, string.Empty);
        foreach (var issuer in Profiles(credential, "issuer", string.Empty))
        {
            yield return issuer;
        }

        foreach (var (subject, place) in Places(credential, "credentialSubject", string.Empty))
        {
            foreach (var source in Profiles(subject, "source", place + "."))
            {
                yield return source;
            }

            foreach (var (achievement, at) in Places(subject, "achievement", place + "."))
            {
                yield return (achievement, at);
                foreach (var creator in Profiles(achievement, "creator", at + "."))
                {
                    yield return creator;
                }
            }
        }
    }

    /// <summary>A profile, and the organizations above it.</summary>
    private static IEnumerable<(JsonElement Value, string Place)> Profiles(JsonElement owner, string name, string prefix)
    {
        for (var place = prefix + name; Json.Member(owner, name) is { } profile; place += ".parentOrg", name = "parentOrg", owner = profile)
        {
            yield return (profile, place);
        }
    }

    /// <summary>The values of a member, with their places.</summary>
    public static IEnumerable<(JsonElement Value, string Place)> Places(JsonElement owner, string name, string prefix) => Json.Member(owner, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select((item, index) => (item, $"{prefix}{name}[{index}]")),
        { } one => [(one, prefix + name)],
    };
}
