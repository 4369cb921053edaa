using System.CommandLine;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary><c>framework import</c>, <c>framework list</c> and <c>framework drift</c>: the competency frameworks that tables are held against.</summary>
internal static class FrameworkCommand
{
    public static Command Create(Surroundings surroundings) => new("framework", "Imports, lists and compares competency frameworks.")
    {
        FrameworkImportCommand.Create(surroundings),
        FrameworkListCommand.Create(surroundings),
        FrameworkDriftCommand.Create(surroundings),
    };
}
