namespace LerBridge.Sandbox.Population;

/// <summary>A job of the employer's catalogue; <paramref name="Pay"/> is where its yearly pay begins.</summary>
internal sealed record JobProfile(string Code, string Name, string Family, string Level, Employer Employer, int Pay);

/// <summary>A company of the tenant.</summary>
internal sealed record Employer(string Id, string Name, string City, string Region, string Country);
