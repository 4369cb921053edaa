using LerBridge.Core.Diagnostics;

namespace LerBridge.Connectors.Sql;

/// <summary>What a database's failure means to the person who has to mend it.</summary>
/// <param name="Kind">Who can do something about it.</param>
/// <param name="Code">Its code.</param>
/// <param name="What">What happened, after the name of the connector or query.</param>
/// <param name="Advice">What to do, as a sentence without its stop.</param>
internal sealed record SqlFailure(FailureKind Kind, string Code, string What, string Advice)
{
    public static SqlFailure SignIn { get; } = new(FailureKind.Credentials, ConnectorCodes.SignInRefused, "refuses the sign-in", "Check user and password in ConnectionString; it is not tried again, so that nothing is locked");

    public static SqlFailure Timeout { get; } = new(FailureKind.Transient, ConnectorCodes.TimedOut, "did not answer in time", "Run at a quieter hour, give the query an index, or raise TimeoutSeconds");

    public static SqlFailure Unreachable { get; } = new(FailureKind.Transient, ConnectorCodes.Unreachable, "cannot be reached", "Check host and port in ConnectionString, the network and the database itself");

    public static SqlFailure NotTrusted { get; } = new(FailureKind.Terminal, ConnectorCodes.NotTrusted, "shows a certificate that is not trusted", "Add its issuer to this machine's trusted roots");

    /// <summary>A permission that is missing.</summary>
    public static SqlFailure Forbidden(string state) => new(FailureKind.Credentials, ConnectorCodes.Forbidden, $"refuses a permission ({state})", "Grant the account SELECT on what the query reads, and nothing else");

    /// <summary>A query that the database does not take.</summary>
    public static SqlFailure Query(string state) => new(FailureKind.Contract, ConnectorCodes.QueryFails, $"fails ({state})", "Run the query with the database's own client as the same user; its message is left out here, since it may quote rows");
}
