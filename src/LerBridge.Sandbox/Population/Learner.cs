namespace LerBridge.Sandbox.Population;

/// <summary>One learner as both systems know them. The SIS id in Canvas is the Banner id, except where a site's history left something else.</summary>
internal sealed record Learner(int Number, long CanvasId, string BannerId, PersonName Name, Programme Programme, string Login)
{
    /// <summary>One of the four whom the second day is about: no chance touches them.</summary>
    public bool IsCast => Number < Learners.CastCount;

    public Guid PersonId => MadeUpGuid.Of("person", BannerId);

    public string SchoolEmail => $"{Login}@college.example";

    /// <summary>What the learner put into Canvas: sometimes another address.</summary>
    public required string CanvasEmail { get; init; }

    /// <summary>restricted, unrestricted or absent.</summary>
    public required string? Privacy { get; init; }

    /// <summary>Null for an account made by hand in Canvas.</summary>
    public required string? SisUserId { get; init; }

    /// <summary>A second Canvas login with a SIS id of its own.</summary>
    public string? SecondSisUserId { get; init; }

    public DateOnly Born { get; init; }

    public DateOnly? Deceased { get; init; }

    public string Gender { get; init; } = "unknown";
}
