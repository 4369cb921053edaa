using LerBridge.Core.Pipeline;
using LerBridge.Sandbox;

namespace LerBridge.Worker.Demo;

/// <summary>One night of the demo: what ran, and what became of each change of the day before.</summary>
/// <param name="Number">1 or 2.</param>
/// <param name="IsRepeat">True where this night was played in the folder before.</param>
/// <param name="Reports">The runs.</param>
/// <param name="Changes">What had changed at the sources, each with what became of it; empty on the first night and on repeats.</param>
internal sealed record DemoNight(int Number, bool IsRepeat, IReadOnlyList<RunReport> Reports, IReadOnlyList<(SandboxChange Change, string Became)> Changes);
