namespace LerBridge.Sandbox.Population;

/// <summary>An award of Banner's, with the programme's credential.</summary>
internal sealed record Award(Guid Id, Guid StudentId, string Credential, string Discipline, Term Term, DateOnly EarnedOn, string? Honor);
