using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Storage;
using LerBridge.Tests.Builders;
using Microsoft.Extensions.Logging.Abstractions;

namespace LerBridge.Tests.Drivers;

/// <summary>A ledger on disk, a list of records as the source, destinations that remember: a run over them is one night.</summary>
internal sealed class NightDriver : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ler-night-").FullName;

    private NightDriver(ManualTime time, MappingPlan plan)
    {
        this.Time = time;
        this.Plan = plan;
    }

    public ManualTime Time { get; }

    public MappingPlan Plan { get; set; }

    public ListConnector Source { get; private set; } = new("canvas-main", Plans.Schema);

    /// <summary>A source of another kind in place of the list.</summary>
    public IConnector? Other { get; set; }

    public RememberingDestination Folder { get; } = new("folder", thirdParty: false);

    public RememberingDestination Registry { get; } = new("registry", thirdParty: true);

    public NamingIssuer Issuer { get; } = new();

    public MemoryFolder Public { get; } = new();

    public Ledger Ledger { get; private set; } = null!;

    public BridgeServices Services { get; private set; } = null!;

    /// <summary>Where the ledger is, for who writes to it beside LerBridge.</summary>
    public string DataDirectory => this.folder;

    public static async Task<NightDriver> StartAsync(RecordSchema? schema = null)
    {
        var driver = new NightDriver(new ManualTime(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero)), Plans.Make(schema: schema));
        if (schema is not null)
        {
            driver.Source = new ListConnector("canvas-main", schema);
        }

        await driver.OpenAsync();
        return driver;
    }

    /// <summary>What every night is run with in place of what the driver has; survives a restart.</summary>
    public Func<BridgeServices, BridgeServices> With { get; set; } = static services => services;

    /// <summary>A run over what the source has now.</summary>
    public Task<RunReport> NightAsync(CancellationToken cancellationToken = default) => this.NightAsync(progress: null, cancellationToken);

    /// <summary>A run that tells how far it is.</summary>
    public Task<RunReport> NightAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken) =>
        new BridgeRunner(this.With(this.Services)).RunAsync(this.Plan, this.Other ?? this.Source, progress, cancellationToken);

    /// <summary>The next night: a day later.</summary>
    public Task<RunReport> NextNightAsync()
    {
        this.Time.Advance(TimeSpan.FromDays(1));
        return this.NightAsync();
    }

    /// <summary>The next night, on which the only record has another grade.</summary>
    public Task<RunReport> NightOfAsync(string grade)
    {
        this.Source.Records[0]["grade"] = Value.Of(grade);
        return this.NextNightAsync();
    }

    /// <summary>Every credential of the register, newest first.</summary>
    public Task<IReadOnlyList<RegisterEntry>> AllAsync() => this.Ledger.Register.ListAsync(null, null, 1000, CancellationToken.None);

    /// <summary>The only credential of the register.</summary>
    public async Task<RegisterEntry> OnlyAsync() => (await this.AllAsync()).Single();

    /// <summary>A status list as it is public: its purpose and the bits that are set.</summary>
    public string PublicList(int number) => Encoding.UTF8.GetString(this.Public.Files[$"status/{number}.json"]).Split('\n')[0];

    /// <summary>Every credential gets a place in a suspension list from now on.</summary>
    public void Suspendable() => this.Services = this.Services with { Suspendable = true };

    /// <summary>Changes the ledger behind everybody's back.</summary>
    public void Tamper(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Directory.GetFiles(this.folder, "*.db").Single()}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Closes the ledger and opens it again, as after a kill.</summary>
    public async Task RestartAsync()
    {
        await this.Ledger.DisposeAsync();
        await this.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await this.Ledger.DisposeAsync();
        Directory.Delete(this.folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        this.Ledger = await Ledger.OpenAsync(new StorageOptions { DataDirectory = this.folder }, this.Time, CancellationToken.None);
        this.Services = new BridgeServices
        {
            Runs = this.Ledger.Runs,
            Settled = this.Ledger.Settled,
            Plans = this.Ledger.Plans,
            Manifests = this.Ledger.Manifests,
            Directory = this.Ledger.Directory,
            Seen = this.Ledger.Seen,
            Holds = this.Ledger.Holds,
            Persons = this.Ledger.Persons,
            Outbox = this.Ledger.Outbox,
            Status = this.Ledger.Status,
            Issuer = this.Issuer,
            Documents = this.Issuer,
            Statements = this.Issuer,
            Public = this.Public,
            Secret = new InstallationSecret(new byte[32]),
            Destinations = new Dictionary<string, IDestination> { [this.Folder.Name] = this.Folder, [this.Registry.Name] = this.Registry },
            Identity = new IdentityRules([]),
            Zone = TimeZoneInfo.Utc,
            Time = this.Time,
            Logs = NullLoggerFactory.Instance,
        };
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => this.now;

    public void Advance(TimeSpan by) => this.now += by;
}

/// <summary>A source whose records are a list; every two make a batch, and a staged cursor says how many were read.</summary>
internal sealed class ListConnector(string name, RecordSchema schema) : IConnector
{
    public string Name { get; } = name;

    public string Kind => "List";

    public IReadOnlyList<RecordSchema> Streams { get; } = [schema];

    public List<SourceRecord> Records { get; } = [];

    public List<RejectedRow> Rejected { get; } = [];

    public string? PartialBecause { get; set; }

    /// <summary>It is what the last applied run read already.</summary>
    public bool Repeats { get; set; }

    /// <summary>Its rows are of one moment.</summary>
    public bool IsOneState { get; set; }

    public List<UnreadField> Unread { get; } = [];

    /// <summary>Throws this after so many batches.</summary>
    public (int After, Exception Trouble)? Breaks { get; set; }

    public int Pulls { get; private set; }

    public List<string?> StagedCursors { get; } = [];

    public Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new ConnectionReport([]));

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        this.Pulls++;
        this.StagedCursors.Add(request.Staged?.Text);
        var at = request.Staged is { } staged ? int.Parse(staged.Text, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var batches = 0;
        do
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (this.Breaks is { } breaks && batches++ == breaks.After)
            {
                throw breaks.Trouble;
            }

            var records = this.Records.Skip(at).Take(2).ToArray();
            at += records.Length;
            var ends = at >= this.Records.Count;
            yield return new SourceBatch
            {
                Partition = "all",
                Records = records,
                Rejected = ends ? this.Rejected : [],
                Cursor = new SourceCursor(1, at.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Unread = ends ? this.Unread : [],
                End = !ends ? null : this.PartialBecause is { } reason ? new PartitionEnd.Partial(reason) : new PartitionEnd.Complete { Repeats = this.Repeats },
                IsOneState = this.IsOneState,
            };
        }
        while (at < this.Records.Count);
    }
}

