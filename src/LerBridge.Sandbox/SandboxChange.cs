namespace LerBridge.Sandbox;

/// <summary>One thing that happened between the first and the second day.</summary>
/// <param name="Site">Where it shows.</param>
/// <param name="Kind">Two words: <c>grade raised</c>, <c>enrolment deleted</c>, <c>course completed</c>, <c>grade changed</c>, <c>grade posted</c>, <c>job
/// ended</c>, <c>hire rescinded</c>.</param>
/// <param name="What">A sentence in plain words, without a person in it.</param>
/// <param name="Key">The ids of the row that changed, as the site has them.</param>
/// <param name="Person">The made-up person it happened to.</param>
public sealed record SandboxChange(SandboxSite Site, string Kind, string What, string Key, string Person);
