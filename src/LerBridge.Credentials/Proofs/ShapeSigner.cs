using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Compiled;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>
/// Signs many documents of few shapes with one RDF suite and SHA-256: what <see cref="ProofSigner"/> does, from compiled shapes and without taking the document
/// apart. Thread-safe.
/// </summary>
internal sealed class ShapeSigner(ShapeCache shapes)
{
    private Configured? last;

    /// <summary>Adds a proof to a document that has none.</summary>
    /// <param name="unsigned">A JSON object whose first member is its <c>@context</c>, as the builders write it.</param>
    /// <param name="options">The proof but its value, without <c>@context</c>.</param>
    /// <param name="key">The key of its verification method.</param>
    /// <returns>The same bytes with the proof as last member.</returns>
    /// <exception cref="ArgumentException">The options are of no RDF suite, or of none that signs with this key and SHA-256; or the document has another form.</exception>
    /// <exception cref="JsonLd.JsonLdException">The document cannot be processed, or says something undefined.</exception>
    public byte[] Sign(ReadOnlySpan<byte> unsigned, JsonElement options, SigningKey key)
    {
        if (SuiteTable.Find(options) is not { Signs: true, Transformation: Transformation.Rdfc10 } suite || !suite.Keys.Contains(key.Algorithm)
            || key.Algorithm == KeyAlgorithm.P384)
        {
            throw new ArgumentException($"The proof options name no RDF suite that a {key.Algorithm} key signs with SHA-256.", nameof(options));
        }

        var context = ContextOf(unsigned);
        var proof = JsonMarshal.GetRawUtf8Value(options);
        if (unsigned[^1] != (byte)'}' || context.IsEmpty)
        {
            throw new ArgumentException("The document is no JSON object that begins with its @context.", nameof(unsigned));
        }

        // https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-rdfc-2022: the options' hash, then the document's
        Span<byte> hashes = stackalloc byte[2 * SHA256.HashSizeInBytes];
        var configured = this.last;
        if (configured is null || !configured.Is(context, proof))
        {
            this.last = configured = this.Configure(context, proof);
        }

        configured.Hash.CopyTo(hashes);
        shapes.Hash(unsigned, hashes[SHA256.HashSizeInBytes..]);
        return Append(unsigned, proof, Multibase.EncodeBase58(key.Sign(hashes)));
    }

    // {"@context":…, with the raw text of the value; empty where the document starts otherwise
    private static ReadOnlySpan<byte> ContextOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || !reader.ValueTextEquals("@context"u8) || !reader.Read())
        {
            return [];
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    private static byte[] Append(ReadOnlySpan<byte> unsigned, ReadOnlySpan<byte> proof, string value)
    {
        var middle = ",\"proof\":"u8;
        var name = ",\"proofValue\":\""u8;
        var end = "\"}}"u8;
        var signed = new byte[unsigned.Length - 1 + middle.Length + proof.Length - 1 + name.Length + value.Length + end.Length];
        var at = signed.AsSpan();
        at = Put(at, unsigned[..^1]);
        at = Put(at, middle);
        at = Put(at, proof[..^1]);
        at = Put(at, name);
        at = at[Encoding.ASCII.GetBytes(value, at)..];
        Put(at, end);
        return signed;
    }

    private static Span<byte> Put(Span<byte> at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(at);
        return at[bytes.Length..];
    }

    private Configured Configure(ReadOnlySpan<byte> context, ReadOnlySpan<byte> proof)
    {
        var json = new ArrayBufferWriter<byte>(context.Length + proof.Length + 16);
        json.Write("{\"@context\":"u8);
        json.Write(context);
        json.Write(","u8);
        json.Write(proof[1..]);
        var hash = new byte[SHA256.HashSizeInBytes];
        shapes.Hash(json.WrittenSpan, hash);
        return new Configured(context.ToArray(), proof.ToArray(), hash);
    }

    /// <summary>Options that were hashed already: those of one second are the same for all documents.</summary>
    private sealed record Configured(byte[] Context, byte[] Proof, byte[] Hash)
    {
        public bool Is(ReadOnlySpan<byte> context, ReadOnlySpan<byte> proof) => context.SequenceEqual(this.Context) && proof.SequenceEqual(this.Proof);
    }
}
