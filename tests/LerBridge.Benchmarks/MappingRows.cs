using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Benchmarks.Peers;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;

namespace LerBridge.Benchmarks;

/// <summary>Records through the mapping of the Canvas example, with two tables: from staged bytes, and from values that are there already.</summary>
internal sealed class MappingRows : IRowGroup
{
    private const string Map = "map a record";
    private const string ReadAndMap = "read and map a record";
    private const string Skip = "map a record that is skipped";

    // The aim is a million a second on a machine whose openssl makes 44,500 Ed25519 signatures a second: on any other machine, as many times its openssl.
    private const double Aim = 1_000_000.0 / 44_500.0;

    private const int LinesForJq = 50_000;

    private const string Mapping = """
        lerbridge: mapping/v1
        id: canvas-courses
        title: Nursing course completions
        owner: registrar@college.example
        source: { connector: canvas-main, stream: course_completions }
        tables:
          competencies:
            file: competencies.csv
            key: course_code
            many: true
            columns: { min_points: number, validated_on: optional date, review_by: optional date }
            review: { validated_on: validated_on, review_by: review_by }
          points:
            value: number
            rows: { A: 4.0, B: 3.0, C: 2.0, D: 1.0, F: 0.0 }
        let:
          earned: = points[grade.letter]
          completed_on: = date(completed_at, "America/Chicago") ?? ended_on
        when:
          - skip: still enrolled
            if: = not course.concluded and completed_at = missing
          - skip: withdrawn or deleted
            if: = enrolment.state in ["inactive", "deleted", "rejected"]
          - hold: course without a code
            if: = course.code = missing
          - hold: no grade letter in the table
            if: = earned = missing
          - skip: below C
            if: = earned < 2.0
          - hold: no completion date
            if: = completed_on = missing
        issue:
          profile: ob3@3.0.3
          name: ${course.name}
          awardedDate: = completed_on
          credentialSubject:
            term: = term.name
            results:
              - name: Final grade
                type: LetterGrade
                value: = grade.letter
            achievement:
              id: https://college.example/achievements/${url_encode(course.code)}
              achievementType: Course
              name: ${course.name}
              humanCode: = course.code
              description: Course ${course.code} as published in the catalog.
              criteria:
                narrative: Completed ${course.code} with a C or better.
              alignment:
                for: c in competencies[course.code]
                where: = earned >= c.min_points
                if_empty: hold
                each:
                  targetName: = c.name
                  targetUrl: = c.url
                  targetCode: = c.code
                  targetFramework: = c.framework_name
                  targetType: CFItem
        """;

    private readonly IRecordMapper _mapper;
    private readonly RecordCodec _codec;
    private readonly SourceRecord[] _records;
    private readonly SourceRecord[] _skipped;
    private readonly byte[][] _staged;
    private readonly string _sheet;

