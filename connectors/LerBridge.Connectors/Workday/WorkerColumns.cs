using System.Collections.Immutable;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday;

/// <summary>Who a row is about, the same in every stream of workers.</summary>
internal static class WorkerColumns
{
    /// <summary>The fields with the column that each is read from unless settings say otherwise.</summary>
    public static ImmutableArray<(Field Field, string Alias)> Person { get; } =
    [
        (PersonFields.Id, "Employee_ID"),
        (PersonFields.EmployeeId, "Employee_ID"),
        (PersonFields.Login, "User_ID"),
        (PersonFields.VerifiedEmail, "Work_Email"),
        (PersonFields.FullName, "Full_Name"),
        (PersonFields.GivenName, "First_Name"),
        (PersonFields.FamilyName, "Last_Name"),
    ];
}
