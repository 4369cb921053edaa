using System.Text;
using System.Text.Json;
using LerBridge.Core.Delivery;
using LerBridge.Core.Sources;
using LerBridge.Delivery.Folder;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Contracts;
using NUnit.Framework;

namespace LerBridge.Tests.Delivery;

internal sealed class FolderDestinationTests : DestinationContract
{
    private readonly TemporaryFolder folder = new();

    protected override int Arrived => Directory.Exists(this.Out) ? Directory.GetFiles(this.Out, "*.json").Length : 0;

    private string Out => this.folder.File("out");

    private string Index => Path.Combine(this.Out, "index.jsonl");

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public async Task A_credential_is_a_file_named_after_its_uuid_with_the_signed_bytes()
    {
        var request = Deliveries.Make(7);

        await this.DeliverAsync(request);

        Assert.That(await File.ReadAllBytesAsync(Path.Combine(this.Out, "00000000-0000-8000-8000-000000000007.json")), Is.EqualTo(request.Document.ToArray()));
    }

    [Test]
    public async Task A_jwt_has_its_own_extension_and_replaces_an_older_form()
    {
        await this.DeliverAsync(Deliveries.Make(7));

        await this.DeliverAsync(Deliveries.Make(7, DeliveryOperation.Correct, 2) with { MediaType = "application/jwt" });

        Assert.That(this.Files(), Is.EqualTo([".index.jsonl.lock", "00000000-0000-8000-8000-000000000007.jwt", "index.jsonl"]));
    }

