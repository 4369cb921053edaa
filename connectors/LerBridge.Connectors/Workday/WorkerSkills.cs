using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday;

/// <summary>The <c>worker_skills</c> stream: one row per skill in a worker's profile.</summary>
internal static class WorkerSkills
{
    public const string Id = "skill.id";

    public const string Inactive = "skill.inactive";

    public static ShippedTable Table { get; } = new(
        StreamNames.WorkerSkills,
        [
            .. WorkerColumns.Person,
            (new(Id, FieldType.Text, false, "The skill's own id.", "SKILL-3-118"), "Skill_ID"),
            (new("skill.name", FieldType.Text, false, "The skill.", "Wound care"), "Skill"),
            (new("skill.category", FieldType.Text, true, "The category that it is filed under.", "Clinical"), "Skill_Category"),
            (new("skill.source", FieldType.Text, true, "Where the profile has it from, in the tenant's words.", "Manager"), "Skill_Source"),
            (new(Inactive, FieldType.Bool, false, "True where the skill is no longer in use. Where a mapping does not ask, such a row is skipped.", "false") { Void = VoidWhen.True }, "Skill_Inactive"),
        ],
        ["person.id", Id],
        null);
}
