using LerBridge.Core.Drift;
using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;

namespace LerBridge.Storage.Runs;

/// <summary>What runs met of their streams' fields.</summary>
internal static class SeenFieldStore
{
    private const string Forget = "delete from run_field where run = @run";
    private const string Add = "insert into run_field (run, name, fields, form, filled, looked) values (@run, @name, @fields, @form, @filled, @looked)";
    private const string Has = "r.state = 'Ended' and r.outcome = 'Succeeded' and exists (select 1 from run_field f where f.run = r.number)";
    private const string OfMapping = $"select r.number as Number, r.started_at as StartedAt from run r where r.mapping = @mapping and r.connector = @connector and r.stream = @stream and {Has} order by r.number desc limit 1";
    private const string OfStream = $"select r.number as Number, r.started_at as StartedAt from run r where r.connector = @connector and r.stream = @stream and {Has} order by r.number desc limit 1";
    private const string Read = "select name as Name, fields as Fields, form as Form, filled as Filled, looked as Looked from run_field where run = @run order by name";

    // Only the newest is ever compared with.
    private const string ForgetEarlier = "delete from run_field where run in (select number from run where mapping = @mapping and number < @run) and exists (select 1 from run_field f where f.run = @run)";

    public static void Keep(Session session, string runId, IReadOnlyList<SeenField> fields, IReadOnlyList<SourceNotice> notices)
    {
        var run = RunTable.Require(session, runId, RunState.Pulling).Number;
        session.Execute(Forget, new { run });
        foreach (var field in fields)
        {
            session.Execute(Add, new { run, name = field.Name, fields = string.Join(',', field.Fields), form = field.Form, filled = field.Filled, looked = field.Looked });
        }

        Staging.Note(session, run, notices);
    }

    public static SeenFields? Find(Session session, string? mapping, string connector, string stream)
    {
        var found = (mapping is null ? null : session.FirstOrDefault<RunOf>(OfMapping, new { mapping, connector, stream }))
            ?? session.FirstOrDefault<RunOf>(OfStream, new { connector, stream });
        return found is null
            ? null
            : new SeenFields(Instants.Read(found.StartedAt), [.. session.Query<FieldRow>(Read, new { run = found.Number }).Select(row => row.ToField())]);
    }

    public static void DropEarlier(Session session, string mapping, long run) => session.Execute(ForgetEarlier, new { mapping, run });

    private sealed record RunOf(long Number, long StartedAt);

    private sealed record FieldRow(string Name, string Fields, string Form, long Filled, long Looked)
    {
        public SeenField ToField() => new(this.Name, this.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries), this.Form, this.Filled, this.Looked);
    }
}
