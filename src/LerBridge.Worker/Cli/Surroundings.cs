using System.Collections;

namespace LerBridge.Worker.Cli;

/// <summary>Everything that a verb takes from the process it runs in; a test makes its own.</summary>
/// <param name="Terminal">Where it reads and writes.</param>
/// <param name="Environment">Environment variables.</param>
/// <param name="Directory">The working directory.</param>
/// <param name="Time">The clock.</param>
internal sealed record Surroundings(Terminal Terminal, IDictionary Environment, string Directory, TimeProvider Time)
{
    /// <summary>What reaches the public internet, for the verbs that may.</summary>
    public Func<HttpMessageHandler> PublicWire { get; init; } = () => LerBridge.Credentials.Online.PublicWire.Create();
}
