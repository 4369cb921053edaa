namespace LerBridge.Sandbox.Population;

/// <summary>The jobs of the employer, and of the college where students work.</summary>
internal static class JobProfiles
{
    public static readonly Employer Health = new("EXH", "Example Health", "Springfield", "Illinois", "United States of America");

    public static readonly Employer College = new("EXC", "Example College", "Springfield", "Illinois", "United States of America");

    public static readonly JobProfile Student = new("STU-1", "Student Assistant", "Student Employment", "Individual Contributor", College, 31_000);

    /// <summary>A family made last month: nobody has given its positions a business title yet.</summary>
    public static readonly JobProfile CareNavigator = new("CNV-1", "Care Navigator", "Care Navigation", "Individual Contributor", Health, 52_000);

    /// <summary>From a first job to the next one, by ladder.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<JobProfile>> Ladders =
    [
        [
            new("CNA-1", "Certified Nursing Assistant", "Nursing", "Individual Contributor", Health, 39_000),
            new("LPN-1", "Licensed Practical Nurse", "Nursing", "Individual Contributor", Health, 56_000),
            new("RN-1", "Registered Nurse", "Nursing", "Individual Contributor", Health, 78_000),
            new("RN-2", "Registered Nurse, Senior", "Nursing", "Lead", Health, 91_000),
        ],
        [
            new("MNT-1", "Maintenance Technician", "Facilities", "Individual Contributor", Health, 48_000),
            new("WLD-1", "Welder, Facilities", "Facilities", "Individual Contributor", Health, 55_000),
            new("MNT-3", "Facilities Supervisor", "Facilities", "Supervisor", Health, 69_000),
        ],
        [
            new("ITS-1", "IT Support Specialist", "Information Technology", "Individual Contributor", Health, 51_000),
            new("NET-1", "Network Administrator", "Information Technology", "Individual Contributor", Health, 72_000),
            new("SYS-2", "Systems Administrator, Senior", "Information Technology", "Lead", Health, 88_000),
        ],
        [
            new("APC-1", "Accounts Payable Clerk", "Finance", "Individual Contributor", Health, 43_000),
            new("PAY-1", "Payroll Specialist", "Finance", "Individual Contributor", Health, 54_000),
            new("ACT-1", "Staff Accountant", "Finance", "Individual Contributor", Health, 63_000),
        ],
    ];
}
