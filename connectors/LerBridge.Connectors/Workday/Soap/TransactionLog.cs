using System.Xml.Linq;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>What the log of a worker's transactions says of the hire, where the status does not.</summary>
internal sealed class TransactionLog
{
    private readonly List<(DateOnly? On, bool IsRescinded)> hires;

    public TransactionLog(XElement? worker) => this.hires = [.. worker.Child("Transaction_Log_Entry_Data").All("Transaction_Log_Entry")
        .Select(entry => entry.Child("Transaction_Log_Data"))
        .Where(IsHire)
        .Select(entry => (On(entry.Text("Transaction_Effective_Moment")), entry.Flag("Is_Rescind_Or_Rescinded") == true))];

    /// <summary>The latest hire that stands.</summary>
    public DateOnly? HiredOn => this.hires.Where(hire => !hire.IsRescinded).Max(hire => hire.On);

    /// <summary>True where every hire in the log was taken back; null where there is none.</summary>
    public bool? IsHireRescinded => this.hires.Count == 0 ? null : this.hires.TrueForAll(hire => hire.IsRescinded) ? true : null;

    // The day is the one that is written: in the tenant's zone.
    private static DateOnly? On(string? moment) => moment is { Length: >= 10 } ? Instants.Day(moment) : null;

    private static bool IsHire(XElement? entry) => entry.All("Transaction_Log_Type_Reference")
        .Select(type => type.Id("Business_Process_Type"))
        .Any(name => name is "Hire Employee" or "Contract Contingent Worker" or "Hire" or "Contract Worker");
}
