using System.Collections.Concurrent;
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

    /// <summary>The key that signs embedded proofs, opened on first use.</summary>
    /// <exception cref="KeyException">It cannot be opened: LB6101 wrong passphrase, LB6104 file missing or damaged, LB6105 OpenSSL 3 missing.</exception>
    public SigningKey Active
    {
        get
        {
            var snapshot = this.Look();
            return this.Opened(snapshot, snapshot.Ring.Active.Id);
        }
    }

    /// <summary>The key that signs, opened on first use; null where there is none, which only JWTs may lack.</summary>
    /// <exception cref="KeyException">It cannot be opened; see <see cref="Active"/>.</exception>
    public SigningKey? ActiveFor(KeyUse use)
    {
        var snapshot = this.Look();
        return snapshot.Ring.ActiveFor(use) is { } entry ? this.Opened(snapshot, entry.Id) : null;
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
                return new KeyStore(directory, passphrase, clock, index, new Snapshot(ring, stamp));
            }

            return await FirstUseAsync(directory, passphrase, clock, index, algorithm, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(directory, problem);
        }
    }

    /// <summary>Makes the next key: published from now on, signing after <see cref="RotateAsync"/>.</summary>
    /// <param name="algorithm">Null for that of the active key; for a first key for JWTs, RSA, which every Open Badges 3.0 verifier takes.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <param name="use">What it will sign.</param>
    /// <exception cref="KeyException">There is a next key already, or an RSA key was asked for proofs (LB6108), or the folder cannot be used.</exception>
    public Task<KeyEntry> AddNextAsync(KeyAlgorithm? algorithm, CancellationToken cancellationToken, KeyUse use = KeyUse.Proof) => this.ChangeAsync(
        ring =>
        {
            if (ring.NextFor(use) is { } waiting)
            {
                throw Refused($"Key {waiting.Id} is already waiting to be next. Rotate to it, or retire it.");
            }

            var wanted = algorithm ?? ring.ActiveFor(use)?.Algorithm ?? KeyAlgorithm.Rsa;
            if (wanted == KeyAlgorithm.Rsa && use == KeyUse.Proof)
            {
                throw Refused("No embedded proof is made with an RSA key. Make it for JWTs, or choose Ed25519, P-256 or P-384.");
            }

            var made = Make(this.directory, this.passphrase, wanted, KeyState.Next, use, this.clock);
            return (ring.Keys.Append(made.Entry), made.Entry);
        },
        cancellationToken);

    /// <summary>The next key becomes the active one; what was active verifies only.</summary>
    /// <exception cref="KeyException">There is no next key (LB6108), or the folder cannot be used.</exception>
    public Task<KeyEntry> RotateAsync(CancellationToken cancellationToken, KeyUse use = KeyUse.Proof) => this.ChangeAsync(
        ring =>
        {
            var next = ring.NextFor(use) ?? throw Refused("There is no next key. Make one, publish the DID document, and rotate after verifiers could see it.");
            var now = this.clock.GetUtcNow();
            var promoted = next with { State = KeyState.Active, Changed = now };
            var active = ring.ActiveFor(use)?.Id;
            return (ring.Keys.Select(key => key.Id == next.Id ? promoted : key.Id == active ? key with { State = KeyState.VerifyOnly, Changed = now } : key), promoted);
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
            return new KeyStore(directory, passphrase, clock, index, new Snapshot(theirs, index.Stamp()));
        }

        if (Directory.EnumerateFiles(directory, "*.pem").Any())
        {
            throw new KeyException(
                FailureKind.Terminal,
                "LB6103",
                $"{directory} holds key files but no keys.json. Restore it from a backup; a new key would make every earlier credential unverifiable.");
        }

        var first = algorithm ?? (OpenSsl.IsAvailable ? KeyAlgorithm.Ed25519 : KeyAlgorithm.P256);
        if (first == KeyAlgorithm.Rsa)
        {
            throw new ArgumentException("The first key makes embedded proofs, which RSA keys do not.", nameof(algorithm));
        }

        var (entry, key) = Make(directory, passphrase, first, KeyState.Active, KeyUse.Proof, clock);
        var ring = KeyRing.Of([entry]) ?? throw new InvalidOperationException("One active key is a ring.");
        index.Write(ring);
        Settle(directory, entry.Id);
        var snapshot = new Snapshot(ring, index.Stamp());
        snapshot.Opened[entry.Id] = key;
        return new KeyStore(directory, passphrase, clock, index, snapshot);
    }

    private static (KeyEntry Entry, SigningKey Key) Make(string directory, Passphrase passphrase, KeyAlgorithm algorithm, KeyState state, KeyUse use, TimeProvider clock)
    {
        try
        {
            var key = SigningKey.Generate(algorithm);
            var entry = KeyEntry.Of(key.Public, state, use, clock.GetUtcNow());

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
                var snapshot = new Snapshot(ring, stamp);
                foreach (var (id, key) in this.current.Opened.Where(pair => ring.Keys.Any(key => key.Id == pair.Key && key.State == KeyState.Active)))
                {
                    snapshot.Opened[id] = key;
                }

                this.current = snapshot;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(this.directory, problem);
        }
    }

    private SigningKey Opened(Snapshot snapshot, string id)
    {
        if (snapshot.Opened.TryGetValue(id, out var opened))
        {
            return opened;
        }

        lock (this.gate)
        {
            return snapshot.Opened.GetOrAdd(id, this.OpenKey);
        }
    }

    private SigningKey OpenKey(string id)
    {
        var path = PathOf(this.directory, id);
        try
        {
            var key = KeyFile.Read(File.Exists(path) ? path : path + ".new", this.passphrase);
            return key.Public.Id == id
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

    /// <summary>One reading of keys.json, with the active keys once they are opened.</summary>
    private sealed record Snapshot(KeyRing Ring, (DateTime Written, long Length)? Stamp)
    {
        public ConcurrentDictionary<string, SigningKey> Opened { get; } = new(StringComparer.Ordinal);
    }
}
