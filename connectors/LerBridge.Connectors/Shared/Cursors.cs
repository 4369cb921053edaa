using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Shared;

/// <summary>The one way to refuse a cursor that this version did not write.</summary>
internal static class Cursors
{
    /// <summary>The cursor's text; null where there is no cursor.</summary>
    /// <exception cref="ConnectorException">It is of another version.</exception>
    public static string? Text(SourceCursor? cursor, int version, string connector) => cursor switch
    {
        null => null,
        _ when cursor.Version == version => cursor.Text,
        _ => throw Unknown(connector),
    };

    /// <summary>The refusal of a cursor.</summary>
    public static ConnectorException Unknown(string connector) => new(
        FailureKind.Contract,
        ConnectorCodes.UnknownCursor,
        $"{connector}: the place where the last pull stopped was written in a form that this version does not know. Start the run afresh.");
}
