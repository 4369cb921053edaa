namespace LerBridge.Core.Diagnostics;

/// <summary>Did-you-mean: the nearest of the words that would have been right.</summary>
public static class Suggestion
{
    /// <summary>The candidate nearest to <paramref name="written"/> by edit distance (transpositions count once), or null where none is near enough to help.</summary>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = Math.Max(2, written.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(written, candidate);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>
    /// The candidate that was meant: as <see cref="Nearest"/>, but a name that is left half written, as in <c>ended</c> for <c>ended_on</c> or <c>title</c> for <c>course.title</c>, counts for more than
    /// one that merely looks alike, provided that only one candidate goes on like that.
    /// </summary>
    public static string? Meant(string written, IEnumerable<string> candidates)
    {
        var all = candidates as IReadOnlyCollection<string> ?? [.. candidates];
        var nearest = Nearest(written, all);
        return nearest is not null && Distance(written, nearest) <= 1 ? nearest : Whole(written, all) ?? nearest;
    }

    private static string? Whole(string part, IEnumerable<string> candidates)
    {
        if (part.Length < 3)
        {
            return null;
        }

        var wholes = candidates.Where(candidate => candidate.Length > part.Length + 1 && (Begins(candidate, part) || Ends(candidate, part))).Distinct(StringComparer.Ordinal).Take(2).ToArray();
        return wholes is [var only] ? only : null;
    }

    private static bool Begins(string whole, string part) => whole.StartsWith(part, StringComparison.OrdinalIgnoreCase) && IsJoint(whole[part.Length]);

    private static bool Ends(string whole, string part) => whole.EndsWith(part, StringComparison.OrdinalIgnoreCase) && IsJoint(whole[^(part.Length + 1)]);

    private static bool IsJoint(char c) => c is '_' or '.' or '-' or '/' or '@' or ' ';

    // Optimal string alignment, ignoring case, over three rows.
    private static int Distance(string a, string b)
    {
        if (a.Length > 128 || b.Length > 128)
        {
            return int.MaxValue;
        }

        var before = new int[b.Length + 1];
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }

    private static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
}
