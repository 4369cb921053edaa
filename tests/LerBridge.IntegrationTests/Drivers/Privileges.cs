namespace LerBridge.IntegrationTests.Drivers;

/// <summary>What a user may do whom permissions bind.</summary>
internal static class Privileges
{
    /// <summary>The program that starts another one so: root may write what nobody may, unless it gives that up.</summary>
    public static IReadOnlyList<string> None => Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
        : [];
}
