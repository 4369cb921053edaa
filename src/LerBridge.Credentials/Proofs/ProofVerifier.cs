using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs.SelectiveDisclosure;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Proofs;

/// <summary>
/// Verifies every proof of a document by itself and says so of each: section 4.4 Verify Proof (https://www.w3.org/TR/vc-data-integrity/#verify-proof) within section 4.5 Verify Proof Sets
/// and Chains (https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains), steps numbered as there. Whose key it is, is for the caller to judge. Thread-safe.
/// </summary>
/// <param name="canonicalizer">Makes the canonical forms.</param>
/// <param name="clock">For proofs that expire; null to leave the date aside.</param>
internal sealed class ProofVerifier(IDocumentCanonicalizer canonicalizer, TimeProvider? clock)
{
    private const int MaxProofs = 32;

    private readonly ProofHash hash = new(canonicalizer);
    private readonly EcdsaSd2023 disclosure = new(canonicalizer);

    /// <param name="document">A document with its proofs.</param>
    /// <param name="findKey">The key of a verification method; null where it cannot be had.</param>
    /// <param name="whyNoKey">More of why a key cannot be had, as a sentence; asked only where it cannot.</param>
    /// <returns>One report per proof, in order; empty where the document has none.</returns>
    public IReadOnlyList<ProofReport> Verify(JsonElement document, Func<string, PublicKey?> findKey, Func<string, string?>? whyNoKey = null)
    {
        // 4.5, step 1
        var proofs = Json.Items(document, "proof");
        if (proofs.Count > MaxProofs)
        {
            return [new ProofReport("proof", Verdict.No, $"The document has more than {MaxProofs} proofs.", null, null, null, null)];
        }

        // 4.5, steps 2 and 3; what the results come to together, steps 4 to 6, is for the caller, since a proof of an unknown kind is no false one
        var reports = new List<ProofReport>(proofs.Count);
        foreach (var proof in proofs)
        {
            reports.Add(reports is [.., { Poisoned: true } last] ? last with { Suite = Name(proof), Method = null, Key = null } : this.VerifyOne(document, proof, findKey, whyNoKey));
        }

        return reports;
    }

    private static string Name(JsonElement proof) => (Json.Text(proof, "cryptosuite") ?? Json.Text(proof, "type")) switch
    {
        null => "proof without a type",
        { Length: > 60 } => "proof of an unknown type",
        { } name => name,
    };

    private static JsonElement WithContextOf(JsonElement document, JsonElement proof) => Json.Member(proof, "@context") is not { } context
        ? document
        : Json.Written(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("@context");
            context.WriteTo(json);
            Json.WriteMembersBut(json, document, "@context");
            json.WriteEndObject();
        });

    private ProofReport VerifyOne(JsonElement document, JsonElement proof, Func<string, PublicKey?> findKey, Func<string, string?>? whyNoKey)
    {
        var method = Json.Text(proof, "verificationMethod") ?? string.Empty;
        var purpose = Json.Text(proof, "proofPurpose");
        var created = ProofForm.Time(proof, "created");
        ProofReport Say(Verdict verdict, string why, PublicKey? key = null) => new(Name(proof), verdict, why, method.Length == 0 ? null : method, key, purpose, created);

        // 4.4, steps 1 to 4: the document is read, and the proof is whole
        if (SuiteTable.Find(proof) is not { } suite)
        {
            return Say(Verdict.Unknown, "The proof is of a kind that is not known here.");
        }

        if (ProofForm.Problem(proof) is { } malformed)
        {
            return Say(Verdict.No, malformed);
        }

        if (clock is not null && ProofForm.Time(proof, "expires") <= clock.GetUtcNow())
        {
            return Say(Verdict.No, "The proof has expired.");
        }

        // verify 3 of the suite (https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-rdfc-2022): the value's bytes
        if (Multibase.Decode(Json.Text(proof, "proofValue") ?? string.Empty) is not { } signature)
        {
            return Say(Verdict.No, "Its proofValue is not multibase.");
        }

        try
        {
            // Controlled Identifiers 1.0, section 3.3 Retrieve Verification Method
            if (findKey(method) is not { } key)
            {
                return MethodKeys.IsForeign(method)
                    ? Say(Verdict.No, "Its verificationMethod is none of its DID, which is its own document.")
                    : Say(Verdict.Unknown, whyNoKey?.Invoke(method) ?? "The key of its verificationMethod is not at hand.");
            }

            if (!suite.Keys.Contains(key.Algorithm))
            {
                return Say(Verdict.No, $"A {key.Algorithm} key does not make {suite.Name} proofs.", key);
            }

            // 4.5, steps 3.1 to 3.3, and verify 1: the document without its proofs, but with those that this one builds upon
            if (ProofChain.Secured(document, proof) is not { } secured)
            {
                return Say(Verdict.No, "It builds upon a previousProof that the document does not have.", key);
            }

            // verify 4 of suites over JCS (https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-jcs-2022): the proof's @context begins the document's, and stands for it
            if (suite.Transformation == Transformation.Jcs)
            {
                if (!ProofForm.ContextFits(document, proof))
                {
                    return Say(Verdict.No, "The document's @context does not begin with the proof's.", key);
                }

                secured = WithContextOf(secured, proof);
            }

            // 4.4, step 8: "verify proof" of the suite
            if (suite is not WholeDocumentSuite whole)
            {
                return this.disclosure.Refuse(secured, proof, key) is { } refusal
                    ? Say(Verdict.No, refusal, key)
                    : Say(Verdict.Yes, "The signatures of all statements are right.", key) with { OverRdf = true };
            }

            // verify 2 and 4 to 7: transform, configure without the value, hash, verify
            var data = this.hash.Of(whole, key.Algorithm, whole.Configure(proof, document), secured);
            return whole.Verify(data, signature, key)
                ? Say(Verdict.Yes, "The signature is right.", key) with { OverRdf = suite.Transformation == Transformation.Rdfc10 }
                : Say(Verdict.No, "The signature is not right: the document was changed after signing, or another key signed it.", key);
        }
        catch (CanonicalizationException problem)
        {
            return Say(problem.ContextMissing ? Verdict.Unknown : Verdict.No, $"The document cannot be canonicalized: {problem.Message}") with
            {
                ContextMissing = problem.ContextMissing,
                Poisoned = problem.InnerException is PoisonGraphException,
            };
        }
        catch (CryptoUnavailableException problem)
        {
            return Say(Verdict.Unknown, problem.Message);
        }
    }
}