    public MappingRows()
    {
        var sheet = "course_code,code,name,url,framework_name,min_points,validated_on,review_by\n" + string.Concat(Enumerable.Range(200, 60).Select(number =>
            $"NUR-{number},NUR-{number}.1,Plans care,https://college.example/c/{number}.1,Nursing 2026,2.0,2026-01-10,2099-12-31\n"
            + $"NUR-{number},NUR-{number}.2,Leads a shift,https://college.example/c/{number}.2,Nursing 2026,3.0,2026-01-10,2099-12-31\n"));
        _sheet = sheet;
        var compiled = MappingCompiler.Compile("canvas-courses.yaml", Mapping, new MappingContext { Schemas = new OneStream(), Files = new OneSheet(sheet), IssuerDid = "did:web:ler.college.example" });
        _mapper = compiled.Plan?.Mapper ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics.Select(found => found.Message)));
        _codec = new RecordCodec(OneStream.Schema);
        _records = [.. Enumerable.Range(0, 1000).Select(i => Record(i, "AB"[i % 2]))];
        _skipped = [.. Enumerable.Range(0, 1000).Select(i => Record(i, 'D'))];
        _staged = [.. _records.Select(_codec.Encode)];
    }

    public IReadOnlyList<string> Rows { get; } = [Map, ReadAndMap, Skip];

    public IReadOnlyList<Row> Run(IReadOnlyList<string> rows, Settings settings)
    {
        var operations = new Dictionary<string, Action<int>>
        {
            [Map] = i => Issued(_mapper.Map(_records[i % _records.Length])),
            [ReadAndMap] = i =>
            {
                var record = _codec.Decode(_staged[i % _staged.Length]);
                record[OneStream.Schema.RecordDateSlot] = Value.Of(OneStream.Today);
                Issued(_mapper.Map(record));
            },
            [Skip] = i =>
            {
                if (_mapper.Map(_skipped[i % _skipped.Length]) is not MapResult.Skip)
                {
                    throw new InvalidOperationException("The record was not skipped.");
                }
            },
        };
        foreach (var row in rows)
        {
            Measure.WarmUp(operations[row]);
        }

        var samples = rows.ToDictionary(row => row, _ => new List<Sample>());
        var (openSsl, jq) = (new List<double>(), new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var row in rows)
            {
                samples[row].Add(Measure.Run(operations[row], settings.Seconds));
            }

            openSsl.AddRange(OpenSslPeer.Measure(settings.Seconds) is { } speed ? [speed.Sign] : []);
            jq.AddRange(rows.Contains(ReadAndMap) && this.MeasureJq() is { } perSecond ? [perSecond] : []);
        }

        return [.. rows.Select(row => RowOf(row, samples[row], Median(openSsl), Median(jq)))];
    }

    private static double? Median(List<double> values) => values.Count == 0 ? null : Measure.Median(values);

    private static Row RowOf(string name, List<Sample> samples, double? openSsl, double? jq)
    {
        var perSecond = Measure.Median(samples.Select(sample => sample.PerSecond));
        IReadOnlyList<Ratio> ratios = name switch
        {
            Map => [new Ratio("openssl sign", openSsl, perSecond, Aim)],
            ReadAndMap => [new Ratio("openssl sign", openSsl, perSecond, Aim), new Ratio("jq", jq, perSecond, null)],
            _ => [],
        };
        return new Row(name, perSecond, Measure.Median(samples.Select(sample => sample.Bytes)), ratios);
    }

    private double? MeasureJq()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < LinesForJq; i++)
        {
            lines.Append(Encoding.UTF8.GetString(_staged[i % _staged.Length])).Append('\n');
        }

        var rows = _sheet.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).GroupBy(cells => cells[0]);
        var competencies = new JsonObject(rows.Select(group => KeyValuePair.Create<string, JsonNode?>(group.Key, new JsonArray([.. group.Select(Competency)]))));
        return JqPeer.Measure(lines.ToString(), LinesForJq, competencies.ToJsonString());
    }

    private static JsonObject Competency(string[] cells) => new()
    {
        ["code"] = cells[1],
        ["name"] = cells[2],
        ["url"] = cells[3],
        ["framework_name"] = cells[4],
        ["min_points"] = decimal.Parse(cells[5], System.Globalization.CultureInfo.InvariantCulture),
    };

    private static void Issued(MapResult result)
    {
        if (result is not MapResult.Issue)
        {
            throw new InvalidOperationException("The record was not issued.");
        }
    }

    private static SourceRecord Record(int number, char letter)
    {
        var record = new SourceRecord(OneStream.Schema);
        record["person.id"] = Value.Of($"{number}");
        record["person.sis_id"] = Value.Of($"A{number:0000000}");
        record["person.full_name"] = Value.Of($"Ana Ruiz {number}");
        record["course.id"] = Value.Of($"{4000 + (number % 60)}");
        record["course.code"] = Value.Of($"NUR-{200 + (number % 60)}");
        record["course.name"] = Value.Of("Clinical Care II");
        record["course.concluded"] = Value.Of((bool?)true);
        record["term.name"] = Value.Of("Spring 2026");
        record["enrolment.state"] = Value.Of("completed");
        record["grade.letter"] = Value.Of($"{letter}");
        record["completed_at"] = Value.Of((DateTimeOffset?)new DateTimeOffset(2026, 5, 1 + (number % 20), number % 24, 14, 3, TimeSpan.Zero));
        record[RecordSchema.RecordDateName] = Value.Of(OneStream.Today);
        return record;
    }

    private sealed class OneStream : IStreamSchemas
    {
        public static readonly DateOnly? Today = new DateOnly(2026, 6, 1);

        public static readonly RecordSchema Schema = new(
            "course_completions",
            "2026-09-01",
            [
                Text("person.id", false), Text("person.sis_id"), Text("person.full_name"), Text("course.id", false), Text("course.code"), Text("course.name", false),
                new Field("course.concluded", FieldType.Bool, false, "Over."), Text("term.name"), Text("enrolment.state", false), Text("grade.letter"),
                new Field("completed_at", FieldType.Time, true, "When."), new Field("ended_on", FieldType.Date, true, "When, at the latest."),
            ],
            ["course.id", "person.id"],
            "ended_on");

        public IReadOnlyCollection<string> Connectors => ["canvas-main"];

        public IReadOnlyCollection<string> Streams(string connector) => [Schema.Stream];

        public RecordSchema? Find(string connector, string stream) => Schema;

        private static Field Text(string name, bool optional = true) => new(name, FieldType.Text, optional, "A text.");
    }

    private sealed class OneSheet(string sheet) : IMappingFiles
    {
        public IReadOnlyCollection<string> Frameworks => [];

        public MappingFile Read(string mappingFile, string path, long maxBytes) => new MappingFile.Found(path, System.Text.Encoding.UTF8.GetBytes(sheet));

        public MappingFile ReadFramework(string id, string version, long maxBytes) => new MappingFile.Refused("is not there");
    }
}
