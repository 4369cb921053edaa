using System.Text.RegularExpressions;

namespace LerBridge.Connectors.Workday;

/// <summary>Tells a tenant for trying things from production, by the names that Workday gives to hosts and tenants (facts §1): their data are copies, often with made-up names.</summary>
internal static partial class TenantKind
{
    private static readonly string[] Words = ["impl", "implementation", "preview", "sandbox", "sbx", "test", "dev", "training"];

    /// <summary>What speaks against production, in words; null where nothing does.</summary>
    public static string? NotProduction(Uri host, string? tenant)
    {
        if (host.Host.Split('.')[0].Split('-').FirstOrDefault(IsForTrying) is { } part)
        {
            return $"the host {host.Host} is one for \"{part}\"";
        }

        return tenant is not null && Separators().Split(tenant).Skip(1).Select(word => word.TrimEnd("0123456789".ToCharArray())).FirstOrDefault(IsForTrying) is { } end
            ? $"the tenant \"{tenant}\" is one for \"{end}\""
            : null;
    }

    // "dpt" are the deployment tenants of a project.
    private static bool IsForTrying(string word) => word.Equals("dpt", StringComparison.OrdinalIgnoreCase) || Words.Contains(word, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("[_-]")]
    private static partial Regex Separators();
}
