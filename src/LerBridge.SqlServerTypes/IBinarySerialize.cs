namespace Microsoft.SqlServer.Server;

/// <summary>A CLR user-defined type that writes itself. Microsoft.Data.SqlClient refers to it by name; LerBridge has no such types.</summary>
public interface IBinarySerialize
{
    /// <summary>Reads the value.</summary>
    void Read(BinaryReader r);

    /// <summary>Writes the value.</summary>
    void Write(BinaryWriter w);
}
