using LerBridge.Core.Mapping;
using LerBridge.Tests.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Frameworks;

internal sealed class FrameworkShelfTests
{
    [Test]
    public void A_framework_is_read_once_for_all_mappings_that_are_compiled_side_by_side()
    {
        var files = new Counting(WorkedExamples.Files());
        var context = new MappingContext { Schemas = new Streams(), Files = files, IssuerDid = Author.Issuer };

        var compiled = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Select(number => MappingCompiler.Compile($"m{number}.yaml", WorkedExamples.Canvas, context)).ToList();

        Assert.That(compiled.Where(mapping => mapping.HasErrors), Is.Empty);
        Assert.That(files.Times, Is.EqualTo(1));
    }

    [Test]
    public void Another_folder_is_another_shelf()
    {
        var context = new MappingContext { Schemas = new Streams(), Files = WorkedExamples.Files(), IssuerDid = Author.Issuer };
        Assert.That(MappingCompiler.Compile("m.yaml", WorkedExamples.Canvas, context).HasErrors, Is.False);

        var without = context with { Files = new Files().With("tables/nursing-course-competencies.csv", WorkedExamples.Competencies) };

        Assert.That(MappingCompiler.Compile("m.yaml", WorkedExamples.Canvas, without).Diagnostics.Select(found => found.Code), Is.EqualTo(new[] { "LB3303" }));
    }

    private sealed class Counting(IMappingFiles files) : IMappingFiles
    {
        private int read;

        public int Times => this.read;

        public IReadOnlyCollection<string> Frameworks => files.Frameworks;

        public MappingFile Read(string mappingFile, string path, long maxBytes) => files.Read(mappingFile, path, maxBytes);

        public MappingFile ReadFramework(string id, string version, long maxBytes)
        {
            Interlocked.Increment(ref this.read);
            return files.ReadFramework(id, version, maxBytes);
        }
    }
}
