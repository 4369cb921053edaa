using System.Xml.Linq;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>
/// A worker's certifications. What was renewed keeps its id, and may stand in several entries: the latest one counts. What was removed is a row that says so, and an issuer may be free text or a
/// reference (facts, failure modes).
/// </summary>
internal sealed class CertificationReader(RecordSchema schema) : IWorkerReader
{
    public WorkerRead Read(XElement worker, DateOnly asOf)
    {
        var section = worker.Child("Worker_Data").Child("Qualification_Data");
        var rows = new Dictionary<string, SourceRecord>(StringComparer.Ordinal);
        var rejected = new List<RejectedRow>();
        var person = WorkerPerson.Id(worker);
        foreach (var (achievement, entry) in section.All("Certification").SelectMany(one => one.All("Certification_Data"), (one, data) => (one, data)))
        {
            var record = this.Row(worker, achievement, entry);
            if (person is null || record["certification.id"].IsMissing || record["certification.name"].IsMissing)
            {
                rejected.Add(new RejectedRow($"{person ?? "?"} certification {rejected.Count}", ConnectorCodes.NoValue, "A certification lacks its id, its name or its worker's id.", record.Place));
                continue;
            }

            var id = record["certification.id"].Text;
            if (!rows.TryGetValue(id, out var other) || Certifications.Weight(record) >= Certifications.Weight(other))
            {
                rows[id] = record;
            }
        }

        return new WorkerRead
        {
            Wid = worker.Child("Worker_Reference").Id("WID"),
            WorkerId = person,
            IsActive = WorkerPerson.IsActive(worker),
            HasSection = section is not null,
            Rows = [.. rows.Select(row => (row.Key, row.Value))],
            Rejected = rejected,
            Sights = [(WorkerSight.Certifications, section is not null), .. WorkerPerson.Sights(worker)],
        };
    }

    private SourceRecord Row(XElement worker, XElement achievement, XElement entry)
    {
        var record = new SourceRecord(schema) { Place = "Get_Workers" };
        var kind = entry.Child("Certification_Reference");
        var issuer = entry.Child("Issuer_Reference") ?? entry.Child("Certification_Issuer_Reference");
        WorkerPerson.Fill(record, worker);
        record["certification.id"] = Value.Of(entry.Text("Certification_ID") ?? achievement.Child("Certification_Reference").Id("Certification_Skill_ID") ?? achievement.Child("Certification_Reference").Id("WID"));
        record["certification.name"] = Value.Of(entry.Text("Certification_Name") ?? kind.Said("Descriptor") ?? kind.Id("Certification_ID"));
        record["certification.issuer"] = Value.Of(entry.Text("Issuer") ?? issuer.Said("Descriptor") ?? issuer.Id("Certification_Issuer_ID"));
        record["certification.number"] = Value.Of(entry.Text("Certification_Number"));
        record["certification.issued_on"] = Value.Of(entry.Day("Issued_Date"));
        record["certification.expires_on"] = Value.Of(entry.Day("Expiration_Date"));
        record["certification.removed"] = Value.Of((bool?)(entry.Flag("Remove_Certification") == true));
        return record;
    }
}
