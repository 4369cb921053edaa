namespace Microsoft.SqlServer.Server;

/// <summary>A CLR user-defined type that cannot be used. Microsoft.Data.SqlClient refers to it by name; LerBridge has no such types.</summary>
public sealed class InvalidUdtException : Exception
{
    /// <summary>Without a reason.</summary>
    public InvalidUdtException()
    {
    }

    /// <summary>With a reason.</summary>
    public InvalidUdtException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what caused it.</summary>
    public InvalidUdtException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The form in which Microsoft.Data.SqlClient makes it.</summary>
    public static InvalidUdtException Create(Type udtType, string resourceReason) => new($"{udtType} cannot be used as a user-defined type: {resourceReason}.");
}
