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
    public const string Certifications = "certifications";
    public const string Skills = "skills";

    /// <summary>The sections about the person.</summary>
    public static ImmutableArray<SightKind> OfPersons { get; } =
    [
        new(Names, "names", ["person.full_name", "person.given_name", "person.family_name"], "Person Data: Name"),
        new(Contact, "work addresses", ["person.verified_email"], "Person Data: Work Contact Information"),
        new(Account, "user names", ["person.login"], "Workday Accounts"),
    ];

    /// <summary>The sections that positions come from, each with the domain that shows it.</summary>
    public static ImmutableArray<SightKind> OfJobs { get; } =
    [
        new(Jobs, "employment data", ["position.id", "position.start"], "Worker Data: Current Staffing Information"),
        new(Status, "employment status", ["worker.active", "worker.hired", "worker.original_hire", "worker.terminated", "worker.hire_rescinded", "end_reason"], "Worker Data: Employment Data"),
        .. OfPersons,
        new(Profiles, "job profiles", ["job.code", "job.name", "job.family", "job.level"], "Worker Data: Current Staffing Information"),
        new(Organizations, "organizations", ["company.name", "company.id"], "Worker Data: Organization Information"),
        new(Sites, "work sites", ["location.city", "location.region", "location.country"], "Worker Data: Public Worker Reports"),
    ];

    /// <summary>All of them.</summary>
    public static ImmutableArray<SightKind> All { get; } =
    [
        .. OfJobs,
        new(Certifications, "qualifications", ["certification.id", "certification.name"], "Worker Data: Skills and Experience"),
        new(Skills, "skills", ["skill.id", "skill.name"], "Worker Data: Skills and Experience"),
    ];

    public static SightKind Kind(string name) => All.First(kind => kind.Name == name);

    public static Sight Of(string? text) => Sight.Of(All, "The integration system user", text);
}
