using System.Collections.Immutable;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>The sections of a worker that Workday leaves out without a word where the integration system user lacks the domain (facts §1).</summary>
internal static class WorkerSight
{
    public const string Names = "names";
    public const string Contact = "contact";
    public const string Account = "account";
    public const string Status = "status";
    public const string Jobs = "jobs";
    public const string Profiles = "profiles";
    public const string Organizations = "organizations";
    public const string Sites = "sites";

    /// <summary>The sections, each with the domain that shows it.</summary>
    public static ImmutableArray<SightKind> All { get; } =
    [
        new(Jobs, "employment data", ["position.id", "position.start"], "Worker Data: Current Staffing Information"),
        new(Status, "employment status", ["worker.active", "worker.hired", "worker.original_hire", "worker.terminated", "worker.hire_rescinded", "end_reason"], "Worker Data: Employment Data"),
        new(Names, "names", ["person.full_name", "person.given_name", "person.family_name"], "Person Data: Name"),
        new(Contact, "work addresses", ["person.verified_email"], "Person Data: Work Contact Information"),
        new(Account, "user names", ["person.login"], "Workday Accounts"),
        new(Profiles, "job profiles", ["job.code", "job.name", "job.family", "job.level"], "Worker Data: Current Staffing Information"),
        new(Organizations, "organizations", ["company.name", "company.id"], "Worker Data: Organization Information"),
        new(Sites, "work sites", ["location.city", "location.region", "location.country"], "Worker Data: Public Worker Reports"),
    ];

    public static Sight Of(string? text) => Sight.Of(All, "The integration system user", text);
}
