using System.IO.Compression;
using System.Text;
using LerBridge.Connectors.Canvas.Changes;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

/// <summary>Parts of Canvas Data 2, as they may arrive, and their rows.</summary>
internal sealed class DapPartsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int files;

    public void Dispose() => this.folder.Dispose();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public async Task Rows_are_read_whether_they_are_packed_once_not_at_all_or_twice(int layers)
    {
        var bytes = Encoding.UTF8.GetBytes(Row(1, 11) + "\r\n\n" + Row(2, 12));
        for (var layer = 0; layer < layers; layer++)
        {
            bytes = Pack(bytes);
        }

        await using var parts = new DapParts("lms", "scores");
        await parts.AddAsync(this.File(bytes), CancellationToken.None);

        Assert.That(await Courses(parts), Is.EqualTo(new long?[] { 11, 12 }));
        Assert.That(await Courses(parts), Is.EqualTo(new long?[] { 11, 12 }), "and again");
    }

    [Test]
    public async Task Several_members_in_one_file_are_one_part()
    {
        await using var parts = new DapParts("lms", "scores");
        await parts.AddAsync(this.File([.. Pack(Encoding.UTF8.GetBytes(Row(1, 11) + "\n")), .. Pack(Encoding.UTF8.GetBytes(Row(2, 12)))]), CancellationToken.None);

        Assert.That(await Courses(parts), Is.EqualTo(new long?[] { 11, 12 }));
    }

    [Test]
    public async Task A_part_that_ends_anywhere_in_the_middle_is_no_part()
    {
        // also where it ends between two rows, which no reader of rows can see
        var whole = Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 40).Select(number => Row(number, number) + "\n"))));
        for (var length = 2; length < whole.Length; length++)
        {
            await using var parts = new DapParts("lms", "scores");
            using var file = this.File(whole[..length]);
            var problem = await Assert.ThrowsAsync<RequestFailedException>(() => parts.AddAsync(file, CancellationToken.None), $"cut after {length} of {whole.Length} bytes");
            Assert.That(problem?.Reason, Is.EqualTo(FailureReason.Dropped));
        }
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("{\"key\":{}}")]
    [TestCase("{\"key\":{\"id\":null},\"value\":{}}")]
    [TestCase("{\"key\":{\"id\":\"x\"}}")]
    [TestCase("{\"key\":{\"id\":1},\"value\":7}")]
    [TestCase("{\"key\":{\"id\":1},\"value\":{\"course_id\":")]
    [TestCase("{\"key\":{\"id\":1}} {}")]
    public async Task A_line_that_is_no_row_stops_the_reading_and_is_not_repeated(string line)
    {
        await using var parts = new DapParts("lms", "scores");
        await parts.AddAsync(this.File(Pack(Encoding.UTF8.GetBytes(line))), CancellationToken.None);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Courses(parts));

        Assert.That(problem?.Code, Is.EqualTo("LB5111"));
        Assert.That(problem?.Message, Does.Contain("scores").And.Not.Contain(line));
    }

    [TestCase("{\"meta\":{\"ts\":\"2026-11-20T04:00:00Z\",\"action\":\"D\"},\"key\":{\"id\":5}}", 5, true, null)]
    [TestCase("{\"key\":{\"id\":\"5\"},\"value\":{\"course_id\":\"21070000000000565\",\"new\":[{\"course_id\":1}]},\"meta\":{\"action\":\"U\"}}", 5, false, 21070000000000565)]
    [TestCase("{\"value\":{\"more\":{\"id\":9},\"course_id\":null},\"key\":{\"other\":{\"id\":8},\"id\":5}}", 5, false, null)]
    [TestCase("{\"key\":{\"id\":5},\"value\":null,\"meta\":null,\"unknown\":[1]}", 5, false, null)]
    public void A_row_is_read_in_every_form_it_may_have(string line, long id, bool isDeleted, long? course)
    {
        var row = new DapRow(["course_id"]);

        row.Read(Encoding.UTF8.GetBytes(line));

        Assert.That((row.Id, row.IsDeleted, row.Ids[0]), Is.EqualTo((id, isDeleted, course)));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Any_bytes_are_a_row_or_refused_and_never_another_failure(byte[] bytes)
    {
        try
        {
            new DapRow(["course_id"], "completed_at").Read(bytes);
        }
        catch (RequestFailedException problem)
        {
            Assert.That(problem.Reason, Is.EqualTo(FailureReason.Unreadable));
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool Lines_are_what_a_reader_of_text_makes_of_them(string[] texts)
    {
        var lines = texts.Select(text => (text ?? string.Empty).ReplaceLineEndings(" ").Replace('\n', ' ')).ToArray();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        using var reader = new JsonLines(stream);
        var read = new List<string>();
        while (reader.NextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } line)
        {
            read.Add(Encoding.UTF8.GetString(line.Span));
        }

        var expected = lines.Select(line => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line))).Where(line => line.Trim(' ', '\t', '\r').Length > 0);
        return read.SequenceEqual(expected, StringComparer.Ordinal);
    }

    [Test]
    public async Task A_row_without_an_end_is_refused_before_it_fills_the_memory()
    {
        using var lines = new JsonLines(new Endless());

        var problem = await Assert.ThrowsAsync<RequestFailedException>(async () => await lines.NextAsync(CancellationToken.None));

        Assert.That(problem?.Reason, Is.EqualTo(FailureReason.TooLarge));
    }

    [TestCase("scores")]
    [TestCase("enrollments")]
    [TestCase("context_module_progressions")]
    public async Task A_changed_row_without_the_id_that_it_needs_has_everything_read(string name)
    {
        var changed = new ChangedCourses();
        var table = DapTable.For("course_completions").Single(one => one.Name == name);

        await changed.AddAsync(table, this.Rows([.. table.Columns], "another_id", (1, 11)));

        Assert.That(changed.Reason, Is.EqualTo(ChangeReason.Unplaced));
    }

    [Test]
    public async Task A_changed_score_whose_enrolment_is_nowhere_has_everything_read()
    {
        var changed = new ChangedCourses();
        await changed.AddAsync(DapTable.For("course_completions").Single(one => one.Name == "scores"), this.Rows(["enrollment_id"], "enrollment_id", (1, 11), (2, 12)));
        Assert.That((changed.Reason, changed.Needed), Is.EqualTo(((ChangeReason?)null, new[] { "enrollments" })));

        await changed.PlaceAsync("enrollments", this.Rows(["course_id", "user_id"], "course_id", (11, 7)));

        Assert.That(changed.Reason, Is.EqualTo(ChangeReason.Unplaced), "12 was not found");
    }

    private static string Row(long id, long course) => $$$"""{"key":{"id":{{{id}}}},"value":{"course_id":{{{course}}}},"meta":{"action":"U","ts":"2026-11-20T04:00:00.123456Z"}}""";

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static async Task<List<long?>> Courses(DapParts parts)
    {
        var courses = new List<long?>();
        await foreach (var row in parts.RowsAsync(new DapRow(["course_id"]), CancellationToken.None))
        {
            courses.Add(row.Ids[0]);
        }

        return courses;
    }

    // rows that have one column, read by somebody who wants others too
    private async IAsyncEnumerable<DapRow> Rows(string[] wanted, string column, params (long Id, long Other)[] rows)
    {
        await using var parts = new DapParts("lms", "rows");
        await parts.AddAsync(this.File(Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => $$$"""{"key":{"id":{{{row.Id}}}},"value":{"{{{column}}}":{{{row.Other}}}}}""")))), CancellationToken.None);
        await foreach (var row in parts.RowsAsync(new DapRow(wanted), CancellationToken.None))
        {
            yield return row;
        }
    }

    private FileStream File(byte[] bytes)
    {
        var path = Path.Combine(this.folder.Path, $"part-{++this.files}");
        System.IO.File.WriteAllBytes(path, bytes);
        return new FileStream(path, FileMode.Open, FileAccess.Read);
    }

    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
