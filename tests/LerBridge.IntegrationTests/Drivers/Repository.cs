namespace LerBridge.IntegrationTests.Drivers;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds LerBridge.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The shipped mappings.</summary>
    public static string Mappings { get; } = Path.Combine(Root, "mappings");

    private static string Find()
    {
        var at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "LerBridge.sln")))
        {
            at = Path.GetDirectoryName(at);
        }

        return at ?? throw new DirectoryNotFoundException("LerBridge.sln was not found above the test assembly.");
    }
}
