using System.Collections.Immutable;

namespace LerBridge.Connectors.Banner;

/// <summary>What a stream that has one record per row of a list makes of the rows.</summary>
internal abstract class BannerRows<T>
    where T : EthosThing
{
    /// <summary>The list.</summary>
    public abstract EthosResource<T> Resource { get; }

    /// <summary>The resources around it.</summary>
    public abstract ImmutableArray<EthosSecondary> Secondary { get; }

    /// <summary>What the list is called in sentences.</summary>
    public abstract string Words { get; }

    /// <summary>True where the rows of one student can be asked for (facts A4).</summary>
    public abstract bool CanFilterByStudent { get; }

    /// <summary>The student of a row.</summary>
    public abstract string? StudentOf(T row);

    public abstract Task OpenAsync(BannerDirectories directories, int? rows, CancellationToken cancellationToken);

    public abstract Task EnsureAsync(BannerDirectories directories, T[] part, CancellationToken cancellationToken);

    /// <summary>The records of a row, whose place in the list is counted from 1.</summary>
    public abstract IEnumerable<NormalizedRow> Normalize(BannerNormalizer normalizer, T row, int number);
}

/// <summary><c>course_completions</c>: one record per transcript grade.</summary>
internal sealed class BannerCourseRows : BannerRows<EthosTranscriptGrade>
{
    public override EthosResource<EthosTranscriptGrade> Resource => EthosResources.TranscriptGrades;

    public override ImmutableArray<EthosSecondary> Secondary => EthosSecondary.OfCourses;

    public override string Words => "transcript grades";

    public override bool CanFilterByStudent => true;

    public override string? StudentOf(EthosTranscriptGrade row) => row.Student?.Key;

    public override async Task OpenAsync(BannerDirectories directories, int? rows, CancellationToken cancellationToken)
    {
        await directories.OpenCoursesAsync(rows, cancellationToken);
        await directories.OpenPersonsAsync(rows, cancellationToken);
    }

    public override async Task EnsureAsync(BannerDirectories directories, EthosTranscriptGrade[] part, CancellationToken cancellationToken)
    {
        await directories.EnsurePersonsAsync(part.Select(row => row.Student?.Key), cancellationToken);
        await directories.EnsureAsync(part, cancellationToken);
    }

    public override IEnumerable<NormalizedRow> Normalize(BannerNormalizer normalizer, EthosTranscriptGrade row, int number) => [normalizer.Course(row, number)];
}

/// <summary><c>awards</c>: one record per credential of a row.</summary>
internal sealed class BannerAwardRows : BannerRows<EthosAward>
{
    public override EthosResource<EthosAward> Resource => EthosResources.Awards;

    public override ImmutableArray<EthosSecondary> Secondary => EthosSecondary.OfAwards;

    public override string Words => "academic credentials";

    public override bool CanFilterByStudent => false;

    public override string? StudentOf(EthosAward row) => row.Student?.Key;

    public override async Task OpenAsync(BannerDirectories directories, int? rows, CancellationToken cancellationToken)
    {
        await directories.OpenAwardsAsync(rows, withTerms: true, cancellationToken);
        await directories.OpenPersonsAsync(rows, cancellationToken);
    }

    public override async Task EnsureAsync(BannerDirectories directories, EthosAward[] part, CancellationToken cancellationToken)
    {
        await directories.EnsurePersonsAsync(part.Select(row => row.Student?.Key), cancellationToken);
        await directories.EnsureAsync(part, cancellationToken);
    }

    public override IEnumerable<NormalizedRow> Normalize(BannerNormalizer normalizer, EthosAward row, int number) => normalizer.Awards(row, number);
}
