using LerBridge.Core.Settings;
using Microsoft.Extensions.Logging;

namespace LerBridge.Core.Delivery;

/// <summary>What every destination is given besides its settings.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Logs">Where it logs; never personal data or secrets.</param>
public sealed record DestinationServices(TimeProvider Time, ILoggerFactory Logs);

/// <summary>One line of the destination catalogue: a kind of place that settings can name.</summary>
public interface IDestinationKind
{
    /// <summary>The value of <c>Kind</c> in settings.</summary>
    string Kind { get; }

    /// <summary>Reads and checks the settings of one destination without any I/O but its secret files, and makes it. What is wrong is reported on the section.</summary>
    IDestination Create(string name, SettingsSection settings, DestinationServices services);
}
