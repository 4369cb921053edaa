using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests;

/// <summary>Writes the conformance report where LERBRIDGE_CONFORMANCE says, when all tests have run.</summary>
[SetUpFixture]
internal sealed class ConformanceFile
{
    [OneTimeTearDown]
    public void Write()
    {
        if (Environment.GetEnvironmentVariable("LERBRIDGE_CONFORMANCE") is { Length: > 0 } file)
        {
            File.WriteAllText(file, ConformanceReport.Text());
        }
    }
}
