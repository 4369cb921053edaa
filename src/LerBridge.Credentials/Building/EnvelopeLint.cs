using System.Text.Json;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;

namespace LerBridge.Credentials.Building;

/// <summary>What every verifiable credential has around its claims (VC Data Model 2.0, section 4).</summary>
internal static class EnvelopeLint
{
    private const string Version1 = "https://www.w3.org/2018/credentials/v1";

    public static void Check(LintRun run, Envelope envelope)
    {
        var openBadge = envelope != Envelope.Any;
        CheckContext(run, envelope);
        CheckType(run);
        CheckIssuer(run, openBadge);
        CheckStatus(run);
        if (!openBadge)
        {
            CheckRest(run);
        }
    }

    private static void CheckContext(LintRun run, Envelope envelope)
    {
        var contexts = Json.Items(run.Credential, "@context");
        var first = contexts.Count > 0 && contexts[0].ValueKind == JsonValueKind.String ? contexts[0].GetString() : null;
        if (!contexts.All(IsContext))
        {
            run.Add(LintCodes.WrongContext, "A context is a URL or an object.", "@context");
        }

        if (first == Version1)
        {
            run.Add(LintCodes.WrongContext, "It is in the form of VC Data Model 1.1; the current form begins with the context " + Contexts.Credentials + ".", "@context");
        }
        else if (first != Contexts.Credentials)
        {
            run.Add(LintCodes.WrongContext, "The first context must be " + Contexts.Credentials + ".", "@context");
        }
        else if (envelope == Envelope.OpenBadge && !Is(contexts, 1, Contexts.IsOpenBadges))
        {
            run.Add(LintCodes.WrongContext, "The second context must be that of Open Badges 3.0, " + Contexts.OpenBadges + ".", "@context");
        }
        else if (envelope == Envelope.LearnerRecord && !(Is(contexts, 1, Contexts.IsLearnerRecord) && Is(contexts, 2, Contexts.IsOpenBadges)))
        {
            run.Add(
                LintCodes.WrongContext,
                $"The second context must be that of Comprehensive Learner Record 2.0, {Contexts.LearnerRecords}, and the third that of Open Badges 3.0, {Contexts.OpenBadges}.",
                "@context");
        }
    }

    private static bool IsContext(JsonElement context) => context.ValueKind is JsonValueKind.String or JsonValueKind.Object;

    private static bool Is(IReadOnlyList<JsonElement> contexts, int index, Func<string, bool> expected) =>
        contexts.Count > index && contexts[index].ValueKind == JsonValueKind.String && expected(contexts[index].GetString() ?? string.Empty);

    private static void CheckType(LintRun run)
    {
        var types = Json.Items(run.Credential, "type");
        if (!types.Any(type => type.ValueKind == JsonValueKind.String && type.ValueEquals("VerifiableCredential")))
        {
            run.Add(LintCodes.WrongType, "The type must include VerifiableCredential.", "type");
        }

        if (!types.All(type => type.ValueKind == JsonValueKind.String))
        {
            run.Add(LintCodes.WrongKind, "Every type is text.", "type");
        }
    }

    private static void CheckIssuer(LintRun run, bool openBadge)
    {
        if (Json.Member(run.Credential, "issuer") is not { } issuer)
        {
            if (!openBadge)
            {
                run.Add(LintCodes.Missing, "The credential lacks issuer.", "issuer");
            }

            return;
        }

        run.Enter("issuer");
        if (openBadge && (issuer.ValueKind == JsonValueKind.Object || run.Ours))
        {
            ModelLint.Check(run, issuer, OpenBadgeModel.Profile);
        }
        else if ((issuer.ValueKind == JsonValueKind.String ? issuer.GetString() : Json.Text(issuer, "id")) is not { } id || !AbsoluteUri.IsOne(id))
        {
            run.Add(LintCodes.NoUri, "The issuer is an absolute URI, or an object whose id is one.");
        }

        run.Leave();
    }

    private static void CheckStatus(LintRun run)
    {
        if (Json.Member(run.Credential, "credentialStatus") is { ValueKind: JsonValueKind.Array } none && none.GetArrayLength() == 0)
        {
            run.Add(LintCodes.BadStatus, "A list of status entries has at least one.", "credentialStatus");
        }

        foreach (var status in Json.Items(run.Credential, "credentialStatus"))
        {
            var types = Json.Items(status, "type").Where(type => type.ValueKind == JsonValueKind.String).Select(type => type.GetString() ?? string.Empty).ToArray();
            if (types.Length == 0)
            {
                run.Add(LintCodes.BadStatus, "A status entry needs a type.", "credentialStatus");
            }
            else if (types.Any(StatusListEntry.IsType))
            {
                CheckEntry(run, status);
            }
        }
    }

    private static void CheckEntry(LintRun run, JsonElement status)
    {
        var (entry, problem) = StatusListEntry.Read(status);
        if (entry is null)
        {
            run.Add(LintCodes.BadStatus, (problem?.Why ?? "The status entry cannot be read") + ".", "credentialStatus");
        }
        else if (Json.Text(status, "id") == entry.List)
        {
            run.Add(LintCodes.BadStatus, "The id of a status entry must not be the URL of its list.", "credentialStatus");
        }
        else if (run.Ours && Json.Text(status, "statusListIndex") is null)
        {
            run.Add(LintCodes.BadStatus, "statusListIndex is written as text.", "credentialStatus");
        }
    }

    /// <summary>What the class table says of Open Badges, for any other credential.</summary>
    private static void CheckRest(LintRun run)
    {
        if (Json.Member(run.Credential, "id") is { } && (Json.Text(run.Credential, "id") is not { } id || !AbsoluteUri.IsOne(id)))
        {
            run.Add(LintCodes.NoUri, "The id of a credential is an absolute URI.", "id");
        }

        foreach (var name in (ReadOnlySpan<string>)["validFrom", "validUntil"])
        {
            if (Json.Member(run.Credential, name) is { } && (Json.Text(run.Credential, name) is not { } time || !DateTimeStamp.TryParse(time, out _)))
            {
                run.Add(LintCodes.NoTime, $"{name} is a date and time with a zone.", name);
            }
        }

        ModelLint.Check(run, run.Credential, ForeignLint.AnyCredential);
        var subjects = Json.Items(run.Credential, "credentialSubject");
        if (subjects.Count == 0 || subjects.Any(subject => subject.ValueKind != JsonValueKind.Object || subject.GetPropertyCount() == 0))
        {
            run.Add(LintCodes.Missing, "The credential lacks a credentialSubject that says something.", "credentialSubject");
        }
    }
}

/// <summary>Whose rules the members around the claims keep.</summary>
internal enum Envelope
{
    /// <summary>Those of VC Data Model 2.0 alone.</summary>
    Any,

    /// <summary>Open Badges 3.0.</summary>
    OpenBadge,

    /// <summary>Comprehensive Learner Record 2.0.</summary>
    LearnerRecord,
}
