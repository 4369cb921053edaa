namespace LerBridge.Sandbox.Prompt;

/// <summary>How to connect: addresses, and the made-up secrets.</summary>
internal static class Connection
{
    public static string Show(SandboxHost host) => $"""
        Canvas    {host.CanvasUrl}  token {host.Options.CanvasToken}  account 1
        Ethos     {host.EthosUrl}  API key {host.Options.EthosApiKey}
        Workday   {host.WorkdayUrl}  tenant {host.Options.WorkdayTenant}  user {host.Options.WorkdayUsername}  password {host.Options.WorkdayPassword}
                  report {host.WorkdayReportPath}
        Registry  {host.RegistryUrl}credentials  token {host.Options.RegistryToken}
        The day is {host.Today:yyyy-MM-dd}. Everybody in here is made up.
        """;
}
