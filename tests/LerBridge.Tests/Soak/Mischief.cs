using LerBridge.Sandbox;

namespace LerBridge.Tests.Soak;

/// <summary>What goes wrong on one night, drawn from a seed.</summary>
internal sealed class Mischief(Random dice, SoakedSystem system, IReadOnlyList<string> paths)
{
    private static readonly SandboxFaultKind[] Kinds =
    [
        SandboxFaultKind.Throttle, SandboxFaultKind.ServerError, SandboxFaultKind.HtmlPage, SandboxFaultKind.ExpiredToken, SandboxFaultKind.ResetConnection,
        SandboxFaultKind.ResetAfterHandling, SandboxFaultKind.CutConnection, SandboxFaultKind.TruncatedBody, SandboxFaultKind.Slow, SandboxFaultKind.ShortList,
        SandboxFaultKind.ShiftedPage, SandboxFaultKind.Outage, SandboxFaultKind.Refuse, SandboxFaultKind.ErrorsInOk,
    ];

    private static readonly (string Name, Action<SandboxSwitches> On)[] CanvasTraits =
    [
        ("throttling is 429", static on => on.CanvasThrottleStatus = 429),
        ("relative links", static on => on.CanvasRelativeLinks = true),
        ("an empty last page", static on => on.CanvasEmptyLastPage = true),
        ("no SIS ids", static on => on.CanvasHidesSisIds = true),
        ("no includes", static on => on.CanvasIgnoresIncludes = true),
        ("no progress in bulk", static on => on.CanvasBulkProgressStatus = 404),
        ("no module states", static on => on.CanvasHidesModuleStates = true),
        ("slow reports", static on => on.CanvasReportLooks = 5),
        ("reports that fail", static on => on.CanvasReportState = "error"),
        ("reports that never end", static on => on.CanvasReportState = "running"),
        ("reports without a file", static on => on.CanvasReportWithoutFile = true),
        ("reports in Spanish", static on => on.CanvasReportLanguage = "es"),
        ("refresh tokens that change", static on => on.TokensRotate = true),
        ("tokens for seconds", static on => on.TokenLifetime = TimeSpan.FromSeconds(45)),
        ("small pages", static on => on.CanvasLargestPage = 7),
        ("answers packed twice", static on => on.CanvasEncoding = "gzip-twice"),
        ("jobs that are forgotten", static on => on.CanvasDataForgets = true),
        ("jobs that fail", static on => on.CanvasDataState = "failed"),
        ("changed rows again and out of order", static on => on.CanvasDataRepeats = true),
        ("a row that is gone for good", static on => on.CanvasDataDeleted = "enrollments:1"),
        ("changes that are not kept", static on => on.CanvasDataKeepsDays = 0),
        ("a table without a column", static on => on.CanvasDataMissing = "scores.enrollment_id"),
        ("a new form of every table", static on => on.CanvasDataForm = 2),
        ("ids with their shard", static on => on.CanvasDataGlobalIds = true),
    ];

    private static readonly (string Name, Action<SandboxSwitches> On)[] EthosTraits =
    [
        ("tokens for seconds", static on => on.EthosTokenLifetime = TimeSpan.FromSeconds(45)),
        ("the older media type", static on => on.EthosOldMediaTypeHeader = true),
        ("no totals", static on => on.EthosHidesTotalCount = true),
        ("one notification at a time", static on => on.EthosChangesAtOnce = 1),
        ("restricted content", static on => on.EthosRestrictsContent = true),
    ];

