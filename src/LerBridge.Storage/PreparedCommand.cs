using System.Data.Common;

namespace LerBridge.Storage;

/// <summary>One prepared statement of a connection.</summary>
internal sealed class PreparedCommand : IDisposable
{
    private readonly DbCommand command;
    private readonly Session session;
    private readonly DbParameter[] parameters;
    private bool isPrepared;

    public PreparedCommand(Session session, string sql, ReadOnlySpan<string> names)
    {
        this.session = session;
        this.command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
        this.command.CommandText = session.Dialect.Sql(sql);
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

    /// <summary>Sets a parameter; null is the database's null.</summary>
    public object? this[int position]
    {
        set => this.session.Dialect.Bind(this.parameters[position], value);
    }

    public void Join(DbTransaction? transaction)
    {
        this.command.Transaction = transaction;
        if (!this.isPrepared)
        {
            this.session.Flush();
            this.session.Dialect.Prepare(this.command);
            this.isPrepared = true;
        }
    }

    /// <summary>Runs it.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        this.session.Flush();
        return this.command.ExecuteNonQuery();
    }

    /// <summary>Runs it before anything else that this session does, at the latest when its transaction ends.</summary>
    public void Queue()
    {
        if (!this.session.TryQueue(this.command))
        {
            this.command.ExecuteNonQuery();
        }
    }

    public object? Scalar()
    {
        this.session.Flush();
        return this.command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public DbDataReader Read()
    {
        this.session.Flush();
        return this.command.ExecuteReader();
    }

    /// <summary>Does the same to many, in as few round trips as the engine allows.</summary>
    /// <param name="count">To how many.</param>
    /// <param name="bind">Sets the parameters for one of them.</param>
    /// <returns>How many rows it changed, all together.</returns>
    public int RunEach(int count, Action<int> bind)
    {
        var together = this.session.Together();
        var changed = 0;
        for (var at = 0; at < count; at++)
        {
            bind(at);
            if (together is null)
            {
                changed += this.command.ExecuteNonQuery();
            }
            else
            {
                together.Add(this.command);
            }
        }

        return changed + (together?.Flush(this.command.Transaction) ?? 0);
    }

    /// <summary>Asks the same of many, in as few round trips as the engine allows.</summary>
    /// <param name="count">Of how many.</param>
    /// <param name="bind">Sets the parameters for one of them.</param>
    /// <param name="read">Reads the first row of its answer.</param>
    /// <returns>The answers in order; the default for those without a row.</returns>
    public T?[] Each<T>(int count, Action<int> bind, Func<DbDataReader, T> read)
    {
        const int Together = 500;
        var answers = new T?[count];
        if (this.session.Together() is not { } questions)
        {
            for (var at = 0; at < count; at++)
            {
                bind(at);
                using var reader = this.command.ExecuteReader();
                answers[at] = reader.Read() ? read(reader) : default;
            }

            return answers;
        }

        for (var first = 0; first < count; first += Together)
        {
            var last = Math.Min(count, first + Together);
            for (var at = first; at < last; at++)
            {
                bind(at);
                questions.Add(this.command);
            }

            using var reader = questions.Read(this.command.Transaction);
            for (var at = first; at < last; at++)
            {
                answers[at] = reader.Read() ? read(reader) : default;
                reader.NextResult();
            }
        }

        return answers;
    }

    public void Dispose() => this.command.Dispose();
}
