using System.Data.Common;

namespace LerBridge.Storage;

/// <summary>One prepared statement of a connection.</summary>
internal abstract class PreparedCommand : IDisposable
{
    /// <summary>Sets a parameter; null is the database's null.</summary>
    public abstract object? this[int position] { set; }

    /// <summary>Lets it take part in a transaction.</summary>
    public virtual void Join(DbTransaction? transaction)
    {
    }

    /// <summary>Runs it.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract int Run();

    /// <summary>Runs it before anything else that this session does, at the latest when its transaction ends.</summary>
    public abstract void Queue();

    /// <summary>The first column of the first row; null where there is none.</summary>
    public abstract object? Scalar();

    /// <summary>Runs it for its rows; it is not run again before they are disposed of.</summary>
    public abstract DbDataReader Read();

    public abstract void Dispose();
}
