using LerBridge.Core.Delivery;

namespace LerBridge.Delivery.Folder;

/// <summary>The file of a credential.</summary>
/// <param name="Name">Its name, with the extension of the document's form.</param>
/// <param name="OtherName">The name it would have in the other form, in which an older version may be lying.</param>
internal sealed record CredentialFile(string Name, string OtherName)
{
    private const string Prefix = "urn:uuid:";

    /// <summary>The file; null where the id is not of the form that names one. Only what a UUID is written with can reach a path.</summary>
    public static CredentialFile? Of(DeliveryRequest request)
    {
        if (!request.CredentialId.StartsWith(Prefix, StringComparison.Ordinal) || !Guid.TryParseExact(request.CredentialId.AsSpan(Prefix.Length), "D", out var id))
        {
            return null;
        }

        var (json, jwt) = ($"{id:D}.json", $"{id:D}.jwt");
        return request.MediaType.EndsWith("jwt", StringComparison.OrdinalIgnoreCase) ? new CredentialFile(jwt, json) : new CredentialFile(json, jwt);
    }
}
