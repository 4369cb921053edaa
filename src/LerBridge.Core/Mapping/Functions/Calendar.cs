using LerBridge.Core.Mapping.Running;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>Arithmetic on dates within the years 1 to 9999.</summary>
internal static class Calendar
{
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
