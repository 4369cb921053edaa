using NUnit.Framework;

namespace LerBridge.Tests;

/// <summary>The reference material beside the checkout: conformance suites, recorded responses, contexts. Never part of the project.</summary>
internal static class Shared
{
    private static readonly string? Root = Find();

    /// <summary>The full path of <paramref name="relative"/>; ends the test as skipped only where the material is absent altogether.</summary>
    public static string Path(string relative)
    {
        if (Root is null)
        {
            Assert.Ignore("The reference material (LERBRIDGE_SHARED, default ../shared) is not on this machine.");
        }

        return System.IO.Path.Combine(Root!, relative);
    }

    /// <summary>The repository's root: the folder that holds LerBridge.sln.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>For test case sources, which run before any test: false means the source should yield one case that calls <see cref="Path"/>.</summary>
    public static bool IsHere => Root is not null;

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("LERBRIDGE_SHARED");
        var root = named is { Length: > 0 } ? named : System.IO.Path.Combine(FindRepository(), "..", "shared");
        return Directory.Exists(root) ? System.IO.Path.GetFullPath(root) : null;
    }

    private static string FindRepository()
    {
        var at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(System.IO.Path.Combine(at, "LerBridge.sln")))
        {
            at = System.IO.Path.GetDirectoryName(at);
        }

        return at ?? throw new DirectoryNotFoundException("LerBridge.sln was not found above the test assembly.");
    }
}
