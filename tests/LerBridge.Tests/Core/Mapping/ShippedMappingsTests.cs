using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Core.Records;
using LerBridge.Connectors.Banner;
using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Workday;
using LerBridge.Credentials;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping;

internal sealed class ShippedMappingsTests
{
    private static readonly string[] Destinations = ["folder", "registry"];

    private static CatalogResult Shipped => MappingCatalog.Load(Path.Combine(Shared.Repository, "mappings"), new ShippedStreams(), Author.Issuer, Destinations);

    [Test]
    public void Every_shipped_mapping_compiles_against_the_shipped_streams_without_a_word()
    {
        var catalog = Shipped;

        Assert.That(catalog.Diagnostics.Select(d => DiagnosticReport.Describe(d, catalog.TextOf)), Is.Empty);
        Assert.That(catalog.Plans.Select(plan => plan.Id), Is.EqualTo(new[] { "banner-courses", "banner-transcript", "canvas-courses", "canvas-outcomes", "workday-employment" }));
    }

    [Test]
    public void Every_shipped_mapping_passes_its_tests()
    {
        var results = Shipped.Mappings.SelectMany(MappingTests.Run).ToList();

        Assert.That(results, Has.Count.GreaterThanOrEqualTo(30));
        Assert.That(results.Where(result => !result.Passed).Select(MappingTests.Describe), Is.Empty);
    }

    [Test]
    public void Every_shipped_mapping_makes_of_its_golden_samples_what_it_made_of_them()
    {
        var check = new ClaimsPreflight(new IssuerOptions { Did = Author.Issuer, Name = "Example College", PublicBaseUrl = "https://ler.college.example" }).Check;

        foreach (var mapping in Shipped.Mappings)
        {
            var sheet = mapping.Plan is { } plan ? SampleSheet.Of(plan, Path.Combine(Shared.Repository, "mappings")) : null;

            Assert.That(sheet?.Samples, Has.Count.GreaterThanOrEqualTo(4), mapping.File);
            Assert.That(sheet?.Problems, Is.Empty);
            Assert.That(new GoldenSamples(mapping, check).Run(sheet ?? throw new InvalidOperationException("There is none.")).Where(one => !one.Same).Select(one => MappingTests.Describe(one.Result)), Is.Empty);
        }
    }

    [Test]
    public void Every_shipped_mapping_may_withdraw_and_delivers_to_folder_and_registry()
    {
        foreach (var plan in Shipped.Plans)
        {
            Assert.That(plan.Allow.Withdraw, Is.EqualTo(Allowed.Yes));
            Assert.That(plan.OnChange.NoLongerQualifies.Action, Is.EqualTo(ChangeAction.Revoke));
            Assert.That(plan.Deliver.Select(rule => rule.To), Is.EqualTo(Destinations));
            Assert.That(plan.RestrictedFields, Is.Empty);
        }
    }

    [Test]
    public void A_plan_knows_where_each_field_is_read_first()
    {
        var plan = Shipped.Find("workday-employment");

        Assert.That(plan?.ReadFields["position.business_title"], Does.EndWith("workday-employment.yaml:30:9"));
        Assert.That(plan?.ReadFields["position.end"], Does.EndWith("workday-employment.yaml:21:10"), "in let, before it is used");
        Assert.That(plan?.ReadFields["person.verified_email"], Does.EndWith("workday-employment.yaml:23:1"), "by which a person is found");
        Assert.That(plan?.ReadFields.Keys, Has.None.EqualTo("worker.active"));
    }

    internal sealed class ShippedStreams : IStreamSchemas
    {
        private static readonly Dictionary<string, IReadOnlyList<RecordSchema>> Known = new()
        {
            ["canvas-main"] = [CanvasStreams.CourseCompletions, CanvasStreams.OutcomeResults],
            ["banner"] = [BannerStreams.CourseCompletions, BannerStreams.Awards, BannerStreams.AcademicHistory],
            ["workday"] = [PositionHistory.Default],
        };

        public IReadOnlyCollection<string> Connectors => Known.Keys;

        public IReadOnlyCollection<string> Streams(string connector) => Known.TryGetValue(connector, out var schemas) ? [.. schemas.Select(schema => schema.Stream)] : [];

        public RecordSchema? Find(string connector, string stream) => Known.GetValueOrDefault(connector)?.FirstOrDefault(schema => schema.Stream == stream);
    }
}
