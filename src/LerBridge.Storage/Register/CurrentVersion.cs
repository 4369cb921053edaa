using LerBridge.Core.Credentials;

namespace LerBridge.Storage.Register;

/// <summary>What the next version of a credential has to follow.</summary>
internal sealed record CurrentVersion(
    long Number, int Version, CredentialState State, long StateSince, long ValidFrom, int DocumentVersion, string ClaimsHash, string Person, bool Suspendable, string RecordKey, int Generation);
