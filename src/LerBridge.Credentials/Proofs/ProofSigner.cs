using System.Buffers;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>
/// Adds proofs to documents: section 4.2 Add Proof (https://www.w3.org/TR/vc-data-integrity/#add-proof) and section 4.3 Add Proof Set/Chain
/// (https://www.w3.org/TR/vc-data-integrity/#add-proof-set-chain), steps numbered as there. Thread-safe.
/// </summary>
internal sealed class ProofSigner(IDocumentCanonicalizer canonicalizer)
{
    private readonly ProofHash hash = new(canonicalizer);

    /// <summary>Makes a proof.</summary>
    /// <param name="document">What is signed; proofs that it has already are not covered unless the options name them in <c>previousProof</c>.</param>
    /// <param name="options">The proof but its value.</param>
    /// <param name="key">The key of its verification method.</param>
    /// <returns>The whole proof.</returns>
    /// <exception cref="ArgumentException">
    /// PROOF_GENERATION_ERROR: the options are of no suite that we sign with, or of none that fits the key, or their members are malformed.
    /// </exception>
    /// <exception cref="CanonicalizationException">The document cannot be processed, or says something undefined.</exception>
    public JsonElement MakeProof(JsonElement document, JsonElement options, SigningKey key)
    {
        // the words are those of the caller's options, never of the document
        if (SuiteTable.Find(options) is not WholeDocumentSuite { Signs: true } suite)
        {
            throw Refused("The proof options name no suite that signs.", nameof(options));
        }

        if (!suite.Keys.Contains(key.Algorithm))
        {
            throw Refused($"A {key.Algorithm} key does not sign {suite.Name}.", nameof(key));
        }

        // 4.2, step 2: type, verificationMethod and proofPurpose are set; asked before anything is signed
        CheckOptions(options);
        if (suite.Transformation == Transformation.Jcs && !ProofForm.ContextFits(document, options))
        {
            throw Refused("The document's @context does not begin with that of the proof options.", nameof(options));
        }

        // 4.3, steps 1 to 6: the document that is signed has those of its proofs that previousProof names, and no others
        if (ProofChain.Secured(document, options) is not { } secured)
        {
            throw Refused("The proof options name a previousProof that the document does not have.", nameof(options));
        }

        // 4.2, step 1: "create proof" of the suite (https://www.w3.org/TR/vc-di-eddsa/#create-proof-eddsa-rdfc-2022; with the second step that JCS suites have between)
        // create 1, and of JCS suites 2: the options, with the document's @context unless they have one
        var context = suite.Transformation == Transformation.Jcs ? Json.Member(options, "@context") ?? Json.Member(document, "@context") : null;
        var proof = Json.Written(json =>
        {
            json.WriteStartObject();
            WriteOptions(json, options, context);
            json.WriteEndObject();
        });

        // create 2 to 5: configure, transform, hash, serialize
        var signature = suite.Serialize(this.hash.Of(suite, key.Algorithm, suite.Configure(proof, document), secured), key);

        // create 6, 7: the value is the signature in base58-btc; what the options say of domain and challenge went into the proof with them (4.2, steps 3 and 4)
        return Json.Written(json =>
        {
            json.WriteStartObject();
            WriteOptions(json, options, context);
            json.WriteString("proofValue", Multibase.EncodeBase58(signature));
            json.WriteEndObject();
        });
    }

    /// <summary>Nothing is signed that the verifier would refuse unseen (VC Data Integrity 1.0, section 4.2, step 3).</summary>
    /// <exception cref="ArgumentException">PROOF_GENERATION_ERROR: a member of the options is missing or malformed.</exception>
    internal static void CheckOptions(JsonElement options)
    {
        if (ProofForm.Problem(options) is { } problem)
        {
            throw Refused("The proof options are malformed. " + problem, nameof(options));
        }
    }

