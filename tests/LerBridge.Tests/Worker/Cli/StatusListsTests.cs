using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>The lists in the public folder are those of the ledger, whatever somebody does to the folder.</summary>
internal sealed class StatusListsTests
{
    private const string Old = "older";

    [Test]
    public async Task An_older_list_that_was_put_back_is_told_and_published_anew()
    {
        using var desk = new GradesDesk();
        await RevokedAsync(desk);
        await desk.RunAsync(0, "doctor");
        Assert.That(desk.Output, Does.Contain("published as the ledger has them"));

        PutBack(desk);
        await desk.RunAsync(1, "doctor");
        Assert.That(desk.Output, Does.Contain("status/1.json lets 1 credential pass that the ledger has as revoked").And.Contain("lerbridge status publish"));
        await desk.RunAsync(1, "runs", "verify");
        Assert.That(desk.Output, Does.Contain("status/1.json lets 1 credential pass that the ledger has as revoked"));

        await desk.RunAsync(0, "status", "publish");
        Assert.That(desk.Output, Does.Contain("Published 1 status list in"));
        await desk.RunAsync(0, "doctor");
        await desk.RunAsync(0, "runs", "verify");
        await desk.RunAsync(0, "status", "publish");
        Assert.That(desk.Output, Does.Contain("is as it should be"));
    }

    [Test]
    public async Task A_night_in_which_nothing_changes_publishes_what_is_not_as_the_ledger_has_it_and_leaves_the_rest()
    {
        using var desk = new GradesDesk();
        await RevokedAsync(desk);
        var written = await File.ReadAllBytesAsync(List(desk));
        await desk.RunAsync(0, "run", "grades");
        Assert.That(await File.ReadAllBytesAsync(List(desk)), Is.EqualTo(written), "it was as it should be");

        PutBack(desk);
        await desk.RunAsync(0, "run", "grades");

        await desk.RunAsync(0, "runs", "verify");
        Assert.That(await File.ReadAllBytesAsync(List(desk)), Is.Not.EqualTo(written).And.Not.EqualTo(await File.ReadAllBytesAsync(Path.Combine(desk.Cli.Folder, Old))));
    }

    [TestCase(null, "status/1.json is missing")]
    [TestCase("{}", "status/1.json is no status list that a key of this issuer signed")]
    [TestCase("another", "status/1.json is another list: number 2 for suspension")]
    public async Task A_list_that_is_missing_garbled_or_another_is_told_and_published_anew(string? put, string told)
    {
        using var desk = new GradesDesk(suspendable: true);
        await RevokedAsync(desk);
        if (put is null)
        {
            File.Delete(List(desk));
        }
        else
        {
            await File.WriteAllTextAsync(List(desk), put == "another" ? await File.ReadAllTextAsync(List(desk, 2)) : put);
        }

        await desk.RunAsync(1, "runs", "verify");
        Assert.That(desk.Output, Does.Contain(told));
        await desk.RunAsync(1, "doctor");
        Assert.That(desk.Output, Does.Contain(told));

        await desk.RunAsync(0, "status", "publish");
        await desk.RunAsync(0, "runs", "verify");
    }

    [Test]
    public async Task Each_form_of_a_list_is_looked_at()
    {
        using var desk = new GradesDesk();
        await desk.RunAsync(0, "key", "new", "--use", "jwt", "--algorithm", "p256");
        await desk.RunAsync(0, "key", "rotate", "--use", "jwt");
        await RevokedAsync(desk);
        var jwt = Path.ChangeExtension(List(desk), "jwt");
        await File.WriteAllTextAsync(jwt, "eyJ.e30.AA");

        await desk.RunAsync(1, "runs", "verify");
        Assert.That(desk.Output, Does.Contain("status/1.jwt is no status list").And.Not.Contain("1.json"));
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "runs", "verify");
    }

    // three credentials, of which one is revoked by hand; beside, the list from before
    private static async Task RevokedAsync(GradesDesk desk)
    {
        desk.Grades(GradesDesk.Rows(3));
        await desk.RunAsync(0, "run", "grades");
        File.Copy(List(desk), Path.Combine(desk.Cli.Folder, Old));
        var one = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials")[0].GetProperty("id").GetString() ?? string.Empty;
        await desk.RunAsync(0, "credential", "revoke", one, "--reason", "by hand", "--yes");
    }

    private static string List(GradesDesk desk, int number = 1) => Path.Combine(desk.Cli.Folder, "data", "public", "status", $"{number}.json");

    private static void PutBack(GradesDesk desk) => File.Copy(Path.Combine(desk.Cli.Folder, Old), List(desk), overwrite: true);
}
