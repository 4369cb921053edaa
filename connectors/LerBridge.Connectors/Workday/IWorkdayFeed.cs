using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday;

/// <summary>One way in which a stream comes out of Workday: a report, the SOAP service or the REST service.</summary>
internal interface IWorkdayFeed
{
    /// <summary>The stream.</summary>
    RecordSchema Schema { get; }

    /// <summary>The first look: anything that needs reach and sign-in.</summary>
    Task KnockAsync(CancellationToken cancellationToken);

    /// <summary>Looks at everything that reading needs.</summary>
    Task CheckAsync(SourceChecks checks, CancellationToken cancellationToken);

    /// <summary>Reads the stream.</summary>
    IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, CancellationToken cancellationToken);
}
