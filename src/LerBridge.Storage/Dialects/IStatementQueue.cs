using System.Data.Common;

namespace LerBridge.Storage.Dialects;

/// <summary>Statements on their way to a server together, in their order, instead of one round trip each.</summary>
internal interface IStatementQueue : IDisposable
{
    /// <summary>Adds a statement with its values as they are now.</summary>
    void Add(DbCommand command);

    /// <summary>Sends what was added and waits until it is done; does nothing where nothing was.</summary>
    /// <returns>How many rows it changed, all together.</returns>
    int Flush(DbTransaction? transaction);

    /// <summary>Sends what was added; each statement's rows are one result of the reader.</summary>
    DbDataReader Read(DbTransaction? transaction);
}
