using System.Text;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Workday;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

[TestFixture]
internal sealed class JsonReportTests
{
    private const string Two = """{ "Report_Entry": [ {"A":"B","n":{"x":[1,2]}}, {"A":"D"} ] }""";

    [TestCase("{}", 0)]
    [TestCase("""{"Report_Entry":[]}""", 0)]
    [TestCase("""{"Report_Entry":null}""", 0)]
    [TestCase("""{"Report_Entry":{"A":"B"}}""", 1)]
    [TestCase("""{"other":{"deep":[{"Report_Entry":[1]}]},"Report_Entry":[{"A":"B"}],"more":[1,2,3]}""", 1)]
    [TestCase("""[{"A":"B"},{"A":"C"}]""", 2)]
    [TestCase(Two, 2)]
    [TestCase("\uFEFF" + Two, 2)]
    public async Task Every_form_of_a_report_gives_its_rows_however_it_arrives(string json, int rows)
    {
        for (var step = 1; step < 8; step++)
        {
            Assert.That(await CountAsync(Encoding.UTF8.GetBytes(json), step), Is.EqualTo(rows));
        }
    }

    [Test]
    public async Task A_report_that_ends_anywhere_in_the_middle_is_no_report()
    {
        var bytes = Encoding.UTF8.GetBytes(Two);
        for (var length = 0; length < bytes.Length; length++)
        {
            var problem = await Assert.ThrowsAsync<RequestFailedException>(() => CountAsync(bytes[..length], 5));

            Assert.That(problem?.Reason, Is.EqualTo(FailureReason.Dropped), $"cut at {length}");
        }
    }

    [TestCase("<html><body>Maintenance</body></html>", FailureReason.NotData)]
    [TestCase("  <!DOCTYPE html>", FailureReason.NotData)]
    [TestCase("\"text\"", FailureReason.Unreadable)]
    [TestCase("""{"error":"invalid request","code":"S22"}""", FailureReason.Unreadable)]
    [TestCase("""{"Report_Entry":"none"}""", FailureReason.Unreadable)]
    [TestCase("""{"Report_Entry":[1]}""", FailureReason.Unreadable)]
    [TestCase("""{"Report_Entry":[{"A":}]}""", FailureReason.Unreadable)]
    public async Task Whatever_is_no_report_is_told_as_such(string text, object reason)
    {
        var problem = await Assert.ThrowsAsync<RequestFailedException>(() => CountAsync(Encoding.UTF8.GetBytes(text), 1000));

        Assert.That(problem?.Reason, Is.EqualTo(reason));
    }

    [Test]
    public async Task A_row_without_end_is_refused_before_it_fills_the_memory()
    {
        var endless = Encoding.UTF8.GetBytes($$"""{"Report_Entry":[{"A":"{{new string('x', JsonReport.LargestRow + 10)}}"}]}""");

        Assert.That((await Assert.ThrowsAsync<RequestFailedException>(() => CountAsync(endless, 65536)))?.Reason, Is.EqualTo(FailureReason.TooLarge));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Any_bytes_are_a_report_or_refused(byte[]? bytes)
    {
        foreach (var text in new[] { bytes ?? [], [.. "{\"Report_Entry\":["u8, .. bytes ?? []] })
        {
            try
            {
                Assert.That(CountAsync(text, 3).GetAwaiter().GetResult(), Is.GreaterThanOrEqualTo(0));
            }
            catch (RequestFailedException refusal)
            {
                Assert.That(refusal.Reason, Is.AnyOf(FailureReason.Dropped, FailureReason.Unreadable, FailureReason.NotData));
            }
        }
    }

    [Test]
    public void Cells_are_found_by_name_whatever_their_order_and_kind()
    {
        var cells = new JsonCells(["A", "B", "C", "D", "E"]);

        cells.Load("""{"E":[{"Skill":"Welding"},{"Skill":"Wiring"}],"B":12.5,"x":{"A":"no"},"A":"caf\u00e9 \"x\"","C":null,"D":true}"""u8);

        Assert.That(Enumerable.Range(0, 5).Select(i => Encoding.UTF8.GetString(cells[i])), Is.EqualTo(new[] { "café \"x\"", "12.5", string.Empty, "true", "Welding; Wiring" }));
    }

    [Test]
    public void A_cell_of_one_row_does_not_linger_in_the_next()
    {
        var cells = new JsonCells(["A", "B"]);
        cells.Load("""{"A":"1","B":"2"}"""u8);

        cells.Load("""{"B":"3"}"""u8);

        Assert.That((cells[0].Length, Encoding.UTF8.GetString(cells[1]), cells.HasSeen(0)), Is.EqualTo((0, "3", true)));
    }

    private static async Task<int> CountAsync(byte[] bytes, int step)
    {
        var count = 0;
        await foreach (var rows in JsonReport.ReadAsync(new Dripping(bytes, step), row => row.Length, CancellationToken.None))
        {
            count += rows.Count;
        }

        return count;
    }

    private sealed class Dripping(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
