using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Answers;
using LerBridge.Worker.Commands;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Serving.Reload;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Worker.Serving;

/// <summary>Questions on the admin listener: where a credential comes from, why a person has none, what a run did, and whether runs stand as they were signed.</summary>
internal sealed class AnswerEndpoints(Bridge bridge, LiveMappings mappings)
{
    private const int LongestIdentifier = 500;
    private const int RunsToVerify = 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/credentials/{id}/explain", this.ExplainAsync);
        routes.MapPost("/api/mappings/{id}/why-not", this.WhyNotAsync);
        routes.MapGet("/api/runs/{id}", this.ShowRunAsync);
        routes.MapGet("/api/runs/{id}/verify", this.VerifyRunAsync);
        routes.MapGet("/api/runs/verify", this.VerifyAsync);
    }

    private async Task ExplainAsync(string id, HttpContext context)
    {
        var asked = id.StartsWith("urn:", StringComparison.Ordinal) ? id : "urn:uuid:" + id;
        if (await new Explainer(bridge, mappings.FindCompiled).ExplainAsync(asked, context.RequestAborted) is { } explanation)
        {
            await ApiAnswer.WriteAsync(context, ExplanationJson.Write(explanation, bridge.Services.Secret.Redact));
            return;
        }

        await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is no such credential in the register.");
    }

    // Who is asked about stands in the body: addresses end in logs.
    private async Task WhyNotAsync(string id, HttpContext context)
    {
        if (await ApiAnswer.ReadAsync(context, AnswerEndpointsJson.Default.Question) is not { Person: { Length: > 0 and <= LongestIdentifier } person })
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, null, "Send JSON with its length: { \"person\": \"an identifier of the person\" }.");
        }
        else if (mappings.Find(id) is not { } plan)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is no such mapping that compiles.");
        }
        else if (await new WhyNot(bridge).AnswerAsync(plan, person.Trim(), context.RequestAborted) is not { } answer)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, null, "No run has read anything for that mapping yet.");
        }
        else
        {
            await ApiAnswer.WriteAsync(context, ExplanationJson.Write(answer, ExplanationText.Conclusion(answer, bridge.Options.TimeZone)));
        }
    }

    private async Task ShowRunAsync(string id, HttpContext context)
    {
        if (await this.FindAsync(id, context) is { } run)
        {
            await ApiAnswer.WriteAsync(context, RunJson.Write([await RunsCommand.ReportAsync(bridge, run, context.RequestAborted)]));
        }
    }

    private async Task VerifyRunAsync(string id, HttpContext context)
    {
        if (await this.FindAsync(id, context) is { } run)
        {
            await this.VerifyAsync([run], [], [], context);
        }
    }

    private async Task VerifyAsync(HttpContext context)
    {
        var (runs, unreadable) = await bridge.Services.Manifests.RunsAsync(context.RequestAborted);
        await this.VerifyAsync(
            runs.Take(ApiAnswer.Limit(context, RunsToVerify)),
            [.. unreadable, .. await RunsCommand.FindingsAsync(bridge, context.RequestAborted)],
            await RunsCommand.RemarksAsync(bridge, context.RequestAborted),
            context);
    }

    private async Task VerifyAsync(IEnumerable<RunEntry> runs, IReadOnlyList<string> findings, IReadOnlyList<string> remarks, HttpContext context)
    {
        var checks = await RunsCommand.CheckAsync(bridge, runs, context.RequestAborted);
        var (outside, byHand) = await bridge.Services.Manifests.CountOutsideAsync(context.RequestAborted);
        await ApiAnswer.WriteAsync(context, ManifestJson.Write(checks, outside, byHand, findings, remarks));
    }

    private async Task<RunEntry?> FindAsync(string id, HttpContext context)
    {
        if (await bridge.Services.Runs.FindAsync(id, context.RequestAborted) is { } run)
        {
            return run;
        }

        await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, "There is no such run.");
        return null;
    }

    internal sealed record Question(string? Person);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AnswerEndpoints.Question))]
internal sealed partial class AnswerEndpointsJson : JsonSerializerContext;
