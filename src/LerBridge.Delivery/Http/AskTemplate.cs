using System.Globalization;
using LerBridge.Core.Delivery;

namespace LerBridge.Delivery.Http;

/// <summary>An address at which a receiver says whether it has something: 200 where it has, 404 where it has not.</summary>
/// <param name="Text">The address, with <c>{key}</c>, or <c>{id}</c> and <c>{version}</c>, in it.</param>
internal sealed record AskTemplate(string Text)
{
    private const string Key = "{key}";
    private const string Id = "{id}";
    private const string Version = "{version}";

    /// <summary>True where it names one message and no other: a credential's id alone would find its earlier versions too.</summary>
    public bool NamesOneMessage => this.Has(Key) || (this.Has(Id) && this.Has(Version));

    /// <summary>The address with something in the places, to be looked at.</summary>
    public string Sample => this.Fill("key", "id", "1");

    /// <summary>The address for one message.</summary>
    public Uri Of(DeliveryRequest request) =>
        new(this.Fill(request.IdempotencyKey, Uri.EscapeDataString(request.CredentialId), request.Version.ToString(CultureInfo.InvariantCulture)));

    private string Fill(string key, string id, string version) =>
        this.Text.Replace(Key, key, StringComparison.Ordinal).Replace(Id, id, StringComparison.Ordinal).Replace(Version, version, StringComparison.Ordinal);

    private bool Has(string place) => this.Text.Contains(place, StringComparison.Ordinal);
}
