namespace Microsoft.SqlServer.Server;

/// <summary>Marks a CLR user-defined type. Microsoft.Data.SqlClient looks for it on parameters; LerBridge has no such types.</summary>
/// <param name="format">How the type is written.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>How the type is written.</summary>
    public Format Format { get; } = format;

    /// <summary>True where its order is that of its bytes.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>True where every value has the same length.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>The longest value, in bytes.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>The type's name on the server.</summary>
    public string? Name { get; set; }

    /// <summary>What checks a value.</summary>
    public string? ValidationMethodName { get; set; }
}
