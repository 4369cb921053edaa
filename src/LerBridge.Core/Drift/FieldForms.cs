namespace LerBridge.Core.Drift;

/// <summary>The words for what values look like, in which they are kept and told.</summary>
public static class FieldForms
{
    /// <summary>A column that nothing reads, or that may not be read.</summary>
    public const string NotLookedAt = "not looked at";

    /// <summary>No value at all.</summary>
    public const string Empty = "empty";

    /// <summary>Several forms, none of which is nearly all.</summary>
    public const string Mixed = "text of several forms";

    /// <summary>Anything else.</summary>
    public const string Text = "text";

    internal const string Whole = "whole numbers";
    internal const string Number = "numbers with a fraction";
    internal const string Comma = "numbers with a comma";
    internal const string Flag = "true or false";
    internal const string List = "lists";
    internal const string Iso = "dates like 2026-05-08";
    internal const string Time = "dates with a time";
    internal const string DayFirst = "dates like 31/12/2026";
    internal const string MonthFirst = "dates like 12/31/2026";
    internal const string Slashes = "dates like 05/08/2026";

    /// <summary>True where nothing can be said about a change from or to it.</summary>
    internal static bool IsOpen(string form) => form is NotLookedAt or Empty or Mixed;

    /// <summary>True where values of both are read the same way, or one says no more than the other.</summary>
    internal static bool Agree(string before, string now) =>
        before == now
        || (IsNumber(before) && IsNumber(now))
        || (IsSlashed(before) && IsSlashed(now) && (before == Slashes || now == Slashes))
        || (before is Iso or Time && now is Iso or Time);

    /// <summary>True where both are ways to write a flag.</summary>
    internal static bool AreFlags(string before, string now) => before is Flag or Whole && now is Flag or Whole;

    private static bool IsNumber(string form) => form is Whole or Number;

    private static bool IsSlashed(string form) => form is DayFirst or MonthFirst or Slashes;
}
