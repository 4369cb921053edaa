namespace LerBridge.Core.Installation;

/// <summary>Keeps the sealed installation secret.</summary>
public interface IInstallationStore
{
    /// <summary>The sealed secret; null before first use.</summary>
    Task<byte[]?> ReadSecretAsync(CancellationToken cancellationToken);

    /// <summary>Keeps the sealed secret unless one is there already; returns the one that is there afterwards.</summary>
    Task<byte[]> AddSecretAsync(byte[] sealedSecret, CancellationToken cancellationToken);
}
