using System.Collections.Immutable;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>
/// The flags of the response group that are ever given, in the order of the service's description. Once one is given, the others count as false (facts §4); pay is said to be unwanted in every
/// request, so that it is in no version of the service.
/// </summary>
internal static class SoapFlags
{
    public const string Reference = "Include_Reference";
    public const string Person = "Include_Personal_Information";
    public const string Jobs = "Include_Additional_Jobs";
    public const string Employment = "Include_Employment_Information";
    public const string Organizations = "Include_Organizations";
    public const string Qualifications = "Include_Qualifications";
    public const string Skills = "Include_Skills";
    public const string Log = "Include_Transaction_Log_Data";
    public const string Corrected = "Include_Subevents_for_Corrected_Transaction";
    public const string Rescinded = "Include_Subevents_for_Rescinded_Transaction";
    public const string Account = "Include_User_Account";

    private const string Pay = "Include_Compensation";
    private const string Roles = "Include_Roles";
    private const string WithoutSupport = "Exclude_Organization_Support_Role_Data";

    private static readonly ImmutableArray<string> Order = [Reference, Person, Jobs, Employment, Pay, Organizations, WithoutSupport, Roles, Qualifications, Skills, Log, Corrected, Rescinded, Account];

    /// <summary>Every flag with whether it is set.</summary>
    public static IEnumerable<(string Flag, bool IsSet)> Of(IReadOnlyCollection<string> wanted) => Order.Select(flag => (flag, flag == WithoutSupport || wanted.Contains(flag)));
}
