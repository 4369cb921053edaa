using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

/// <summary>A sandbox of its own for one test, and a plain client that knows nothing of the product.</summary>
internal sealed partial class SandboxVisitor : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private SandboxVisitor(SandboxHost host) => Host = host;

    public SandboxHost Host { get; }

    public static async Task<SandboxVisitor> StartAsync(SandboxOptions? options = null) =>
        new(await SandboxHost.StartAsync(options ?? new SandboxOptions(), CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public Task<HttpResponseMessage> CanvasAsync(string path, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.CanvasUrl, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Host.Options.CanvasToken);
        request.Headers.TryAddWithoutValidation("Accept", accept ?? "application/json");
        return _http.SendAsync(request);
    }

    public async Task<JsonNode> CanvasJsonAsync(string path, string? accept = null)
    {
        using var response = await CanvasAsync(path, accept);
        Assert.That((int)response.StatusCode, Is.EqualTo(200), path);
        return await JsonAsync(response);
    }

    /// <summary>Every row of a list, following next links.</summary>
    public async Task<List<JsonObject>> CanvasRowsAsync(string path, string? accept = null)
    {
        var rows = new List<JsonObject>();
        for (string? next = path; next is not null;)
        {
            using var response = await CanvasAsync(next, accept);
            Assert.That((int)response.StatusCode, Is.EqualTo(200), next);
            var body = await JsonAsync(response);
            rows.AddRange((body is JsonObject wrapped ? wrapped.First().Value! : body).AsArray().Select(row => row!.AsObject()));
            next = Link(response, "next");
        }

        return rows;
    }

    public static string? Link(HttpResponseMessage response, string rel)
    {
        var header = response.Headers.TryGetValues("Link", out var values) ? string.Join(",", values) : "";
        var match = Links().Matches(header).FirstOrDefault(match => match.Groups[2].Value == rel);
        return match?.Groups[1].Value;
    }

    public async Task<string> EthosTokenAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.EthosUrl, "/auth"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Host.Options.EthosApiKey);
        using var response = await _http.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        return await response.Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> EthosAsync(string token, string path, string accept = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.EthosUrl, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return _http.SendAsync(request);
    }

    /// <summary>Every row of a resource, by offset.</summary>
    public async Task<List<JsonObject>> EthosRowsAsync(string token, string resource)
    {
        var rows = new List<JsonObject>();
        for (var total = 1; rows.Count < total;)
        {
            using var response = await EthosAsync(token, $"/api/{resource}?offset={rows.Count}");
            Assert.That((int)response.StatusCode, Is.EqualTo(200), resource);
            total = int.Parse(response.Headers.GetValues("x-total-count").Single(), System.Globalization.CultureInfo.InvariantCulture);
            rows.AddRange((await JsonAsync(response)).AsArray().Select(row => row!.AsObject()));
        }

        return rows;
    }

    public Task<HttpResponseMessage> WorkdayAsync(string format = "json", string? user = null, string? password = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.WorkdayUrl, $"{Host.WorkdayReportPath}?format={format}"));
        var pair = $"{user ?? Host.Options.WorkdayUsername}:{password ?? Host.Options.WorkdayPassword}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        return _http.SendAsync(request);
    }

    public async Task<List<JsonObject>> WorkdayRowsAsync()
    {
        using var response = await WorkdayAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        return [.. (await JsonAsync(response))["Report_Entry"]!.AsArray().Select(row => row!.AsObject())];
    }

    public Task<HttpResponseMessage> RegistryPostAsync(string path, string body, string? key, string type = "application/vc", string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.RegistryUrl, path)) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Host.Options.RegistryToken);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> RegistryGetAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.RegistryUrl, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Host.Options.RegistryToken);
        return _http.SendAsync(request);
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>Everything that the three sources show, by a key of its own: what two hosts must agree on.</summary>
    public async Task<SortedDictionary<string, string>> EverythingAsync()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Keep(string kind, IEnumerable<JsonObject> rows, Func<JsonObject, string> key)
        {
            foreach (var row in rows)
            {
                all.Add($"{kind} {key(row)}", row.ToJsonString());
            }
        }

        static string Id(JsonObject row) => (row["id"] ?? row["guid"])!.ToString();
        Keep("term", await CanvasRowsAsync("/api/v1/accounts/1/terms?workflow_state[]=all&per_page=100"), Id);
        Keep("user", await CanvasRowsAsync("/api/v1/accounts/1/users?per_page=100"), Id);
        var courses = await CanvasRowsAsync("/api/v1/accounts/1/courses?state[]=all&per_page=100&include[]=term&include[]=concluded&include[]=account_name");
        Keep("course", courses, Id);
        foreach (var course in courses)
        {
            Keep("section", await CanvasRowsAsync($"/api/v1/courses/{Id(course)}/sections?per_page=100"), Id);
            Keep("enrolment", await CanvasRowsAsync($"/api/v1/courses/{Id(course)}/enrollments?{AllStates}&per_page=100"), Id);
            if (course["course_format"] is not null)
            {
                Keep("progress", await CanvasRowsAsync($"/api/v1/courses/{Id(course)}/bulk_user_progress?per_page=100"), row => $"{Id(course)}/{Id(row)}");
            }
        }

        var token = await EthosTokenAsync();
        foreach (var resource in (string[])["persons", "student-transcript-grades", "sections", "courses", "subjects", "academic-periods", "grade-definitions",
            "grade-schemes", "credit-categories", "person-holds", "student-academic-credentials"])
        {
            Keep(resource, await EthosRowsAsync(token, resource), Id);
        }

        Keep("position", await WorkdayRowsAsync(), row => $"{row["Employee_ID"]} {row["Position_ID"]} {row["Start_Date"]}");
        return all;
    }

    public const string AllStates = "state[]=active&state[]=invited&state[]=completed&state[]=inactive&state[]=deleted";

    /// <summary>The id of the Canvas course with a SIS id.</summary>
    public async Task<string> CourseAsync(string sisId) =>
        (await CanvasJsonAsync($"/api/v1/courses/sis_course_id:{Uri.EscapeDataString(sisId)}"))["id"]!.ToString();

    [GeneratedRegex("<([^>]*)>; rel=\"([^\"]*)\"")]
    private static partial Regex Links();
}
