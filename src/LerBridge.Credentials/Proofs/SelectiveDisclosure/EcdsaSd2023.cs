using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// The suite <c>ecdsa-sd-2023</c>: the issuer signs every statement by itself, the holder shows some of them (https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023).
/// Thread-safe.
/// </summary>
/// <param name="canonicalizer">For the proof options.</param>
internal sealed class EcdsaSd2023(IDocumentCanonicalizer canonicalizer)
{
    /// <summary>A base proof (#base-proof-transformation-ecdsa-sd-2023 and the sections after it).</summary>
    /// <param name="document">What is signed, without a proof.</param>
    /// <param name="options">The proof but its value.</param>
    /// <param name="mandatoryPointers">What every holder must show: as a rule the issuer and the dates.</param>
    /// <param name="key">The issuer's P-256 key.</param>
    /// <returns>The whole proof, for the holder alone.</returns>
    /// <exception cref="ArgumentException">The key is of another kind, or a pointer points at nothing.</exception>
    /// <exception cref="CanonicalizationException">The document cannot be processed, or says something undefined.</exception>
    public JsonElement MakeBaseProof(JsonElement document, JsonElement options, IReadOnlyList<string> mandatoryPointers, SigningKey key)
    {
        using var proofKey = SigningKey.Generate(KeyAlgorithm.P256);
        return this.MakeBaseProof(document, options, mandatoryPointers, key, proofKey, RandomNumberGenerator.GetBytes(ProofValueText.HmacKeySize));
    }

    /// <summary>The document with a proof of what the pointers select and what is mandatory (#add-derived-proof-ecdsa-sd-2023).</summary>
    /// <param name="document">A document without its proofs.</param>
    /// <param name="baseProof">Its base proof.</param>
    /// <param name="selectivePointers">What is shown besides what is mandatory.</param>
    /// <exception cref="ArgumentException">It is no base proof, not of this document, or a pointer points at nothing.</exception>
    /// <exception cref="CanonicalizationException">The document cannot be processed.</exception>
    public JsonElement Derive(JsonElement document, JsonElement baseProof, IReadOnlyList<string> selectivePointers)
    {
        if (Value(baseProof) is not { } bytes || !BaseProofValue.TryParse(bytes, out var value))
        {
            throw new ArgumentException("The proof is no base proof of ecdsa-sd-2023.", nameof(baseProof));
        }

        // 1. the groups (#createdisclosuredata)
        string[] pointers = [.. value.MandatoryPointers, .. selectivePointers];
        if (pointers.Length == 0)
        {
            throw new ArgumentException("PROOF_GENERATION_ERROR: Nothing is selected for disclosure: the base proof has no mandatory pointers, and no others were given.", nameof(selectivePointers));
        }

        var statements = this.Statements(document, Shuffled(value.HmacKey));
        var mandatory = statements.Group(value.MandatoryPointers);
        var combined = statements.Group(pointers);
        var rest = Enumerable.Range(0, statements.Lines.Count).Where(index => !mandatory.Indexes.Contains(index)).ToArray();
        if (rest.Length != value.Signatures.Count)
        {
            throw new ArgumentException("The base proof is not of this document.", nameof(baseProof));
        }

        // 2. the signatures of what is shown and not mandatory
        var signatures = rest.Zip(value.Signatures).Where(pair => combined.Indexes.Contains(pair.First)).Select(pair => pair.Second).ToArray();

        // 3. where the mandatory statements stand among those shown, and the labels of the blank nodes by the canonical labels that the shown part has by itself
        var indexes = combined.Indexes.Select((index, shown) => (index, shown)).Where(pair => mandatory.Indexes.Contains(pair.index)).Select(pair => pair.shown).ToArray();
        var labels = statements.LabelsOf(combined).ToDictionary(
            pair => Number(pair.Canonical),
            pair => Multibase.Decode(pair.Signed) ?? throw new InvalidOperationException("Our own label is multibase."));

        // 4. the shown part with its proof
        var proofValue = new DerivedProofValue(value.BaseSignature, value.PublicKey, signatures, labels, indexes).Write();
        var shown = PointerTree.Of(document, pointers).Select(document);
        return Json.Written(json => ProofSigner.WriteWithProof(json, shown, Json.Written(proof => WriteProof(proof, baseProof, proofValue))));
    }

    /// <summary>Whether a base or a derived proof is right (#verify-derived-proof-ecdsa-sd-2023). A base proof is judged by all that it can disclose.</summary>
    /// <param name="document">The document without its proofs.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="key">The issuer's P-256 key.</param>
    /// <returns>Null where it is right, else why not, in words.</returns>
    /// <exception cref="CanonicalizationException">The document cannot be processed.</exception>
    public string? Refuse(JsonElement document, JsonElement proof, PublicKey key)
    {
        if (Value(proof) is not { } bytes)
        {
            return "Its proofValue is not multibase.";
        }

        try
        {
            if (DerivedProofValue.TryParse(bytes, out var derived))
            {
                var statements = this.Statements(document, canonical => Label(derived, canonical));
                return this.Refuse(statements, derived.MandatoryIndexes.ToHashSet(), derived.BaseSignature, derived.PublicKey, derived.Signatures, document, proof, key);
            }

            if (BaseProofValue.TryParse(bytes, out var whole))
            {
                var statements = this.Statements(document, Shuffled(whole.HmacKey));
                return this.Refuse(statements, statements.Group(whole.MandatoryPointers).Indexes, whole.BaseSignature, whole.PublicKey, whole.Signatures, document, proof, key);
            }
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            return "The proof does not fit the document: " + problem.Message;
        }

        return "Its proofValue is neither a base nor a derived proof of ecdsa-sd-2023.";
    }

