using System.Text;
using LerBridge.Core.Diagnostics;
using LerBridge.Tests.Worker.Scheduling;
using LerBridge.Worker.Serving;
using LerBridge.Worker.Serving.Reload;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving;

/// <summary>What holds for every address of the admin listener, whatever is behind it.</summary>
internal sealed class AdminMannersTests
{
    [Test]
    public async Task A_ledger_that_cannot_be_used_just_now_is_said_with_its_code()
    {
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due);

        var (status, body) = await AskAsync(desk, string.Empty, _ => throw new StoreException(FailureKind.Terminal, "LB8002", "The ledger cannot grow."));

        Assert.That((status, body), Is.EqualTo((503, """{"code":"LB8002","message":"The ledger cannot grow."}""")));
    }

    [Test]
    public async Task A_mapping_whose_file_is_gone_is_asked_about_for_as_long_as_its_runs_are_there()
    {
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due);

        var (never, _) = await AskAsync(desk, "?mapping=grades", _ => Task.CompletedTask);
        await desk.Firings.FireAsync(desk.Schedule, ScheduledDesk.Due, CancellationToken.None);
        var (ran, _) = await AskAsync(desk, "?mapping=grades", _ => Task.CompletedTask);

        Assert.That((never, ran), Is.EqualTo((404, 200)));
    }

    // none of the desk's mappings is there
    private static async Task<(int Status, string Body)> AskAsync(ScheduledDesk desk, string query, RequestDelegate next)
    {
        var none = new LiveMappings(desk.Bridge.Site.Catalog, [], ScheduledDesk.Due);
        none.Take(desk.Bridge.Site.Catalog with { Mappings = [] }, ScheduledDesk.Due);
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Request = { QueryString = new QueryString(query) }, Response = { Body = body } };
        await new AdminManners(desk.Bridge, none).InvokeAsync(context, next);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
