using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Core.Delivery;

/// <summary>The key by which a receiver knows a message again: the same on every retry, never the same for another version.</summary>
public static class IdempotencyKey
{
    /// <summary>Hex SHA-256 of <c>destination|credential id|version|operation</c>, the operation in lower case.</summary>
    public static string Of(string destination, string credentialId, int version, DeliveryOperation operation)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{destination}|{credentialId}|{version}|{operation.ToString().ToLowerInvariant()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
