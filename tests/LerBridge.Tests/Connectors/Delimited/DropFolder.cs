using System.Text;
using LerBridge.Core.Sources;

namespace LerBridge.Tests.Connectors.Delimited;

/// <summary>A drop folder of a test's own.</summary>
internal sealed class DropFolder : IDisposable
{
    public const string Header = "Employee_ID,Worker_Type,Position_ID,Start_Date,End_Date,Business_Title,FTE,Termination_Reason";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ler-drop-");

    public string Path => this.folder.FullName;

    public DropFolder With(string name, string text) => this.With(name, Encoding.UTF8.GetBytes(text));

    public DropFolder With(string name, byte[] bytes)
    {
        File.WriteAllBytes(System.IO.Path.Combine(this.Path, name), bytes);
        return this;
    }

    /// <summary>A connector over the folder's files, for the default columns of <c>position_history</c> and whatever else is said.</summary>
    public IConnector Connector(string more = "", string? directory = null, string files = "*.csv") => SettingsOf.Right(
        $$"""{ "Kind": "Delimited", "QuietSeconds": 0, "Directory": {{System.Text.Json.JsonSerializer.Serialize(directory ?? this.Path)}}, "Streams": { "position_history": { "Files": "{{files}}"{{(more.Length > 0 ? ", " + more : string.Empty)}} } } }""");

    public void Dispose() => this.folder.Delete(recursive: true);
}