    /// <summary>The document with one more proof; the proofs that it has stay.</summary>
    public byte[] Sign(JsonElement document, JsonElement options, SigningKey key)
    {
        // 4.2, step 1, or 4.3, steps 1 to 7
        var proof = this.MakeProof(document, options, key);

        // 4.2, steps 5 to 7, or 4.3, steps 8 and 9
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteWithProof(json, document, proof);
        }

        return buffer.ToArray();
    }

    /// <summary>Writes a document with one more proof; the proofs that it has stay.</summary>
    internal static void WriteWithProof(Utf8JsonWriter json, JsonElement document, JsonElement proof)
    {
        var earlier = Json.Items(document, "proof");
        json.WriteStartObject();
        Json.WriteMembersBut(json, document, "proof");
        json.WritePropertyName("proof");
        if (earlier.Count == 0)
        {
            proof.WriteTo(json);
        }
        else
        {
            json.WriteStartArray();
            foreach (var one in earlier.Append(proof))
            {
                one.WriteTo(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// The way of issuing: a document without proofs whose context is known gets its proofs as its last member, one as an object and several as a set; the bytes
    /// before stay as they are. It is canonicalized once, however many proofs it gets. The steps are those of <see cref="MakeProof"/> without a JSON document in between.
    /// </summary>
    /// <param name="unsecured">The document, an object in UTF-8 that ends with its brace.</param>
    /// <param name="context">Its <c>@context</c> as written in it.</param>
    /// <param name="proofs">What the proofs say; suites over RDF, none of which covers another.</param>
    /// <param name="key">The key of their verification method.</param>
    /// <exception cref="CanonicalizationException">The document cannot be processed, or says something undefined.</exception>
    public byte[] Seal(ReadOnlySpan<byte> unsecured, ReadOnlySpan<byte> context, ReadOnlySpan<ProofOptions> proofs, SigningKey key)
    {
        ArgumentOutOfRangeException.ThrowIfZero(proofs.Length);
        var size = ProofHash.SizeOf(key.Algorithm);
        Span<byte> hashes = stackalloc byte[2 * size];

        // transformation, and hashing step 1: the document's hash is the second half
        this.hash.OfText(key.Algorithm, unsecured, hashes[size..]);
        var options = new ArrayBufferWriter<byte>(1024);
        var written = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(written))
        {
            if (proofs.Length > 1)
            {
                json.WriteStartArray();
            }

            foreach (var proof in proofs)
            {
                if (proof.Suite.Transformation != Transformation.Rdfc10 || !proof.Suite.Keys.Contains(key.Algorithm))
                {
                    throw new ArgumentException("Sealing takes suites over RDF that the key signs.", nameof(proofs));
                }

                // proof configuration, and hashing steps 2 and 3: the options' hash is the first half
                options.ResetWrittenCount();
                WriteConfiguration(options, context, proof);
                this.hash.OfText(key.Algorithm, options.WrittenSpan, hashes[..size]);

                // proof serialization
                json.WriteStartObject();
                proof.WriteMembers(json);
                json.WriteString("proofValue", Multibase.EncodeBase58(key.Sign(hashes)));
                json.WriteEndObject();
            }

            if (proofs.Length > 1)
            {
                json.WriteEndArray();
            }
        }

        return [.. unsecured[..^1], .. ",\"proof\":"u8, .. written.WrittenSpan, (byte)'}'];
    }

    /// <summary>The error code of VC Data Integrity 1.0, section 4.8.</summary>
    private static ArgumentException Refused(string why, string parameter) => new($"PROOF_GENERATION_ERROR: {why}", parameter);

    private static void WriteConfiguration(ArrayBufferWriter<byte> into, ReadOnlySpan<byte> context, ProofOptions proof)
    {
        using var json = new Utf8JsonWriter(into);
        json.WriteStartObject();
        json.WritePropertyName("@context");
        json.WriteRawValue(context, skipInputValidation: true);
        proof.WriteMembers(json);
        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, JsonElement options, JsonElement? context)
    {
        Json.WriteMembersBut(json, options, "proofValue", "@context");
        if (context is { } written)
        {
            json.WritePropertyName("@context");
            written.WriteTo(json);
        }
    }
}
