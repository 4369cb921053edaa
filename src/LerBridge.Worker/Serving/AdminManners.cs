using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Serving.Reload;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Worker.Serving;

/// <summary>
/// What holds for every address of the admin listener: a question that cannot be meant is refused before anybody looks for an answer, and whatever is refused, also by the router and the server, is
/// said in one form.
/// </summary>
internal sealed class AdminManners(Bridge bridge, LiveMappings mappings)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength > ApiAnswer.MostBody)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, null, $"The body is larger than {ApiAnswer.MostBody / 1024} KB.");
        }
        else if (ApiAnswer.Query(context, "limit") is { } limit && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, null, "\"limit\" is a whole number from 1 on.");
        }
        else if (ApiAnswer.Query(context, "mapping") is { } mapping && !await this.IsKnownAsync(mapping, context.RequestAborted))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is no such mapping, and none of that id has ever run.");
        }
        else
        {
            await AnswerAsync(context, next);
        }
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            await SayAsync(context);
        }
        catch (BridgeException trouble) when (!context.Response.HasStarted)
        {
            // as a verb would end: the ledger is busy, full or away
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, trouble.Code, trouble.Message);
        }
        catch (BadHttpRequestException unread) when (!context.Response.HasStarted)
        {
            await ApiAnswer.RefuseAsync(context, unread.StatusCode, null, "The request cannot be read.");
        }
    }

    // A mapping whose file is gone has runs and held records all the same.
    private async Task<bool> IsKnownAsync(string mapping, CancellationToken cancellationToken) =>
        mappings.Find(mapping) is not null || (await bridge.Services.Runs.ListAsync(mapping, 1, cancellationToken)).Count > 0;

    private static Task SayAsync(HttpContext context) => context.Response switch
    {
        { HasStarted: true } or { StatusCode: < 400 } => Task.CompletedTask,
        { StatusCode: StatusCodes.Status404NotFound } => ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is nothing at this address."),
        { StatusCode: StatusCodes.Status405MethodNotAllowed, Headers.Allow: var allowed } => ApiAnswer.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, null, $"This address takes {allowed}."),
        { StatusCode: var status } => ApiAnswer.RefuseAsync(context, status, null, "The request cannot be read."),
    };
}
