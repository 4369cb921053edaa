namespace LerBridge.Sandbox;

/// <summary>How to start the sandbox. The defaults are what the demo uses; everything is the same on every start.</summary>
public sealed record SandboxOptions
{
    /// <summary>Loopback port of the Canvas site; 0 takes a free one.</summary>
    public int CanvasPort { get; init; }

    /// <summary>Loopback port of the Ethos site; 0 takes a free one.</summary>
    public int EthosPort { get; init; }

    /// <summary>Loopback port of the Workday site; 0 takes a free one.</summary>
    public int WorkdayPort { get; init; }

    /// <summary>Loopback port of the registry; 0 takes a free one.</summary>
    public int RegistryPort { get; init; }

    /// <summary>Another seed makes another population; the cast of the second day stays.</summary>
    public int Seed { get; init; } = 20261120;

    /// <summary>The day on which the first day plays: what is concluded, who is hired in the future. Never the wall clock.</summary>
    public DateOnly ScenarioDate { get; init; } = new(2026, 11, 20);

    /// <summary>1, or 2 to start with the changes of the second day already made.</summary>
    public int Day { get; init; } = 1;

    /// <summary>The token that Canvas accepts.</summary>
    public string CanvasToken { get; init; } = "sandbox~canvas-9fJ2mXq4VtLw7RkZ";

    /// <summary>The API key that Ethos accepts.</summary>
    public string EthosApiKey { get; init; } = "5d1c2b7e-0f53-4a77-9b0e-6a1f3c9d8e42";

    /// <summary>The tenant in Workday's paths.</summary>
    public string WorkdayTenant { get; init; } = "demo";

    /// <summary>The integration system user; <c>user@tenant</c> is accepted too.</summary>
    public string WorkdayUsername { get; init; } = "isu";

    /// <summary>The password of the integration system user.</summary>
    public string WorkdayPassword { get; init; } = "sandbox-workday-Tr4in";

    /// <summary>The API client of Workday's and the developer key of Canvas' token endpoints.</summary>
    public string ClientId { get; init; } = "sandbox-client";

    /// <summary>The secret of the client.</summary>
    public string ClientSecret { get; init; } = "sandbox-client-N0tH1ng";

    /// <summary>The refresh token of the client, good at both token endpoints.</summary>
    public string RefreshToken { get; init; } = "sandbox-refresh-Zq71";

    /// <summary>The public half of the client's RSA key in PEM, for signed assertions; null where it has none.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The token that the registry accepts.</summary>
    public string RegistryToken { get; init; } = "sandbox-registry-b7Kp2";

    /// <summary>The clock of token lifetimes, rate limits, waits and arrival times: the only things that are not of the scenario.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
