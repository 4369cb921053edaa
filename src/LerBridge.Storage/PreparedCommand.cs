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

    /// <summary>Does the same to many, in as few round trips as the engine allows.</summary>
    /// <param name="count">To how many.</param>
    /// <param name="bind">Sets the parameters for one of them.</param>
    /// <returns>How many rows it changed, all together.</returns>
    public virtual int RunEach(int count, Action<int> bind)
    {
        var changed = 0;
        for (var at = 0; at < count; at++)
        {
            bind(at);
            changed += this.Run();
        }

        return changed;
    }

    /// <summary>Asks the same of many, in as few round trips as the engine allows.</summary>
    /// <param name="count">Of how many.</param>
    /// <param name="bind">Sets the parameters for one of them.</param>
    /// <param name="read">Reads the first row of its answer.</param>
    /// <returns>The answers in order; the default for those without a row.</returns>
    public virtual T?[] Each<T>(int count, Action<int> bind, Func<DbDataReader, T> read)
    {
        var answers = new T?[count];
        for (var at = 0; at < count; at++)
        {
            bind(at);
            using var reader = this.Read();
            answers[at] = reader.Read() ? read(reader) : default;
        }

        return answers;
    }

    public abstract void Dispose();
}
