using System.Globalization;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Workday;

/// <summary>A worker with all the spells that the report knows.</summary>
internal sealed record WorkerProfile(Worker Worker, IReadOnlyList<PositionSpell> Spells)
{
    /// <summary>True for the older of two profiles of one person.</summary>
    public bool IsOver { get; init; }

    /// <summary>Workday's own id: 32 hexadecimal digits, another one for another profile.</summary>
    public string Wid => string.Create(CultureInfo.InvariantCulture, $"{(IsOver ? 0xdeadL : 0xfaceL):x16}{Worker.Number + 1:x16}");

    public static IReadOnlyList<WorkerProfile> Of(World world) =>
        [.. world.Positions.GroupBy(spell => spell.Worker.EmployeeId, StringComparer.Ordinal).Select(group => new WorkerProfile(group.Last().Worker, [.. group])).OrderBy(profile => profile.Worker.Number)];

    /// <summary>The jobs as of a day: those that run, or the last one of somebody who left.</summary>
    public IReadOnlyList<PositionSpell> JobsAsOf(DateOnly day)
    {
        var started = Spells.Where(spell => spell.Start <= day).ToList();
        var running = started.Where(spell => spell.End is not { } end || end >= day).ToList();
        return running.Count > 0 ? running : [.. started.TakeLast(1)];
    }

    /// <summary>True where something of it becomes effective in a window.</summary>
    public bool ChangesBetween(DateOnly from, DateOnly through) =>
        Spells.Any(spell => (spell.Start >= from && spell.Start <= through) || (spell.End is { } end && end >= from && end <= through));
}
