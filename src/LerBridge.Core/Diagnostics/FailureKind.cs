namespace LerBridge.Core.Diagnostics;

/// <summary>Why a source, destination, key or store cannot be used, by who can do something about it.</summary>
public enum FailureKind
{
    /// <summary>Likely to pass: timeouts, overload, connections reset. Tried again already.</summary>
    Transient,

    /// <summary>Sign-in or permission was refused.</summary>
    Credentials,

    /// <summary>The other side does not speak as agreed: HTML instead of JSON, a vanished column, an unknown version.</summary>
    Contract,

    /// <summary>It will not pass by waiting: a wrong address, a missing file, a full disk.</summary>
    Terminal,
}
