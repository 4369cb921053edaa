using System.Globalization;
using System.Xml.Linq;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Workday;

/// <summary>A worker as Get_Workers writes it as of a day: only the sections that were asked for and that the integration user may see. Somebody who will be hired has a name and no more.</summary>
internal sealed class WorkerXml(SandboxSwitches switches, IReadOnlySet<string> flags, DateOnly day)
{
    public static readonly XNamespace Wd = "urn:com.workday/bsvc";

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public XElement Worker(WorkerProfile profile)
    {
        var worker = profile.Worker;
        var kind = worker.IsContingent ? "Contingent_Worker_ID" : "Employee_ID";
        var data = new XElement(Wd + "Worker_Data", new XElement(Wd + "Worker_ID", worker.EmployeeId));
        if (worker.UserId.Length > 0)
        {
            data.Add(new XElement(Wd + "User_ID", worker.UserId));
        }

        if (flags.Contains("Include_Personal_Information"))
        {
            data.Add(new XElement(Wd + "Personal_Data", Names(worker), new XElement(Wd + "Birth_Date", Day(worker.Born)), Contact(worker)));
        }

        if (flags.Contains("Include_Employment_Information") && !switches.WorkdayWithoutJobs.Split(',', StringSplitOptions.TrimEntries).Contains(worker.EmployeeId) && profile.JobsAsOf(day) is { Count: > 0 } jobs)
        {
            data.Add(new XElement(Wd + "Employment_Data", jobs.Select(job => Job(job, profile)), Status(worker)));
        }

        if (flags.Contains("Include_Qualifications") && WorkerTalent.Certifications(worker, switches).ToList() is { Count: > 0 } certifications)
        {
            data.Add(new XElement(Wd + "Qualification_Data", certifications.GroupBy(one => one.Id).Select(Certification)));
        }

        if (flags.Contains("Include_Skills"))
        {
            data.Add(new XElement(Wd + "Skill_Data", WorkerTalent.Skills(worker, switches).Select(Skill)));
        }

        if (flags.Contains("Include_Transaction_Log_Data"))
        {
            data.Add(Log(worker));
        }

        var element = new XElement(Wd + "Worker", Reference("Worker_Reference", worker.Name.Display, ("WID", profile.Wid), (kind, worker.EmployeeId)), data);
        foreach (var hidden in switches.WorkdayHiddenSections.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            element.Descendants(Wd + hidden).Remove();
        }

        return element;
    }

    private static XElement Names(Worker worker)
    {
        XElement Detail(string given) => new(
            Wd + "Name_Detail_Data",
            new XAttribute(Wd + "Formatted_Name", worker.Name.Display),
            new XElement(Wd + "First_Name", given),
            new XElement(Wd + "Last_Name", worker.Name.Family));
        var names = new XElement(Wd + "Name_Data", new XElement(Wd + "Legal_Name_Data", Detail(worker.Name.Given ?? "")));
        if (worker.Name.Preferred is { } preferred)
        {
            names.Add(new XElement(Wd + "Preferred_Name_Data", Detail(preferred)));
        }

        return names;
    }

    // a private address first: only the public one of work is to be used
    private XElement? Contact(Worker worker) => worker.UserId.Length == 0 ? null : new XElement(
        Wd + "Contact_Data",
        Mail($"{worker.UserId}@home.example", "HOME", isPublic: false),
        Mail($"{worker.UserId}@work.example", "WORK", isPublic: true));

    private XElement Mail(string address, string usage, bool isPublic) => new(
        Wd + "Email_Address_Data",
        new XElement(Wd + "Email_Address", address),
        new XElement(
            Wd + "Usage_Data",
            new XAttribute(Wd + "Public", Flag(isPublic)),
            new XElement(Wd + "Type_Data", new XAttribute(Wd + "Primary", Flag(true)), Reference("Type_Reference", usage, ("WID", "1f27f250dfaa4724ab1e1617174281e4"), ("Communication_Usage_Type_ID", usage)))));

    private XElement Job(PositionSpell spell, WorkerProfile profile)
    {
        var job = spell.Job;
        var position = new XElement(
            Wd + "Position_Data",
            new XAttribute(Wd + "Effective_Date", Day(spell.Start)),
            new XElement(Wd + "Position_ID", spell.PositionId),
            new XElement(Wd + "Position_Title", job.Name));
        if (spell.BusinessTitle is { } title)
        {
            position.Add(new XElement(Wd + "Business_Title", title));
        }

        position.Add(new XElement(Wd + "Start_Date", Day(spell.Start)));
        if (spell.End is { } end)
        {
            position.Add(new XElement(Wd + "End_Employment_Date", Day(end)));
        }

        var time = spell.WeeklyHours >= 36 ? "Full_time" : "Part_time";
        position.Add(
            Reference("Position_Time_Type_Reference", time.Replace('_', ' '), ("WID", "56d7f55a7c1e4f5b8a1f4a7c2d1a6f01"), ("Position_Time_Type_ID", time)),
            new XElement(Wd + "Scheduled_Weekly_Hours", spell.WeeklyHours.ToString("0.##", Plain)),
            new XElement(Wd + "Full_Time_Equivalent_Percentage", (spell.WeeklyHours / 40m).ToString("0.##", Plain)),
            new XElement(
                Wd + "Job_Profile_Summary_Data",
                Reference("Job_Profile_Reference", job.Name, ("WID", "0e44c92412d34b01ace61e80a47aaf6d"), ("Job_Profile_ID", job.Code)),
                Reference("Management_Level_Reference", job.Level, ("Management_Level_ID", job.Level.Replace(' ', '_'))),
                Reference("Job_Family_Reference", job.Family, ("Job_Family_ID", job.Family)),
                new XElement(Wd + "Job_Profile_Name", job.Name)),
            new XElement(
                Wd + "Business_Site_Summary_Data",
                new XElement(Wd + "Name", job.Employer.City),
                new XElement(
                    Wd + "Address_Data",
                    Reference("Country_Reference", "United States of America", ("ISO_3166-1_Alpha-2_Code", job.Employer.Country)),
                    new XElement(Wd + "Municipality", job.Employer.City),
                    Reference("Country_Region_Reference", job.Employer.Region, ("Country_Region_ID", $"USA-{job.Employer.Region}")))));
        return new XElement(
            Wd + "Worker_Job_Data",
            new XAttribute(Wd + "Primary_Job", Flag(spell.Primary && !profile.IsOver)),
            position,
            flags.Contains("Include_Organizations") ? Organizations(job) : null);
    }

