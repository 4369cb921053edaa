using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday.Rest;

/// <summary>The stream <c>workers</c>: what everybody may see of a worker today. It has no dates and no history.</summary>
internal static class WorkersStream
{
    public static RecordSchema Schema { get; } = new(
        StreamNames.Workers,
        StreamNames.Version,
        [
            PersonFields.Id,
            PersonFields.EmployeeId,
            PersonFields.VerifiedEmail,
            PersonFields.FullName,
            new("worker.type", FieldType.Code, true, "What kind of worker it is.", "employee", Codes: ["employee", "contingent", "other"]),
            new("position.business_title", FieldType.Text, true, "The title that the worker uses.", "Charge Nurse"),
            new("job.name", FieldType.Text, true, "The main job.", "Registered Nurse II"),
            new("organization.name", FieldType.Text, true, "The supervisory organization.", "Nursing East"),
            new("location.name", FieldType.Text, true, "The work site.", "East Campus"),
        ],
        ["person.id"],
        null);

    public static SourceRecord Record(RestWorker worker)
    {
        var record = new SourceRecord(Schema) { Place = "workers" };
        var kind = worker.WorkerType?.Descriptor ?? string.Empty;
        record["person.id"] = Value.Of(worker.WorkerId ?? worker.Id);
        record["person.employee_id"] = Value.Of(worker.WorkerId);
        record["person.verified_email"] = Value.Of(worker.PrimaryWorkEmail ?? worker.Person?.Email);
        record["person.full_name"] = Value.Of(worker.Descriptor);
        record["worker.type"] = Value.Of(kind.Length == 0 ? null : kind.StartsWith("Employee", StringComparison.OrdinalIgnoreCase) ? "employee" : kind.StartsWith("Contingent", StringComparison.OrdinalIgnoreCase) ? "contingent" : "other");
        record["position.business_title"] = Value.Of(worker.PrimaryJob?.BusinessTitle ?? worker.BusinessTitle);
        record["job.name"] = Value.Of(worker.PrimaryJob?.Descriptor);
        record["organization.name"] = Value.Of(worker.PrimaryJob?.Organization?.Descriptor ?? worker.Organization?.Descriptor);
        record["location.name"] = Value.Of(worker.PrimaryJob?.Location?.Descriptor);
        return record;
    }
}
