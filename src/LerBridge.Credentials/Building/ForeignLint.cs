using System.Text.Json;
using System.Text.RegularExpressions;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Credentials.Building;

/// <summary>
/// What the profiles ask of the members that the engine itself writes into our credentials and that stand in those of others: references to schemas, status, terms of use and
/// refresh services, proofs, and endorsements (Open Badges 3.0, sections B.1.8, B.1.10, B.1.20, B.1.24 to B.1.27).
/// </summary>
internal static partial class ForeignLint
{
    // made without the helpers of the model, whose own classes are made of these
    private static readonly ProfileMember Id = new("id", MemberKind.Uri);

    private static readonly ProfileMember Type = new("type", MemberKind.Text) { Required = true };

    private static readonly ProfileClass Named = new(null, [Id with { Required = true }, Type]);

    private static readonly ProfileClass Typed = new(null, [Id, Type]);

    // the schema has domain as one text, VC Data Integrity 1.0, section 2.1 as one or several
    private static readonly ProfileClass Proof = new(
        null,
        [
            Type, new("created", MemberKind.Time), Text("cryptosuite"), Text("challenge"), new("domain", MemberKind.Any) { List = true, Foreign = CheckDomain }, Text("nonce"), Text("proofPurpose"), Text("proofValue"),
            Text("verificationMethod"),
        ]);

    /// <summary>The members of every credential of a profile beside its claims, in the order in which we write them.</summary>
    public static IReadOnlyList<ProfileMember> Members { get; } =
    [
        Foreign("credentialSchema", Named), Foreign("credentialStatus", Typed), Foreign("refreshService", Named) with { List = false }, Foreign("termsOfUse", Typed), Foreign("proof", Proof),
    ];

    /// <summary>The same of a credential of no profile: there may be several of each, and of several types (VC Data Model 2.0, sections 4.4, 4.10, 4.11, 5.4 and 5.5).</summary>
    public static ProfileClass AnyCredential { get; } = new(
        null,
        [
            Foreign("credentialSchema", Several(Named)), Foreign("credentialStatus", Several(Typed)), Foreign("refreshService", Several(Typed)), Foreign("termsOfUse", Several(Typed)),
            Foreign("proof", Proof),
        ]);

    /// <summary>An endorsement is a credential of its own, held against its own class.</summary>
    public static void CheckEndorsement(LintRun run, JsonElement value)
    {
        if (EnvelopedCredential.IsOne(value))
        {
            return;
        }

        if (!ProfileLint.IsEndorsement(value))
        {
            run.Add(LintCodes.WrongType, $"An {EndorsementModel.Type} belongs here.");
            return;
        }

        run.AddAll(ProfileLint.Anyones(value));
    }

    /// <summary>The form of a compact JWS; whether it is right is another question.</summary>
    public static void CheckJwt(LintRun run, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !CompactJws().IsMatch(value.GetString() ?? string.Empty))
        {
            run.Add(LintCodes.WrongKind, "A JWT in compact form belongs here.");
        }
    }

    private static void CheckDomain(LintRun run, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            run.Add(LintCodes.WrongKind, "A domain is text.");
        }
    }

    private static ProfileMember Text(string name) => new(name, MemberKind.Text);

    private static ProfileMember Foreign(string name, ProfileClass of) => new(name, MemberKind.Any) { List = true, Foreign = (run, value) => ModelLint.Check(run, value, of) };

    private static ProfileClass Several(ProfileClass of) => of with { Members = [.. of.Members.Select(member => member.Name == "type" ? member with { List = true } : member)] };

    [GeneratedRegex("^[a-zA-Z0-9_-]+\\.[a-zA-Z0-9_-]*\\.[a-zA-Z0-9_-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CompactJws();
}
