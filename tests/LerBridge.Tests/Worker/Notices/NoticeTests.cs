using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Core.Ledger;
using LerBridge.Tests.Delivery;
using LerBridge.Tests.Servers;
using LerBridge.Tests.Worker.Cli;
using LerBridge.Tests.Worker.Scheduling;
using LerBridge.Worker.Notices;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Notices;

/// <summary>What the operator is told: once, by mail and webhook, in words without persons.</summary>
internal sealed class NoticeTests
{
    // 07:30 in Chicago
    private static readonly DateTimeOffset Breakfast = new(2026, 11, 22, 13, 30, 0, TimeSpan.Zero);

    [Test]
    [Category(MailSink.Category)]
    public async Task The_digest_arrives_by_mail_once_a_day_and_says_whether_anything_needs_somebody()
    {
        using var sink = await MailSink.StartAsync();
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due, Mail(sink.Port));
        await desk.KnownAsync(daysAgo: 1);
        desk.Grades.Grades([.. GradesDesk.Rows(5), .. GradesDesk.Rows(2, "I", from: 5)]);
        await desk.Firings.FireAsync(desk.Schedule, ScheduledDesk.Due, CancellationToken.None);
        desk.Time.Advance(Breakfast - ScheduledDesk.Due);

        using var digests = new DigestService(desk.Bridge, desk.Announcer, NullLogger<DigestService>.Instance);
        await digests.LookAsync(new TimeOnly(7, 30), CancellationToken.None);
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        await digests.LookAsync(new TimeOnly(7, 30), CancellationToken.None);
        using var notices = new NoticeService(desk.Bridge, NullLogger<NoticeService>.Instance);
        await notices.SendDueAsync(CancellationToken.None);
        await notices.SendDueAsync(CancellationToken.None);

