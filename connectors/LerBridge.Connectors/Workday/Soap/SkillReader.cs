using System.Xml.Linq;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>
/// A worker's skills. A profile may name one skill twice, typed in and picked from the list: by its name, whatever the case and the spaces, it is one row, that of the skill which is filed under a
/// category. What is no longer in use is a row that says so, and typing it in does not bring it back.
/// </summary>
internal sealed class SkillReader(RecordSchema schema) : IWorkerReader
{
    public WorkerRead Read(XElement worker, DateOnly asOf)
    {
        var section = worker.Child("Worker_Data").Child("Skill_Data");
        var person = WorkerPerson.Id(worker);
        var rows = section.All("Worker_Skill_Item").Select(item => this.Row(worker, item)).ToLookup(row => person is not null && !row["skill.id"].IsMissing && !row["skill.name"].IsMissing);
        return new WorkerRead
        {
            Wid = worker.Child("Worker_Reference").Id("WID"),
            WorkerId = person,
            IsActive = WorkerPerson.IsActive(worker),
            HasSection = section is not null,
            Rows = [.. rows[true].GroupBy(Spelt, StringComparer.Ordinal).Select(Best).Select(row => (row["skill.id"].Text, row))],
            Rejected = [.. rows[false].Select((row, at) => new RejectedRow($"{person ?? "?"} skill {at}", ConnectorCodes.NoValue, "A skill lacks its id, its name or its worker's id.", row.Place))],
            Sights = [(WorkerSight.Skills, section is not null), .. WorkerPerson.Sights(worker)],
        };
    }

    private SourceRecord Row(XElement worker, XElement item)
    {
        var record = new SourceRecord(schema) { Place = "Get_Workers" };
        var (reference, data) = (item.Child("Skill_Reference"), item.Child("Skill_Data"));
        var category = data.Child("Category_Reference");
        WorkerPerson.Fill(record, worker);
        record["skill.id"] = Value.Of(data.Text("ID") ?? reference.Id("Skill_ID") ?? reference.Id("Skill_Item_ID") ?? reference.Id("WID"));
        record["skill.name"] = Value.Of(data.Text("Name") ?? reference.Said("Descriptor"));
        record["skill.category"] = Value.Of(category.Said("Descriptor") ?? category.Id("Skill_Item_Category_ID"));
        record["skill.source"] = Value.Of(item.Child("Skill_Source_Reference").Said("Descriptor") ?? item.Text("Skill_Source"));
        record["skill.inactive"] = Value.Of((bool?)(data.Flag("Inactive") == true));
        return record;
    }

    private static SourceRecord Best(IEnumerable<SourceRecord> same) => same
        .OrderBy(row => row["skill.category"].IsMissing)
        .ThenBy(row => row["skill.inactive"].Bool)
        .ThenBy(row => row["skill.id"].Text, StringComparer.Ordinal)
        .First();

    private static string Spelt(SourceRecord row) => string.Join(' ', row["skill.name"].Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
