using LerBridge.Core.Frameworks;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Frameworks;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>framework list</c>: what frameworks there are, and which tables are held against them.</summary>
internal static class FrameworkListCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("list", "Lists the frameworks under mappings/frameworks and the tables that use them.", "framework list", "framework list --output json") { config, output };
        verb.Does((result, _) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Authoring);
            var uses = FrameworkUse.Of(site.Catalog).ToLookup(use => use.Framework);
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(surroundings.Time.GetUtcNow(), site.Options.TimeZone).DateTime);
            var frameworks = new FrameworkFolder(site.Options.MappingsDirectory).Files.Select(file => ListedFramework.Of(file, uses, today)).ToList();
            var uncompiled = site.Catalog.Mappings.Where(mapping => mapping.HasErrors).Select(mapping => mapping.File).ToList();
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(FrameworkListJson.Write(frameworks, uncompiled));
            }
            else
            {
                FrameworkListText.Write(frameworks, uncompiled, surroundings.Terminal);
            }

            return Task.FromResult(frameworks.Exists(framework => framework.Problem is not null) ? ExitCode.Failures : ExitCode.Done);
        });
        return verb;
    }
}
