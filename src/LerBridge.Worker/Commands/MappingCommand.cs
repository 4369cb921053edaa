using System.CommandLine;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping …</c>: what an author needs before a mapping runs, one file per verb.</summary>
internal static class MappingCommand
{
    public static Command Create(Surroundings surroundings) => new("mapping", "Checks, tests and previews mapping files.")
    {
        MappingCheckCommand.Create(surroundings),
        MappingTestCommand.Create(surroundings),
        MappingSampleCommand.Create(surroundings),
        MappingNewCommand.Create(surroundings),
        PreviewCommand.Create(surroundings, "mapping preview"),
        MappingFormatCommand.Create(surroundings),
        MappingMigrateCommand.Create(surroundings),
        MappingSchemaCommand.Create(surroundings),
        MappingDescribeCommand.Create(surroundings),
    };
}
