using NUnit.Framework;

namespace LerBridge.Tests.Golden;

/// <summary>Compares with an approved file beside this one. LERBRIDGE_APPROVE=1 writes the files instead, for a person to read the difference and commit it.</summary>
internal static class GoldenFile
{
    public static void Match(string name, string actual)
    {
        var path = Path.Combine(Shared.Repository, "tests", "LerBridge.Tests", "Golden", name);
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("LERBRIDGE_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.That(path, Does.Exist, "no approved file yet: run once with LERBRIDGE_APPROVE=1 and read what it wrote");
        Assert.That(text, Is.EqualTo(File.ReadAllText(path).ReplaceLineEndings("\n")), $"differs from {name}; LERBRIDGE_APPROVE=1 accepts the new text");
    }
}
