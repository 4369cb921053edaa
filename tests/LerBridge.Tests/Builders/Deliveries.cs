using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;

namespace LerBridge.Tests.Builders;

/// <summary>Makes delivery requests with sensible values.</summary>
internal static class Deliveries
{
    public static DeliveryRequest Make(int number = 1, DeliveryOperation operation = DeliveryOperation.Issue, int version = 1)
    {
        var id = $"urn:uuid:00000000-0000-8000-8000-{number:D12}";
        return new DeliveryRequest
        {
            CredentialId = id,
            Version = version,
            Operation = operation,
            IdempotencyKey = IdempotencyKey.Of("registry", id, version, operation),
            Document = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","version":{{version}}}"""),
            MediaType = "application/vc",
            Mapping = "courses",
            Person = "0123456789abcdef",
            ValidFrom = new DateTimeOffset(2026, 11, 20, 8, 0, version, TimeSpan.Zero),
            State = operation switch
            {
                DeliveryOperation.Withdraw => CredentialState.Revoked,
                DeliveryOperation.Suspend => CredentialState.Suspended,
                _ => CredentialState.Valid,
            },
            Since = new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero),
        };
    }
}
