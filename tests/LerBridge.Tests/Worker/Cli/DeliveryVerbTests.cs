using System.Text.Json.Nodes;
using LerBridge.Tests.Delivery;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>What did not arrive, or may have, as whoever runs the bridge works through it.</summary>
internal sealed class DeliveryVerbTests
{
    [Test]
    public async Task What_a_receiver_took_and_did_not_answer_is_in_doubt_shown_and_settled_by_a_person()
    {
        await using var receiver = await Receiver.StartAsync();
        using var desk = Desk(receiver, honours: false);
        receiver.Answer = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var run = (await desk.JsonAsync(7, "run", "grades")).GetProperty("runs")[0];
        await desk.JsonAsync(0, "run", "grades");
        await desk.RunAsync(0, "delivery", "list", "--state", "in-doubt");
        var table = desk.Output;
        var listed = (await desk.JsonAsync(0, "delivery", "list", "--state", "in-doubt", "--destination", "registry")).GetProperty("deliveries")[0];
        var id = listed.GetProperty("id").GetRawText();
        receiver.Answer = (context, _) => Task.CompletedTask;
        await desk.RunAsync(1, "doctor");
        var doctor = desk.Output;
        await desk.RunAsync(2, "delivery", "settle", id, "--accepted", "--yes");
        var unreasoned = desk.Errors;
        await desk.RunAsync(2, "delivery", "settle", id, "--reason", "x", "--yes");
        var unsaid = desk.Errors;
        await desk.RunAsync(0, "delivery", "settle", id, "--accepted", "--reason", "Found in their portal", "--by", "Dana", "--yes");
        await desk.RunAsync(0, "delivery", "show", id);
        var shown = desk.Output;
        await desk.RunAsync(2, "delivery", "settle", id, "--accepted", "--reason", "x", "--yes");
        var twice = desk.Errors;
        var after = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.GetProperty("delivery").GetProperty("inDoubt").GetInt64(), Is.EqualTo(1));
            Assert.That(receiver.All.Count(request => request.Method == "POST"), Is.EqualTo(1), "it is never sent again by itself");
            Assert.That(table, Does.Contain("in-doubt").And.Contain("LB7209").And.Contain("registry"));
            Assert.That((listed.GetProperty("state").GetString(), listed.GetProperty("operation").GetString()), Is.EqualTo(("in-doubt", "issue")));
            Assert.That(doctor, Does.Contain("1 in doubt").And.Contain("LB7209"));
            Assert.That(unreasoned, Does.Contain("LB4043").And.Contain("--reason"));
            Assert.That(unsaid, Does.Contain("LB4043").And.Contain("--accepted or --refused"));
            Assert.That(shown, Does.Contain("accepted by Dana, was in-doubt: Found in their portal").And.Contain("unanswered"));
            Assert.That(twice, Does.Contain("LB4044"));
            Assert.That(after.GetProperty("standing").GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public async Task What_earlier_runs_left_refused_is_told_by_each_run_and_by_the_doctor_until_somebody_lets_it_go()
    {
        await using var receiver = await Receiver.StartAsync();
        using var desk = Desk(receiver, honours: true);
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = 422;
            return Task.CompletedTask;
        };
        await desk.RunAsync(7, "run", "grades");
        receiver.Answer = (context, _) => Task.CompletedTask;

        await desk.RunAsync(0, "run", "grades");
        var run = desk.Output;
        await desk.RunAsync(1, "doctor");
        var doctor = desk.Output;
        var id = (await desk.JsonAsync(0, "delivery", "list", "--state", "refused")).GetProperty("deliveries")[0].GetProperty("id").GetRawText();
        await desk.RunAsync(2, "delivery", "settle", id, "--accepted", "--reason", "x", "--yes");
        await desk.RunAsync(0, "delivery", "settle", id, "--refused", "--reason", "They do not want it", "--yes");
        await desk.RunAsync(0, "doctor");
        await desk.RunAsync(0, "run", "grades");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run, Does.Contain("registry, with what earlier runs left: 1 not delivered").And.Contain("LB7202").And.Contain("lerbridge delivery list"));
            Assert.That(doctor, Does.Match("no +outbox - registry: 1 not delivered"));
            Assert.That(desk.Output, Does.Not.Contain("not delivered"));
            Assert.That(receiver.All.Count(request => request.Method == "POST"), Is.EqualTo(1), "it was not sent again");
        }
    }

    [Test]
    public async Task A_receiver_that_honours_the_key_gets_it_again_by_itself_under_the_same_key()
    {
        await using var receiver = await Receiver.StartAsync();
        using var desk = Desk(receiver, honours: true);
        receiver.Answer = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var run = (await desk.JsonAsync(7, "run", "grades")).GetProperty("runs")[0];

        Assert.That((run.GetProperty("delivery").GetProperty("retrying").GetInt64(), run.GetProperty("delivery").GetProperty("inDoubt").GetInt64()), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public async Task What_was_refused_is_sent_again_once_a_person_saw_what_follows_and_said_yes()
    {
        await using var receiver = await Receiver.StartAsync();
        using var desk = Desk(receiver, honours: true, people: 2);
        receiver.Answer = async (context, _) =>
        {
            context.Response.StatusCode = 422;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "no such course");
        };
        await desk.RunAsync(7, "run", "grades");
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = 201;
            return Task.CompletedTask;
        };
        string[] all = ["delivery", "replay", "--destination", "registry", "--state", "refused", "--reason", "They mended it"];

        await desk.RunAsync(2, all);
        var unasked = desk.Errors;
        desk.Cli.Asks = true;
        desk.Cli.Input = "no\n";
        await desk.RunAsync(0, all);
        var no = desk.Errors;
        desk.Cli.Input = "yes\n";
        await desk.RunAsync(0, all);
        var done = desk.Output;
        await desk.RunAsync(0, "delivery", "list");
        var nothing = desk.Output;
        var first = (await desk.JsonAsync(0, "delivery", "show", "2")).GetProperty("attempts");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unasked, Does.Contain("LB4043").And.Contain("--yes"));
            Assert.That(no, Does.Contain("2 messages to registry are sent again").And.Contain("Nothing was done"));
            Assert.That(done, Does.Contain("2 messages accepted"));
            Assert.That(nothing, Does.Contain("No delivery"));
            Assert.That(receiver.All.GroupBy(request => request.Key).Select(group => group.Count()), Is.EqualTo([2, 2]));
            Assert.That(first[0].GetProperty("answer").GetString(), Is.EqualTo("422"));
        }
    }

    [Test]
    public async Task What_a_receiver_said_of_a_person_is_shown_on_a_terminal_and_kept_out_of_files_and_JSON()
    {
        await using var receiver = await Receiver.StartAsync();
        using var desk = Desk(receiver, honours: true);
        receiver.Answer = async (context, _) =>
        {
            context.Response.StatusCode = 422;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "no place for Ana Ruiz");
        };
        await desk.RunAsync(7, "run", "grades");
        var id = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials")[0].GetProperty("id").GetString() ?? string.Empty;
        string[][] verbs = [["delivery", "show", "1"], ["credential", "explain", id]];

        foreach (var verb in verbs)
        {
            await desk.RunAsync(0, verb);
            var piped = desk.Output;
            var json = (await desk.JsonAsync(0, verb)).GetRawText();
            desk.Cli.Columns = 200;
            await desk.RunAsync(0, verb);
            desk.Cli.Columns = null;

            Assert.That(piped, Does.Contain("it answered: 422 (").And.Not.Contain("Ruiz"), verb[0]);
            Assert.That(json, Does.Contain("\"422\"").And.Not.Contain("Ruiz"), verb[0]);
            Assert.That(desk.Output, Does.Contain("no place for Ana Ruiz"), verb[0]);
        }
    }

    [TestCase("delivery", "replay", "--reason", "x")]
    [TestCase("delivery", "replay", "7", "--destination", "registry", "--reason", "x")]
    [TestCase("delivery", "replay", "--destination", "registry", "--state", "held", "--reason", "x")]
    [TestCase("delivery", "replay", "99", "--reason", "x", "--yes")]
    [TestCase("delivery", "show", "urn:uuid:1")]
    public async Task What_cannot_be_meant_is_refused(params string[] arguments)
    {
        using var desk = new GradesDesk();

        await desk.RunAsync(2, arguments);
    }

    public static GradesDesk Desk(Receiver receiver, bool honours, int people = 1)
    {
        var desk = new GradesDesk();
        desk.Settings(settings => settings["Destinations"] = new JsonObject
        {
            ["registry"] = new JsonObject { ["Kind"] = "Http", ["Url"] = receiver.Url.ToString(), ["HonoursIdempotencyKey"] = honours },
        });
        desk.Mapping("{ new: true }", "{ changed: correct }");
        var mapping = Path.Combine(desk.Cli.Folder, "mappings", "grades.yaml");
        File.WriteAllText(mapping, File.ReadAllText(mapping).Replace("- to: folder", "- to: registry", StringComparison.Ordinal));
        desk.Grades(GradesDesk.Rows(people));
        return desk;
    }
}
