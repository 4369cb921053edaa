namespace LerBridge.Credentials.Keys;

/// <summary>A folder of keys, a key in it or a token cannot be opened, changed or used. Its message is for people: no stack trace is needed to act on it.</summary>
/// <param name="trouble">Who can do something about it.</param>
/// <param name="code">The stable code.</param>
/// <param name="message">What, where, and what to do next; never anything of a key.</param>
/// <param name="inner">What led to it.</param>
internal sealed class KeyFolderException(KeyTrouble trouble, string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Who can do something about it.</summary>
    public KeyTrouble Trouble { get; } = trouble;

    /// <summary>The stable code.</summary>
    public string Code { get; } = code;
}

/// <summary>Why keys cannot be used, by who can do something about it.</summary>
internal enum KeyTrouble
{
    /// <summary>Likely to pass: another process holds the folder, the token was lost for a moment.</summary>
    Transient,

    /// <summary>A passphrase or a PIN was refused.</summary>
    Credentials,

    /// <summary>It will not pass by waiting: a file is missing or damaged, a library is not there.</summary>
    Terminal,
}
