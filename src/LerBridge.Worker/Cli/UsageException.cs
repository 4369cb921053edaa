namespace LerBridge.Worker.Cli;

/// <summary>A verb was asked for something that is not there: nothing was started. The message says what to write instead.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }
}
