using System.Net;
using LerBridge.Core.Settings;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Worker.Settings;

/// <summary>What <c>serve</c> listens on.</summary>
/// <param name="PublicUrls">Addresses of the public documents and health.</param>
/// <param name="PublicBaseUrl">How the world reaches them, where that differs from what the issuer's DID says.</param>
/// <param name="AdminUrls">Addresses of everything else; empty for none.</param>
/// <param name="ApiToken">What every request to the admin listener must carry.</param>
internal sealed record HttpSettings(IReadOnlyList<string> PublicUrls, Uri? PublicBaseUrl, IReadOnlyList<string> AdminUrls, Secret? ApiToken)
{
    private static readonly string[] DefaultPublic = ["http://127.0.0.1:8080"];

    public static HttpSettings Read(SettingsSection root)
    {
        if (root.Section("Http") is not { } section)
        {
            return new HttpSettings(DefaultPublic, null, [], null);
        }

        var open = Addresses(section, "PublicUrls", section.Text("PublicUrls"), loopbackOnly: false);
        var admin = Addresses(section, "AdminUrls", section.Text("AdminUrls"), loopbackOnly: true);
        return new HttpSettings(
            open.Count > 0 ? open : DefaultPublic,
            section.Url("PublicBaseUrl"),
            admin,
            admin.Count > 0 ? section.RequiredSecret("ApiToken") : section.Secret("ApiToken"));
    }

    private static List<string> Addresses(SettingsSection section, string name, string? addresses, bool loopbackOnly)
    {
        var found = new List<string>();
        foreach (var text in addresses?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (Parse(text) is not { } address)
            {
                section.Report(name, "LB2016", $"\"{text}\" is no address to listen on.", "Write it as in http://127.0.0.1:8080; separate several with semicolons.");
            }
            else if (address.Scheme != "http")
            {
                section.Report(name, "LB2016", $"{section.Path}:{name} can only listen on plain http.", "Put a reverse proxy with the certificate in front, and let it forward to a loopback address.");
            }
            else if (loopbackOnly && !IsLoopback(address.Host))
            {
                section.Report(name, "LB2009", $"{section.Path}:{name} would take the API token in the clear from other machines.", "Listen on 127.0.0.1 and reach it through a tunnel or a reverse proxy with a certificate.");
            }
            else
            {
                found.Add(text);
            }
        }

        return found;
    }

    private static BindingAddress? Parse(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { IsUnixPipe: false, PathBase: "" } address ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsLoopback(string host) => host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
