using LerBridge.Core.Mapping.Running;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>Arithmetic on dates within the years 1 to 9999.</summary>
internal static class Calendar
{
    /// <summary>The months that have passed in whole from one date to another; negative where the second is earlier.</summary>
    public static int WholeMonths(DateOnly first, DateOnly second)
    {
        if (second < first)
        {
            return -WholeMonths(second, first);
        }

        var months = ((second.Year - first.Year) * 12) + second.Month - first.Month;
        return second.Day < first.Day ? months - 1 : months;
    }

    public static MapValue Add(in MapValue date, in MapValue count, Func<DateOnly, int, DateOnly> add)
    {
        try
        {
            return MapValue.Of(add(date.Date, (int)count.Number));
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            throw new MapFailure("LB3204", "A date went out of range.");
        }
    }
}
