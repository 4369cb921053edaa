using System.Collections.Concurrent;
using LerBridge.Credentials.Keys.Tokens;

namespace LerBridge.Credentials.Keys;

/// <summary>
/// The keys of one issuer: in one folder encrypted key files and <c>keys.json</c>, the public side of all of them; keys on a token stay there. The only door to key bytes.
/// Thread-safe; a change by another process is seen within a second.
/// </summary>
internal sealed class KeyStore
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string directory;
    private readonly Passphrase passphrase;
    private readonly TimeProvider clock;
    private readonly KeyIndex index;
    private readonly Token? token;
    private readonly Lock gate = new();

    private volatile Snapshot current;
    private long lookedAt;

    private KeyStore(string directory, Passphrase passphrase, TimeProvider clock, KeyIndex index, Token? token, Snapshot current)
    {
        this.directory = directory;
        this.passphrase = passphrase;
        this.clock = clock;
        this.index = index;
        this.token = token;
        this.current = current;
        this.lookedAt = clock.GetTimestamp();
    }

    /// <summary>The keys as they are now.</summary>
    public KeyRing Ring => this.Look().Ring;

    /// <summary>The key that signs embedded proofs, opened on first use.</summary>
    /// <exception cref="KeyFolderException">It cannot be opened: LB6101 wrong passphrase, LB6104 file missing or damaged, LB6105 OpenSSL 3 missing, LB6121 to LB6126 the token.</exception>
    public SigningKey Active
    {
        get
        {
            var snapshot = this.Look();
            return this.Opened(snapshot, snapshot.Ring.Active.Id);
        }
    }

    /// <summary>The key that signs, opened on first use; null where there is none, which only JWTs may lack.</summary>
    /// <exception cref="KeyFolderException">It cannot be opened; see <see cref="Active"/>.</exception>
    public SigningKey? ActiveFor(KeyUse use)
    {
        var snapshot = this.Look();
        return snapshot.Ring.ActiveFor(use) is { } entry ? this.Opened(snapshot, entry.Id) : null;
    }

    /// <summary>
    /// Opens the folder; on first use makes it with one active key: that of the token where there is one, else Ed25519, or P-256 where OpenSSL 3 is missing and
    /// <paramref name="algorithm"/> is left out.
    /// </summary>
    /// <exception cref="KeyFolderException">The folder cannot be used; see <see cref="Active"/> for what opening a key may say besides.</exception>
    public static async Task<KeyStore> OpenAsync(
        string directory, Passphrase passphrase, TimeProvider clock, CancellationToken cancellationToken, KeyAlgorithm? algorithm = null, TokenOptions? token = null)
    {
        var index = new KeyIndex(Path.Combine(directory, "keys.json"));
        try
        {
            var stamp = index.Stamp();
            if (index.Read() is { } ring)
            {
                return new KeyStore(directory, passphrase, clock, index, TokenOf(token), new Snapshot(ring, stamp));
            }

            return await FirstUseAsync(directory, passphrase, clock, index, algorithm, token, cancellationToken).ConfigureAwait(false);
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
    /// <param name="tokenLabel">The label of a pair of keys on the token, which is taken instead of making one; null to make one in a file.</param>
    /// <exception cref="KeyFolderException">There is a next key already, an RSA key was asked for proofs, or the token's key is ours already or of another algorithm (LB6108); or the
    /// folder or the token cannot be used.</exception>
    public Task<KeyEntry> AddNextAsync(KeyAlgorithm? algorithm, CancellationToken cancellationToken, KeyUse use = KeyUse.Proof, string? tokenLabel = null) => this.ChangeAsync(
        ring =>
        {
            if (ring.NextFor(use) is { } waiting)
            {
                throw Refused($"Key {waiting.Id} is already waiting to be next. Rotate to it, or retire it.");
            }

            if (tokenLabel is not null)
            {
                var (adopted, opened) = Adopt(this.token, tokenLabel, algorithm, KeyState.Next, use, this.clock);
                opened.Dispose();
                return ring.Keys.FirstOrDefault(key => key.Id == adopted.Id) is { } ours
                    ? throw Refused($"The key \"{tokenLabel}\" on the token is {ours.Id}, which is ours already. Make another on the token, and name that one.")
                    : (ring.Keys.Append(adopted), adopted);
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
    /// <exception cref="KeyFolderException">There is no next key (LB6108), or the folder cannot be used.</exception>
    public Task<KeyEntry> RotateAsync(CancellationToken cancellationToken, KeyUse use = KeyUse.Proof) => this.ChangeAsync(
        ring =>
        {
            var next = ring.NextFor(use) ?? throw Refused("There is no next key. Make one, publish the DID document, and rotate after verifiers could see it.");
            using (this.OpenKey(next))
            {
                // a key that cannot be opened does not become the one that signs
            }

            var now = this.clock.GetUtcNow();
            var promoted = next with { State = KeyState.Active, Changed = now };
            var active = ring.ActiveFor(use)?.Id;
            return (ring.Keys.Select(key => key.Id == next.Id ? promoted : key.Id == active ? key with { State = KeyState.VerifyOnly, Changed = now } : key), promoted);
        },
        cancellationToken);

    /// <summary>A key signs no more, or never will; what it signed stands. The active key for proofs is retired by rotating.</summary>
    /// <returns>The key, as it was where it signs no more already.</returns>
    /// <exception cref="KeyFolderException">There is no such key, or it is the active one for proofs (LB6108), or the folder cannot be used.</exception>
    public Task<KeyEntry> RetireAsync(string id, CancellationToken cancellationToken) => this.ChangeAsync(
        ring =>
        {
            var key = ring.Keys.FirstOrDefault(key => key.Id == id) ?? throw Refused($"There is no key {id} here.");
            if (key is { State: KeyState.Active, Use: KeyUse.Proof })
            {
                throw Refused($"Key {id} is the one that signs. Rotate to another: that retires it.");
            }

            var retired = key.State is KeyState.Next or KeyState.Active ? key with { State = KeyState.VerifyOnly, Changed = this.clock.GetUtcNow() } : key;
            return (ring.Keys.Select(other => other.Id == id ? retired : other), retired);
        },
        cancellationToken);

    /// <summary>Marks a key as not to be believed any more. Every credential that only it signed fails verification from then on.</summary>
    /// <exception cref="KeyFolderException">There is no such key, or it is the active one (LB6108), or the folder cannot be used.</exception>
    public Task<KeyEntry> RevokeAsync(string id, CancellationToken cancellationToken) => this.ChangeAsync(
        ring =>
        {
            var key = ring.Keys.FirstOrDefault(key => key.Id == id) ?? throw Refused($"There is no key {id} here.");
            if (key.State == KeyState.Active)
            {
                throw Refused($"Key {id} is the one that signs. Rotate first.");
            }

            var revoked = key.State == KeyState.Revoked ? key : key with { State = KeyState.Revoked, Changed = this.clock.GetUtcNow() };
            return (ring.Keys.Select(other => other.Id == id ? revoked : other), revoked);
        },
        cancellationToken);

    private static async Task<KeyStore> FirstUseAsync(
        string directory, Passphrase passphrase, TimeProvider clock, KeyIndex index, KeyAlgorithm? algorithm, TokenOptions? options, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateDirectory(directory);
        using var held = await FolderLock.TakeAsync(directory, clock, cancellationToken).ConfigureAwait(false);

        // another process may have been first while this one waited
        if (index.Read() is { } theirs)
        {
            return new KeyStore(directory, passphrase, clock, index, TokenOf(options), new Snapshot(theirs, index.Stamp()));
        }

        if (Directory.EnumerateFiles(directory, "*.pem").Any())
        {
            throw new KeyFolderException(
                KeyTrouble.Terminal,
                "LB6103",
                $"{directory} holds key files but no keys.json. Restore it from a backup; a new key would make every earlier credential unverifiable.");
        }

        var first = algorithm ?? (OpenSsl.IsAvailable ? KeyAlgorithm.Ed25519 : KeyAlgorithm.P256);
        if (first == KeyAlgorithm.Rsa)
        {
            throw new ArgumentException("The first key makes embedded proofs, which RSA keys do not.", nameof(algorithm));
        }

        var token = TokenOf(options);
        var (entry, key) = options is not null
            ? Adopt(token, options.KeyLabel, algorithm, KeyState.Active, KeyUse.Proof, clock)
            : Make(directory, passphrase, first, KeyState.Active, KeyUse.Proof, clock);
        var ring = KeyRing.Of([entry]) ?? throw new InvalidOperationException("One active key is a ring.");
        index.Write(ring);
        Settle(directory, entry.Id);
        var snapshot = new Snapshot(ring, index.Stamp());
        snapshot.Opened[entry.Id] = key;
        return new KeyStore(directory, passphrase, clock, index, token, snapshot);
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
            throw new KeyFolderException(KeyTrouble.Terminal, "LB6105", problem.Message, problem);
        }
    }

    private static Token? TokenOf(TokenOptions? options) => options is null ? null : new Token(options);

    private static (KeyEntry Entry, SigningKey Key) Adopt(Token? token, string label, KeyAlgorithm? algorithm, KeyState state, KeyUse use, TimeProvider clock)
    {
        var key = OnToken(token, label);
        if (algorithm is { } wanted && key.Algorithm != wanted)
        {
            throw Refused($"The key \"{label}\" on the token is {key.Algorithm}, and {wanted} is needed.");
        }

        return (KeyEntry.Of(key.Public, state, use, clock.GetUtcNow(), label), key);
    }

    private static TokenKey OnToken(Token? token, string label)
    {
        try
        {
            return TokenKey.Open(
                token ?? throw new KeyFolderException(KeyTrouble.Terminal, "LB6126", $"The key \"{label}\" is on a token, and the settings name none. Write LerBridge:Issuer:Token with Library, Label, PinFile and KeyLabel."),
                label);
        }
        catch (CryptoUnavailableException problem)
        {
            throw new KeyFolderException(KeyTrouble.Terminal, "LB6105", problem.Message, problem);
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

    private static KeyFolderException Refused(string message) => new(KeyTrouble.Terminal, "LB6108", message);

    private static KeyFolderException Unusable(string directory, Exception problem) =>
        new(KeyTrouble.Terminal, "LB6106", $"The folder of keys {directory} cannot be used: {problem.Message}", problem);

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
            return snapshot.Opened.GetOrAdd(id, id => this.OpenKey(snapshot.Ring.Keys.Single(key => key.Id == id)));
        }
    }

    private SigningKey OpenKey(KeyEntry entry)
    {
        if (entry.TokenLabel is { } label)
        {
            var found = OnToken(this.token, label);
            return found.Public.Id == entry.Id ? found : throw new KeyFolderException(
                KeyTrouble.Terminal,
                "LB6124",
                $"The key \"{label}\" on the token is {found.Public.Id}, and keys.json knows it as {entry.Id}. Put the former key back, or name the new one in LerBridge:Issuer:Token:KeyLabel under another label and rotate to it.");
        }

        var path = PathOf(this.directory, entry.Id);
        try
        {
            var key = KeyFile.Read(File.Exists(path) ? path : path + ".new", this.passphrase);
            return key.Public.Id == entry.Id
                ? key
                : throw new KeyFolderException(KeyTrouble.Terminal, "LB6104", $"{path} holds another key than its name says. Restore the folder of keys from a backup.");
        }
        catch (FileNotFoundException problem)
        {
            throw new KeyFolderException(KeyTrouble.Terminal, "LB6104", $"The key file {path} is missing. Restore the folder of keys from a backup.", problem);
        }
        catch (CryptoUnavailableException problem)
        {
            throw new KeyFolderException(KeyTrouble.Terminal, "LB6105", problem.Message, problem);
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
