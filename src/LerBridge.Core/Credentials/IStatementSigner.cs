namespace LerBridge.Core.Credentials;

/// <summary>Signs what the issuer says about its own work and what is no credential: exported plans, manifests of runs. As compact JWS (RFC 7515) by the active key. Thread-safe.</summary>
public interface IStatementSigner
{
    /// <summary>Signs.</summary>
    /// <param name="type">What it is, in the header's <c>typ</c>; one type is never taken for another.</param>
    /// <param name="payload">The payload.</param>
    /// <exception cref="Diagnostics.KeyException">The key cannot be used.</exception>
    string Sign(string type, ReadOnlySpan<byte> payload);

    /// <summary>The payload of a statement that a key of ours signed which is not revoked; null for anything else.</summary>
    /// <param name="type">What it has to be.</param>
    /// <param name="statement">The statement.</param>
    byte[]? Open(string type, string statement);
}
