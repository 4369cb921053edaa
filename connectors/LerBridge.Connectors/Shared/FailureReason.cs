using System.Collections.Frozen;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Connectors.Shared;

/// <summary>Why one request did not give what was asked for.</summary>
internal enum FailureReason
{
    Unreachable,
    NotTrusted,
    SignInRefused,
    Forbidden,
    NotFound,
    Throttled,
    ServerFailing,
    Dropped,
    TimedOut,
    NotData,
    Unreadable,
    TooLarge,
    Redirected,
    LeavesHost,
    Rejected,
    EndlessPages,
    ErrorsInReply,
    WrongVersion,
    NotOffered,
}

/// <summary>What follows from a reason.</summary>
/// <param name="Kind">Who can do something about it.</param>
/// <param name="Code">The code.</param>
/// <param name="Retries">How often the request is tried again.</param>
/// <param name="Happened">The middle of the message.</param>
/// <param name="Advice">The end of the message.</param>
internal sealed record FailureRule(FailureKind Kind, string Code, int Retries, string Happened, string Advice)
{
    private static readonly FrozenDictionary<FailureReason, FailureRule> Rules = new Dictionary<FailureReason, FailureRule>
    {
        [FailureReason.Unreachable] = new(FailureKind.Terminal, ConnectorCodes.Unreachable, 4, "cannot be reached", "Check BaseUrl, the network and the firewall, then run: lerbridge source test"),
        [FailureReason.NotTrusted] = new(FailureKind.Terminal, ConnectorCodes.NotTrusted, 0, "has a certificate that is not trusted here", "Renew it, or add its issuer to the trusted roots of this machine"),
        [FailureReason.SignInRefused] = new(FailureKind.Credentials, ConnectorCodes.SignInRefused, 0, "refuses the sign-in", "Renew the token, key or password in the file that settings name"),
        [FailureReason.Forbidden] = new(FailureKind.Credentials, ConnectorCodes.Forbidden, 0, "does not permit it", "Give the account behind the token this permission"),
        [FailureReason.NotFound] = new(FailureKind.Contract, ConnectorCodes.NotFound, 0, "has no such address", "Check BaseUrl and the ids and paths in settings"),
        [FailureReason.Throttled] = new(FailureKind.Transient, ConnectorCodes.Throttled, 10, "asks to slow down, also after waiting", "Run later, or lower MaxConcurrency"),
        [FailureReason.ServerFailing] = new(FailureKind.Transient, ConnectorCodes.ServerFailing, 5, "keeps failing", "Look at its status page and run again"),
        [FailureReason.Dropped] = new(FailureKind.Transient, ConnectorCodes.Dropped, 5, "keeps breaking the connection off", "Run again; look for a proxy that cuts answers"),
        [FailureReason.TimedOut] = new(FailureKind.Transient, ConnectorCodes.TimedOut, 3, "does not answer in time", "Run again at a quieter hour, or raise TimeoutSeconds"),
        [FailureReason.NotData] = new(FailureKind.Contract, ConnectorCodes.NotData, 2, "answers with a web page instead of data", "Look for maintenance, a sign-in page or a wrong BaseUrl"),
        [FailureReason.Unreadable] = new(FailureKind.Contract, ConnectorCodes.Unreadable, 2, "gives an answer that is cut off or not as documented", "Run again; where it stays, the source has changed"),
        [FailureReason.TooLarge] = new(FailureKind.Contract, ConnectorCodes.TooLarge, 0, "gives an answer beyond the bounds", "Check the address"),
        [FailureReason.Redirected] = new(FailureKind.Contract, ConnectorCodes.Redirected, 0, "redirects elsewhere, where the token does not go", "Name the final address in BaseUrl"),
        [FailureReason.LeavesHost] = new(FailureKind.Contract, ConnectorCodes.LeavesHost, 0, "links to a page on another host, which never gets the token", "Name the host in BaseUrl under which the source sees itself"),
        [FailureReason.Rejected] = new(FailureKind.Contract, ConnectorCodes.Rejected, 0, "rejects the request", "Check the source's version and the settings of this connector"),
        [FailureReason.EndlessPages] = new(FailureKind.Contract, ConnectorCodes.EndlessPages, 0, "gives pages that do not end", "Report it to the source's support"),
        [FailureReason.ErrorsInReply] = new(FailureKind.Contract, ConnectorCodes.ErrorsInReply, 2, "answers 200 with errors", "Look at the application's errors in Ethos"),
        [FailureReason.WrongVersion] = new(FailureKind.Contract, ConnectorCodes.WrongVersion, 0, "answers with another version of the resource", "Grant the version to the application"),
        [FailureReason.NotOffered] = new(FailureKind.Contract, ConnectorCodes.NotOffered, 0, "does not offer it in the version or way that is asked for", "Grant the resource to the application, in this version"),
    }.ToFrozenDictionary();

    public static FailureRule Of(FailureReason reason) => Rules[reason];
}
