using System.Xml.Linq;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>Who a worker is: the fields that every stream of workers has.</summary>
internal static class WorkerPerson
{
    /// <summary>The id that people know.</summary>
    public static string? Id(XElement worker) => worker.Child("Worker_Data").Text("Worker_ID") ?? IdOf(worker.Child("Worker_Reference"));

    /// <summary>The id that people know in a reference.</summary>
    public static string? IdOf(XElement? reference) => reference.Id("Employee_ID") ?? reference.Id("Contingent_Worker_ID");

    /// <summary>True for the profile that counts where somebody has two.</summary>
    public static bool IsActive(XElement worker)
    {
        var status = worker.Child("Worker_Data").Child("Employment_Data").Child("Worker_Status_Data");
        return status.Flag("Active") ?? status.Flag("Terminated") != true;
    }

    public static void Fill(SourceRecord record, XElement worker)
    {
        var data = worker.Child("Worker_Data");
        var personal = data.Child("Personal_Data");
        var names = personal.Child("Name_Data");
        var name = names.Child("Preferred_Name_Data").Child("Name_Detail_Data") ?? names.Child("Legal_Name_Data").Child("Name_Detail_Data");
        var (id, given, family) = (Id(worker), name.Text("First_Name"), name.Text("Last_Name"));
        record["person.id"] = Value.Of(id);
        record["person.employee_id"] = Value.Of(id);
        record["person.login"] = Value.Of(data.Text("User_ID") ?? data.Child("User_Account_Data").Text("User_Name"));
        record["person.verified_email"] = Value.Of(WorkAddress(personal.Child("Contact_Data")));
        record["person.full_name"] = Value.Of(name.Said("Formatted_Name") ?? (given is null && family is null ? null : string.Join(' ', new[] { given, family }.OfType<string>())));
        record["person.given_name"] = Value.Of(given);
        record["person.family_name"] = Value.Of(family);
    }

    /// <summary>The sections about the person that came, and those that did not.</summary>
    public static IEnumerable<(string Sight, bool IsSeen)> Sights(XElement worker)
    {
        var data = worker.Child("Worker_Data");
        yield return (WorkerSight.Names, data.Child("Personal_Data").Child("Name_Data") is not null);
        yield return (WorkerSight.Contact, WorkAddress(data.Child("Personal_Data").Child("Contact_Data")) is not null);
        yield return (WorkerSight.Account, data.Text("User_ID") is not null || data.Child("User_Account_Data") is not null);
    }

    // The primary public address among those of work; never a private one.
    private static string? WorkAddress(XElement? contact) => contact.All("Email_Address_Data")
        .Select(one => (Address: one.Text("Email_Address"), Usage: one.Child("Usage_Data")))
        .Where(one => one.Address is not null && one.Usage.FlagOf("Public") != false && one.Usage.All("Type_Data").Any(type => type.Child("Type_Reference").Id("Communication_Usage_Type_ID") == "WORK"))
        .OrderByDescending(one => one.Usage.All("Type_Data").Any(type => type.FlagOf("Primary") == true))
        .Select(one => one.Address)
        .FirstOrDefault();
}