    [Test]
    public async Task A_correction_replaces_the_file_and_its_line_in_place()
    {
        await this.DeliverAsync(Deliveries.Make(1), Deliveries.Make(2));

        await this.DeliverAsync(Deliveries.Make(1, DeliveryOperation.Correct, 2), Deliveries.Make(3));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(Path.Combine(this.Out, "00000000-0000-8000-8000-000000000001.json")), Does.Contain("\"version\":2"));
            Assert.That(
                await File.ReadAllLinesAsync(this.Index),
                Is.EqualTo(
                [
                    """{"id":"urn:uuid:00000000-0000-8000-8000-000000000001","mapping":"courses","person":"0123456789abcdef","validFrom":"2026-11-20T08:00:02Z","state":"valid"}""",
                    """{"id":"urn:uuid:00000000-0000-8000-8000-000000000002","mapping":"courses","person":"0123456789abcdef","validFrom":"2026-11-20T08:00:01Z","state":"valid"}""",
                    """{"id":"urn:uuid:00000000-0000-8000-8000-000000000003","mapping":"courses","person":"0123456789abcdef","validFrom":"2026-11-20T08:00:01Z","state":"valid"}""",
                ]));
        }
    }

    [TestCase(DeliveryOperation.Withdraw, "revoked")]
    [TestCase(DeliveryOperation.Suspend, "suspended")]
    [TestCase(DeliveryOperation.Reinstate, "valid")]
    public async Task A_change_of_state_keeps_the_file_and_is_told_by_the_index(DeliveryOperation operation, string state)
    {
        await this.DeliverAsync(Deliveries.Make(1));
        var before = await File.ReadAllBytesAsync(Path.Combine(this.Out, "00000000-0000-8000-8000-000000000001.json"));

        await this.DeliverAsync(Deliveries.Make(1, operation, 2));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllBytesAsync(Path.Combine(this.Out, "00000000-0000-8000-8000-000000000001.json")), Is.EqualTo(before));
            Assert.That(this.States(), Is.EqualTo([("1", state)]));
        }
    }

    [Test]
    public async Task Batches_of_new_and_changed_ones_leave_one_line_per_credential()
    {
        await this.DeliverAsync([.. Enumerable.Range(1, 50).Select(number => Deliveries.Make(number))]);
        await this.DeliverAsync([.. Enumerable.Range(40, 50).Select(number => Deliveries.Make(number))]);
        await this.DeliverAsync([.. Enumerable.Range(10, 20).Select(number => Deliveries.Make(number, DeliveryOperation.Withdraw, 2))]);

        var states = this.States();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(states.Select(line => line.Number), Is.EqualTo(Enumerable.Range(1, 89).Select(number => $"{number}")));
            Assert.That(states.Count(line => line.State == "revoked"), Is.EqualTo(20));
        }
    }

    [Test]
    public async Task The_last_of_several_messages_about_one_credential_wins()
    {
        await this.DeliverAsync(Deliveries.Make(1), Deliveries.Make(1, DeliveryOperation.Withdraw, 2));

        Assert.That(this.States(), Is.EqualTo([("1", "revoked")]));
    }

    [Test]
    public async Task A_torn_last_line_is_mended_by_the_next_batch()
    {
        await this.DeliverAsync(Deliveries.Make(1), Deliveries.Make(2));
        await File.AppendAllTextAsync(this.Index, """{"id":"urn:uuid:00000000-0000-8000-80""");

        await this.DeliverAsync(Deliveries.Make(3));

        Assert.That(this.States().Select(line => line.Number), Is.EqualTo(["1", "2", "3"]));
    }

    [Test]
    public async Task Nothing_hidden_is_left_behind_but_the_lock_of_the_index()
    {
        await this.DeliverAsync(Deliveries.Make(1));
        await this.DeliverAsync(Deliveries.Make(2));
        await this.DeliverAsync(Deliveries.Make(2, DeliveryOperation.Withdraw, 2));
        await this.Make().CheckAsync(CancellationToken.None);

        Assert.That(this.Files(), Is.EqualTo([".index.jsonl.lock", "00000000-0000-8000-8000-000000000001.json", "00000000-0000-8000-8000-000000000002.json", "index.jsonl"]));
    }

    [TestCase("urn:uuid:../../etc/passwd")]
    [TestCase("urn:uuid:00000000-0000-8000-8000-00000000000/")]
    [TestCase("https://college.example/1")]
    [TestCase("urn:uuid:{00000000-0000-8000-8000-000000000001}")]
    public async Task An_id_that_is_no_uuid_never_becomes_a_path(string id)
    {
        var outcomes = await this.DeliverAsync(Deliveries.Make() with { CredentialId = id });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((outcomes[0] as DeliveryOutcome.Refused)?.Code, Is.EqualTo("LB7304"));
            Assert.That(this.Files(), Is.Empty);
        }
    }

    [Test]
    public async Task A_row_that_could_not_be_listed_is_tried_again()
    {
        Directory.CreateDirectory(this.Index);

        var outcomes = await this.DeliverAsync(Deliveries.Make(1));

        Assert.That(outcomes[0], Is.InstanceOf<DeliveryOutcome.RetryLater>());
    }

    [Test]
    public async Task Two_that_write_one_index_at_once_lose_no_line()
    {
        var batches = await Task.WhenAll(Enumerable.Range(0, 12).Select(batch => Task.Run(async () =>
        {
            var requests = Enumerable.Range((batch * 10) + 1, 10).Select(number => Deliveries.Make(number)).ToArray();
            return (requests, outcomes: await this.Make().DeliverAsync(requests, CancellationToken.None));
        })));

        var accepted = batches.SelectMany(batch => batch.requests.Zip(batch.outcomes)).Where(pair => pair.Second is DeliveryOutcome.Accepted).Select(pair => pair.First.CredentialId);
        Assert.That(this.States().Select(line => $"urn:uuid:00000000-0000-8000-8000-{int.Parse(line.Number, System.Globalization.CultureInfo.InvariantCulture):D12}"), Is.SupersetOf(accepted));
    }

    [Test]
    public async Task A_check_says_where_a_folder_is_missing_or_is_a_file()
    {
        var missing = await this.Make().CheckAsync(CancellationToken.None);
        await File.WriteAllTextAsync(this.Out, string.Empty);
        var file = await this.Make().CheckAsync(CancellationToken.None);

        Assert.That((missing.Findings[0].Result, file.Findings[0].Result), Is.EqualTo((FindingResult.Unknown, FindingResult.No)));
    }

    [Test]
    public void It_takes_every_operation_and_is_no_third_party()
    {
        var destination = this.Make();

        Assert.That((Enum.GetValues<DeliveryOperation>().All(destination.Takes), destination.IsThirdParty), Is.EqualTo((true, false)));
    }

    protected override Task<IDestination> AcceptingAsync() => Task.FromResult<IDestination>(this.Make());

    protected override async Task<IDestination> BusyAsync()
    {
        // A file where the folder should be: cannot be written by anyone, whoever runs the test.
        await File.WriteAllTextAsync(this.Out, string.Empty);
        return this.Make();
    }

    protected override Task<(IDestination Destination, DeliveryRequest Request)> RefusingAsync() =>
        Task.FromResult<(IDestination, DeliveryRequest)>((this.Make(), Deliveries.Make(2) with { CredentialId = "urn:example:2" }));

    private FolderDestination Make() => new("folder", new FolderOptions(this.Out), TimeProvider.System);

    private Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(params DeliveryRequest[] batch) => this.Make().DeliverAsync(batch, CancellationToken.None);

    private string[] Files() => Directory.Exists(this.Out) ? [.. Directory.GetFiles(this.Out).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

    private (string Number, string State)[] States() =>
    [
        .. File.ReadAllLines(this.Index).Select(line => JsonDocument.Parse(line).RootElement).Select(line =>
            ((line.GetProperty("id").GetString() ?? string.Empty)[^12..].TrimStart('0'), line.GetProperty("state").GetString() ?? string.Empty)),
    ];
}
