using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Ethos;

/// <summary>Answers lists and single rows of the resources.</summary>
internal sealed class EthosDesk(Func<World> world, SandboxSwitches switches)
{
    private EthosCatalogue _catalogue = EthosCatalogue.Of(world());

    public EthosCatalogue Catalogue
    {
        get
        {
            var now = world();
            return ReferenceEquals(_catalogue.World, now) ? _catalogue : _catalogue = EthosCatalogue.Of(now);
        }
    }

    public Task ListAsync(HttpContext context)
    {
        if (!TryBegin(context, out var resource, out var refused))
        {
            return refused;
        }

        var query = context.Request.Query;
        if (Criteria.Filter(resource, query["criteria"].ToString()) is not { } rows || query.Keys.Any(key => key is not ("criteria" or "offset" or "limit")))
        {
            return EthosErrors.WriteAsync(context, 400, "Global.SchemaValidation.Error",
                "The criteria name a property that cannot be filtered, or are not JSON.");
        }

        if (!TryNumber(query["offset"].ToString(), 0, out var offset) || !TryNumber(query["limit"].ToString(), resource.MaxPage, out var limit)
            || (limit > resource.MaxPage && resource.RefusesLargeLimit))
        {
            return EthosErrors.WriteAsync(context, 400, "Global.Internal.Error",
                string.Create(CultureInfo.InvariantCulture, $"offset and limit must be whole numbers, limit at most {resource.MaxPage}."));
        }

        var most = FaultLine.MostRows(context) ?? rows.Count;
        var all = rows.Take(most).ToList();
        if (!switches.EthosHidesTotalCount)
        {
            context.Response.Headers["x-total-count"] = all.Count.ToString(CultureInfo.InvariantCulture);
        }

        context.Response.Headers["x-max-page-size"] = resource.MaxPage.ToString(CultureInfo.InvariantCulture);
        var page = all.Skip(Math.Max(0, offset - FaultLine.Shift(context))).Take(Math.Min(limit, resource.MaxPage));
        return Reply.JsonAsync(context, 200, new JsonArray([.. page.Select(row => Show(row))]), "application/json");
    }

    public Task OneAsync(HttpContext context)
    {
        if (!TryBegin(context, out var resource, out var refused))
        {
            return refused;
        }

        var id = context.Request.RouteValues["id"] as string ?? "";
        var row = resource.Rows.FirstOrDefault(row => string.Equals(row[resource.IdKey]?.ToString(), id, StringComparison.OrdinalIgnoreCase));
        return row is null ? EthosErrors.NotFoundAsync(context, resource.Name) : Reply.JsonAsync(context, 200, Show(row), "application/json");
    }

    private bool TryBegin(HttpContext context, out EthosResource resource, out Task refused)
    {
        var name = context.Request.RouteValues["resource"] as string ?? "";
        if (!Catalogue.Resources.TryGetValue(name, out var found))
        {
            resource = new EthosResource(name, EthosBackEnd.Integration, ["1"], 1) { Rows = [] };
            refused = EthosErrors.WriteAsync(context, 404, "Global.Internal.Error", $"The resource {name} is not configured for this application.");
            return false;
        }

        resource = found;
        if (MediaTypes.Negotiate(context.Request, found) is not { } version)
        {
            refused = EthosErrors.WriteAsync(context, 406, "Global.UnsupportedVersion", $"No representation of {name} that the request accepts is available.");
            return false;
        }

        context.Response.Headers[switches.EthosOldMediaTypeHeader ? "x-hedtech-media-type" : "x-media-type"] = MediaTypes.Of(version);
        if (switches.EthosRestrictsContent && name == "persons")
        {
            context.Response.Headers["x-content-restricted"] = "partial";
        }

        refused = Task.CompletedTask;
        return true;
    }

    private JsonObject Show(JsonObject row)
    {
        var shown = row.DeepClone().AsObject();
        if (switches.EthosRestrictsContent)
        {
            shown.Remove("credentials");
            shown.Remove("emails");
        }

        return shown;
    }

    private static bool TryNumber(string text, int otherwise, out int number)
    {
        number = otherwise;
        return text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
