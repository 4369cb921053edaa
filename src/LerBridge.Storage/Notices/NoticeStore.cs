using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Notices;

/// <summary>The notices. One that is being told is leased; whoever tells it after the lease has ended is somebody whose forerunner died.</summary>
internal sealed class NoticeStore(Database database) : INoticeBoard
{
    private const string Add =
        """
        insert into notice (notice_key, channel, kind, subject, body, made_at, state, due_at)
        select @key, @channel, @kind, @subject, @body, @madeAt, 'waiting', @madeAt where not exists (select 1 from notice where notice_key = @key and channel = @channel)
        """;

    private const string About =
        """
        select number as Number, notice_key as NoticeKey, channel as Channel, kind as Kind, subject as Subject, body as Body, made_at as MadeAt, attempts as Attempts
        from notice
        where notice_key like @topic escape '!'
        order by number desc
        """;

    private const string Due =
        """
        select number as Number, notice_key as NoticeKey, channel as Channel, kind as Kind, subject as Subject, body as Body, made_at as MadeAt, attempts as Attempts
        from notice
        where state = 'waiting' and due_at <= @now and (lease_until is null or lease_until <= @now)
        order by due_at, number
        """;

    private const string Others =
        """
        select number as Number, notice_key as NoticeKey, channel as Channel, kind as Kind, subject as Subject, body as Body, made_at as MadeAt, attempts as Attempts,
               case when state = 'waiting' and lease_until > @now then 1 else 0 end as Busy
        from notice
        where channel = @channel and number <> @number and notice_key like @topic escape '!'
        """;

    private const string Lease = "update notice set lease_until = @until, attempts = attempts + 1 where number = @number and state = 'waiting' and (lease_until is null or lease_until <= @now)";
    private const string Sent = "update notice set state = 'sent', lease_until = null where number = @number";
    private const string Again = "update notice set due_at = @again, lease_until = null where number = @number";
    private const string Overtaken = "update notice set state = 'overtaken', lease_until = null where number = @number and state = 'waiting' and (lease_until is null or lease_until <= @now)";
    private const string GivenUp = "update notice set state = 'givenup', lease_until = null where number = @number";
    private const string Forget = "delete from notice where state <> 'waiting' and made_at < @before";
    private const string Knows = "select count(*) from notice where notice_key = @key";

    public Task<int> PostAsync(Notice notice, IReadOnlyCollection<string> channels, CancellationToken cancellationToken) => this.WriteAsync(
        session => channels.Sum(channel => Execute(
            session,
            Add,
            new { key = notice.Key, channel, kind = notice.Kind.ToString(), subject = notice.Subject, body = notice.Body, madeAt = Instants.Write(notice.MadeAt) })),
        cancellationToken);

    public Task<bool> KnowsAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Scalar<long>(Knows, new { key }) > 0, cancellationToken);

    public Task<IReadOnlyList<Notice>> AboutAsync(string topic, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Notice>>(
        session =>
        [
            .. session.Query<Row>(About, new { topic = Pattern(topic) })
                .Where(row => row.NoticeKey.StartsWith(topic, StringComparison.Ordinal))
                .DistinctBy(row => row.NoticeKey, StringComparer.Ordinal)
                .Select(row => row.Posted().Notice),
        ],
        cancellationToken);

    public Task<IReadOnlyList<PostedNotice>> TakeAsync(DateTimeOffset now, TimeSpan lease, int most, CancellationToken cancellationToken) => this.WriteAsync<IReadOnlyList<PostedNotice>>(
        session =>
        {
            var due = session.Query<Row>(Due, new { now = Instants.Write(now) }).Take(most).ToList();
            return
            [
                .. due.Where(row => IsTurn(session, row, now) && Execute(session, Lease, new { number = row.Number, now = Instants.Write(now), until = Instants.Write(now + lease) }) == 1)
                    .Select(row => row.Posted()),
            ];
        },
        cancellationToken);

    public Task SentAsync(PostedNotice notice, CancellationToken cancellationToken) => this.WriteAsync(session => Execute(session, Sent, new { number = notice.Number }), cancellationToken);

    public Task FailedAsync(PostedNotice notice, DateTimeOffset? again, CancellationToken cancellationToken) => this.WriteAsync(
        session => again is { } time ? Execute(session, Again, new { number = notice.Number, again = Instants.Write(time) }) : Execute(session, GivenUp, new { number = notice.Number }),
        cancellationToken);

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => this.WriteAsync(session => Execute(session, Forget, new { before = Instants.Write(before) }), cancellationToken);

    // False where something newer was to be told meanwhile, and while something older may be on its way: it would arrive last.
    private static bool IsTurn(Session session, Row row, DateTimeOffset now)
    {
        var notice = row.Posted().Notice;
        if (notice.Topic is not { } topic)
        {
            return true;
        }

        var others = session.Query<Row>(Others, new { channel = row.Channel, number = row.Number, topic = Pattern(topic), now = Instants.Write(now) }).ToList();
        if (others.Any(other => other.Number > row.Number && other.Posted().Notice.Overtakes(notice)))
        {
            Execute(session, Overtaken, new { number = row.Number, now = Instants.Write(now) });
            return false;
        }

        return !others.Any(other => other.Busy == 1 && other.Number < row.Number && notice.Overtakes(other.Posted().Notice));
    }

    // engines differ in which case they look at: what they find is looked at again
    private static string Pattern(string topic) => string.Concat(topic.Select(letter => letter is '%' or '_' or '[' or '!' ? $"!{letter}" : $"{letter}")) + "%";

    private static int Execute(Session session, string sql, object row) => session.Execute(sql, row);

    private Task<T> WriteAsync<T>(Func<Session, T> write, CancellationToken cancellationToken) => database.WriteAsync(Durability.Power, write, cancellationToken);

    private sealed record Row
    {
        public long Number { get; init; }

        public required string NoticeKey { get; init; }

        public required string Channel { get; init; }

        public required string Kind { get; init; }

        public required string Subject { get; init; }

        public required string Body { get; init; }

        public long MadeAt { get; init; }

        public int Attempts { get; init; }

        public long Busy { get; init; }

        public PostedNotice Posted() => new(this.Number, this.Channel, this.Attempts, new Notice(this.NoticeKey, Enum.Parse<NoticeKind>(this.Kind), this.Subject, this.Body, Instants.Read(this.MadeAt)));
    }
}
