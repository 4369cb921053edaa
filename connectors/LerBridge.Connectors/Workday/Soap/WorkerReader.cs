using System.Xml.Linq;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>Turns a worker's element into rows of <c>position_history</c>: pure, and the same for the same input.</summary>
/// <param name="schema">The stream.</param>
/// <param name="restricted">The restricted fields that may be read.</param>
internal sealed class WorkerReader(RecordSchema schema, IReadOnlySet<string> restricted) : IWorkerReader
{
    public WorkerRead Read(XElement worker, DateOnly asOf)
    {
        var reference = worker.Child("Worker_Reference");
        var data = worker.Child("Worker_Data");
        var employment = data.Child("Employment_Data");
        var status = employment.Child("Worker_Status_Data");
        var positions = employment.All("Worker_Job_Data").Where(job => job.Child("Position_Data") is not null).ToList();
        var log = new TransactionLog(data);
        var id = WorkerPerson.Id(worker);
        var rescinded = status.Flag("Hire_Rescinded") ?? log.IsHireRescinded;
        var rows = new List<(string, SourceRecord)>();
        var rejected = new List<RejectedRow>();
        foreach (var job in positions)
        {
            var record = new SourceRecord(schema) { Place = "Get_Workers", [PositionHistory.Spell] = Value.Of(1) };
            WorkerPerson.Fill(record, worker);
            this.Status(record, reference, status, rescinded, asOf);
            Job(record, job, status, asOf);
            if (id is not null && !record["position.id"].IsMissing && !record["position.start"].IsMissing)
            {
                rows.Add((record["position.id"].Text, record));
            }
            else
            {
                var key = RecordCodec.Join(record, [schema.Slot("person.id"), schema.Slot("position.id")]) ?? reference.Id("WID") ?? "?";
                rejected.Add(new RejectedRow($"{key} {rejected.Count}", ConnectorCodes.NoValue, "A job lacks its position's id, its first day or its worker's id.", record.Place));
            }
        }

        return new WorkerRead
        {
            Wid = reference.Id("WID"),
            WorkerId = id,
            IsActive = WorkerPerson.IsActive(worker),
            HasSection = positions.Count > 0,
            IsOver = positions.Count == 0 && status.Flag("Terminated") == true,
            HireAhead = positions.Count == 0 && rescinded != true && (status.Day("Hire_Date") ?? log.HiredOn) is { } hired && hired > asOf ? hired : null,
            IsRescindedAway = positions.Count == 0 && rescinded == true,
            Rows = rows,
            Rejected = rejected,
            Sights = Seen(worker, status, positions),
        };
    }

    private void Status(SourceRecord record, XElement? reference, XElement? status, bool? rescinded, DateOnly asOf)
    {
        var gone = status.Day("Termination_Date");
        record["worker.type"] = Value.Of(reference.Id("Employee_ID") is not null ? "employee" : reference.Id("Contingent_Worker_ID") is not null ? "contingent" : "other");
        record["worker.active"] = Value.Of(status.Flag("Active"));
        record["worker.hired"] = Value.Of(status.Day("Hire_Date"));
        record["worker.original_hire"] = Value.Of(status.Day("Original_Hire_Date"));

        // A past end of somebody who is not terminated belongs to an earlier employment, or was taken back.
        record["worker.terminated"] = Value.Of(status.Flag("Terminated") == false && gone <= asOf ? null : gone);
        record["worker.hire_rescinded"] = Value.Of(rescinded);
        if (restricted.Contains("end_reason"))
        {
            var reason = status.Child("Primary_Termination_Reason_Reference");
            record["end_reason"] = Value.Of(reason.Said("Descriptor") ?? reason.Id("Termination_Subcategory_ID"));
        }
    }

    private static void Job(SourceRecord record, XElement job, XElement? status, DateOnly asOf)
    {
        var position = job.Child("Position_Data");
        var profile = position.Child("Job_Profile_Summary_Data");
        var company = job.Child("Position_Organizations_Data").All("Position_Organization_Data").Select(one => one.Child("Organization_Data"))
            .FirstOrDefault(one => one.Child("Organization_Type_Reference").Id("Organization_Type_ID")?.Equals("COMPANY", StringComparison.OrdinalIgnoreCase) == true);
        var address = position.Child("Business_Site_Summary_Data").Child("Address_Data");
        var left = status.Flag("Terminated") == true ? status.Day("Termination_Date") ?? status.Day("End_Employment_Date") : null;
        record["position.id"] = Value.Of(position.Text("Position_ID") ?? position.Child("Position_Reference").Id("Position_ID"));
        record["position.title"] = Value.Of(position.Text("Position_Title"));
        record["position.business_title"] = Value.Of(position.Text("Business_Title"));
        record["position.start"] = Value.Of(position.Day("Start_Date"));
        record["position.end"] = Value.Of(position.Day("End_Date") ?? position.Day("End_Employment_Date") ?? (left <= asOf ? left : null));
        record["position.primary"] = Value.Of(job.FlagOf("Primary_Job"));
        record["position.time_type"] = Value.Of(Words(position.Child("Position_Time_Type_Reference"), "Position_Time_Type_ID"));
        record["position.weekly_hours"] = Value.Of(position.Number("Scheduled_Weekly_Hours"));
        record["position.fte"] = Value.Of(position.Number("Full_Time_Equivalent_Percentage"));
        record["job.code"] = Value.Of(profile.Child("Job_Profile_Reference").Id("Job_Profile_ID"));
        record["job.name"] = Value.Of(profile.Text("Job_Profile_Name"));
        record["job.family"] = Value.Of(profile.All("Job_Family_Reference").Select(one => one.Said("Descriptor") ?? one.Id("Job_Family_ID")).OfType<string>().ToList() is { Count: > 0 } families ? string.Join("; ", families) : null);
        record["job.level"] = Value.Of(profile.Child("Management_Level_Reference") is { } level ? level.Said("Descriptor") ?? level.Id("Management_Level_ID") : null);
        record["company.name"] = Value.Of(company.Text("Organization_Name"));
        record["company.id"] = Value.Of(company.Text("Organization_Code") ?? company.Text("Organization_Reference_ID"));
        record["location.city"] = Value.Of(address.Text("Municipality"));
        record["location.region"] = Value.Of(address.Child("Country_Region_Reference").Id("Country_Region_ID") is { } region ? region[(region.IndexOf('-', StringComparison.Ordinal) + 1)..] : null);
        record["location.country"] = Value.Of(address.Child("Country_Reference").Id("ISO_3166-1_Alpha-2_Code"));
    }

    // "Full_time" is "Full time" in every language; the descriptor is in that of the integration system user.
    private static string? Words(XElement? reference, string kind) => reference.Id(kind)?.Replace('_', ' ') ?? reference.Said("Descriptor");

    private static List<(string, bool)> Seen(XElement worker, XElement? status, List<XElement> jobs)
    {
        var seen = new List<(string, bool)> { (WorkerSight.Jobs, jobs.Count > 0), (WorkerSight.Status, status is not null) };
        seen.AddRange(WorkerPerson.Sights(worker));
        foreach (var job in jobs)
        {
            seen.Add((WorkerSight.Profiles, job.Child("Position_Data").Child("Job_Profile_Summary_Data") is not null));
            seen.Add((WorkerSight.Organizations, job.Child("Position_Organizations_Data") is not null));
            seen.Add((WorkerSight.Sites, job.Child("Position_Data").Child("Business_Site_Summary_Data") is not null));
        }

        return seen;
    }
}
