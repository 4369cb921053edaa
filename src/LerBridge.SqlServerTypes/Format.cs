namespace Microsoft.SqlServer.Server;

/// <summary>How a CLR user-defined type is written. Microsoft.Data.SqlClient refers to it by name; LerBridge has no such types.</summary>
public enum Format
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>By its fields.</summary>
    Native,

    /// <summary>By itself.</summary>
    UserDefined,
}