    private static readonly (string Name, Action<SandboxSwitches> On)[] WorkdayTraits =
    [
        ("no Report_Entry", static on => on.WorkdayAbsentReportEntry = true),
        ("a locked account", static on => on.WorkdayAccountLocked = true),
        ("no business titles", static on => on.WorkdayMissingColumns = "Business_Title"),
        ("no ends", static on => on.WorkdayMissingColumns = "End_Date"),
        ("no employee ids", static on => on.WorkdayMissingColumns = "Employee_ID"),
        ("a new prompt", static on => on.WorkdayRequiredPrompt = "Company"),
        ("no employment data", static on => on.WorkdayHiddenSections = "Employment_Data"),
        ("no names", static on => on.WorkdayHiddenSections = "Name_Data"),
        ("no contact data", static on => on.WorkdayHiddenSections = "Contact_Data"),
        ("totals as decimals", static on => on.WorkdayDecimalTotals = true),
        ("ids in another order", static on => on.WorkdayTurnsIdsRound = true),
        ("flags as words", static on => on.WorkdayFlagsAsWords = true),
    ];

    /// <summary>What the night was like, for a failing one to be understood.</summary>
    public List<string> Told { get; } = [];

    /// <summary>After how many batches of the source the process is killed; null where it is not.</summary>
    public int? KillAfterBatches { get; private set; }

    /// <summary>After how many requests the process is killed; null where it is not.</summary>
    public int? KillAfterRequests { get; private set; }

    /// <summary>After how many reports of progress, from reading to delivering, the process is killed; null where it is not.</summary>
    public int? KillAfterSteps { get; private set; }

    /// <summary>Makes the sandbox misbehave for one night.</summary>
    public void Happen(SandboxHost sandbox)
    {
        for (var left = dice.Next(0, 4); left > 0; left--)
        {
            var fault = this.Fault();
            sandbox.Break(system.Site, fault);
            this.Told.Add($"{fault.Kind} {fault.Path} after {fault.After} times {fault.Times}{(fault.RetryAfter is { } wait ? $" wait {wait}" : string.Empty)}{(fault.Status is { } status ? $" status {status}" : string.Empty)}");
        }

        if (dice.Next(3) == 0)
        {
            var traits = system.Site switch { SandboxSite.Canvas => CanvasTraits, SandboxSite.Ethos => EthosTraits, _ => WorkdayTraits };
            var (name, on) = traits[dice.Next(traits.Length)];
            on(sandbox.Switches);
            this.Told.Add(name);
        }

        switch (dice.Next(8))
        {
            case 0:
                this.KillAfterBatches = dice.Next(1, 8);
                this.Told.Add($"killed after {this.KillAfterBatches} batches");
                break;
            case 1:
                this.KillAfterRequests = dice.Next(1, 40);
                this.Told.Add($"killed at request {this.KillAfterRequests}");
                break;
            case 2:
                this.KillAfterSteps = dice.Next(1, 8);
                this.Told.Add($"killed at step {this.KillAfterSteps}");
                break;
            default:
                break;
        }
    }

    private SandboxFault Fault()
    {
        var kind = Kinds[dice.Next(Kinds.Length)];
        var forEver = dice.Next(6) == 0;
        return new SandboxFault(kind)
        {
            Path = dice.Next(4) == 0 ? null : paths[dice.Next(paths.Count)],
            After = dice.Next(3) == 0 ? dice.Next(1, 12) : 0,
            Times = kind == SandboxFaultKind.Slow ? 1 : forEver ? int.MaxValue : dice.Next(1, 5),
            RetryAfter = kind == SandboxFaultKind.Throttle && dice.Next(2) == 0 ? TimeSpan.FromSeconds(new[] { 1, 9, 10_800 }[dice.Next(3)]) : null,
            RetryAfterAsDate = dice.Next(2) == 0,
            Delay = dice.Next(5) == 0 ? SoakedSystem.Patience * 1.2 : TimeSpan.FromSeconds(dice.Next(1, 30)),
            Rows = dice.Next(0, 4),
            Status = kind switch
            {
                SandboxFaultKind.Refuse => new[] { 400, 403, 404, 406 }[dice.Next(4)],
                SandboxFaultKind.ServerError => new[] { 500, 502, 504 }[dice.Next(3)],
                _ => null,
            },
        };
    }
}
