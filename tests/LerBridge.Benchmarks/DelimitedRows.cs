using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Records;

namespace LerBridge.Benchmarks;

/// <summary>
/// A delimited file of positions, read and made into records, without and with the fingerprint by which a row is known to be unchanged; beside them the CSV library alone, with the same
/// cells typed, and the hash alone.
/// </summary>
internal sealed class DelimitedRows : IRowGroup
{
    private const string Read = "read and normalize a delimited row";
    private const string Fingerprint = "read, normalize and fingerprint a delimited row";

    // 1.2 and 0.6 million rows a second where CsvHelper alone makes 1.58 million of them typed.
    private const double ReadAim = 1.2 / 1.58;
    private const double FingerprintAim = 0.6 / 1.58;

    private const int RowsOfFile = 20_000;

    // As many as a pull stages together.
    private const int BatchSize = 500;

    private readonly byte[] _file = File(RowsOfFile);
    private readonly ColumnSet _set = Set();
    private readonly byte[] _hashed = new byte[200];
    private byte[] _kept = [];

    public IReadOnlyList<string> Rows { get; } = [Read, Fingerprint];

    public IReadOnlyList<Row> Run(IReadOnlyList<string> rows, Settings settings)
    {
        var operations = new Dictionary<string, Action<int>> { [Read] = _ => this.Normalize(fingerprints: false), [Fingerprint] = _ => this.Normalize(fingerprints: true) };
        Action<int> csv = _ => this.CsvAlone();
        Action<int> sha = _ => Hash(this._hashed);
        foreach (var operation in rows.Select(row => operations[row]).Append(csv).Append(sha))
        {
            Measure.WarmUp(operation);
        }

        var samples = rows.ToDictionary(row => row, _ => new List<Sample>());
        var (csvAlone, hashAlone) = (new List<double>(), new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var row in rows)
            {
                samples[row].Add(Each(Measure.Run(operations[row], settings.Seconds, batch: 1)));
            }

            csvAlone.Add(Each(Measure.Run(csv, settings.Seconds, batch: 1)).PerSecond);
            hashAlone.Add(Measure.Run(sha, settings.Seconds).PerSecond);
        }

        var (peer, hashes) = (Measure.Median(csvAlone), Measure.Median(hashAlone));
        return [.. rows.Select(row =>
        {
            var perSecond = Measure.Median(samples[row].Select(sample => sample.PerSecond));
            IReadOnlyList<Ratio> ratios = row == Read
                ? [new Ratio("CsvHelper typed", peer, perSecond, ReadAim)]
                : [new Ratio("CsvHelper typed", peer, perSecond, FingerprintAim), new Ratio("SHA-256 of 200 bytes", hashes, perSecond, null)];
            return new Row(row, perSecond, Measure.Median(samples[row].Select(sample => sample.Bytes)), ratios);
        })];
    }

    /// <summary>A file of positions as a tenant exports them: twelve columns, about 150 bytes a row.</summary>
    internal static byte[] File(int rows)
    {
        var text = new StringBuilder("Employee_ID,User_ID,Full_Name,Worker_Type,Active,Position_ID,Business_Title,Start_Date,End_Date,Scheduled_Weekly_Hours,Job_Profile_ID,Company\n");
        for (var row = 0; row < rows; row++)
        {
            text.Append(RowOf(row)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static string RowOf(int row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row:000000},user{row},Ana Ruiz {row},Employee,1,P-{row % 5000:00000},\"Charge Nurse, {row % 40}\",{2015 + (row % 10)}-{1 + (row % 12):00}-{1 + (row % 28):00},{(row % 3 == 0 ? "2026-05-31" : "")},{20 + (row % 21)}.5,RN{row % 9},Example Health");

    internal static ColumnSet Set()
    {
        string[] columns = ["Employee_ID", "User_ID", "Full_Name", "Worker_Type", "Active", "Position_ID", "Business_Title", "Start_Date", "End_Date", "Scheduled_Weekly_Hours", "Job_Profile_ID", "Company"];
        return new ColumnSet(
            PositionHistory.Default,
            [.. PositionHistory.Defaults.Where(column => columns.Contains(column.Alias) && column.Field.Name != "person.employee_id").Select(column => new Column(column.Field, column.Alias, !column.Field.Optional))]);
    }

    private static Sample Each(Sample sample) => new(sample.PerSecond * RowsOfFile, sample.Bytes / RowsOfFile);

    private static void Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(data, hash);
    }

    private void Normalize(bool fingerprints)
    {
        using var body = new MemoryStream(this._file, writable: false);
        using var table = new CsvTable(body, ',', encoding: null);
        var index = table.OpenAsync(this._set.Columns, CancellationToken.None).GetAwaiter().GetResult() ?? throw new InvalidOperationException("There is no header.");
        var reader = new RowReader(this._set, index, new HashSet<string>());
        var codec = new RecordCodec(this._set.Schema);
        var count = 0;
        var contents = new List<byte[]>(BatchSize);
        for (var next = table.NextAsync(CancellationToken.None); next.IsCompleted ? next.Result : next.AsTask().GetAwaiter().GetResult(); next = table.NextAsync(CancellationToken.None))
        {
            var (record, rejected) = reader.Read(table.Cells, "positions.csv", table.Row);
            if (record is null)
            {
                throw new InvalidOperationException(rejected?.Reason);
            }

            if (fingerprints)
            {
                contents.Add(codec.Encode(record));
                if (contents.Count == BatchSize)
                {
                    this._kept = Hashes(contents);
                    contents.Clear();
                }
            }

            count++;
        }

        this._kept = Hashes(contents);
        Expect(count);
    }

    private static byte[] Hashes(List<byte[]> contents)
    {
        var hashes = new byte[contents.Count * SHA256.HashSizeInBytes];
        RecordCodec.Hash(CollectionsMarshal.AsSpan(contents), hashes);
        return hashes;
    }

    private void CsvAlone()
    {
        using var body = new MemoryStream(this._file, writable: false);
        using var csv = CsvReader.Create(body, new CsvReaderOptions { Separator = ',' }, true);
        csv.ReadHeader();
        var count = 0;
        while (csv.Read())
        {
            _ = csv.GetString(0);
            _ = csv.GetString(1);
            _ = csv.GetString(2);
            _ = csv.GetString(3);
            _ = csv.Parse<int>(4);
            _ = csv.GetString(5);
            _ = csv.GetString(6);
            _ = csv.Parse<DateOnly>(7);
            _ = csv.IsEmpty(8) ? default : csv.Parse<DateOnly>(8);
            _ = csv.Parse<decimal>(9);
            _ = csv.GetString(10);
            _ = csv.GetString(11);
            count++;
        }

        Expect(count);
    }

    private static void Expect(int count)
    {
        if (count != RowsOfFile)
        {
            throw new InvalidOperationException($"{count} rows were read of {RowsOfFile}.");
        }
    }
}
