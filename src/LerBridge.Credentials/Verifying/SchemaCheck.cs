using System.Text.Json;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// Whether a credential keeps the JSON schema that it names (VC Data Model 2.0, section 4.11; Open Badges 3.0, section 9.1, step 1). No schema is fetched: the rules of those that
/// 1EdTech publishes are part of the form of their kind, and of any other nothing is known.
/// </summary>
internal static class SchemaCheck
{
    private const string Name = "credentialSchema";

    /// <param name="credential">The credential.</param>
    /// <param name="form">Whether it has the form of its kind.</param>
    /// <returns>Null where it names no schema.</returns>
    public static VerificationCheck? Check(JsonElement credential, VerificationCheck form)
    {
        var answers = Json.Items(credential, Name).Select(schema => Judge(credential, schema, form)).ToArray();
        return answers.FirstOrDefault(answer => answer.Result == Verdict.No)
            ?? answers.FirstOrDefault(answer => answer.Result == Verdict.Unknown)
            ?? answers.FirstOrDefault();
    }

    private static VerificationCheck Judge(JsonElement credential, JsonElement schema, VerificationCheck form)
    {
        if (Json.Text(schema, "id") is not { } url || Json.Text(schema, "type") is not { } type)
        {
            return new VerificationCheck(Name, Verdict.No, "A credentialSchema has an id and a type.");
        }

        if (type != CredentialSchemas.Type)
        {
            return new VerificationCheck(Name, Verdict.Unknown, "It names a schema of a type that is not known here.");
        }

        if (CredentialSchemas.TypeOf(url) is not { } kind)
        {
            return new VerificationCheck(Name, Verdict.Unknown, "It names a schema that is not known here.");
        }

        if (!IsOf(kind, credential))
        {
            return new VerificationCheck(Name, Verdict.No, $"It names the schema of {NameOf(kind)}, and it is none.");
        }

        // a credential may have several by VC Data Model 2.0; the schemas let it be one object alone
        if (Json.Member(credential, "credentialStatus") is { ValueKind: JsonValueKind.Array })
        {
            return new VerificationCheck(Name, Verdict.No, "Its credentialStatus is a list, and its schema knows one only.");
        }

        return form.Result == Verdict.Yes
            ? new VerificationCheck(Name, Verdict.Yes, $"It keeps the rules of the schema that it names, that of {NameOf(kind)}.")
            : new VerificationCheck(Name, Verdict.No, $"It does not keep the rules of the schema that it names. {form.Why}");
    }

    private static bool IsOf(string kind, JsonElement credential) => kind switch
    {
        LearnerRecordBuilder.Type => ProfileLint.IsLearnerRecord(credential),
        EndorsementModel.Type => ProfileLint.IsEndorsement(credential),
        _ => ProfileLint.IsOpenBadge(credential),
    };

    private static string NameOf(string kind) => kind switch
    {
        LearnerRecordBuilder.Type => "a Comprehensive Learner Record 2.0",
        EndorsementModel.Type => "an Open Badges 3.0 endorsement",
        _ => "an Open Badges 3.0 credential",
    };
}
