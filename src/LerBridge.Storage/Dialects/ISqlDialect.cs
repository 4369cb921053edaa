using System.Data.Common;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Storage.Dialects;

/// <summary>What differs between engines. Everything else is SQL that they share.</summary>
internal interface ISqlDialect
{
    /// <summary>The folder of the engine's scripts.</summary>
    string Scripts { get; }

    /// <summary>A query for the number of tables called <c>@name</c>.</summary>
    string TableExists { get; }

    /// <summary>Opens a connection that is ready for use.</summary>
    DbConnection Open(ConnectionUse use);

    /// <summary>Begins a transaction that sees one state of the ledger.</summary>
    DbTransaction BeginRead(DbConnection connection);

    /// <summary>Begins a transaction that may write, so that it never fails half-way for having read first.</summary>
    DbTransaction BeginWrite(DbConnection connection, Durability durability);

    /// <summary>Says what an engine's error means to a person.</summary>
    StoreException Translate(DbException problem);
}

/// <summary>What a connection is for.</summary>
internal enum ConnectionUse
{
    /// <summary>Reading only; the engine refuses anything else.</summary>
    Read,

    /// <summary>Writing.</summary>
    Write,
}

/// <summary>What a commit must survive. Both survive the death of the process.</summary>
internal enum Durability
{
    /// <summary>A power cut may undo it, together with everything after it: for what is read or decided again.</summary>
    Process,

    /// <summary>A power cut may not undo it: for what others have seen or will see.</summary>
    Power,
}
