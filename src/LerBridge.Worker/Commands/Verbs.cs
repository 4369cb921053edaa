using System.CommandLine;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Demo;

namespace LerBridge.Worker.Commands;

/// <summary>Every verb there is, one line each.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All(Surroundings surroundings) =>
    [
        DemoCommand.Create(surroundings),
        ServeCommand.Create(surroundings),
        RunCommand.Create(surroundings),
        PlanCommand.Create(surroundings),
        ApplyCommand.Create(surroundings),
        PlansCommand.Create(surroundings),
        PreviewCommand.Create(surroundings),
        MappingCommand.Create(surroundings),
        FrameworkCommand.Create(surroundings),
        RunsCommand.Create(surroundings),
        HoldCommand.Create(surroundings),
        DeliveryCommand.Create(surroundings),
        PersonCommand.Create(surroundings),
        CredentialCommand.Create(surroundings),
        SourceCommand.Create(surroundings),
        ScheduleCommand.Create(surroundings),
        StatusCommand.Create(surroundings),
        KeyCommand.Create(surroundings),
        LdCommand.Create(surroundings),
        DoctorCommand.Create(surroundings),
        MigrateCommand.Create(surroundings),
        BackupCommand.Create(surroundings),
        RestoreCommand.Create(surroundings),
        ErrorCommand.Create(surroundings),
    ];
}
