using System.Collections;
using System.Text.Json.Nodes;
using LerBridge.Connectors;
using LerBridge.Core.Delivery;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Delivery;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Settings;

/// <summary>A settings file in a folder of its own, sound until a test changes it.</summary>
internal sealed class SettingsFile : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("lerbridge-settings-").FullName;
    private readonly JsonObject root = new()
    {
        ["Issuer"] = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College", ["KeyPassphrase"] = "correct horse" },
    };

    public string Folder => this.directory;

    public Hashtable Environment { get; } = [];

    public JsonNode? this[string section]
    {
        get => this.root[section];
        set => this.root[section] = value;
    }

    public BridgeOptions Read(SettingsUse use = SettingsUse.Running)
    {
        var file = Path.Combine(this.directory, "appsettings.json");
        File.WriteAllText(file, new JsonObject { ["LerBridge"] = this.root.DeepClone() }.ToJsonString());
        return Read(file, use, this.Environment);
    }

    public static BridgeOptions Read(string file, SettingsUse use = SettingsUse.Running, IDictionary? environment = null)
    {
        var logs = NullLoggerFactory.Instance;
        var kinds = new AdapterKinds(ConnectorCatalog.Kinds, new ConnectorServices(TimeProvider.System, logs), DestinationCatalog.Kinds, new DestinationServices(TimeProvider.System, logs));
        return BridgeOptions.Read(SettingsDocument.Load(file, environment ?? new Hashtable()), kinds, use);
    }

    public IReadOnlyList<Diagnostic> Problems(SettingsUse use = SettingsUse.Running)
    {
        var refusal = Assert.Throws<SettingsException>(() => this.Read(use));
        return refusal?.Problems ?? [];
    }

    public string Write(string name, string content)
    {
        var file = Path.Combine(this.directory, name);
        File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => Directory.Delete(this.directory, recursive: true);
}
