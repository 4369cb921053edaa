using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LerBridge.Core.Delivery;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Delivery.Http;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Contracts;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace LerBridge.Tests.Delivery;

internal sealed class HttpDestinationTests : DestinationContract
{
    private const string Token = "0f7c-secret";

    private readonly List<IDisposable> made = [];
    private Receiver? receiver;

    protected override int Arrived => this.Receiver.All.Where(request => request.Method == "POST").DistinctBy(request => request.Key).Count();

    private Receiver Receiver => this.receiver ?? throw new InvalidOperationException("The receiver was not started.");

    [SetUp]
    public async Task StartReceiver() => this.receiver = await Receiver.StartAsync();

    [TearDown]
    public async Task StopReceiver()
    {
        this.made.ForEach(one => one.Dispose());
        await this.Receiver.DisposeAsync();
    }

    [TestCase(DeliveryOperation.Issue, "application/vc")]
    [TestCase(DeliveryOperation.Correct, "application/jwt")]
    public async Task A_credential_is_posted_as_it_was_signed_with_key_and_token(DeliveryOperation operation, string mediaType)
    {
        var request = Deliveries.Make(operation: operation) with { MediaType = mediaType };

        await this.DeliverAsync(request);

        var received = this.Receiver.All.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((received.Method, received.Path, received.ContentType, received.Key, received.Authorization), Is.EqualTo(("POST", "/credentials", mediaType, request.IdempotencyKey, "Bearer " + Token)));
            Assert.That(received.Body, Is.EqualTo(request.Document.ToArray()));
        }
    }

    [TestCase(DeliveryOperation.Withdraw, "revoked")]
    [TestCase(DeliveryOperation.Suspend, "suspended")]
    [TestCase(DeliveryOperation.Reinstate, "valid")]
    public async Task A_change_of_state_is_posted_beside(DeliveryOperation operation, string status)
    {
        var request = Deliveries.Make(operation: operation, version: 2);

        await this.DeliverAsync(request);

        var received = this.Receiver.All.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((received.Method, received.Path, received.ContentType, received.Key), Is.EqualTo(("POST", "/credentials/status", "application/json", request.IdempotencyKey)));
            Assert.That(Encoding.UTF8.GetString(received.Body), Is.EqualTo($$"""{"id":"{{request.CredentialId}}","status":"{{status}}","since":"2026-11-21T09:30:00Z"}"""));
        }
    }

    [Test]
    public void Changes_of_state_are_taken_only_where_settings_say_so()
    {
        var with = this.Make();
        var without = this.Make(options => options with { Status = false });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Enum.GetValues<DeliveryOperation>().Where(with.Takes), Is.EqualTo(Enum.GetValues<DeliveryOperation>()));
            Assert.That(Enum.GetValues<DeliveryOperation>().Where(without.Takes), Is.EqualTo([DeliveryOperation.Issue, DeliveryOperation.Correct]));
            Assert.That(with.IsThirdParty, Is.True);
        }
    }

    [TestCase(200)]
    [TestCase(201)]
    [TestCase(202)]
    [TestCase(204)]
    [TestCase(409)]
    public async Task These_answers_mean_that_it_is_there(int status)
    {
        this.AnswerWith(status);

        Assert.That(await this.DeliverOneAsync(), Is.InstanceOf<DeliveryOutcome.Accepted>());
    }

    [TestCase(408)]
    [TestCase(425)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    public async Task These_answers_mean_later_and_the_key_stays_the_same(int status)
    {
        this.AnswerWith(status, "busy now");

        var first = await this.DeliverOneAsync();
        await this.DeliverOneAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first as DeliveryOutcome.RetryLater)?.Code, Is.EqualTo("LB7201"));
            Assert.That(first.Answer, Does.StartWith($"{status} ").And.EndsWith("busy now"));
            Assert.That(this.Receiver.All.Select(request => request.Key).Distinct().Count(), Is.EqualTo(1));
            Assert.That(this.Receiver.All, Has.Count.EqualTo(2), "one request per call");
        }
    }

    [TestCase(400, "LB7202")]
    [TestCase(413, "LB7202")]
    [TestCase(422, "LB7202")]
    public async Task These_answers_mean_never_and_are_kept_raw(int status, string code)
    {
        this.AnswerWith(status, """{"title":"no"}""");

        var outcome = await this.DeliverOneAsync();

        Assert.That(((outcome as DeliveryOutcome.Refused)?.Code, outcome.Answer?.EndsWith("""{"title":"no"}""", StringComparison.Ordinal)), Is.EqualTo((code, (bool?)true)));
    }

    [TestCase(401, "LB7203")]
    [TestCase(403, "LB7203")]
    [TestCase(404, "LB7208")]
    [TestCase(405, "LB7208")]
    public async Task These_answers_speak_of_our_token_or_address_and_not_of_the_credential(int status, string code)
    {
        this.AnswerWith(status, """{"title":"no"}""");

        var outcome = await this.DeliverOneAsync();

        Assert.That((outcome as DeliveryOutcome.Barred)?.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        this.Receiver.Answer = (context, _) =>
        {
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        var outcome = await this.DeliverOneAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((outcome as DeliveryOutcome.Barred)?.Code, Is.EqualTo("LB7204"));
            Assert.That(this.Receiver.All, Has.Count.EqualTo(1));
        }
    }

    [TestCase("120", 120)]
    [TestCase("0", 0)]
    [TestCase("soon", null)]
    [TestCase("-9999999999999", null)]
    [TestCase("9999999999999", 315_360_000)]
    public async Task How_long_to_wait_is_read_as_seconds(string header, int? seconds)
    {
        this.AnswerWith(503, header: header);

        var outcome = await this.DeliverOneAsync();

        Assert.That((outcome as DeliveryOutcome.RetryLater)?.After, Is.EqualTo(seconds is { } value ? TimeSpan.FromSeconds(value) : (TimeSpan?)null));
    }

    [Test]
    public async Task How_long_to_wait_is_read_as_a_date()
    {
        this.AnswerWith(429, header: TimeProvider.System.GetUtcNow().AddMinutes(10).ToString("R", CultureInfo.InvariantCulture));

        var outcome = await this.DeliverOneAsync();

        Assert.That((outcome as DeliveryOutcome.RetryLater)?.After, Is.InRange(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10)));
    }

    [Test]
    public async Task A_date_that_has_passed_means_no_wait()
    {
        this.AnswerWith(429, header: "Fri, 20 Nov 2020 08:00:00 GMT");

        var outcome = await this.DeliverOneAsync();

        Assert.That((outcome as DeliveryOutcome.RetryLater)?.After, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task A_long_answer_is_cut()
    {
        this.AnswerWith(422, new string('x', 100_000));

        var outcome = await this.DeliverOneAsync();

        Assert.That(outcome.Answer, Has.Length.InRange(2048, 2200));
    }

    [Test]
    public async Task A_token_that_the_receiver_repeats_is_not_kept()
    {
        this.AnswerWith(422, $"cannot use {Token}");

        var outcome = await this.DeliverOneAsync();

        Assert.That(outcome.Answer, Does.EndWith("cannot use (secret)"));
    }

    [Test]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        this.Receiver.Answer = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var outcome = await this.DeliverOneAsync();

        Assert.That((outcome as DeliveryOutcome.RetryLater)?.Code, Is.EqualTo("LB7205"));
    }

    [Test]
    public async Task An_answer_whose_body_does_not_end_counts_by_its_status()
    {
        this.Receiver.Answer = async (context, _) =>
        {
            context.Response.StatusCode = 201;
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("only this");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };

        var outcome = (await this.Make(options => options with { Timeout = TimeSpan.FromSeconds(2) }).DeliverAsync([Deliveries.Make()], CancellationToken.None))[0];

        Assert.That(outcome, Is.InstanceOf<DeliveryOutcome.Accepted>());
    }

    [Test]
    public async Task A_receiver_that_does_not_answer_in_time_is_tried_again()
    {
        this.Receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);

        var outcome = (await this.Make(options => options with { Timeout = TimeSpan.FromMilliseconds(200) }).DeliverAsync([Deliveries.Make()], CancellationToken.None))[0];

        Assert.That((outcome as DeliveryOutcome.RetryLater)?.Code, Is.EqualTo("LB7206"));
    }

    [Test]
    public async Task A_caller_that_stops_waiting_in_the_middle_is_obeyed()
    {
        using var stop = new CancellationTokenSource();
        this.Receiver.Answer = async (context, _) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };

        Assert.That(() => this.Make().DeliverAsync([Deliveries.Make()], stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task No_more_requests_are_under_way_than_settings_allow()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        this.Receiver.Answer = async (context, _) =>
        {
            if (this.Receiver.All.Count >= 3)
            {
                gate.TrySetResult();
            }

            await gate.Task.WaitAsync(TimeSpan.FromSeconds(20));
            context.Response.StatusCode = 201;
        };

        await this.Make(options => options with { MaxConcurrency = 3 }).DeliverAsync([.. Enumerable.Range(1, 12).Select(number => Deliveries.Make(number))], CancellationToken.None);

        Assert.That(this.Receiver.MostUnderWay, Is.EqualTo(3));
    }

    [Test]
    public async Task Outcomes_stand_in_the_order_of_the_requests()
    {
        this.Receiver.Answer = (context, received) =>
        {
            context.Response.StatusCode = Encoding.UTF8.GetString(received.Body).Contains("000000000002", StringComparison.Ordinal) ? 422 : 201;
            return Task.CompletedTask;
        };

        var outcomes = await this.Make().DeliverAsync([Deliveries.Make(1), Deliveries.Make(2), Deliveries.Make(3)], CancellationToken.None);

        Assert.That(outcomes.Select(outcome => outcome is DeliveryOutcome.Accepted), Is.EqualTo([true, false, true]));
    }

    [Test]
    public async Task Nobody_listening_is_tried_again_and_found_by_a_check()
    {
        var destination = this.Make(options => options with { Url = Nowhere() });

        var outcome = (await destination.DeliverAsync([Deliveries.Make()], CancellationToken.None))[0] as DeliveryOutcome.RetryLater;
        var report = await destination.CheckAsync(CancellationToken.None);

        Assert.That((outcome?.Code, report.IsUsable), Is.EqualTo(("LB7205", false)));
    }

    [Test]
    public async Task A_receiver_that_takes_it_and_drops_the_connection_may_have_it_unless_it_honours_keys()
    {
        this.Receiver.Answer = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var honours = await this.DeliverOneAsync();
        var forgets = await this.DeliverOnceAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(honours, Is.InstanceOf<DeliveryOutcome.RetryLater>());
            Assert.That((forgets as DeliveryOutcome.Unanswered)?.Code, Is.EqualTo("LB7209"));
            Assert.That(this.Receiver.All, Has.Count.EqualTo(2), "each was sent once");
        }
    }

    [Test]
    public async Task A_receiver_that_is_too_slow_may_have_it()
    {
        this.Receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);

        var outcome = await this.DeliverOnceAsync(options => options with { Timeout = TimeSpan.FromMilliseconds(500) });

        Assert.That((outcome as DeliveryOutcome.Unanswered)?.Reason, Does.Contain("may have arrived").And.Contain("did not answer"));
    }

    [Test]
    public async Task What_was_refused_a_connection_did_not_arrive()
    {
        Assert.That((await this.DeliverOnceAsync(options => options with { Url = Nowhere() }) as DeliveryOutcome.RetryLater)?.Code, Is.EqualTo("LB7205"));
    }

    [TestCase(500, typeof(DeliveryOutcome.RetryLater))]
    [TestCase(503, typeof(DeliveryOutcome.RetryLater))]
    [TestCase(502, typeof(DeliveryOutcome.Unanswered))]
    [TestCase(504, typeof(DeliveryOutcome.Unanswered))]
    [TestCase(201, typeof(DeliveryOutcome.Accepted))]
    public async Task A_gateway_that_heard_nothing_leaves_open_what_arrived(int status, Type expected)
    {
        this.AnswerWith(status);

        Assert.That(await this.DeliverOnceAsync(), Is.TypeOf(expected));
    }

    [TestCase(200, typeof(Presence.There))]
    [TestCase(404, typeof(Presence.Missing))]
    [TestCase(401, typeof(Presence.Unknown))]
    [TestCase(204, typeof(Presence.Unknown))]
    [TestCase(500, typeof(Presence.Unknown))]
    public async Task Asked_whether_it_has_something_200_is_yes_404_is_no_and_all_else_is_neither(int status, Type expected)
    {
        this.AnswerWith(status);
        var request = Deliveries.Make(version: 3);

        var presence = await this.Make(options => options with { AskUrl = this.Ask("/deliveries/{id}/{version}?key={key}") }).AskAsync(request, CancellationToken.None);

        var asked = this.Receiver.All.Single();
        Assert.That(presence, Is.TypeOf(expected));
        Assert.That((asked.Method, asked.Path, asked.Authorization), Is.EqualTo(("GET", $"/deliveries/{request.CredentialId}/3", "Bearer " + Token)));
    }

    [Test]
    public async Task Who_is_not_there_does_not_say()
    {
        var nowhere = Nowhere();

        var presence = await this.Make(options => options with { AskUrl = new AskTemplate(nowhere + "/{key}") }).AskAsync(Deliveries.Make(), CancellationToken.None);

        Assert.That(presence, Is.TypeOf<Presence.Unknown>());
    }

    [Test]
    public async Task A_check_says_when_the_token_is_refused()
    {
        this.AnswerWith(401);

        var report = await this.Make().CheckAsync(CancellationToken.None);

        Assert.That(report.Findings.Select(finding => (finding.Subject, finding.Result)), Is.EqualTo([("reach", FindingResult.Yes), ("sign in", FindingResult.No)]));
    }

    protected override Task<IDestination> AcceptingAsync() => Task.FromResult<IDestination>(this.Make());

    protected override Task<IDestination> BusyAsync()
    {
        this.AnswerWith(503, $"busy, {Token}");
        return Task.FromResult<IDestination>(this.Make());
    }

    protected override Task<(IDestination Destination, DeliveryRequest Request)> RefusingAsync()
    {
        this.Receiver.Answer = async (context, received) =>
        {
            var never = Encoding.UTF8.GetString(received.Body).Contains("000000000002", StringComparison.Ordinal);
            context.Response.StatusCode = never ? 422 : 201;
            await context.Response.WriteAsync($"your token is {Token}");
        };
        return Task.FromResult<(IDestination, DeliveryRequest)>((this.Make(), Deliveries.Make(2)));
    }

    private static Uri Nowhere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/credentials");
    }

    private HttpDestination Make(Func<HttpOptions, HttpOptions>? change = null)
    {
        var options = new HttpOptions { Url = this.Receiver.Url, BearerToken = new Secret(Token), Status = true };
        var destination = new HttpDestination("registry", change?.Invoke(options) ?? options, TimeProvider.System, new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        this.made.Add(destination);
        return destination;
    }

    private AskTemplate Ask(string path) => new(this.Receiver.Url.GetLeftPart(UriPartial.Authority) + path);

    private async Task<DeliveryOutcome> DeliverOnceAsync(Func<HttpOptions, HttpOptions>? change = null) =>
        (await this.Make(options => (change?.Invoke(options) ?? options) with { HonoursIdempotencyKey = false }).DeliverAsync([Deliveries.Make()], CancellationToken.None))[0];

    private void AnswerWith(int status, string body = "", string? header = null) => this.Receiver.Answer = async (context, _) =>
    {
        context.Response.StatusCode = status;
        if (header is not null)
        {
            context.Response.Headers.RetryAfter = header;
        }

        if (body.Length > 0)
        {
            await context.Response.WriteAsync(body);
        }
    };

    private Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(params DeliveryRequest[] batch) => this.Make().DeliverAsync(batch, CancellationToken.None);

    private async Task<DeliveryOutcome> DeliverOneAsync() => (await this.DeliverAsync(Deliveries.Make()))[0];
}
