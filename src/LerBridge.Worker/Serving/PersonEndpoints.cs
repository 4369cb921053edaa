using System.Text.Json.Serialization;
using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Serving.Reload;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Worker.Serving;

/// <summary>
/// Persons on the admin listener. Whom it is about stands in the body, since addresses end in logs, and answers hold keyed hashes. What follows from an act is asked for first; whoever
/// does it names what was shown, and is refused where it would come to anything else by now.
/// </summary>
internal sealed class PersonEndpoints(Bridge bridge, LiveMappings mappings)
{
    private const int LongestIdentifier = 500;
    private const int MostIdentifiers = 100;

    private PersonDesk Desk => new(bridge.Services);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/persons/find", this.FindAsync);
        routes.MapPost("/api/persons/link/preview", context => this.PreviewAsync(this.LinkAsync, context));
        routes.MapPost("/api/persons/link", context => this.ActAsync(this.LinkAsync, context));
        routes.MapPost("/api/persons/split/preview", context => this.PreviewAsync(this.SplitAsync, context));
        routes.MapPost("/api/persons/split", context => this.ActAsync(this.SplitAsync, context));
    }

    private async Task FindAsync(HttpContext context)
    {
        if (await ApiAnswer.ReadAsync(context, PersonEndpointsJson.Default.Wish) is not { Person: var person } || !IsIdentifier(person))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, null, "Send JSON with its length: { \"person\": \"an identifier of the person\" }.");
            return;
        }

        await ApiAnswer.WriteAsync(context, PersonJson.Write(await this.Desk.FindAsync((person ?? string.Empty).Trim(), context.RequestAborted), bridge.Services.Secret.Redact));
    }

    private async Task PreviewAsync(Func<Wish, HttpContext, Task<Shown?>> consider, HttpContext context)
    {
        if (await ReadAsync(context) is { } wish && await consider(wish, context) is { } shown)
        {
            await ApiAnswer.WriteAsync(context, ActPreviewJson.Write(this.NameOf(shown), shown.Proposal.Consequences, shown.Proposal.Refusal));
        }
    }

    private async Task ActAsync(Func<Wish, HttpContext, Task<Shown?>> consider, HttpContext context)
    {
        if (await ReadAsync(context) is not { } wish)
        {
            return;
        }

        if (!ApiAnswer.IsName(wish.By) || !ApiAnswer.IsReason(wish.Reason))
        {
            await ApiAnswer.RefuseUnsaidAsync(context);
            return;
        }

        if (await consider(wish, context) is not { } shown)
        {
            return;
        }

        if (shown.Proposal.Refusal is { } refusal)
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, refusal.Code, refusal.Message);
        }
        else if (wish.Preview != this.NameOf(shown) || !await this.Desk.ActAsync(shown.Proposal, wish.By ?? string.Empty, wish.Reason ?? string.Empty, context.RequestAborted))
        {
            await ApiAnswer.RefusePreviewAsync(context, wish.Preview);
        }
        else
        {
            var now = new List<KnownPerson>();
            foreach (var id in new[] { shown.Proposal.To, shown.Proposal.From }.Distinct(StringComparer.Ordinal))
            {
                now.AddRange((await this.Desk.FindAsync(id, context.RequestAborted)).Where(person => person.Identifiers.Count > 0));
            }

            await ApiAnswer.WriteAsync(context, PersonJson.Write(now, bridge.Services.Secret.Redact));
        }
    }

    private async Task<Shown?> LinkAsync(Wish wish, HttpContext context) =>
        await this.OneAsync(wish.Kept, "kept", context) is { } kept && await this.OneAsync(wish.Merged, "merged", context) is { } merged
            ? new Shown([kept, merged], PersonDesk.Link(kept, merged, this.Plans()))
            : null;

    private async Task<Shown?> SplitAsync(Wish wish, HttpContext context)
    {
        if (await this.OneAsync(wish.Person, "person", context) is not { } person)
        {
            return null;
        }

        PersonIdentifier[] moved = [.. (wish.Identifiers ?? []).Select(identifier => new PersonIdentifier(identifier?.Type ?? string.Empty, identifier?.Value ?? string.Empty))];
        return new Shown([person], await this.Desk.SplitAsync(person, moved, wish.WithSourceKeys ?? false, this.Plans(), context.RequestAborted));
    }

    private async Task<KnownPerson?> OneAsync(string? asked, string name, HttpContext context)
    {
        var found = IsIdentifier(asked) ? await this.Desk.FindAsync((asked ?? string.Empty).Trim(), context.RequestAborted) : [];
        switch (found)
        {
            case [var one]:
                return one;
            case []:
                await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, null, $"Nobody has the identifier that \"{name}\" says.");
                return null;
            default:
                await ApiAnswer.RefuseAsync(context, StatusCodes.Status409Conflict, null, $"Several persons have the identifier that \"{name}\" says. Say another one.");
                return null;
        }
    }

    private static async Task<Wish?> ReadAsync(HttpContext context)
    {
        if (await ApiAnswer.ReadAsync(context, PersonEndpointsJson.Default.Wish) is { } wish
            && wish.Identifiers is not { Count: > MostIdentifiers } && (wish.Identifiers ?? []).All(identifier => IsIdentifier(identifier?.Type) && IsIdentifier(identifier?.Value)))
        {
            return wish;
        }

        await ApiAnswer.RefuseAsync(
            context, StatusCodes.Status400BadRequest, "LB4043", "Send JSON with its length: { \"kept\", \"merged\" } to link, { \"person\", \"identifiers\": [ { \"type\", \"value\" } ], \"withSourceKeys\": true or false } to split.");
        return null;
    }

    private static bool IsIdentifier(string? text) => text is { Length: > 0 and <= LongestIdentifier } && !text.Any(char.IsControl);

    private IReadOnlyList<Core.Mapping.MappingPlan> Plans() => [.. mappings.Current.Select(mapping => mapping.Plan).OfType<Core.Mapping.MappingPlan>()];

    // Not whose they become: that is of the moment where a person is split.
    private string NameOf(Shown shown) => bridge.Services.Secret.Redact(string.Join(
        '\n',
        [
            .. shown.Persons.SelectMany(person => (IEnumerable<string>)
            [
                person.Id,
                .. person.Identifiers.Select(identifier => $"{identifier.Type}={identifier.Value}"),
                .. person.Credentials.Select(credential => $"{credential.Id} {credential.State}"),
            ]),
            .. shown.Proposal.Moved.Select(identifier => $"{identifier.Type}={identifier.Value}"),
            .. shown.Proposal.Consequences,
        ]));

    internal sealed record Wish(string? Person, string? Kept, string? Merged, IReadOnlyList<Identifier?>? Identifiers, bool? WithSourceKeys, string? By, string? Reason, string? Preview);

    internal sealed record Identifier(string? Type, string? Value);

    private sealed record Shown(IReadOnlyList<KnownPerson> Persons, PersonProposal Proposal);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PersonEndpoints.Wish))]
internal sealed partial class PersonEndpointsJson : JsonSerializerContext;
