using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Reading;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Reading;

/// <summary>Did-you-mean for the files that a mapping names.</summary>
internal sealed class NearFileTests
{
    private static readonly string[] There =
        ["tables/course-competencies.csv", "tables/grades.csv", "tables/old/rooms.csv", "tables/new/rooms.csv", "samples/worker-current.json", "frameworks/nursing-2026.json"];

    [TestCase("tables/course-competences.csv", "did you mean tables/course-competencies.csv?")]
    [TestCase("course-competencies.csv", "did you mean tables/course-competencies.csv?")]
    [TestCase("tabels/grades.csv", "did you mean tables/grades.csv?")]
    [TestCase("sheets/grads.csv", "did you mean tables/grades.csv?")]
    [TestCase("tables/grades", "did you mean tables/grades.csv?")]
    [TestCase("tables\\grades.csv", "tables/grades.csv")]
    [TestCase("tables\\none-of-these.csv", "tables/none-of-these.csv")]
    [TestCase("samples/worker.json", "did you mean samples/worker-current.json?")]
    [TestCase("elsewhere/rooms.csv", null)]
    [TestCase("something-else-altogether.csv", null)]
    public void The_file_that_was_meant_is_offered(string written, string? expected)
    {
        var folder = Directory.CreateTempSubdirectory("lerbridge-near-").FullName;
        try
        {
            foreach (var file in There)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file)) ?? folder);
                File.WriteAllText(Path.Combine(folder, file), "k,v\n");
            }

            Assert.That(NearFile.Of(new MappingDirectory(folder), $"{Path.GetFileName(folder)}/a.yaml", written), Is.EqualTo(expected));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
