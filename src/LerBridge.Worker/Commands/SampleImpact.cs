using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Credentials;

namespace LerBridge.Worker.Commands;

/// <summary>What a changed mapping would do to the golden samples of the one in place.</summary>
/// <param name="File">The file of the samples, as it is shown.</param>
/// <param name="Total">How many samples were looked at.</param>
/// <param name="Unreadable">How many problems keep samples from being looked at.</param>
/// <param name="Differing">Those that would not come to the same.</param>
internal sealed record SampleImpact(string File, int Total, int Unreadable, IReadOnlyList<MappingTestResult> Differing)
{
    /// <summary>In words: <c>2 of 9 golden samples would differ:</c></summary>
    public string Sentence
    {
        get
        {
            var differ = this.Differing.Count == 0 ? $"None of {Counted.Of(this.Total, "golden sample")} would differ." : $"{this.Differing.Count} of {Counted.Of(this.Total, "golden sample")} would differ:";
            return this.Unreadable == 0 ? differ : $"{differ} {Counted.Of(this.Unreadable, "problem")} in {this.File} would have to be mended first; mapping test names each.";
        }
    }

    /// <summary>Looks; null where the mapping has no samples.</summary>
    public static SampleImpact? Of(Site site, CompileResult draft)
    {
        if (draft.Plan is not { } plan || SampleSheet.Of(plan, Path.GetFullPath(site.Options.MappingsDirectory)) is not { } sheet)
        {
            return null;
        }

        var results = new GoldenSamples(draft, new ClaimsPreflight(Composition.IssuerOptions(site.Options)).Check).Run(sheet);
        return new SampleImpact(sheet.Name, results.Count, sheet.Problems.Count, [.. results.Where(one => !one.Same).Select(one => one.Result)]);
    }
}
