using System.Text.RegularExpressions;

namespace LerBridge.Storage.Dialects;

/// <summary>
/// Makes T-SQL of the statements that the other engines share. It knows the few forms that they use and nothing more; each rule is one method. Where a rule does not fit a new statement, write that statement
/// so that it does: a test reads every statement of this assembly and looks for what T-SQL does not know.
/// </summary>
internal static partial class TransactSql
{
    /// <summary>The T-SQL of a shared statement.</summary>
    public static string Of(string shared)
    {
        var sql = Conflicts(shared);
        sql = Locks(sql, " for update skip locked", "updlock, readpast, rowlock");
        sql = Locks(sql, " for update", "updlock, rowlock");
        sql = Locks(sql, " for share", "repeatableread, rowlock");
        sql = Returning(sql);
        sql = Limit().Replace(sql, "offset 0 rows fetch next $1 rows only");
        sql = Count().Replace(sql, "count_big(*)").Replace(" length(", " len(", StringComparison.Ordinal).Replace("substr(", "substring(", StringComparison.Ordinal);
        return Reserved().Replace(sql, "[$1]");
    }

    // insert … on conflict (key) do nothing: where there is none; do update: update, and insert where that found nothing. The range is kept from others until the transaction ends.
    private static string Conflicts(string sql)
    {
        var match = OnConflict().Match(sql);
        if (!match.Success)
        {
            return sql;
        }

        var (table, columns, rows) = (match.Groups["table"].Value, Split(match.Groups["columns"].Value), match.Groups["rows"].Value.Trim());
        var key = Split(match.Groups["key"].Value);
        var list = string.Join(", ", columns);
        if (!rows.StartsWith("values", StringComparison.Ordinal))
        {
            var same = string.Join(" and ", key.Select(column => $"existing.{column} = incoming.{column}"));
            return $"insert into {table} ({list}) select {list} from ({rows}) as incoming ({list}) where not exists (select 1 from {table} as existing with (updlock, holdlock) where {same})";
        }

        var values = Split(rows["values".Length..].Trim()[1..^1]);
        string ValueOf(string column) => values[Array.IndexOf(columns, column)];
        var update = match.Groups["set"];
        if (!update.Success)
        {
            var same = string.Join(" and ", key.Select(column => $"existing.{column} = {ValueOf(column)}"));
            return $"insert into {table} ({list}) select {string.Join(", ", values)} where not exists (select 1 from {table} as existing with (updlock, holdlock) where {same})";
        }

        var set = Excluded().Replace(update.Value.Trim(), column => ValueOf(column.Groups[1].Value));
        var at = string.Join(" and ", key.Select(column => $"{table}.{column} = {ValueOf(column)}"));
        return $"update {table} with (updlock, holdlock) set {set} where {at}; if @@rowcount = 0 insert into {table} ({list}) values ({string.Join(", ", values)})";
    }

    // A lock is a hint at the table of the select that asks for it.
    private static string Locks(string sql, string words, string hints)
    {
        for (var at = sql.IndexOf(words, StringComparison.Ordinal); at >= 0; at = sql.IndexOf(words, StringComparison.Ordinal))
        {
            sql = sql.Remove(at, words.Length);
            var from = From().Match(sql, SelectAround(sql, at));
            sql = sql.Insert(from.Index + from.Length, $" with ({hints})");
        }

        return sql;
    }

    // Where the parentheses open that a place is in; 0 where it is in none.
    private static int SelectAround(string sql, int at)
    {
        var depth = 0;
        for (var before = at - 1; before >= 0; before--)
        {
            depth += sql[before] switch { ')' => 1, '(' => -1, _ => 0 };
            if (depth < 0)
            {
                return before;
            }
        }

        return 0;
    }

    private static string Returning(string sql)
    {
        var match = ReturningNumber().Match(sql);
        if (!match.Success)
        {
            return sql;
        }

        sql = sql.Remove(match.Index, match.Length);
        var insert = InsertColumns().Match(sql);
        return insert.Success
            ? sql.Insert(insert.Index + insert.Length, " output inserted.number")
            : FirstWhere().Replace(sql, " output inserted.number where", 1);
    }

    // Commas within parentheses are of the expression.
    private static string[] Split(string list)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var at = 0; at < list.Length; at++)
        {
            depth += list[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (list[at] == ',' && depth == 0)
            {
                parts.Add(list[start..at].Trim());
                start = at + 1;
            }
        }

        parts.Add(list[start..].Trim());
        return [.. parts];
    }

    [GeneratedRegex(@"^\s*insert into (?<table>\w+) \((?<columns>[^)]*)\)\s+(?<rows>.*?)\s+on conflict \((?<key>[^)]*)\) do (nothing|update\s+set (?<set>.*))\s*$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OnConflict();

    [GeneratedRegex(@"\bexcluded\.(\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Excluded();

    [GeneratedRegex(@"\bfrom \w+(?: (?!where\b|order\b|join\b|left\b|on\b)\w+)?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex From();

    [GeneratedRegex(@"\s+returning number\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReturningNumber();

    [GeneratedRegex(@"^\s*insert into \w+ \([^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InsertColumns();

    [GeneratedRegex(@"\s+where\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWhere();

    [GeneratedRegex(@"\blimit (@?\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Limit();

    [GeneratedRegex(@"\bcount\(\*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();

    // Names of ours that T-SQL reserves, or reads as something else. Not parameters, and not the words where they mean what T-SQL means by them.
    [GeneratedRegex(@"(?<![@\w\[])(key|cursor|partition|text|position|rank|count|sequence|statement|document)(?!\w|\(|\s+by\b)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reserved();
}