    internal JsonElement MakeBaseProof(
        JsonElement document, JsonElement options, IReadOnlyList<string> mandatoryPointers, SigningKey key, SigningKey proofKey, byte[] hmacKey)
    {
        if (key.Algorithm != KeyAlgorithm.P256)
        {
            throw new ArgumentException($"PROOF_GENERATION_ERROR: A {key.Algorithm} key does not sign ecdsa-sd-2023.", nameof(key));
        }

        ProofSigner.CheckOptions(options);

        var statements = this.Statements(document, Shuffled(hmacKey));
        var mandatory = statements.Group(mandatoryPointers).Indexes;
        var publicKey = Bytes(proofKey.Public);
        var value = new BaseProofValue(
            key.Sign(this.SignedByIssuer(statements, mandatory, publicKey, document, options)),
            publicKey,
            hmacKey,
            [.. statements.Lines.Where((_, index) => !mandatory.Contains(index)).Select(line => proofKey.Sign(Encoding.UTF8.GetBytes(line)))],
            mandatoryPointers);
        return Json.Written(json => WriteProof(json, options, value.Write()));
    }

    private static void WriteProof(Utf8JsonWriter json, JsonElement options, string proofValue)
    {
        json.WriteStartObject();
        Json.WriteMembersBut(json, options, "proofValue", "@context");
        json.WriteString("proofValue", proofValue);
        json.WriteEndObject();
    }

    private static byte[]? Value(JsonElement proof) => Multibase.Decode(Json.Text(proof, "proofValue") ?? string.Empty);

    private static byte[] Bytes(PublicKey key) => Multibase.Decode(key.Multibase) ?? throw new InvalidOperationException("A key's own text is multibase.");

    // #createhmacidlabelmapfunction: labels that tell nothing of how many nodes are hidden before them
    private static Func<string, string> Shuffled(byte[] hmacKey) => canonical => Multibase.EncodeBase64Url(HMACSHA256.HashData(hmacKey, Encoding.UTF8.GetBytes(canonical)));

    private static string? Label(DerivedProofValue derived, string canonical) =>
        derived.Labels.TryGetValue(Number(canonical), out var label) ? Multibase.EncodeBase64Url(label) : null;

    // RDFC-1.0, section 4.4: c14n and a number
    private static int Number(string canonical) => int.Parse(canonical.AsSpan("c14n".Length), NumberStyles.None, CultureInfo.InvariantCulture);

    private SignedStatements Statements(JsonElement document, Func<string, string?> label)
    {
        try
        {
            return SignedStatements.Of(document, canonicalizer.Contexts, label);
        }
        catch (Exception problem) when (Canonicalizers.Translated(problem) is { } translated)
        {
            throw translated;
        }
    }

    // #serializesigndata: the options' hash, this proof's key, the hash of the mandatory statements
    private byte[] SignedByIssuer(SignedStatements statements, IReadOnlySet<int> mandatory, byte[] publicKey, JsonElement document, JsonElement proof)
    {
        // #base-proof-configuration-ecdsa-sd-2023: the options without their value, under the document's @context
        var configuration = canonicalizer.Rdfc10(WholeDocumentSuite.Clone(proof, Json.Member(document, "@context")), HashAlgorithmName.SHA256);
        var lines = string.Concat(statements.Lines.Where((_, index) => mandatory.Contains(index)));
        return [.. SHA256.HashData(configuration), .. publicKey, .. SHA256.HashData(Encoding.UTF8.GetBytes(lines))];
    }

    private string? Refuse(
        SignedStatements statements,
        IReadOnlySet<int> mandatory,
        byte[] baseSignature,
        byte[] publicKey,
        IReadOnlyList<byte[]> signatures,
        JsonElement document,
        JsonElement proof,
        PublicKey key)
    {
        if (PublicKey.FromMultibase(Multibase.EncodeBase58(publicKey)) is not { Algorithm: KeyAlgorithm.P256 } proofKey)
        {
            return "The proof's own key is no P-256 key.";
        }

        using (proofKey)
        {
            if (!key.Verify(this.SignedByIssuer(statements, mandatory, publicKey, document, proof), baseSignature))
            {
                return "The issuer's signature is not right: what is mandatory was changed after signing, or another key signed it.";
            }

            var shown = statements.Lines.Where((_, index) => !mandatory.Contains(index)).ToArray();
            if (shown.Length != signatures.Count)
            {
                return "The document does not have as many statements as the proof has signatures.";
            }

            return shown.Zip(signatures).All(pair => proofKey.Verify(Encoding.UTF8.GetBytes(pair.First), pair.Second))
                ? null
                : "A statement's signature is not right: it was changed after signing.";
        }
    }
}
