using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Sources;

namespace LerBridge.Delivery.Folder;

/// <summary>Credentials as files of a folder: one per credential, replaced when corrected, kept when withdrawn; an index tells what each is worth.</summary>
internal sealed class FolderDestination : IDestination
{
    public const string KindName = "Folder";

    // Each file is forced to the disk before it gets its name; some at once share the disk's flushes.
    private const int WritersAtOnce = 8;

    private readonly string folder;
    private readonly FolderIndex index;

    public FolderDestination(string name, FolderOptions options, TimeProvider time)
    {
        this.Name = name;
        this.folder = options.Path;
        this.index = new FolderIndex(options.Path, time);
    }

    public string Name { get; }

    public string Kind => KindName;

    public bool IsThirdParty => false;

    public bool Takes(DeliveryOperation operation) => true;

    public Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(FolderCheck.Look(this.folder));

    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(IReadOnlyList<DeliveryRequest> batch, CancellationToken cancellationToken)
    {
        var outcomes = new DeliveryOutcome[batch.Count];
        var lines = new IndexLine?[batch.Count];
        try
        {
            AtomicFile.MakeFolder(this.folder);
        }
        catch (Exception problem) when (FolderTrouble.IsExpected(problem))
        {
            Array.Fill(outcomes, FolderTrouble.Outcome(problem, this.folder));
            return outcomes;
        }

        var work = new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, batch.Count), work, async (at, token) => (outcomes[at], lines[at]) = await this.KeepAsync(batch[at], token));
        await this.ListAsync(outcomes, lines, cancellationToken);
        return outcomes;
    }

    private async Task<(DeliveryOutcome Outcome, IndexLine? Line)> KeepAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        if (CredentialFile.Of(request) is not { } file)
        {
            return (new DeliveryOutcome.Refused("LB7304", "The credential's id is no urn:uuid, so no file can be named after it.", Raw: null), null);
        }

        var line = new IndexLine(
            request.CredentialId,
            request.Mapping,
            request.Person,
            request.ValidFrom.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            Word(request.State));
        try
        {
            var path = Path.Combine(this.folder, file.Name);
            var isNew = request.Operation == DeliveryOperation.Issue && !File.Exists(path) && !File.Exists(Path.Combine(this.folder, file.OtherName));
            if (request.Operation is DeliveryOperation.Issue or DeliveryOperation.Correct)
            {
                await AtomicFile.WriteAsync(path, request.Document, cancellationToken);
                File.Delete(Path.Combine(this.folder, file.OtherName));
            }

            return (new DeliveryOutcome.Accepted(file.Name), line with { IsNew = isNew });
        }
        catch (Exception problem) when (FolderTrouble.IsExpected(problem))
        {
            return (FolderTrouble.Outcome(problem, this.folder), null);
        }
    }

    // What is not in the index was not delivered: those rows are tried again, and writing the same file again changes nothing.
    private async Task ListAsync(DeliveryOutcome[] outcomes, IndexLine?[] lines, CancellationToken cancellationToken)
    {
        var listed = lines.OfType<IndexLine>().ToArray();
        if (listed.Length == 0)
        {
            return;
        }

        try
        {
            await this.index.MergeAsync(listed, cancellationToken);
        }
        catch (Exception problem) when (FolderTrouble.IsExpected(problem))
        {
            for (var at = 0; at < outcomes.Length; at++)
            {
                outcomes[at] = lines[at] is null ? outcomes[at] : FolderTrouble.Outcome(problem, this.folder);
            }
        }
    }

    private static string Word(CredentialState state) => state switch
    {
        CredentialState.Valid => "valid",
        CredentialState.Suspended => "suspended",
        CredentialState.Revoked => "revoked",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
