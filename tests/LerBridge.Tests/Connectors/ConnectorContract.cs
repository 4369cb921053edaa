using LerBridge.Core.Diagnostics;
using LerBridge.Core.Drift;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

/// <summary>What every connector promises, whatever it reads. A connector passes by a subclass that makes its source.</summary>
internal abstract class ConnectorContract
{
    /// <summary>Starts the source and makes a connector that may read it.</summary>
    protected abstract Task<IConnector> StartAsync();

    /// <summary>The stream that is read; null for the connector's first.</summary>
    protected virtual string? Stream => null;

    /// <summary>What a run would ask for.</summary>
    protected PullRequest Request(IConnector connector, SourceCursor? staged = null, int batchSize = 500) => Pulled.Request(connector, staged, batchSize, this.Stream);

    [Test]
    public async Task Reading_everything_gives_rows_and_ends_every_partition_complete()
    {
        var connector = await this.StartAsync();

        var pulled = await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(pulled.Records.Count(), Is.GreaterThan(20));
        Assert.That(pulled.Ends.Keys, Is.EquivalentTo(pulled.Batches.Select(batch => batch.Partition).Distinct()));
        Assert.That(pulled.IsComplete, Is.True, string.Join("; ", pulled.Ends.Values));
    }

    [Test]
    public async Task Reading_twice_gives_the_same_content()
    {
        var connector = await this.StartAsync();

        var first = await Pulled.AllAsync(connector, this.Request(connector));
        var second = await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(second.Staged, Is.EqualTo(first.Staged));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public async Task A_killed_pull_goes_on_from_its_cursor_and_ends_with_the_same_content(int batches)
    {
        var connector = await this.StartAsync();
        var straight = await Pulled.AllAsync(connector, this.Request(connector, batchSize: 7));
        var killed = new Pulled();

        await killed.GoOnAsync(connector, this.Request(connector, batchSize: 7), batches, CancellationToken.None);
        await killed.GoOnAsync(connector, this.Request(connector, killed.Cursor, 7), int.MaxValue, CancellationToken.None);

        Assert.That(killed.Staged, Is.EqualTo(straight.Staged));
        Assert.That(killed.Ends.Keys, Is.EquivalentTo(straight.Ends.Keys));
    }

    [Test]
    public async Task A_finished_cursor_leaves_nothing_to_read()
    {
        var connector = await this.StartAsync();
        var pulled = await Pulled.AllAsync(connector, this.Request(connector));

        var again = await Pulled.AllAsync(connector, this.Request(connector, pulled.Cursor));

        Assert.That(again.Records, Is.Empty);
    }

    [Test]
    public async Task A_batch_holds_no_more_than_it_should()
    {
        var connector = await this.StartAsync();

        var pulled = await Pulled.AllAsync(connector, this.Request(connector, batchSize: 5));

        Assert.That(pulled.Batches.Select(batch => batch.Records.Count + batch.Rejected.Count).Max(), Is.LessThanOrEqualTo(5));
    }

    [Test]
    public async Task Required_fields_always_have_a_value_and_every_value_has_its_type()
    {
        var connector = await this.StartAsync();

        var pulled = await Pulled.AllAsync(connector, this.Request(connector));

        foreach (var record in pulled.Records)
        {
            for (var slot = 0; slot < record.Schema.RecordDateSlot; slot++)
            {
                var field = record.Schema.Fields[slot];
                var isComputed = record.Schema.Sequence?.Field == field.Name;
                Assert.That(record[slot].IsMissing && !field.Optional && !isComputed, Is.False, $"{field.Name} is missing at {record.Place}");
                Assert.That(record[slot].IsMissing || record[slot].Kind == KindOf(field.Type), Is.True, $"{field.Name} is {record[slot].Kind}");
                if (field.Type == FieldType.Code && !record[slot].IsMissing)
                {
                    Assert.That(field.Codes, Does.Contain(record[slot].Text));
                }

                foreach (var item in record[slot].Kind == ValueKind.RecordList ? record[slot].Items : [])
                {
                    CheckItem(item, field.Name);
                }
            }
        }
    }

    private static void CheckItem(RecordItem item, string list)
    {
        for (var slot = 0; slot < item.Schema.Fields.Length; slot++)
        {
            var field = item.Schema.Fields[slot];
            Assert.That(item[slot].IsMissing && !field.Optional, Is.False, $"{list}.{field.Name} is missing");
            Assert.That(item[slot].IsMissing || item[slot].Kind == KindOf(field.Type), Is.True, $"{list}.{field.Name} is {item[slot].Kind}");
            Assert.That(field.Type != FieldType.Code || item[slot].IsMissing || field.Codes.Contains(item[slot].Text), Is.True, $"{list}.{field.Name} is none of its words");
        }
    }

    [Test]
    public async Task Restricted_fields_stay_out_unless_they_are_asked_for()
    {
        var connector = await this.StartAsync();

        var pulled = await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(pulled.Records.All(record => record.Schema.Fields.Select((field, slot) => !field.IsRestricted || record[slot].IsMissing).All(isRight => isRight)), Is.True);
    }

    [Test]
    public async Task Cancelling_ends_the_pull_at_once()
    {
        var connector = await this.StartAsync();
        using var stop = new CancellationTokenSource();
        var pulled = new Pulled();
        await pulled.GoOnAsync(connector, this.Request(connector, batchSize: 3), 1, stop.Token);

        await stop.CancelAsync();

        Assert.That(async () => await Pulled.AllAsync(connector, this.Request(connector), stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_cursor_of_another_version_is_refused()
    {
        var connector = await this.StartAsync();

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector, this.Request(connector, new SourceCursor(99, "?"))));

        Assert.That(refusal?.Code, Is.EqualTo("LB5117"));
        Assert.That(refusal?.Kind, Is.EqualTo(FailureKind.Contract));
    }

    [Test]
    public async Task A_stream_that_it_does_not_have_is_a_bug_of_the_caller()
    {
        var connector = await this.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => Pulled.AllAsync(connector, Pulled.Request(connector, stream: "no_such_stream")));
    }

    [Test]
    public async Task The_check_finds_a_good_source_usable()
    {
        var connector = await this.StartAsync();

        var report = await connector.CheckAsync(CancellationToken.None);

        Assert.That(report.IsUsable, Is.True, string.Join("; ", report.Findings));
        Assert.That(report.Findings, Has.Count.GreaterThan(1));
    }

    [Test]
    public async Task What_it_saw_of_the_fields_holds_no_value_and_shows_what_is_gone_new_or_written_another_way()
    {
        var connector = await this.StartAsync();
        var schema = connector.Streams.First(one => one.Stream == this.Request(connector).Stream);

        var first = await this.SeenAsync(connector, schema);
        var second = await this.SeenAsync(connector, schema);

        var filled = first.First(field => field.Filled >= 20 && field.Fields.Count > 0 && field.Form != FieldForms.Mixed && field.Form != FieldForms.Text);
        var before = first.Where(field => field != filled)
            .Append(filled with { Form = "dates like 08-MAY-26" })
            .Append(new SeenField("Gone", ["person.id"], FieldForms.Text, 20, 20));
        var drifts = FieldDrift.Between(schema, [.. before], [.. second, SeenField.Heading("Fresh")]);
        Assert.That(first, Is.Not.Empty);
        Assert.That(first.SelectMany(field => field.Fields), Is.SubsetOf(schema.Fields.Select(field => field.Name)));
        Assert.That(FieldDrift.Between(schema, first, second), Is.Empty, "nothing changed");
        Assert.That(drifts.Select(drift => (drift.Kind, drift.Name)), Is.EquivalentTo(new[] { (DriftKind.Retyped, filled.Name), (DriftKind.Vanished, "Gone"), (DriftKind.New, "Fresh") }));
    }

    private async Task<IReadOnlyList<SeenField>> SeenAsync(IConnector connector, RecordSchema schema)
    {
        var watch = new FieldWatch(schema);
        await foreach (var batch in connector.PullAsync(this.Request(connector), CancellationToken.None))
        {
            watch.Add(batch);
        }

        return watch.Seen;
    }

    private static ValueKind KindOf(FieldType type) => type switch
    {
        FieldType.Text or FieldType.Code => ValueKind.Text,
        FieldType.Number or FieldType.Whole => ValueKind.Number,
        FieldType.Bool => ValueKind.Bool,
        FieldType.Date => ValueKind.Date,
        FieldType.Time => ValueKind.Time,
        FieldType.RecordList => ValueKind.RecordList,
        _ => ValueKind.TextList,
    };
}