/// <summary>Takes everything and remembers it, or answers what it was told to.</summary>
internal sealed class RememberingDestination(string name, bool thirdParty) : IDestination
{
    public string Name { get; } = name;

    public string Kind => "Remembering";

    public bool IsThirdParty { get; } = thirdParty;

    public ConcurrentQueue<DeliveryRequest> Received { get; } = new();

    public Func<DeliveryRequest, DeliveryOutcome>? Answer { get; set; }

    public bool HonoursIdempotencyKey { get; set; } = true;

    public bool CanBeAsked => this.Says is not null;

    /// <summary>What it says when it is asked; null where it cannot be.</summary>
    public Func<DeliveryRequest, Presence>? Says { get; set; }

    public bool Takes(DeliveryOperation operation) => true;

    public Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new ConnectionReport([]));

    public Task<Presence> AskAsync(DeliveryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(this.Says?.Invoke(request) ?? new Presence.Unknown("It cannot be asked.", Raw: null));

    public Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(IReadOnlyList<DeliveryRequest> batch, CancellationToken cancellationToken)
    {
        var outcomes = new List<DeliveryOutcome>();
        foreach (var request in batch)
        {
            this.Received.Enqueue(request);
            outcomes.Add(this.Answer?.Invoke(request) ?? new DeliveryOutcome.Accepted("200"));
        }

        return Task.FromResult<IReadOnlyList<DeliveryOutcome>>(outcomes);
    }
}

/// <summary>Signs by writing down id, claims and validFrom; finds a problem in claims that contain the word it was told.</summary>
internal sealed class NamingIssuer : ICredentialIssuer, IIssuerDocuments, IStatementSigner
{
    public string Did => "did:web:ler.college.example";

    public string Terms { get; set; } = "terms";

    public string? Unacceptable { get; set; }

    public IReadOnlyList<ClaimProblem> Check(CredentialProfile profile, ReadOnlyMemory<byte> claims) =>
        this.Unacceptable is { } word && Encoding.UTF8.GetString(claims.Span).Contains(word, StringComparison.Ordinal) ? [new ClaimProblem("LB6301", "/name", "The name will not do.")] : [];

    public IssuedCredential Issue(CredentialDraft draft) =>
        new(draft.Id, "application/vc", Encoding.UTF8.GetBytes($"{draft.Id} {Encoding.UTF8.GetString(draft.Claims.Span)} {draft.ValidFrom:O} {string.Join(',', draft.Status)}"), "key-1");

    public string Sign(string type, ReadOnlySpan<byte> payload) => $"{type}.{Convert.ToHexStringLower(payload)}.{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(payload))}";

    public byte[]? Open(string type, string statement) => statement.Split('.') is [var kind, var payload, var hash]
        && kind == type && hash == Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(payload)))
        ? Convert.FromHexString(payload)
        : null;

    public ReadOnlyMemory<byte> DidDocument() => "did"u8.ToArray();

    public IReadOnlyList<StatusEntry>? PlacesIn(ReadOnlyMemory<byte> document) =>
    [
        .. System.Text.RegularExpressions.Regex.Matches(Encoding.UTF8.GetString(document.Span), @"Purpose = (\w+), List = (\d+), Index = (\d+)")
            .Select(place => new StatusEntry(Enum.Parse<StatusPurpose>(place.Groups[1].Value), Number(place.Groups[2].Value), Number(place.Groups[3].Value))),
    ];

    public ReadOnlyMemory<byte> StatusList(StatusListContent content) =>
        Encoding.UTF8.GetBytes($"{content.Purpose} {string.Join(',', content.SetBits.Order())}\n{content.Number}|{content.Length}|{content.ValidFrom:O}|{content.ValidUntil:O}");

    public StatusListContent? OpenStatusList(ReadOnlyMemory<byte> document) =>
        Encoding.UTF8.GetString(document.Span).Split('\n') is [var head, var tail] && head.Split(' ') is [var purpose, var bits] && tail.Split('|') is [var number, var length, var from, var until]
            ? new StatusListContent(
                Number(number), Enum.Parse<StatusPurpose>(purpose), Number(length), [.. bits.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)], Time(from), Time(until))
            : null;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A public folder in memory.</summary>
internal sealed class MemoryFolder : IPublicFolder
{
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        this.Files[path] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken) => Task.FromResult(this.Files.GetValueOrDefault(path));
}
