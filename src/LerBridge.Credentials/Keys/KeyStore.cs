using LerBridge.Core.Diagnostics;

namespace LerBridge.Credentials.Keys;

/// <summary>
/// The keys of one issuer in one folder: encrypted key files and <c>keys.json</c>, their public side. The only door to key bytes.
/// Thread-safe; a change by another process is seen within a second.
/// </summary>
internal sealed class KeyStore
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string directory;
    private readonly Passphrase passphrase;
    private readonly TimeProvider clock;
    private readonly KeyIndex index;
    private readonly Lock gate = new();

    private volatile Snapshot current;
    private long lookedAt;

    private KeyStore(string directory, Passphrase passphrase, TimeProvider clock, KeyIndex index, Snapshot current)
    {
        this.directory = directory;
        this.passphrase = passphrase;
        this.clock = clock;
        this.index = index;
        this.current = current;
        this.lookedAt = clock.GetTimestamp();
    }

    /// <summary>The keys as they are now.</summary>
    public KeyRing Ring => this.Look().Ring;

    /// <summary>The key that signs, opened on first use.</summary>
    /// <exception cref="KeyException">It cannot be opened: LB6101 wrong passphrase, LB6104 file missing or damaged, LB6105 OpenSSL 3 missing.</exception>
    public SigningKey Active
    {
        get
        {
            var snapshot = this.Look();
            if (snapshot.Opened is { } opened)
            {
                return opened;
            }

            lock (this.gate)
            {
                return snapshot.Opened ??= this.OpenKey(snapshot.Ring.Active.Id);
            }
        }
    }

    /// <summary>Opens the folder; on first use makes it with one active key: Ed25519, or P-256 where OpenSSL 3 is missing and <paramref name="algorithm"/> is left out.</summary>
    /// <exception cref="KeyException">The folder cannot be used; see <see cref="Active"/> for what opening a key may say besides.</exception>
    public static async Task<KeyStore> OpenAsync(
        string directory, Passphrase passphrase, TimeProvider clock, CancellationToken cancellationToken, KeyAlgorithm? algorithm = null)
    {
        var index = new KeyIndex(Path.Combine(directory, "keys.json"));
        try
        {
            var stamp = index.Stamp();
            if (index.Read() is { } ring)
            {
                return new KeyStore(directory, passphrase, clock, index, new Snapshot(ring, stamp, null));
            }

            return await FirstUseAsync(directory, passphrase, clock, index, algorithm, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(directory, problem);
        }
    }

    /// <summary>Makes the next key: published from now on, signing after <see cref="RotateAsync"/>.</summary>
    /// <exception cref="KeyException">There is a next key already (LB6108), or the folder cannot be used.</exception>
    public Task<KeyEntry> AddNextAsync(KeyAlgorithm? algorithm, CancellationToken cancellationToken) => this.ChangeAsync(
        ring =>
        {
            if (ring.Next is { } waiting)
            {
                throw Refused($"Key {waiting.Id} is already waiting to be next. Rotate to it, or retire it.");
            }

            var made = Make(this.directory, this.passphrase, algorithm ?? ring.Active.Algorithm, KeyState.Next, this.clock);
            return (ring.Keys.Append(made.Entry), made.Entry);
        },
        cancellationToken);

    /// <summary>The next key becomes the active one; what was active verifies only.</summary>
    /// <exception cref="KeyException">There is no next key (LB6108), or the folder cannot be used.</exception>
    public Task<KeyEntry> RotateAsync(CancellationToken cancellationToken) => this.ChangeAsync(
        ring =>
        {
            var next = ring.Next ?? throw Refused("There is no next key. Make one, publish the DID document, and rotate after verifiers could see it.");
            var now = this.clock.GetUtcNow();
            var promoted = next with { State = KeyState.Active, Changed = now };
            return (ring.With(ring.Active.Id, KeyState.VerifyOnly, now).Select(key => key.Id == next.Id ? promoted : key), promoted);
        },
        cancellationToken);

    /// <summary>Marks a key as not to be believed any more. Every credential that only it signed fails verification from then on.</summary>
    /// <exception cref="KeyException">There is no such key, or it is the active one (LB6108), or the folder cannot be used.</exception>
    public Task<KeyEntry> RevokeAsync(string id, CancellationToken cancellationToken) => this.ChangeAsync(
        ring =>
        {
            var key = ring.Keys.FirstOrDefault(key => key.Id == id) ?? throw Refused($"There is no key {id} here.");
            if (key.State == KeyState.Active)
            {
                throw Refused($"Key {id} is the one that signs. Rotate first.");
            }

            var revoked = key with { State = KeyState.Revoked, Changed = this.clock.GetUtcNow() };
            return (ring.Keys.Select(other => other.Id == id ? revoked : other), revoked);
        },
        cancellationToken);

    private static async Task<KeyStore> FirstUseAsync(
        string directory, Passphrase passphrase, TimeProvider clock, KeyIndex index, KeyAlgorithm? algorithm, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateDirectory(directory);
        using var held = await FolderLock.TakeAsync(directory, clock, cancellationToken).ConfigureAwait(false);

        // another process may have been first while this one waited
        if (index.Read() is { } theirs)
        {
            return new KeyStore(directory, passphrase, clock, index, new Snapshot(theirs, index.Stamp(), null));
        }

        if (Directory.EnumerateFiles(directory, "*.pem").Any())
        {
            throw new KeyException(
                FailureKind.Terminal,
                "LB6103",
                $"{directory} holds key files but no keys.json. Restore it from a backup; a new key would make every earlier credential unverifiable.");
        }

        var (entry, key) = Make(directory, passphrase, algorithm ?? (OpenSsl.IsAvailable ? KeyAlgorithm.Ed25519 : KeyAlgorithm.P256), KeyState.Active, clock);
        var ring = KeyRing.Of([entry]) ?? throw new InvalidOperationException("One active key is a ring.");
        index.Write(ring);
        Settle(directory, entry.Id);
        return new KeyStore(directory, passphrase, clock, index, new Snapshot(ring, index.Stamp(), key));
    }

    private static (KeyEntry Entry, SigningKey Key) Make(string directory, Passphrase passphrase, KeyAlgorithm algorithm, KeyState state, TimeProvider clock)
    {
        try
        {
            var key = SigningKey.Generate(algorithm);
            var now = clock.GetUtcNow();
            var entry = new KeyEntry(key.Public.Multibase, algorithm, state, now, now);

            // not yet a .pem: a first use that is killed before keys.json is written leaves nothing that looks like a key of ours
            KeyFile.Write(PathOf(directory, entry.Id) + ".new", key, passphrase);
            return (entry, key);
        }
        catch (CryptoUnavailableException problem)
        {
            throw new KeyException(FailureKind.Terminal, "LB6105", problem.Message, problem);
        }
    }

    /// <summary>Gives a key file its name once keys.json knows it.</summary>
    private static void Settle(string directory, string id)
    {
        var path = PathOf(directory, id);
        if (File.Exists(path + ".new"))
        {
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    private static string PathOf(string directory, string id) => Path.Combine(directory, id + ".pem");

    private static KeyException Refused(string message) => new(FailureKind.Terminal, "LB6108", message);

    private static KeyException Unusable(string directory, Exception problem) =>
        new(FailureKind.Terminal, "LB6106", $"The folder of keys {directory} cannot be used: {problem.Message}", problem);

    private async Task<KeyEntry> ChangeAsync(Func<KeyRing, (IEnumerable<KeyEntry> Keys, KeyEntry Changed)> change, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await FolderLock.TakeAsync(this.directory, this.clock, cancellationToken).ConfigureAwait(false);
            var ring = this.index.Read() ?? throw Refused($"keys.json has gone from {this.directory}. Restore it from a backup.");
            var (keys, changed) = change(ring);
            this.index.Write(KeyRing.Of(keys) ?? throw new InvalidOperationException("A change left not exactly one active key."));
            Settle(this.directory, changed.Id);
            this.Reread();
            return changed;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(this.directory, problem);
        }
    }

    private Snapshot Look()
    {
        var seen = Volatile.Read(ref this.lookedAt);
        if (this.clock.GetElapsedTime(seen) >= LookEvery && Interlocked.CompareExchange(ref this.lookedAt, this.clock.GetTimestamp(), seen) == seen)
        {
            if (this.index.Stamp() != this.current.Stamp)
            {
                this.Reread();
            }
        }

        return this.current;
    }

    private void Reread()
    {
        try
        {
            lock (this.gate)
            {
                var stamp = this.index.Stamp();
                var ring = this.index.Read() ?? throw Refused($"keys.json has gone from {this.directory}. Restore it from a backup.");

                // an opened key that is no longer active is left to the collector: another thread may be signing with it
                var opened = ring.Active.Id == this.current.Ring.Active.Id ? this.current.Opened : null;
                this.current = new Snapshot(ring, stamp, opened);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(this.directory, problem);
        }
    }

    private SigningKey OpenKey(string id)
    {
        var path = PathOf(this.directory, id);
        try
        {
            var key = KeyFile.Read(File.Exists(path) ? path : path + ".new", this.passphrase);
            return key.Public.Multibase == id
                ? key
                : throw new KeyException(FailureKind.Terminal, "LB6104", $"{path} holds another key than its name says. Restore the folder of keys from a backup.");
        }
        catch (FileNotFoundException problem)
        {
            throw new KeyException(FailureKind.Terminal, "LB6104", $"The key file {path} is missing. Restore the folder of keys from a backup.", problem);
        }
        catch (CryptoUnavailableException problem)
        {
            throw new KeyException(FailureKind.Terminal, "LB6105", problem.Message, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(this.directory, problem);
        }
    }

    /// <summary>One reading of keys.json, with the active key once it is opened.</summary>
    private sealed class Snapshot(KeyRing ring, (DateTime Written, long Length)? stamp, SigningKey? opened)
    {
        private volatile SigningKey? opened = opened;

        public KeyRing Ring => ring;

        public (DateTime Written, long Length)? Stamp => stamp;

        public SigningKey? Opened
        {
            get => this.opened;
            set => this.opened = value;
        }
    }
}
