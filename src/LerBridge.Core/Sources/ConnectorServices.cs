using LerBridge.Core.Settings;
using Microsoft.Extensions.Logging;

namespace LerBridge.Core.Sources;

/// <summary>What every connector is given besides its settings.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Logs">Where it logs; never personal data or secrets.</param>
public sealed record ConnectorServices(TimeProvider Time, ILoggerFactory Logs);

/// <summary>One line of the connector catalogue: a kind of system of record that settings can name.</summary>
public interface IConnectorKind
{
    /// <summary>The value of <c>Kind</c> in settings.</summary>
    string Kind { get; }

    /// <summary>Reads and checks the settings of one connector without any I/O but its secret files, and makes it. What is wrong is reported on the section.</summary>
    IConnector Create(string name, SettingsSection settings, ConnectorServices services);
}
