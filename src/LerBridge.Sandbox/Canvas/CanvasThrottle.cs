using System.Globalization;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Canvas;

/// <summary>
/// The leaky bucket of a token: at most 800, refused from 600 on, leaks 10 a second. Every request reserves 50 and gets back what it did not cost, so
/// that a dozen at once are too many however cheap each is.
/// </summary>
internal sealed class CanvasThrottle(TimeProvider time, SandboxSwitches switches, Meter meter)
{
    private const double Maximum = 800;
    private const double HighWater = 600;
    private const double LeakPerSecond = 10;
    private const double Reserve = 50;

    private static readonly object CostKey = new();

    private readonly Lock _gate = new();
    private double _level;
    private long _touched = time.GetTimestamp();

    /// <summary>What answering a number of rows costs, in seconds of work.</summary>
    public static void Cost(HttpContext context, int rows) => context.Items[CostKey] = 0.04 + (0.0031 * rows);

    public static Task RefuseAsync(HttpContext context, int status, double remaining)
    {
        context.Response.Headers["X-Rate-Limit-Remaining"] = Show(remaining);
        return Reply.TextAsync(context, status, "text/plain", "403 Forbidden (Rate Limit Exceeded)\n");
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (switches.CanvasHidesRateLimit)
        {
            await next(context);
            return;
        }

        if (!TryReserve(out var remaining))
        {
            meter.Throttled();
            await RefuseAsync(context, switches.CanvasThrottleStatus, remaining);
            return;
        }

        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Request-Cost"] = Show(CostOf(context));
            context.Response.Headers["X-Rate-Limit-Remaining"] = switches.CanvasRateLimitSaid is { Length: > 0 } said ? said : Show(Remaining(CostOf(context)));
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            Settle(CostOf(context));
        }
    }

    private bool TryReserve(out double remaining)
    {
        lock (_gate)
        {
            Leak();
            remaining = Math.Max(0, HighWater - _level);
            if (_level >= HighWater)
            {
                return false;
            }

            _level = Math.Min(Maximum, _level + Reserve);
            return true;
        }
    }

    private double Remaining(double cost)
    {
        lock (_gate)
        {
            Leak();
            return HighWater - Math.Max(0, _level - Reserve + cost);
        }
    }

    private void Settle(double cost)
    {
        lock (_gate)
        {
            Leak();
            _level = Math.Clamp(_level - Reserve + cost, 0, Maximum);
        }
    }

    private void Leak()
    {
        var now = time.GetTimestamp();
        _level = Math.Max(0, _level - (LeakPerSecond * time.GetElapsedTime(_touched, now).TotalSeconds));
        _touched = now;
    }

    private static double CostOf(HttpContext context) => context.Items.TryGetValue(CostKey, out var cost) && cost is double value ? value : 0.02;

    private static string Show(double value) => value.ToString("0.0#######", CultureInfo.InvariantCulture);
}
