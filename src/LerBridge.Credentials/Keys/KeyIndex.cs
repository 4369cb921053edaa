using System.Text.Json;
using System.Text.Json.Serialization;

namespace LerBridge.Credentials.Keys;

/// <summary>The file <c>keys.json</c> beside the key files: the public side of every key and its state. Replaced as a whole.</summary>
internal sealed class KeyIndex(string path)
{
    private const string Schema = "lerbridge/keys/v1";
    private const int MaxBytes = 1024 * 1024;

    /// <summary>What tells one version of the file from another; null where there is none.</summary>
    public (DateTime Written, long Length)? Stamp()
    {
        var info = new FileInfo(path);
        return info.Exists ? (info.LastWriteTimeUtc, info.Length) : null;
    }

    /// <returns>Null where there is no file.</returns>
    /// <exception cref="KeyFolderException">The file is not ours, damaged, or from a newer version (LB6103).</exception>
    public KeyRing? Read()
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                throw Damaged("it is too large");
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        try
        {
            var file = JsonSerializer.Deserialize(bytes, KeyIndexJson.Default.KeyIndexFile) ?? throw Damaged("it is empty");
            if (file.Schema != Schema)
            {
                throw Damaged($"its schema is not {Schema}");
            }

            return KeyRing.Of(file.Keys.Where(IsWhole)) is { } ring && ring.Keys.Count == file.Keys.Count
                ? ring
                : throw Damaged("not exactly one key for proofs is active, more than one for JWTs, or a key is named wrongly or twice");
        }
        catch (JsonException problem)
        {
            throw Damaged("it is not JSON as expected", problem);
        }
    }

    public void Write(KeyRing ring) =>
        PrivateFiles.Replace(path, JsonSerializer.SerializeToUtf8Bytes(new KeyIndexFile(Schema, ring.Keys), KeyIndexJson.Default.KeyIndexFile));

    // the id becomes a file name: only the short name of a key of the stated algorithm is one
    private static bool IsWhole(KeyEntry key)
    {
        if (key.Algorithm != KeyAlgorithm.Rsa)
        {
            return key.PublicKeyMultibase is null && Multikey.DecodePublic(key.Id)?.Algorithm == key.Algorithm;
        }

        using var rsa = PublicKey.FromMultibase(key.PublicKeyMultibase ?? string.Empty);
        return rsa is RsaPublicKey && rsa.Id == key.Id;
    }

    private KeyFolderException Damaged(string why, Exception? inner = null) =>
        new(KeyTrouble.Terminal, "LB6103", $"{path} cannot be used: {why}. Restore the folder of keys from a backup.", inner);
}

/// <summary>The file as written.</summary>
internal sealed record KeyIndexFile(string Schema, IReadOnlyList<KeyEntry> Keys);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeyIndexFile))]
internal sealed partial class KeyIndexJson : JsonSerializerContext;
