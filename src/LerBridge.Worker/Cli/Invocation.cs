namespace LerBridge.Worker.Cli;

/// <summary>How the person who reads a suggestion can start this program again.</summary>
internal static class Invocation
{
    private const string Project = "src/LerBridge.Worker";

    public static string Of(Surroundings surroundings)
    {
        var path = surroundings.Environment["PATH"] as string ?? string.Empty;
        if (path.Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "lerbridge.exe" : "lerbridge"))))
        {
            return "lerbridge";
        }

        if (File.Exists(Path.Combine(surroundings.Directory, Project, "LerBridge.Worker.csproj")))
        {
            return $"dotnet run --project {Project} --";
        }

        return Environment.ProcessPath is { } program && Path.GetFileNameWithoutExtension(program) == "lerbridge"
            ? Path.GetRelativePath(surroundings.Directory, program) is var near && near.StartsWith("..", StringComparison.Ordinal) ? program : Path.Combine(".", near)
            : "lerbridge";
    }
}
