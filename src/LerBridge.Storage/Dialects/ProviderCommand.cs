using System.Data.Common;

namespace LerBridge.Storage.Dialects;

/// <summary>A prepared statement as the engine's provider makes it.</summary>
internal sealed class ProviderCommand : PreparedCommand
{
    private readonly DbCommand command;
    private readonly Session session;
    private readonly DbParameter[] parameters;
    private bool isPrepared;

    /// <param name="session">The session.</param>
    /// <param name="sql">The statement, in the engine's form.</param>
    /// <param name="names">Its parameters, in the order in which values are given.</param>
    public ProviderCommand(Session session, string sql, ReadOnlySpan<string> names)
    {
        this.session = session;
        this.command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
        this.command.CommandText = sql;
#pragma warning restore CA2100
        this.command.CommandTimeout = session.Dialect.Timeout;
        this.parameters = new DbParameter[names.Length];
        for (var at = 0; at < names.Length; at++)
        {
            var parameter = this.command.CreateParameter();
            parameter.ParameterName = names[at];
            this.command.Parameters.Add(parameter);
            this.parameters[at] = parameter;
        }
    }

    public override object? this[int position]
    {
        set => this.session.Dialect.Bind(this.parameters[position], value);
    }

    public override void Join(DbTransaction? transaction)
    {
        this.command.Transaction = transaction;
        if (!this.isPrepared)
        {
            this.session.Flush();
            this.session.Dialect.Prepare(this.command);
            this.isPrepared = true;
        }
    }

    public override int Run()
    {
        this.session.Flush();
        return this.command.ExecuteNonQuery();
    }

    public override void Queue()
    {
        if (!this.session.TryQueue(this.command))
        {
            this.command.ExecuteNonQuery();
        }
    }

    public override object? Scalar()
    {
        this.session.Flush();
        return this.command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public override DbDataReader Read()
    {
        this.session.Flush();
        return this.command.ExecuteReader();
    }

    public override int RunEach(int count, Action<int> bind)
    {
        if (this.session.Together() is not { } together)
        {
            return base.RunEach(count, bind);
        }

        for (var at = 0; at < count; at++)
        {
            bind(at);
            together.Add(this.command);
        }

        return together.Flush(this.command.Transaction);
    }

    public override T?[] Each<T>(int count, Action<int> bind, Func<DbDataReader, T> read)
        where T : default
    {
        const int Together = 500;
        if (this.session.Together() is not { } together)
        {
            return base.Each(count, bind, read);
        }

        var answers = new T?[count];
        for (var first = 0; first < count; first += Together)
        {
            var last = Math.Min(count, first + Together);
            for (var at = first; at < last; at++)
            {
                bind(at);
                together.Add(this.command);
            }

            using var reader = together.Read(this.command.Transaction);
            for (var at = first; at < last; at++)
            {
                answers[at] = reader.Read() ? read(reader) : default;
                reader.NextResult();
            }
        }

        return answers;
    }

    public override void Dispose() => this.command.Dispose();
}
