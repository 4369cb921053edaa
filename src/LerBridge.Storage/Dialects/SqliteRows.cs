using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text;
using SQLitePCL;

namespace LerBridge.Storage.Dialects;

/// <summary>The rows of a statement, read as they are stepped to.</summary>
internal sealed class SqliteRows(sqlite3_stmt statement, Action<int> reset) : DbDataReader
{
    private bool isClosed;
    private bool hasRow;
    private bool hasEnded;

    public override int FieldCount => raw.sqlite3_column_count(statement);

    public override int Depth => 0;

    public override bool HasRows => throw new NotSupportedException("Whether there are rows shows when they are read.");

    public override bool IsClosed => this.isClosed;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => this.GetValue(ordinal);

    public override object this[string name] => this.GetValue(this.GetOrdinal(name));

    /// <summary>The value of a column of the row that the statement stands on, in the type that the engine keeps it in.</summary>
    public static object Value(sqlite3_stmt statement, int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => Text(statement, column),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, column).ToArray(),
        _ => DBNull.Value,
    };

    public override bool Read()
    {
        if (this.isClosed)
        {
            throw new InvalidOperationException("The rows were disposed of.");
        }

        if (this.hasEnded)
        {
            // One more step would run the statement once more.
            return false;
        }

        var result = raw.sqlite3_step(statement);
        this.hasRow = result == raw.SQLITE_ROW;
        if (!this.hasRow)
        {
            // The end, or an error.
            this.hasEnded = true;
            reset(result);
        }

        return this.hasRow;
    }

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => raw.sqlite3_column_type(statement, this.InRow(ordinal)) == raw.SQLITE_NULL;

    public override string GetString(int ordinal) => this.IsDBNull(ordinal) ? throw Missing(ordinal) : Text(statement, ordinal);

    public override long GetInt64(int ordinal) => this.IsDBNull(ordinal) ? throw Missing(ordinal) : raw.sqlite3_column_int64(statement, ordinal);

    public override int GetInt32(int ordinal) => checked((int)this.GetInt64(ordinal));

    public override short GetInt16(int ordinal) => checked((short)this.GetInt64(ordinal));

    public override byte GetByte(int ordinal) => checked((byte)this.GetInt64(ordinal));

    public override bool GetBoolean(int ordinal) => this.GetInt64(ordinal) != 0;

    public override double GetDouble(int ordinal) => this.IsDBNull(ordinal) ? throw Missing(ordinal) : raw.sqlite3_column_double(statement, ordinal);

    public override float GetFloat(int ordinal) => (float)this.GetDouble(ordinal);

    public override decimal GetDecimal(int ordinal) => decimal.Parse(this.GetString(ordinal), CultureInfo.InvariantCulture);

    public override Guid GetGuid(int ordinal) => Guid.Parse(this.GetString(ordinal));

    public override char GetChar(int ordinal) => this.GetString(ordinal)[0];

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException("The ledger keeps instants as numbers.");

    public override T GetFieldValue<T>(int ordinal) => typeof(T) == typeof(byte[]) && !this.IsDBNull(ordinal)
        ? (T)(object)raw.sqlite3_column_blob(statement, ordinal).ToArray()
        : base.GetFieldValue<T>(ordinal);

    public override object GetValue(int ordinal) => Value(statement, this.InRow(ordinal));

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, this.FieldCount);
        for (var at = 0; at < count; at++)
        {
            values[at] = this.GetValue(at);
        }

        return count;
    }

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException("Bytes are read whole.");

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException("Text is read whole.");

    public override string GetName(int ordinal) => raw.sqlite3_column_name(statement, ordinal).utf8_to_string();

    public override int GetOrdinal(string name)
    {
        for (var at = 0; at < this.FieldCount; at++)
        {
            if (string.Equals(this.GetName(at), name, StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, "No column has this name.");
    }

    public override string GetDataTypeName(int ordinal) => raw.sqlite3_column_decltype(statement, ordinal).utf8_to_string() ?? string.Empty;

    public override Type GetFieldType(int ordinal) => this.GetValue(ordinal).GetType();

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override void Close()
    {
        if (this.isClosed)
        {
            return;
        }

        this.isClosed = true;
        if (this.hasRow)
        {
            this.hasRow = false;
            reset(raw.SQLITE_DONE);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            this.Close();
        }

        base.Dispose(disposing);
    }

    // Outside a row SQLite takes every column for null.
    private int InRow(int ordinal)
    {
        if (!this.hasRow)
        {
            throw new InvalidOperationException("There is no row here.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ordinal, (uint)this.FieldCount, nameof(ordinal));
        return ordinal;
    }

    // The bytes of a text column are its UTF-8: the ledger's files are made in no other encoding.
    private static string Text(sqlite3_stmt statement, int column)
    {
        var utf8 = raw.sqlite3_column_blob(statement, column);
        return utf8.IsEmpty ? string.Empty : Encoding.UTF8.GetString(utf8);
    }

    private static InvalidCastException Missing(int ordinal) => new($"Column {ordinal} has no value.");
}
