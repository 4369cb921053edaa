using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// What a refresh service has to say (Open Badges 3.0, section 9.3: asked once, after the proof; where it fails, the credential at hand stays as good as it was).
/// </summary>
internal static class RefreshCheck
{
    private const string Name = "refresh";
    private const string Type = "1EdTechCredentialRefresh";

    /// <param name="credential">The credential, whose proof is right.</param>
    /// <param name="material">What is at hand.</param>
    /// <param name="judge">Verifies what the service answered.</param>
    /// <returns>Null where the credential names no such service.</returns>
    public static VerificationCheck? Check(JsonElement credential, VerificationMaterial material, Func<ReadOnlyMemory<byte>, (JsonElement? Credential, bool Verified)> judge)
    {
        var service = Json.Items(credential, "refreshService").FirstOrDefault(one => Json.Text(one, "type") == Type);
        if (Json.Text(service, "id") is not { } url)
        {
            return null;
        }

        if (material.Refreshed(url) is not { } answer)
        {
            return Say("It names a refresh service, which was not asked" + material.WhyNot(url) + ".");
        }

        var (refreshed, verified) = judge(answer);
        if (refreshed is not { } newer || !verified)
        {
            return Say("Its refresh service answered with something that does not verify, so this version stands.");
        }

        if (IssuerCheck.IssuerOf(newer) != IssuerCheck.IssuerOf(credential) || Json.Text(newer, "id") != Json.Text(credential, "id"))
        {
            return Say("Its refresh service answered with another credential, so this version stands.");
        }

        return From(newer) > From(credential)
            ? Say("Its refresh service has a newer version, which verifies: ask the holder for it.")
            : Say("Its refresh service has no newer version.");
    }

    private static VerificationCheck Say(string why) => new(Name, Verdict.Yes, why);

    private static DateTimeOffset? From(JsonElement credential) =>
        (Json.Text(credential, "validFrom") ?? Json.Text(credential, "issuanceDate")) is { } text && DateTimeStamp.TryParse(text, out var time) ? time : null;
}
