namespace LerBridge.Core.Ledger;

/// <summary>What the operator is to be told, until it has been told by every channel. Telling survives the death of the process, and several processes tell each notice once.</summary>
public interface INoticeBoard
{
    /// <summary>Puts a notice up for each channel. One whose key is known to a channel is not put up again.</summary>
    /// <returns>How many channels had not known it.</returns>
    Task<int> PostAsync(Notice notice, IReadOnlyCollection<string> channels, CancellationToken cancellationToken);

    /// <summary>True where a notice of that key was ever put up and is still kept.</summary>
    Task<bool> KnowsAsync(string key, CancellationToken cancellationToken);

    /// <summary>The notices about a topic that are still kept, newest first, each once however many channels tell it.</summary>
    /// <param name="topic">What their keys begin with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<Notice>> AboutAsync(string topic, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what is due, oldest first, and keeps it from other processes until the lease ends. What a newer notice of its channel and <see cref="Notice.Topic" /> has overtaken is never
    /// told, and a notice waits while an older one of them is being told: so the last that a channel hears of a topic is how it stands.
    /// </summary>
    Task<IReadOnlyList<PostedNotice>> TakeAsync(DateTimeOffset now, TimeSpan lease, int most, CancellationToken cancellationToken);

    /// <summary>Writes down that a notice was told.</summary>
    Task SentAsync(PostedNotice notice, CancellationToken cancellationToken);

    /// <summary>Writes down that it could not be told.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="again">When to try again; null to give it up.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task FailedAsync(PostedNotice notice, DateTimeOffset? again, CancellationToken cancellationToken);

    /// <summary>Forgets notices that were made before a time and wait no longer.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>Something that the operator is to be told. Free of personal data.</summary>
/// <param name="Key">What makes it one: a second of the same key is not told.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">The whole, as plain text.</param>
/// <param name="MadeAt">When.</param>
public sealed record Notice(string Key, NoticeKind Kind, string Subject, string Body, DateTimeOffset MadeAt)
{
    /// <summary>What it tells the state of, and what the keys of all notices about that begin with. Null where it tells of something that happened, which stays true whatever comes later.</summary>
    public string? Topic => this.Key.Split(':') is ["mapping", var mapping, _, ..] ? Mapping(mapping) : null;

    /// <summary>True where this one, made later, is the newer word on what the other tells. That a mapping asks for approval is another matter than that it stopped.</summary>
    public bool Overtakes(Notice other) => this.Topic is { } topic && topic == other.Topic && (this.Kind == NoticeKind.Waits) == (other.Kind == NoticeKind.Waits);

    /// <summary>The topic of a mapping's runs.</summary>
    public static string Mapping(string mapping) => $"mapping:{mapping}:";
}

/// <summary>A notice on its way by one channel.</summary>
/// <param name="Number">Its number on the board.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Attempts">How often it was tried before.</param>
/// <param name="Notice">The notice.</param>
public sealed record PostedNotice(long Number, string Channel, int Attempts, Notice Notice);

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>The summary of a day.</summary>
    Digest,

    /// <summary>A scheduled run stopped, or records or deliveries failed.</summary>
    Failed,

    /// <summary>A brake stopped a run; it waits as a plan.</summary>
    Braked,

    /// <summary>A run asks a person for some of what it would do.</summary>
    Waits,

    /// <summary>A schedule did not run at its time.</summary>
    Missed,

    /// <summary>Somebody tries whether they are told.</summary>
    Test,
}
