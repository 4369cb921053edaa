using System.Net;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

internal sealed class CanvasPagingTests
{
    [Test]
    public async Task A_list_gives_ten_rows_and_where_the_next_ones_are()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var course = await visitor.CourseAsync("202620-NUR-210");

        using var response = await visitor.CanvasAsync($"/api/v1/courses/{course}/enrollments");

        Assert.That((await SandboxVisitor.JsonAsync(response)).AsArray(), Has.Count.EqualTo(10));
        Assert.That(SandboxVisitor.Link(response, "next"), Does.StartWith(visitor.Host.CanvasUrl.ToString()).And.Contain("page=bookmark:"));
    }

    [Test]
    public async Task A_page_is_never_longer_than_a_hundred()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var response = await visitor.CanvasAsync("/api/v1/accounts/1/users?per_page=500");

        Assert.That((await SandboxVisitor.JsonAsync(response)).AsArray(), Has.Count.EqualTo(100));
        Assert.That(SandboxVisitor.Link(response, "next"), Does.Contain("per_page=100"));
    }

    [Test]
    public async Task Bookmarks_lead_to_every_enrolment_once()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var course = await visitor.CourseAsync("202620-NUR-210");

        var bySeven = await visitor.CanvasRowsAsync($"/api/v1/courses/{course}/enrollments?{SandboxVisitor.AllStates}&per_page=7");
        var atOnce = await visitor.CanvasRowsAsync($"/api/v1/courses/{course}/enrollments?{SandboxVisitor.AllStates}&per_page=100");

        Assert.That(bySeven.Select(row => row["id"]!.ToString()), Is.Unique.And.EqualTo(atOnce.Select(row => row["id"]!.ToString())));
        Assert.That(atOnce, Has.Count.EqualTo(51));
    }

    [Test]
    public async Task Links_keep_the_question_and_leave_the_token_out()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var course = await visitor.CourseAsync("202620-NUR-210");
        var url = new Uri(visitor.Host.CanvasUrl,
            $"/api/v1/courses/{course}/enrollments?state%5B%5D=active&access_token={visitor.Host.Options.CanvasToken}&type[]=StudentEnrollment");

        using var response = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, url));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var next = SandboxVisitor.Link(response, "next");
        Assert.That(next, Does.Contain("state%5B%5D=active").And.Contain("type[]=StudentEnrollment"));
        Assert.That(next, Does.Not.Contain("access_token"));
        Assert.That(visitor.Host.Requests(LerBridge.Sandbox.SandboxSite.Canvas).Select(request => request.Query).Last(),
            Is.EqualTo("?state%5B%5D=active&type[]=StudentEnrollment"));
    }

    [Test]
    public async Task Only_cheap_lists_say_which_page_is_the_last()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var terms = await visitor.CanvasAsync("/api/v1/accounts/1/terms?per_page=2");
        using var courses = await visitor.CanvasAsync("/api/v1/accounts/1/courses?per_page=2");

        Assert.That(SandboxVisitor.Link(terms, "last"), Does.Contain("page=2"));
        Assert.That(SandboxVisitor.Link(courses, "last"), Is.Null);
        Assert.That(SandboxVisitor.Link(courses, "next"), Does.Contain("page=2"));
    }

    [Test]
    public async Task A_bookmark_that_nobody_gave_out_is_refused()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var course = await visitor.CourseAsync("202620-NUR-210");

        using var response = await visitor.CanvasAsync($"/api/v1/courses/{course}/enrollments?page=bookmark:%21%21");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_last_page_may_name_a_next_one_that_is_empty()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Switches.CanvasEmptyLastPage = true;
        var course = await visitor.CourseAsync("202620-NUR-210");
        using var whole = await visitor.CanvasAsync($"/api/v1/courses/{course}/enrollments?{SandboxVisitor.AllStates}&per_page=100");

        using var after = await visitor.CanvasAsync(SandboxVisitor.Link(whole, "next")!);

        Assert.That((await SandboxVisitor.JsonAsync(after)).AsArray(), Is.Empty);
        Assert.That(SandboxVisitor.Link(after, "next"), Is.Null);
    }

    [Test]
    public async Task Relative_links_are_folded_over_lines_on_the_wire()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Switches.CanvasRelativeLinks = true;

        var raw = await RawAsync(visitor, "/api/v1/accounts/1/courses?per_page=2");
        using var parsed = await visitor.CanvasAsync("/api/v1/accounts/1/courses?per_page=2");

        Assert.That(raw, Does.Contain("rel=\"current\",\r\n  </api/v1/accounts/1/courses?page=2&per_page=2>; rel=\"next\""));
        Assert.That(SandboxVisitor.Link(parsed, "next"), Is.EqualTo("/api/v1/accounts/1/courses?page=2&per_page=2"));
    }

    private static async Task<string> RawAsync(SandboxVisitor visitor, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, visitor.Host.CanvasUrl.Port);
        await using var stream = client.GetStream();
        var token = visitor.Host.Options.CanvasToken;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
