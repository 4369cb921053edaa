using System.CommandLine;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>Every verb there is, one line each.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All(Surroundings surroundings) =>
    [
        ScheduleCommand.Create(surroundings),
    ];
}