        Assert.That(sink.Mails, Has.Count.EqualTo(1));
        var mail = Read(sink.Mails[0]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail, Does.Contain("To: it@college.example").And.Contain("Auto-Submitted: auto-generated"));
            Assert.That(mail, Does.Match("(?im)^Message-ID: <[0-9a-f]{32}@college\\.example>$"));
            Assert.That(mail, Does.Contain("Subject: LerBridge: 1 run ended, 5 issued, 0 corrected, 0 withdrawn, 2 held"));
            Assert.That(mail, Does.Contain("Nothing needs you.").And.Contain("- registrar@college.example: 2 records of grades"));
            Assert.That(mail, Does.Contain("nightly: ran 2026-11-22 02:00").And.Contain("went well").And.Contain("next 2026-11-23 02:00"));
            Assert.That(mail, Does.Not.Contain("p1@college.example").And.Not.Contain("S5"));
        }
    }

    [Test]
    [Category(MailSink.Category)]
    public async Task A_mail_server_without_a_certificate_that_holds_gets_neither_mail_nor_password()
    {
        using var sink = await MailSink.StartAsync();
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due, Mail(sink.Port, "StartTls"));

        var trouble = await NoticeChannels.Of(desk.Bridge.Options.Notifications)[0].SendAsync(Test, CancellationToken.None);

        Assert.That(trouble, Does.StartWith("LB7401: ").And.Not.Contain("a-mail-password"));
        Assert.That(sink.Mails, Is.Empty);
    }

    [Test]
    public async Task The_digest_says_where_nothing_newer_has_come_and_asks_nobody_to_act()
    {
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due);
        await desk.KnownAsync(daysAgo: 2);
        desk.Grades.Grades(GradesDesk.Rows(5));
        for (var night = 0; night < 2; night++)
        {
            await desk.Firings.FireAsync(desk.Schedule, ScheduledDesk.Due.AddDays(night), CancellationToken.None);
            desk.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        }

        var digest = await new Digest(desk.Bridge).MakeAsync("digest", desk.Time.GetUtcNow(), CancellationToken.None);

        Assert.That(digest.Body, Does.Contain("\nNothing needs you.\n\nGood to know:\n- grades: grades.csv is the file that the last run read; nothing newer has come. (LB5505)\n"));
    }

    [Test]
    public async Task A_mail_server_that_takes_the_connection_and_says_nothing_keeps_nobody_waiting_for_long()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (port, anybody) = (((IPEndPoint)silent.LocalEndpoint).Port, new MailAddress("ops@college.example"));
        var mail = new MailChannel(new MailSettings("127.0.0.1", port, StartTls: false, Username: null, Password: null, anybody, [anybody])) { Patience = TimeSpan.FromMilliseconds(200) };

        var trouble = await mail.SendAsync(Test, CancellationToken.None);

        Assert.That(trouble, Does.StartWith("LB7401: ").And.Contain("no answer"));
    }

    [Test]
    public async Task A_mail_server_that_is_not_there_is_tried_again_and_given_up_in_the_end()
    {
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due, Mail(LoopbackPort.Free()));
        await desk.Announcer.TellAsync(Test, CancellationToken.None);
        using var notices = new NoticeService(desk.Bridge, NullLogger<NoticeService>.Instance);

        var tries = 0;
        for (var hours = 0; hours < 48; hours++)
        {
            desk.Time.Advance(TimeSpan.FromHours(1));
            tries += await notices.SendDueAsync(CancellationToken.None);
        }

        Assert.That(tries, Is.EqualTo(7));
        Assert.That(await desk.NoticesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_webhook_gets_JSON_with_its_token_and_a_key_by_which_it_can_tell_a_second_one()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due, Webhook(receiver.Url));

        var trouble = await NoticeChannels.Of(desk.Bridge.Options.Notifications)[0].SendAsync(Test, CancellationToken.None);

        Assert.That(trouble, Is.Null);
        var request = receiver.All.Single();
        var body = JsonNode.Parse(request.Body);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Authorization, Is.EqualTo("Bearer a-webhook-token"));
            Assert.That(request.Key, Is.EqualTo("test:1"));
            Assert.That(body?["schema"]?.GetValue<string>(), Is.EqualTo("lerbridge/notice/v1"));
            Assert.That(body?["kind"]?.GetValue<string>(), Is.EqualTo("missed"));
            Assert.That(body?["text"]?.GetValue<string>(), Does.StartWith("LerBridge: nightly did not run\n"));
        }
    }

    [Test]
    public async Task A_test_says_that_it_is_one()
    {
        await using var receiver = await Receiver.StartAsync();
        using var grades = new GradesDesk();
        grades.Grades(GradesDesk.Rows(1));
        grades.Settings(root => root["Notifications"] = Webhook(receiver.Url));

        await grades.RunAsync(0, "run", "grades");
        await grades.RunAsync(0, "doctor", "--send-test");

        Assert.That(JsonNode.Parse(receiver.All.Single().Body)?["kind"]?.GetValue<string>(), Is.EqualTo("test"));
    }

    [Test]
    public async Task The_digest_tells_the_brake_that_came_after_a_trouble_and_not_the_trouble()
    {
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due, allow: "{ new: true, limits: { new: 2 } }");
        var drop = Path.Combine(desk.Grades.Cli.Folder, "drop");
        Directory.Move(drop, $"{drop}-away");
        await FireAsync(desk, times: 1);
        var failed = await new Digest(desk.Bridge).MakeAsync("digest:1", desk.Time.GetUtcNow(), CancellationToken.None);
        Directory.Move($"{drop}-away", drop);
        await FireAsync(desk, times: 1);

        var braked = await new Digest(desk.Bridge).MakeAsync("digest:2", desk.Time.GetUtcNow(), CancellationToken.None);

        Assert.That(failed.Body, Does.Contain("grades stopped: "));
        Assert.That(braked.Body, Does.Contain("grades: 3 changes stopped by a brake wait").And.Not.Contain("grades stopped: "));
        Assert.That(braked.Subject, Does.StartWith("LerBridge: 1 thing to look at; "));
    }

    [Test]
    public async Task Only_what_the_settings_name_is_told_at_once()
    {
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due, new JsonObject { ["Webhook"] = new JsonObject { ["Url"] = "http://127.0.0.1:9/" }, ["On"] = new JsonArray("braked") });

        await desk.Announcer.TellAsync(Test, CancellationToken.None);
        await desk.Announcer.TellAsync(Test with { Key = "test:2", Kind = NoticeKind.Braked }, CancellationToken.None);

        Assert.That(await desk.NoticesAsync(), Is.EqualTo((string[])["test:2"]));
    }

    [Test]
    public async Task Trouble_that_lasts_is_told_when_it_begins_once_a_day_and_when_it_is_over()
    {
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due);
        var drop = Path.Combine(desk.Grades.Cli.Folder, "drop");
        Directory.Move(drop, $"{drop}-away");

        var firstDay = await FireAsync(desk, times: 12);
        desk.Time.Advance(TimeSpan.FromHours(21));
        var secondDay = await FireAsync(desk, times: 12);
        Directory.Move($"{drop}-away", drop);
        var mended = await FireAsync(desk, times: 3);
        Directory.Move(drop, $"{drop}-away");
        var again = await FireAsync(desk, times: 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(firstDay, Has.Length.EqualTo(1).And.One.StartsWith("LerBridge: grades stopped: LB"));
            Assert.That(secondDay, Is.EqualTo(firstDay), "a reminder");
            Assert.That(mended, Is.EqualTo((string[])["LerBridge: grades runs again"]));
            Assert.That(again, Is.EqualTo(firstDay), "it begins anew");
        }
    }

    [Test]
    public async Task The_last_word_that_a_channel_hears_is_how_the_mapping_stands_although_an_older_word_failed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due, Webhook(receiver.Url));
        using var notices = new NoticeService(desk.Bridge, NullLogger<NoticeService>.Instance);
        var drop = Path.Combine(desk.Grades.Cli.Folder, "drop");
        var status = 201;
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        Directory.Move(drop, $"{drop}-away");
        await NightAsync();
        status = 500;
        Directory.Move($"{drop}-away", drop);
        await NightAsync();
        status = 201;
        Directory.Move(drop, $"{drop}-away");
        await NightAsync();
        for (var hour = 0; hour < 20; hour++)
        {
            desk.Time.Advance(TimeSpan.FromHours(1));
            await notices.SendDueAsync(CancellationToken.None);
        }

        var heard = receiver.All.Select(request => JsonNode.Parse(request.Body)?["subject"]?.GetValue<string>() ?? string.Empty).ToArray();
        Assert.That(heard, Has.Length.EqualTo(3), "told, refused, told");
        Assert.That((heard[1], heard[2]), Is.EqualTo(("LerBridge: grades runs again", heard[0])));
        Assert.That(heard[0], Does.StartWith("LerBridge: grades stopped: LB"));

        async Task NightAsync()
        {
            desk.Time.Advance(TimeSpan.FromSeconds(20));
            await desk.Firings.FireAsync(desk.Schedule, desk.Time.GetUtcNow(), CancellationToken.None);
            await notices.SendDueAsync(CancellationToken.None);
        }
    }

    [Test]
    public async Task A_plan_that_each_run_asks_for_anew_is_told_once_until_it_asks_for_something_else()
    {
        await using var asking = await ScheduledDesk.OpenAsync(ScheduledDesk.Due, allow: "{ new: ask }");

        var three = await FireAsync(asking, times: 3);
        asking.Grades.Grades(GradesDesk.Rows(4));
        var four = await FireAsync(asking, times: 3);

        Assert.That((three, four), Is.EqualTo(((string[])["LerBridge: grades asks for approval"], (string[])["LerBridge: grades asks for approval"])));
    }

    // every five minutes; the subjects of what is told of it
    private static async Task<string[]> FireAsync(ScheduledDesk desk, int times)
    {
        var subjects = new List<string>();
        for (var time = 0; time < times; time++)
        {
            desk.Time.Advance(TimeSpan.FromMinutes(5));
            await desk.Firings.FireAsync(desk.Schedule, desk.Time.GetUtcNow(), CancellationToken.None);
            foreach (var posted in await desk.Bridge.Ledger.Notices.TakeAsync(desk.Time.GetUtcNow(), TimeSpan.Zero, 100, CancellationToken.None))
            {
                subjects.Add(posted.Notice.Subject);
                await desk.Bridge.Ledger.Notices.SentAsync(posted, CancellationToken.None);
            }
        }

        return [.. subjects];
    }

    // headers as they came, the body decoded
    private static string Read(string mail)
    {
        var parts = mail.Replace("\r", string.Empty, StringComparison.Ordinal).Split("\n\n", 2);
        return $"{parts[0]}\n\n{Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Trim()))}";
    }

    private static Notice Test => new("test:1", NoticeKind.Missed, "LerBridge: nightly did not run", "It should have run at 02:00.", ScheduledDesk.Due);

    private static JsonObject Mail(int port, string security = "None") => new()
    {
        ["Mail"] = new JsonObject
        {
            ["Host"] = "127.0.0.1",
            ["Port"] = port,
            ["Security"] = security,
            ["Username"] = security == "None" ? null : "lerbridge",
            ["Password"] = security == "None" ? null : "a-mail-password",
            ["From"] = "lerbridge@college.example",
            ["To"] = new JsonArray("it@college.example"),
        },
    };

    private static JsonObject Webhook(Uri url) => new() { ["Webhook"] = new JsonObject { ["Url"] = url.AbsoluteUri, ["BearerToken"] = "a-webhook-token" } };
}
