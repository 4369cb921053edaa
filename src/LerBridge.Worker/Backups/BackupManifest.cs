using System.Text.Json.Serialization;
using LerBridge.Storage;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Backups;

/// <summary>The first page of a backup: <c>manifest.json</c>, in the form <c>lerbridge/backup/v1</c>.</summary>
/// <param name="Schema">The form.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Product">The version of LerBridge that made it.</param>
/// <param name="Issuer">The issuer's DID.</param>
/// <param name="Ledger">What the ledger holds.</param>
/// <param name="Files">Every other file of the backup.</param>
internal sealed record BackupManifest(string Schema, DateTimeOffset MadeAt, string Product, string Issuer, LedgerFacts Ledger, IReadOnlyList<BackupFile> Files)
{
    /// <summary>The form that this version writes and reads.</summary>
    public const string Form = "lerbridge/backup/v1";
}

/// <summary>One file of a backup.</summary>
/// <param name="Path">Its place in the data directory, with forward slashes: <c>ledger.db</c>, <c>keys/…</c> or <c>public/…</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal.</param>
internal sealed record BackupFile(string Path, long Bytes, string Sha256);

/// <summary>What a verb says of a backup, for scripts.</summary>
/// <param name="Schema"><c>lerbridge/backup-result/v1</c>.</param>
/// <param name="Done">made, sound or restored.</param>
/// <param name="File">The backup.</param>
/// <param name="Aside">Where the state from before was put; null where there was none.</param>
/// <param name="Manifest">What it holds.</param>
internal sealed record BackupResult(string Schema, string Done, string File, string? Aside, BackupManifest Manifest)
{
    /// <summary>What the status lists that are public here say and the backup does not; null where a backup was made.</summary>
    public AdoptedLists? Since { get; init; }
}

[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackupResult))]
internal sealed partial class BackupJson : JsonSerializerContext
{
    public static BackupJson Relaxed { get; } = new(JsonText.Options());
}
