using System.Text;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>The integration system user. Five wrong passwords in a row lock the account, and then the right one does not open it either.</summary>
internal sealed class WorkdayAccount(SandboxOptions options, SandboxSwitches switches)
{
    private const int Patience = 5;

    private int _failures;

    public bool MayEnter(HttpRequest request) => Read(request) is ({ } user, { } password) && MayEnter(user, password, needsTenant: false);

    /// <summary>The SOAP service knows the user with the tenant only.</summary>
    public bool MayEnter(string? user, string? password, bool needsTenant)
    {
        if (user is null || password is null)
        {
            return false;
        }

        var right = ((!needsTenant && Bearer.Same(user, options.WorkdayUsername)) || Bearer.Same(user, $"{options.WorkdayUsername}@{options.WorkdayTenant}"))
            && Bearer.Same(password, options.WorkdayPassword);
        if (!right && Interlocked.Increment(ref _failures) >= Patience)
        {
            switches.WorkdayAccountLocked = true;
        }

        if (!right || switches.WorkdayAccountLocked)
        {
            return false;
        }

        Interlocked.Exchange(ref _failures, 0);
        return true;
    }

    private static (string? User, string? Password) Read(HttpRequest request)
    {
        if (Bearer.Of(request, "Basic ") is not { } encoded)
        {
            return (null, null);
        }

        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return (null, null);
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return (pair[0], pair.Length == 2 ? pair[1] : null);
    }
}
