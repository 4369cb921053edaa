using LerBridge.Core.Installation;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Installation;

/// <summary>The one row of the sealed installation secret.</summary>
internal sealed class InstallationStore : IInstallationStore
{
    private const string Select = "select sealed_secret from installation where id = 1";
    private const string Insert = "insert into installation (id, sealed_secret) values (1, @sealedSecret) on conflict (id) do nothing";

    private readonly Database database;

    public InstallationStore(Database database) => this.database = database;

    public Task<byte[]?> ReadSecretAsync(CancellationToken cancellationToken) =>
        this.database.ReadAsync(Read, cancellationToken);

    public Task<byte[]> AddSecretAsync(byte[] sealedSecret, CancellationToken cancellationToken) =>
        this.database.WriteAsync(
            Durability.Power,
            session =>
            {
                session.Execute(Insert, new { sealedSecret });
                return Read(session) ?? throw new InvalidOperationException("The secret that was just written is not there.");
            },
            cancellationToken);

    private static byte[]? Read(Session session) => session.SingleOrDefault<byte[]>(Select);
}
