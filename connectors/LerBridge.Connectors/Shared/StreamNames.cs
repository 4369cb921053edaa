namespace LerBridge.Connectors.Shared;

/// <summary>The names of the shipped streams, and the version of their fields.</summary>
internal static class StreamNames
{
    public const string CourseCompletions = "course_completions";

    public const string OutcomeResults = "outcome_results";

    public const string Awards = "awards";

    public const string AcademicHistory = "academic_history";

    public const string PositionHistory = "position_history";

    public const string Workers = "workers";

    public const string Certifications = "certifications";

    public const string WorkerSkills = "worker_skills";

    public const string LearningCompletions = "learning_completions";

    public const string ModuleCompletions = "module_completions";

    /// <summary>Moves when the shipped fields change.</summary>
    public const string Version = "2026-11-21";
}
