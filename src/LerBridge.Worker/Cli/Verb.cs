using System.CommandLine;

namespace LerBridge.Worker.Cli;

/// <summary>One verb with two examples, which its help shows first.</summary>
internal sealed class Verb : Command
{
    public Verb(string name, string description, params string[] examples)
        : base(name, description) => this.Examples = examples;

    public IReadOnlyList<string> Examples { get; }

    /// <summary>Says what the verb does; what it throws is told to the person by <see cref="ErrorReport"/>.</summary>
    public void Does(Func<ParseResult, CancellationToken, Task<ExitCode>> action) =>
        this.SetAction(async (ParseResult result, CancellationToken cancellationToken) => (int)await action(result, cancellationToken));
}
