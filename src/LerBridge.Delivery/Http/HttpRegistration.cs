using LerBridge.Core.Delivery;
using LerBridge.Core.Settings;

namespace LerBridge.Delivery.Http;

/// <summary>Makes HTTP destinations from settings.</summary>
internal sealed class HttpRegistration : IDestinationKind
{
    private const int LongestTimeoutSeconds = 600;

    public string Kind => HttpDestination.KindName;

    public IDestination Create(string name, SettingsSection settings, DestinationServices services)
    {
        var options = new HttpOptions
        {
            Url = settings.RequiredUrl("Url"),
            BearerToken = settings.Secret("BearerToken"),
            Status = settings.Flag("Status", byDefault: false),
            HonoursIdempotencyKey = settings.Flag("HonoursIdempotencyKey", byDefault: true),
            AskUrl = Ask(settings),
            MaxConcurrency = settings.Whole("MaxConcurrency", byDefault: 4, least: 1, most: 64),
            Timeout = TimeSpan.FromSeconds(settings.Whole("Timeout", byDefault: 30, least: 1, most: LongestTimeoutSeconds)),
        };
        if (options.Url.UserInfo.Length > 0)
        {
            settings.Report("Url", "LB2021", $"{settings.Path}:Url holds a user name or password.", "Write the address without it, and put a token into BearerTokenFile.");
        }

        // One connection pool per destination, for the life of the process: it renews its connections by itself and so follows DNS.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !options.Url.IsLoopback,
            ConnectTimeout = options.Timeout,
            MaxConnectionsPerServer = options.MaxConcurrency,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new HttpDestination(name, options, services.Time, handler);
    }

    private static AskTemplate? Ask(SettingsSection settings)
    {
        if (settings.Text("AskUrl") is not { } text)
        {
            return null;
        }

        var template = new AskTemplate(text);
        if (!template.NamesOneMessage)
        {
            settings.Report("AskUrl", "LB2007", $"{settings.Path}:AskUrl does not say what it asks about.", "Write {key}, or {id} and {version}, into the address, as in https://registry.example/deliveries/{key}.");
        }
        else
        {
            settings.CheckUrl("AskUrl", template.Sample);
        }

        return template;
    }
}