    private XElement Organizations(JobProfile job) => new(
        Wd + "Position_Organizations_Data",
        Organization("SUPERVISORY", "SUP-1", job.Family),
        Organization("COMPANY", job.Employer.Id, job.Employer.Name));

    private XElement Organization(string type, string id, string name) => new(
        Wd + "Position_Organization_Data",
        new XElement(
            Wd + "Organization_Data",
            new XElement(Wd + "Organization_Reference_ID", id),
            new XElement(Wd + "Organization_Name", name),
            Reference("Organization_Type_Reference", type, ("Organization_Type_ID", type))));

    private XElement Status(Worker worker)
    {
        var isGone = worker.Terminated is { } gone && gone <= day;
        var status = new XElement(
            Wd + "Worker_Status_Data",
            new XElement(Wd + "Active", Flag(!isGone && !worker.HireRescinded)),
            new XElement(Wd + "Hire_Date", Day(worker.Hired)),
            new XElement(Wd + "Original_Hire_Date", Day(worker.OriginalHire)),
            new XElement(Wd + "Terminated", Flag(isGone)));
        if (worker.Terminated is { } ended)
        {
            status.Add(new XElement(Wd + "Termination_Date", Day(ended)));
            status.Add(Reference("Primary_Termination_Reason_Reference", worker.TerminationReason ?? "", ("Termination_Subcategory_ID", "T1")));
        }

        status.Add(new XElement(Wd + "Hire_Rescinded", Flag(worker.HireRescinded)));
        return status;
    }

    // what was renewed stands beside what it was, the newest first
    private XElement Certification(IEnumerable<WorkerCertification> same) => new(
        Wd + "Certification",
        same.Reverse().Select(one => new XElement(
            Wd + "Certification_Data",
            new XElement(Wd + "Certification_ID", one.Id),
            new XElement(Wd + "Remove_Certification", Flag(one.IsRemoved)),
            Reference("Certification_Reference", one.Name, ("WID", "9c1a7e50dfb94e0b8a2f4a7c2d1a6f77"), ("Certification_ID", one.Name.Replace(' ', '_'))),
            one.Issuer is null ? null : new XElement(Wd + "Issuer", one.Issuer),
            new XElement(Wd + "Certification_Number", one.Number),
            new XElement(Wd + "Issued_Date", Day(one.Issued)),
            new XElement(Wd + "Expiration_Date", Day(one.Expires)))));

    private XElement Skill(WorkerSkill skill) => new(
        Wd + "Worker_Skill_Item",
        Reference("Skill_Reference", skill.Name, ("WID", "3b1a7e50dfb94e0b8a2f4a7c2d1a6f99"), ("Skill_ID", skill.Id)),
        new XElement(
            Wd + "Skill_Data",
            new XElement(Wd + "ID", skill.Id),
            new XElement(Wd + "Name", skill.Name),
            skill.Category is { } category ? Reference("Category_Reference", category, ("Skill_Item_Category_ID", category)) : null,
            new XElement(Wd + "Inactive", Flag(skill.IsInactive))));

    private XElement Log(Worker worker) => new(
        Wd + "Transaction_Log_Entry_Data",
        new XElement(
            Wd + "Transaction_Log_Entry",
            new XElement(
                Wd + "Transaction_Log_Data",
                new XElement(Wd + "Transaction_Effective_Moment", worker.Hired.ToString("yyyy-MM-dd", Plain) + "T00:00:00.000-08:00"),
                new XElement(Wd + "Transaction_Entry_Moment", worker.Hired.AddDays(-30).ToString("yyyy-MM-dd", Plain) + "T09:00:00.000-08:00"),
                Reference("Transaction_Log_Type_Reference", "Hire", ("Business_Process_Type", worker.IsContingent ? "Contract Contingent Worker" : "Hire Employee")),
                new XElement(Wd + "Is_Rescind_Or_Rescinded", Flag(worker.HireRescinded)))));

    private XElement Reference(string name, string descriptor, params (string Type, string Value)[] ids) => WorkdayXml.Reference(switches, name, descriptor, ids);

    private string Flag(bool value) => WorkdayXml.Flag(switches, value);

    private static string Day(DateOnly day) => WorkdayDay.Zoned(day);
}
