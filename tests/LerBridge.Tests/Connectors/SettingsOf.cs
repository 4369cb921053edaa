using System.Collections;
using LerBridge.Connectors;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace LerBridge.Tests.Connectors;

/// <summary>Makes connectors from settings as the program would.</summary>
internal static class SettingsOf
{
    /// <summary>The connector of a settings object, and what is wrong with it.</summary>
    public static (IConnector Connector, IReadOnlyList<Diagnostic> Problems) Connector(string json)
    {
        var folder = Directory.CreateTempSubdirectory("ler-connector-");
        try
        {
            var file = Path.Combine(folder.FullName, "appsettings.json");
            File.WriteAllText(file, $$"""{ "LerBridge": { "Connectors": { "source-under-test": {{json}} } } }""");
            var document = SettingsDocument.Load(file, new Hashtable());
            var section = document.Root.Sections("Connectors").Single().Section;
            var kind = section.RequiredText("Kind");
            var connector = ConnectorCatalog.Kinds.Single(one => one.Kind == kind).Create("source-under-test", section, new ConnectorServices(new FastTime(), NullLoggerFactory.Instance));
            try
            {
                document.Finish();
                return (connector, []);
            }
            catch (SettingsException problem)
            {
                return (connector, problem.Problems);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The connector of settings that are right.</summary>
    public static IConnector Right(string json)
    {
        var (connector, problems) = Connector(json);
        return problems.Count == 0 ? connector : throw new InvalidOperationException(string.Join("; ", problems.Select(problem => problem.Message)));
    }
}
