using System.Collections.Immutable;
using System.Xml.Linq;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>A stream that Get_Workers gives: what is asked for, and how a worker becomes rows.</summary>
internal sealed record WorkerStream
{
    /// <summary>The stream.</summary>
    public required RecordSchema Schema { get; init; }

    /// <summary>The sections of a worker that are asked for, by the flags of the response group.</summary>
    public required ImmutableArray<string> Include { get; init; }

    /// <summary>The section that the rows come from.</summary>
    public required SightKind Section { get; init; }

    /// <summary>True where every worker has the section, but those of whom something else says why not; false where many have nothing in it.</summary>
    public required bool IsOwed { get; init; }

    /// <summary>The sections that are looked for besides.</summary>
    public required ImmutableArray<SightKind> Sights { get; init; }

    /// <summary>True where workers who will be hired are fetched again as of the day of their hire.</summary>
    public bool LooksAhead { get; init; }

    /// <summary>Makes what turns a worker's element into rows; the restricted fields that may be read are given.</summary>
    public required Func<IReadOnlySet<string>, IWorkerReader> Reader { get; init; }

    /// <summary>All of them.</summary>
    public static ImmutableArray<WorkerStream> All { get; } =
    [
        new()
        {
            Schema = PositionHistory.Counted,
            Include = [SoapFlags.Reference, SoapFlags.Person, SoapFlags.Jobs, SoapFlags.Employment, SoapFlags.Organizations, SoapFlags.Log, SoapFlags.Corrected, SoapFlags.Rescinded, SoapFlags.Account],
            Section = WorkerSight.Kind(WorkerSight.Jobs),
            IsOwed = true,
            Sights = [.. WorkerSight.OfJobs],
            LooksAhead = true,
            Reader = restricted => new WorkerReader(PositionHistory.Counted, restricted),
        },
        Of(Certifications.Table.Schema(), SoapFlags.Qualifications, WorkerSight.Certifications, schema => new CertificationReader(schema)),
        Of(WorkerSkills.Table.Schema(), SoapFlags.Skills, WorkerSight.Skills, schema => new SkillReader(schema)),
    ];

    private static WorkerStream Of(RecordSchema schema, string flag, string section, Func<RecordSchema, IWorkerReader> reader) => new()
    {
        Schema = schema,
        Include = [SoapFlags.Reference, SoapFlags.Person, flag, SoapFlags.Account],
        Section = WorkerSight.Kind(section),
        IsOwed = false,
        Sights = [WorkerSight.Kind(section), .. WorkerSight.OfPersons],
        Reader = _ => reader(schema),
    };
}

/// <summary>Turns a worker's element into rows: pure, and the same for the same input.</summary>
internal interface IWorkerReader
{
    /// <summary>Reads one worker.</summary>
    /// <param name="worker">Its element.</param>
    /// <param name="asOf">The day as of which it was asked for.</param>
    WorkerRead Read(XElement worker, DateOnly asOf);
}
