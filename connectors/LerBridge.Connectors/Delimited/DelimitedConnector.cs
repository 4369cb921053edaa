using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// Files in a drop folder: delimited text, lines of fixed width, workbooks. Every file that is taken is one partition, read in the order of names; where keys repeat, the later file wins. Of files that differ only in a date stamp
/// the newest is taken, and all of them are the same partition, unless settings ask for all (<see cref="DatedFiles"/>).
/// No file at all is a failure, never an empty stream.
/// </summary>
internal sealed class DelimitedConnector : IConnector, ITabularSource, ISettlingSource
{
    private const string Culprit = "file";
    private const int MostPutAway = 500;

    private readonly DelimitedOptions options;
    private readonly ILogger log;
    private readonly Archive archive;
    private readonly DropFolder folder;

    public DelimitedConnector(string name, DelimitedOptions options, ConnectorServices services)
    {
        this.Name = name;
        this.options = options;
        this.log = services.Logs.CreateLogger("LerBridge.Connectors.Delimited");
        this.archive = new Archive(name, options, services.Time, this.log);
        this.folder = new DropFolder(name, options, this.archive, services.Time, this.log);
        this.Streams = [.. options.Streams.Select(stream => stream.Set.Schema)];
    }

    public string Name { get; }

    public string Kind => DelimitedRegistration.KindName;

    public IReadOnlyList<RecordSchema> Streams { get; }

    public ExpectedTable Expected(string stream)
    {
        var asked = this.options.Streams.First(one => one.Set.Schema.Stream == stream);
        return new ExpectedTable([.. ExpectedColumns.Of(asked.Set).Where(column => asked.Form != FileForm.Fixed || column.Length > 0)], asked.Separator ?? ',', asked.Trailer) { IsFixedWidth = asked.Form == FileForm.Fixed, LinesAbove = asked.LinesAbove };
    }

    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = new SourceChecks(this.options.Directory);
        if (this.options.Sftp is { } sftp)
        {
            await checks.LookAsync($"Fetch from {sftp.Host}", () => this.FetchAsync(this.options.Streams, cancellationToken));
        }

        var isThere = Directory.Exists(this.options.Directory);
        checks.Add($"Folder {this.options.Directory}", isThere ? FindingResult.Yes : FindingResult.No, isThere ? null : "Make it, or correct Directory.");
        foreach (var stream in isThere ? this.options.Streams : [])
        {
            await checks.LookAsync($"Stream {stream.Set.Schema.Stream}: find files and columns", async () =>
            {
                foreach (var file in this.folder.FilesOf(stream).Taken)
                {
                    await this.RequireColumnsAsync(stream, file, request: null, cancellationToken);
                }
            });
        }

