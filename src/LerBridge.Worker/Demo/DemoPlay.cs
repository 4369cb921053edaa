using System.Collections;
using LerBridge.Core.Pipeline;
using LerBridge.Sandbox;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Commands;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Demo;

/// <summary>Plays one or two nights of a small college in a folder, through the same composition as every other verb.</summary>
internal sealed class DemoPlay(DemoFolder folder, SandboxHost sandbox, Surroundings surroundings)
{
    // The demo is the same everywhere: what the environment overrides is for real installations.
    private readonly Surroundings own = surroundings with { Environment = new Hashtable() };

    /// <summary>Writes the settings and opens them as any verb would.</summary>
    public Task<Bridge> OpenAsync(CancellationToken cancellationToken)
    {
        DemoFolder.WritePrivate(folder.Settings, DemoSettings.Write(sandbox));
        return Composition.OpenAsync(Composition.ReadSite(this.own, folder.Settings, SettingsUse.Running), this.own, cancellationToken);
    }

    /// <summary>The first night, or where it was played before and changes are asked for, the second at once; both in a new folder.</summary>
    public async Task<IReadOnlyList<DemoNight>> PlayAsync(Bridge bridge, bool changes, CancellationToken cancellationToken)
    {
        var nights = new List<DemoNight>();
        var before = folder.Day;
        if (before == 0 || (before == 1 && !changes))
        {
            nights.Add(new DemoNight(1, before == 1, await this.RunAsync(bridge, cancellationToken), []));
            folder.Day = 1;
        }

        if ((changes || before == 2) && !cancellationToken.IsCancellationRequested)
        {
            var news = sandbox.ApplyChanges();
            var reports = await this.RunAsync(bridge, cancellationToken);
            nights.Add(new DemoNight(2, before == 2, reports, before == 2 ? [] : await ChangeTrace.FollowAsync(bridge, news, reports, cancellationToken)));
            folder.Day = 2;
        }

        return nights;
    }

    private Task<IReadOnlyList<RunReport>> RunAsync(Bridge bridge, CancellationToken cancellationToken) =>
        RunCommand.RunAsync(bridge.AsOf(sandbox.Today), bridge.Site.SoundMappings(), this.own, cancellationToken);
}
