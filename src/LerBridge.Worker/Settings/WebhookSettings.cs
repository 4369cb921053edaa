using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>Where notices are posted as JSON.</summary>
internal sealed record WebhookSettings(Uri Url, Secret? BearerToken)
{
    public static WebhookSettings Read(SettingsSection section) => new(section.RequiredUrl("Url"), section.Secret("BearerToken"));
}
