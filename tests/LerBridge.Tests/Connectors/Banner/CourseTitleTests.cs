using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LerBridge.Connectors.Banner;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Banner;

/// <summary>A course that was renamed has the title of the term in which it was taken.</summary>
internal sealed class CourseTitleTests : SandboxFixture
{
    private static readonly CourseVersion Old = new("Nursing I", "S", "205", new DateOnly(2001, 1, 1), new DateOnly(2026, 7, 31));
    private static readonly CourseVersion New = new("Foundations of Nursing", "S", "205", new DateOnly(2026, 8, 1), null);

    [TestCase("2026-01-12", null, "Nursing I")]
    [TestCase("2026-01-12", "Section's own", "Nursing I")]
    [TestCase("2026-08-24", "Section's own", "Foundations of Nursing")]
    [TestCase("1999-01-12", "Section's own", "Section's own", Description = "no version is of that day, but the section is")]
    [TestCase("1999-01-12", null, "Foundations of Nursing", Description = "better than none")]
    [TestCase(null, "Section's own", "Foundations of Nursing")]
    public void The_title_is_that_of_the_term(string? term, string? section, string title) =>
        Assert.That(New.TitleIn([New, Old], section, term is null ? null : DateOnly.ParseExact(term, "yyyy-MM-dd", CultureInfo.InvariantCulture)), Is.EqualTo(title));

    [Test]
    public async Task A_course_that_was_renamed_keeps_its_old_title_in_the_terms_before()
    {
        using var wire = new Renaming();
        var options = new BannerOptions { BaseUrl = this.Sandbox.EthosUrl, ApiKey = new Secret(this.Sandbox.Options.EthosApiKey) };
        var connector = new BannerConnector("banner", options, new ConnectorServices(new FastTime(), NullLoggerFactory.Instance), wire);
        var plain = await Pulled.AllAsync(connector);
        var course = plain.Records.Where(row => !row["course.id"].IsMissing && !row["term.start"].IsMissing).GroupBy(row => row["course.id"].Text).First(rows => rows.Select(row => row["term.start"].Date).Distinct().Count() > 1);
        (wire.Course, wire.From) = (course.Key, course.Max(row => row["term.start"].Date));

        var pulled = await Pulled.AllAsync(connector);

        var titles = pulled.Records.Where(row => !row["course.id"].IsMissing && row["course.id"].Text == course.Key && !row["term.start"].IsMissing).ToLookup(row => row["term.start"].Date >= wire.From, row => row["course.title"].Text);
        Assert.That(titles[false].Distinct(), Is.EqualTo(new[] { course.First()["course.title"].Text }), "before");
        Assert.That(titles[true].Distinct(), Is.EqualTo(new[] { "Renamed" }), "from then on");
    }

    /// <summary>A course is called otherwise from a day on: its sections name the newest version, and the one before stands in the catalogue beside it.</summary>
    private sealed class Renaming : DelegatingHandler
    {
        public Renaming()
            : base(new SocketsHttpHandler())
        {
        }

        public string? Course { get; set; }

        public DateOnly From { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri?.AbsolutePath.EndsWith("/courses", StringComparison.Ordinal) != true || await response.Content.ReadAsStringAsync(cancellationToken) is not ['[', ..] text)
            {
                return response;
            }

            var courses = JsonNode.Parse(text)?.AsArray() ?? [];
            if (courses.OfType<JsonObject>().FirstOrDefault(course => course["id"]?.ToString() == this.Course) is { } course)
            {
                var before = course.DeepClone().AsObject();
                before["id"] = "00000000-0000-4000-8000-000000000205";
                before["schedulingEndOn"] = this.From.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                course["schedulingStartOn"] = this.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                course["titles"] = new JsonArray(new JsonObject { ["value"] = "Renamed" });
                courses.Add(before);
                if (response.Headers.TryGetValues("x-total-count", out var total))
                {
                    var count = int.Parse(total.First(), CultureInfo.InvariantCulture) + 1;
                    response.Headers.Remove("x-total-count");
                    response.Headers.Add("x-total-count", count.ToString(CultureInfo.InvariantCulture));
                }
            }

            var type = response.Content.Headers.ContentType;
            response.Content = new StringContent(courses.ToJsonString());
            response.Content.Headers.ContentType = type ?? new MediaTypeHeaderValue("application/json");
            return response;
        }
    }
}