        return checks.Report;
    }

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var batches = this.ReadAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await this.NextAsync(batches, request))
        {
            yield return batches.Current;
        }
    }

    public async Task SettleAsync(string stream, SourceCursor applied, CancellationToken cancellationToken)
    {
        var of = this.options.Streams.FirstOrDefault(one => one.Set.Schema.Stream == stream);
        if (of is null || applied.Version != DelimitedCursor.Version || DelimitedCursor.Read(applied.Text) is not { IsDone: true } cursor)
        {
            return;
        }

        var moved = this.archive.Put(cursor.Taken, of.Ready);
        if (moved.Count > 0 && this.options.Sftp is { Processed: not null } sftp && !await new SftpFetch(this.Name, sftp, this.options.Directory).PutAwayAsync(moved, of.Ready, cancellationToken))
        {
            ConnectorLog.NotPutAwayThere(this.log, this.Name, sftp.Host);
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<SourceBatch> batches, PullRequest request)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (ConnectorException problem) when (request.IsKept && problem.Data[Culprit] is string file)
        {
            this.archive.Reject(new FileInfo(file), problem, this.options.Streams.FirstOrDefault(one => one.Set.Schema.Stream == request.Stream)?.Ready);
            throw;
        }
    }

    private async IAsyncEnumerable<SourceBatch> ReadAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = this.options.Streams.FirstOrDefault(one => one.Set.Schema.Stream == request.Stream)
            ?? throw new ArgumentException($"{this.Name} has no stream \"{request.Stream}\".", nameof(request));
        var at = Cursors.Text(request.Staged, DelimitedCursor.Version, this.Name) is { } text ? DelimitedCursor.Read(text) ?? throw Cursors.Unknown(this.Name) : null;
        var before = request.Live is { Version: DelimitedCursor.Version } live ? DelimitedCursor.Read(live.Text) : null;
        var earlier = SeenColumns.Read(before?.Seen);
        if (request is { IsKept: true, Live: { } applied })
        {
            // A process that was killed in between left the files of the applied run where they were.
            await this.SettleAsync(request.Stream, applied, cancellationToken);
        }

        if (at is null)
        {
            // A pull that goes on reads the files that it had begun.
            await this.FetchAsync([stream], cancellationToken);
            await this.folder.WaitAsync(stream, cancellationToken);
        }

        var (files, notices) = this.folder.FilesOf(stream, at);
        if (before is not null && files.TrueForAll(file => before.Taken.Any(taken => taken.Is(file))) && (files.Count == 1 || before.Others.Count > 0))
        {
            notices = [.. notices, new SourceNotice(ConnectorCodes.SameFile, files is [var only] ? $"{only.Name} is the file that the last run read; nothing newer has come." : $"The {files.Count} files are those that the last run read; nothing newer has come.")];
        }

        foreach (var file in files)
        {
            await this.RequireColumnsAsync(stream, file, request, cancellationToken);
        }

        if (at is not null && !stream.TakesAll && !files.Exists(file => file.Name == at.File))
        {
            // The version that the killed pull read is gone, and another is read in its place: what was staged of it is no part of this extract.
            var partition = stream.PartitionOf(at.File);
            var isReplaced = files.Exists(file => stream.PartitionOf(file.Name) == partition);
            yield return new SourceBatch { Partition = partition, Cursor = (at with { Rows = 0, IsDone = false, Seen = string.Empty }).Write(), Restarts = true, End = isReplaced ? null : new PartitionEnd.Complete() };
            at = null;
        }

        var left = files.Where(file => at is null || string.CompareOrdinal(file.Name, at.File) > 0 || (file.Name == at.File && !(at.IsDone && at.IsOf(file)))).ToList();
        ConnectorLog.Pulling(this.log, this.Name, request.Stream, left.Count);
        var met = SeenColumns.Read(at?.Seen).ToHashSet(StringComparer.Ordinal);
        var line = new LastLine(before, at);
        foreach (var file in left)
        {
            ConnectorLog.Taking(this.log, this.Name, request.Stream, file.Name);
            var resumed = at?.File == file.Name ? at : null;
            await foreach (var batch in this.FileAsync(stream, file, resumed, met, line, request, cancellationToken))
            {
                if (batch.End is null)
                {
                    yield return batch;
                    continue;
                }

                var ended = batch.End is PartitionEnd.Complete complete && before?.Taken.Any(taken => taken.Is(file)) == true ? batch with { End = complete with { Repeats = true } } : batch;
                if (file != left[^1])
                {
                    yield return ended;
                    continue;
                }

                var absent = stream.Set.Columns.Where(column => !met.Contains(column.Field.Name)).ToList();
                var seen = new SeenColumns(files.Count == 1 ? $"The file {file.Name}" : $"The files of {request.Stream}", stream.Set, request, absent, earlier) { AreMany = files.Count > 1 };
                yield return ended with { Notices = [.. notices, .. batch.Notices, .. seen.Notices()], Unread = seen.Unread(isCertain: true), Cursor = Ended(batch.Cursor, seen.Text, files.Where(other => other != file)) };
            }
        }
    }

    private Task FetchAsync(IReadOnlyList<DelimitedStream> streams, CancellationToken cancellationToken) =>
        this.options.Sftp is { } sftp ? new SftpFetch(this.Name, sftp, this.options.Directory).RunAsync(streams, cancellationToken) : Task.CompletedTask;

    // The end of the last file carries every column that was ever there, for the runs to come, and the other files, which are put away once the run is applied or known again where they stay.
    private static SourceCursor Ended(SourceCursor cursor, string seen, IEnumerable<FileInfo> others) =>
        DelimitedCursor.Read(cursor.Text) is { } last ? (last with { Seen = seen, Others = [.. others.Take(MostPutAway).Select(TakenFile.Of)] }).Write() : cursor;

    private async IAsyncEnumerable<SourceBatch> FileAsync(DelimitedStream stream, FileInfo file, DelimitedCursor? resumed, HashSet<string> met, LastLine line, PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Refresh();
        var goesOn = resumed is { IsDone: false } && resumed.IsOf(file);
        var restarts = resumed is not null && !goesOn;
        var skip = goesOn ? resumed?.Rows ?? 0 : 0;
        var partition = stream.PartitionOf(file.Name);
        await using var body = this.Open(file);
        using var table = await this.TableAsync(body, file, stream, cancellationToken);
        var footer = new Footer(stream.Trailer);
        var index = await this.HeaderAsync(table, file, stream, request, cancellationToken);
        met.UnionWith(stream.Set.Columns.Where((_, at) => index[at] >= 0).Select(column => column.Field.Name));
        var isCut = line.IsCut(stream, file, body, table);
        var cursor = line.Note(DelimitedCursor.Of(file) with { Seen = string.Join(',', met.Order(StringComparer.Ordinal)) });
        var reader = new RowReader(stream.Set, index, request.RestrictedFields);
        List<SourceRecord> records = [];
        List<RejectedRow> rejected = [];
        var rows = 0L;
        var isFirst = true;
        var lastIsRecord = false;
        var absent = stream.Set.Columns.Where((_, column) => index[column] < 0).ToList();
        while (await this.NextAsync(table, file, cancellationToken))
        {
            if (footer.Takes(table) || ++rows <= skip)
            {
                continue;
            }

            // A batch goes once a row follows it, so that the last row is in the last one, where it is known for what it is.
            if (records.Count + rejected.Count >= request.BatchSize)
            {
                yield return new SourceBatch { Partition = partition, IsOneState = true, Records = records, Rejected = rejected, Cursor = (cursor with { Rows = rows - 1 }).Write(), Restarts = restarts, Fields = isFirst ? reader.Seen(absent, table.Headings) : [] };
                (records, rejected, restarts, isFirst) = ([], [], false, false);
            }

            var had = records.Count;
            this.Take(table, reader, file, records, rejected);
            lastIsRecord = records.Count > had;
        }

        if (isCut && lastIsRecord)
        {
            records.RemoveAt(records.Count - 1);
            rejected.Add(RowReader.Cut(file.Name, table.Row));
        }

        yield return new SourceBatch
        {
            Partition = partition,
            IsOneState = true,
            Records = records,
            Rejected = rejected,
            Cursor = (cursor with { Rows = rows, IsDone = true }).Write(),
            Restarts = restarts,
            End = this.End(table, footer, file, cursor, isCut),
            Notices = [.. reader.Notices, .. table.Notices],
            Fields = reader.Seen(absent, table.Headings),
        };
    }

    private void Take(RowTable table, RowReader reader, FileInfo file, List<SourceRecord> records, List<RejectedRow> rejected)
    {
        if (table.CellCount != table.Width)
        {
            rejected.Add(RowReader.Ragged(file.Name, table.Row, table.CellCount, table.Width));
            return;
        }

        try
        {
            var (record, problem) = table.Read(reader, file.Name);
            if (record is not null)
            {
                records.Add(record);
            }
            else if (problem is not null)
            {
                rejected.Add(problem);
            }
        }
        catch (DecoderFallbackException problem)
        {
            throw this.NotEncoded(file, table, problem);
        }
    }

    private PartitionEnd End(RowTable table, Footer footer, FileInfo file, DelimitedCursor before, bool isCut)
    {
        file.Refresh();
        var why = table.EndsInQuotes ? $"{file.Name} ends inside a quoted cell: rows may be swallowed. Mend the quote."
            : !file.Exists || !before.IsOf(file) ? $"{file.Name} changed while it was read. Write under another name and rename at the end."
            : isCut ? $"{file.Name} seems cut off: no line end follows its last row, as it did in the files before. Deliver it again; where files end so from now on, the next one will be taken as it is."
            : footer.Why() is { } cut ? $"{file.Name} {cut}"
            : null;
        if (why is null)
        {
            return new PartitionEnd.Complete();
        }

        ConnectorLog.Partial(this.log, this.Name, file.Name, why);
        return new PartitionEnd.Partial(why);
    }

    private FileStream Open(FileInfo file)
    {
        try
        {
            return new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Nothing is known of what stands in it, so it is not put away.
            throw new ConnectorException(FailureKind.Contract, ConnectorCodes.FileUnusable, $"{this.Name}: the file {file.Name} cannot be opened. Check its permissions.", problem);
        }
    }

    private async Task RequireColumnsAsync(DelimitedStream stream, FileInfo file, PullRequest? request, CancellationToken cancellationToken)
    {
        await using var body = this.Open(file);
        if (await MarkupSign.FindAsync(body, cancellationToken) is { } markup)
        {
            throw this.Unusable(file, $"is {markup}, not a table", "Look at what delivers it; a sign-in or error page may have been saved in its place");
        }

        using var table = await this.TableAsync(body, file, stream, cancellationToken);
        _ = await this.HeaderAsync(table, file, stream, request, cancellationToken);
    }

    private async Task<RowTable> TableAsync(Stream body, FileInfo file, DelimitedStream stream, CancellationToken cancellationToken)
    {
        if (stream.Form == FileForm.Fixed)
        {
            return new FixedTable(body, stream.Encoding, stream.LinesAbove);
        }

        if (await WorkbookSign.IsThereAsync(body, cancellationToken))
        {
            return this.Workbook(body, file, stream);
        }

        var above = stream.SkipRowsUntil is not { } cell ? 0
            : await Preamble.SkipAsync(body, cell, cancellationToken) ?? throw this.NoHeader(file, cell);
        return new CsvTable(body, stream.Separator, stream.Encoding, above);
    }

    private WorkbookTable Workbook(Stream body, FileInfo file, DelimitedStream stream)
    {
        try
        {
            return new WorkbookTable(body, stream.Sheet, stream.SkipRowsUntil, stream.Set.DecimalComma);
        }
        catch (WorkbookLockedException problem)
        {
            throw this.Failed(ConnectorCodes.WorkbookLocked, file, "is a workbook with a password", "Save it without one, or deliver it as CSV", problem);
        }
        catch (InvalidDataException problem)
        {
            throw this.Unusable(file, $"cannot be used: {FullStop.Without(problem.Message)}", "Deliver it as CSV, or save it anew", problem);
        }
    }

    private ConnectorException NoHeader(FileInfo file, string cell) =>
        this.Unusable(file, $"has no line with a cell \"{cell}\", at which SkipRowsUntil says that its header begins", "Correct SkipRowsUntil, or look at what delivers the file");

    private async Task<int[]> HeaderAsync(RowTable table, FileInfo file, DelimitedStream stream, PullRequest? request, CancellationToken cancellationToken)
    {
        int[]? index;
        try
        {
            index = await table.OpenAsync(stream.Set.Columns, cancellationToken);
        }
        catch (CsvFormatException problem)
        {
            throw this.Unusable(file, "has a first line that is no header", "Write the names of the columns into the first line", problem);
        }
        catch (InvalidDataException problem)
        {
            throw this.Unusable(file, $"cannot be used: {FullStop.Without(problem.Message)}", "Correct Sheet, or look at what delivers the file", problem);
        }
        catch (DecoderFallbackException problem)
        {
            throw this.NotEncoded(file, table, problem);
        }

        if (index is null && table is WorkbookTable && stream.SkipRowsUntil is { } header)
        {
            throw this.NoHeader(file, header);
        }

        if (index is null)
        {
            throw this.Unusable(file, "is empty", "Deliver it again; an empty file never counts as an empty stream");
        }

        var missing = stream.Set.Columns.Where((column, at) => column.MustBeThere && index[at] < 0).ToList();
        if (missing.Count > 0)
        {
            throw About(file, MissingColumns.Refuse(this.Name, $"the file {file.Name}", stream.Set, missing, request));
        }

        var doubled = table.Doubled(stream.Set.Columns);
        return doubled.Count == 0 ? index : throw this.Unusable(file, $"has two columns \"{doubled[0]}\"", "Give each its own name");
    }

    private async ValueTask<bool> NextAsync(RowTable table, FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await table.NextAsync(cancellationToken);
        }
        catch (CsvFormatException problem)
        {
            throw this.Unusable(file, $"cannot be read beyond row {table.Row}", "Look there for a quote that is never closed", problem);
        }
        catch (DecoderFallbackException problem)
        {
            throw this.NotEncoded(file, table, problem);
        }
        catch (InvalidDataException problem)
        {
            throw this.Unusable(file, $"cannot be read beyond row {table.Row}: {FullStop.Without(problem.Message)}", "Look there, or deliver it again", problem);
        }
        catch (IOException problem)
        {
            throw this.Unusable(file, $"cannot be read beyond row {table.Row}", "Check the disk or share it lies on", problem);
        }
    }

    private ConnectorException NotEncoded(FileInfo file, RowTable table, DecoderFallbackException problem) =>
        this.Unusable(file, $"is not in its encoding in row {table.Row}, which is UTF-8 unless settings say otherwise", "Write it in UTF-8, or name its Encoding in settings, as in windows-1252", problem);

    private ConnectorException Unusable(FileInfo file, string what, string advice, Exception? inner = null) => this.Failed(ConnectorCodes.FileUnusable, file, what, advice, inner);

    private ConnectorException Failed(string code, FileInfo file, string what, string advice, Exception? inner) =>
        About(file, new ConnectorException(FailureKind.Contract, code, $"{this.Name}: the file {file.Name} {what}. {advice}.", inner));

    private static ConnectorException About(FileInfo file, ConnectorException problem)
    {
        problem.Data[Culprit] = file.FullName;
        return problem;
    }
}
