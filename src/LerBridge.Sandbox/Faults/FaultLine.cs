using System.Globalization;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LerBridge.Sandbox.Faults;

/// <summary>Stands before a site: counts every request and lets the set faults happen.</summary>
internal sealed class FaultLine(Meter meter, FaultBoard board, SiteManners manners, TimeProvider time)
{
    private static readonly object ShortKey = new();
    private static readonly object ShiftKey = new();
    private static readonly object SlowKey = new();

    /// <summary>How many rows the answer to this request may hold in all; null is no limit.</summary>
    public static int? MostRows(HttpContext context) => context.Items.TryGetValue(ShortKey, out var rows) ? (int?)rows : null;

    /// <summary>By how many rows the page of this request begins too early.</summary>
    public static int Shift(HttpContext context) => context.Items.ContainsKey(ShiftKey) ? 1 : 0;

    /// <summary>Behind the site's own gate: a slow request holds whatever it was let in for.</summary>
    public async Task WaitAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Items.TryGetValue(SlowKey, out var delay) && delay is TimeSpan wait)
        {
            await Task.Delay(wait, time, context.RequestAborted);
        }

        await next(context);
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith("/_sandbox", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        meter.Enter();
        var fault = board.Take(target);
        Remember(context, target, fault);
        try
        {
            await (fault is null ? next(context) : HappenAsync(context, fault, next));
        }
        finally
        {
            meter.Leave();
        }
    }

    private Task HappenAsync(HttpContext context, SandboxFault fault, RequestDelegate next)
    {
        if (fault.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfterAsDate
                ? time.GetUtcNow().Add(wait).ToString("R", CultureInfo.InvariantCulture)
                : ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return KindAsync(context, fault, next);
    }

    private Task KindAsync(HttpContext context, SandboxFault fault, RequestDelegate next) => fault.Kind switch
    {
        SandboxFaultKind.Throttle => ThrottleAsync(context, fault),
        SandboxFaultKind.ServerError => Reply.TextAsync(context, fault.Status ?? 500, "text/html", HtmlPages.ServerError),
        SandboxFaultKind.HtmlPage => Reply.TextAsync(context, 200, "text/html; charset=utf-8", HtmlPages.Maintenance),
        SandboxFaultKind.ExpiredToken => manners.ExpiredTokenAsync(context),
        SandboxFaultKind.ResetConnection => ResetAsync(context),
        SandboxFaultKind.ResetAfterHandling => CutAsync(context, next, static _ => 0, reset: true),
        SandboxFaultKind.CutConnection => CutAsync(context, next, static length => length / 2, reset: true),
        SandboxFaultKind.TruncatedBody => CutAsync(context, next, static length => length / 2, reset: false),
        SandboxFaultKind.Slow => MarkAsync(context, SlowKey, fault.Delay, next),
        SandboxFaultKind.ShortList => MarkAsync(context, ShortKey, fault.Rows, next),
        SandboxFaultKind.ShiftedPage => MarkAsync(context, ShiftKey, true, next),
        SandboxFaultKind.Outage => manners.OutageAsync(context, fault.Status ?? 503),
        SandboxFaultKind.Refuse => manners.RefusedAsync(context, fault.Status ?? 400),
        SandboxFaultKind.ErrorsInOk => manners.ErrorsInOkAsync(context),
        _ => throw new InvalidOperationException($"The fault {fault.Kind} has nothing that it does."),
    };

    private Task ThrottleAsync(HttpContext context, SandboxFault fault)
    {
        meter.Throttled();
        return manners.ThrottledAsync(context, fault.Status);
    }

    private static Task ResetAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task MarkAsync(HttpContext context, object key, object value, RequestDelegate next)
    {
        context.Items[key] = value;
        return next(context);
    }

    private static async Task CutAsync(HttpContext context, RequestDelegate next, Func<long, long> keep, bool reset)
    {
        var wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var whole = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(whole));
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(wire);
        }

        var kept = (int)keep(whole.Length);
        context.Response.ContentLength = reset ? whole.Length : kept;
        if (kept > 0)
        {
            await context.Response.Body.WriteAsync(whole.GetBuffer().AsMemory(0, kept), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        if (reset)
        {
            context.Abort();
        }
    }

    // before the client can know of the answer, so that who has it finds it remembered
    private void Remember(HttpContext context, string target, SandboxFault? fault)
    {
        if (fault?.Kind is SandboxFaultKind.ResetConnection or SandboxFaultKind.ResetAfterHandling or SandboxFaultKind.CutConnection)
        {
            meter.Remember(Describe(context, target, fault, status: 0));
            return;
        }

        context.Response.OnStarting(() =>
        {
            meter.Remember(Describe(context, target, fault, context.Response.StatusCode));
            return Task.CompletedTask;
        });
    }

    private static SandboxRequest Describe(HttpContext context, string target, SandboxFault? fault, int status)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new SandboxRequest(
            context.Request.Method,
            query < 0 ? target : target[..query],
            query < 0 ? "" : QueryText.Without(target[query..], "access_token"),
            context.Request.Headers.Accept.ToString(),
            status,
            fault?.Kind);
    }
}
