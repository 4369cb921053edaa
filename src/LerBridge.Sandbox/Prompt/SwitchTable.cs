using System.Globalization;

namespace LerBridge.Sandbox.Prompt;

/// <summary>The switches by the names that people type.</summary>
internal static class SwitchTable
{
    private static readonly Dictionary<string, (Func<SandboxSwitches, string> Get, Action<SandboxSwitches, string> Set)> Table = new(StringComparer.Ordinal)
    {
        ["canvas-throttle-status"] = (on => Show(on.CanvasThrottleStatus), (on, value) => on.CanvasThrottleStatus = Whole(value)),
        ["canvas-relative-links"] = (on => Show(on.CanvasRelativeLinks), (on, value) => on.CanvasRelativeLinks = Flag(value)),
        ["canvas-empty-last-page"] = (on => Show(on.CanvasEmptyLastPage), (on, value) => on.CanvasEmptyLastPage = Flag(value)),
        ["canvas-hides-sis-ids"] = (on => Show(on.CanvasHidesSisIds), (on, value) => on.CanvasHidesSisIds = Flag(value)),
        ["canvas-ignores-includes"] = (on => Show(on.CanvasIgnoresIncludes), (on, value) => on.CanvasIgnoresIncludes = Flag(value)),
        ["canvas-hides-rate-limit"] = (on => Show(on.CanvasHidesRateLimit), (on, value) => on.CanvasHidesRateLimit = Flag(value)),
        ["canvas-rate-limit-said"] = (on => on.CanvasRateLimitSaid, (on, value) => on.CanvasRateLimitSaid = value),
        ["canvas-bulk-progress-status"] = (on => Show(on.CanvasBulkProgressStatus), (on, value) => on.CanvasBulkProgressStatus = Whole(value)),
        ["canvas-hides-module-states"] = (on => Show(on.CanvasHidesModuleStates), (on, value) => on.CanvasHidesModuleStates = Flag(value)),
        ["canvas-report-looks"] = (on => Show(on.CanvasReportLooks), (on, value) => on.CanvasReportLooks = Whole(value)),
        ["canvas-report-state"] = (on => on.CanvasReportState, (on, value) => on.CanvasReportState = value),
        ["canvas-report-without-file"] = (on => Show(on.CanvasReportWithoutFile), (on, value) => on.CanvasReportWithoutFile = Flag(value)),
        ["canvas-report-language"] = (on => on.CanvasReportLanguage, (on, value) => on.CanvasReportLanguage = value),
        ["canvas-encoding"] = (on => on.CanvasEncoding, (on, value) => on.CanvasEncoding = value),
        ["canvas-largest-page"] = (on => Show(on.CanvasLargestPage), (on, value) => on.CanvasLargestPage = Whole(value)),
        ["canvas-renamed-while-paging"] = (on => on.CanvasRenamedWhilePaging, (on, value) => on.CanvasRenamedWhilePaging = value),
        ["canvas-merged"] = (on => on.CanvasMerged, (on, value) => on.CanvasMerged = value),
        ["canvas-cross-listed"] = (on => on.CanvasCrossListed, (on, value) => on.CanvasCrossListed = value),
        ["canvas-data-looks"] = (on => Show(on.CanvasDataLooks), (on, value) => on.CanvasDataLooks = Whole(value)),
        ["canvas-data-state"] = (on => on.CanvasDataState, (on, value) => on.CanvasDataState = value),
        ["canvas-data-forgets"] = (on => Show(on.CanvasDataForgets), (on, value) => on.CanvasDataForgets = Flag(value)),
        ["canvas-data-keeps-days"] = (on => Show(on.CanvasDataKeepsDays), (on, value) => on.CanvasDataKeepsDays = Whole(value)),
        ["canvas-data-deleted"] = (on => on.CanvasDataDeleted, (on, value) => on.CanvasDataDeleted = value),
        ["canvas-data-repeats"] = (on => Show(on.CanvasDataRepeats), (on, value) => on.CanvasDataRepeats = Flag(value)),
        ["canvas-data-form"] = (on => Show(on.CanvasDataForm), (on, value) => on.CanvasDataForm = Whole(value)),
        ["canvas-data-missing"] = (on => on.CanvasDataMissing, (on, value) => on.CanvasDataMissing = value),
        ["canvas-data-global-ids"] = (on => Show(on.CanvasDataGlobalIds), (on, value) => on.CanvasDataGlobalIds = Flag(value)),
        ["canvas-data-rows-in-a-part"] = (on => Show(on.CanvasDataRowsInAPart), (on, value) => on.CanvasDataRowsInAPart = Whole(value)),
        ["canvas-data-starts-a-minute"] = (on => Show(on.CanvasDataStartsAMinute), (on, value) => on.CanvasDataStartsAMinute = Whole(value)),
        ["ethos-token-lifetime"] = (on => Show((int)on.EthosTokenLifetime.TotalSeconds), (on, value) =>
            on.EthosTokenLifetime = TimeSpan.FromSeconds(Whole(value))),
        ["ethos-old-media-type-header"] = (on => Show(on.EthosOldMediaTypeHeader), (on, value) => on.EthosOldMediaTypeHeader = Flag(value)),
        ["ethos-hides-total-count"] = (on => Show(on.EthosHidesTotalCount), (on, value) => on.EthosHidesTotalCount = Flag(value)),
        ["ethos-restricts-content"] = (on => Show(on.EthosRestrictsContent), (on, value) => on.EthosRestrictsContent = Flag(value)),
        ["ethos-changes"] = (on => on.EthosChanges, (on, value) => on.EthosChanges = value),
        ["ethos-changes-at-once"] = (on => Show(on.EthosChangesAtOnce), (on, value) => on.EthosChangesAtOnce = Whole(value)),
        ["workday-absent-report-entry"] = (on => Show(on.WorkdayAbsentReportEntry), (on, value) => on.WorkdayAbsentReportEntry = Flag(value)),
        ["workday-account-locked"] = (on => Show(on.WorkdayAccountLocked), (on, value) => on.WorkdayAccountLocked = Flag(value)),
        ["workday-missing-columns"] = (on => on.WorkdayMissingColumns, (on, value) => on.WorkdayMissingColumns = value),
        ["workday-required-prompt"] = (on => on.WorkdayRequiredPrompt, (on, value) => on.WorkdayRequiredPrompt = value),
        ["workday-hidden-sections"] = (on => on.WorkdayHiddenSections, (on, value) => on.WorkdayHiddenSections = value),
        ["workday-typed-in"] = (on => on.WorkdayTypedIn, (on, value) => on.WorkdayTypedIn = value),
        ["workday-decimal-totals"] = (on => Show(on.WorkdayDecimalTotals), (on, value) => on.WorkdayDecimalTotals = Flag(value)),
        ["workday-turns-ids-round"] = (on => Show(on.WorkdayTurnsIdsRound), (on, value) => on.WorkdayTurnsIdsRound = Flag(value)),
        ["workday-flags-as-words"] = (on => Show(on.WorkdayFlagsAsWords), (on, value) => on.WorkdayFlagsAsWords = Flag(value)),
        ["workday-rest-total-cap"] = (on => Show(on.WorkdayRestTotalCap), (on, value) => on.WorkdayRestTotalCap = Whole(value)),
        ["workday-converted"] = (on => on.WorkdayConverted, (on, value) => on.WorkdayConverted = value),
        ["workday-without-jobs"] = (on => on.WorkdayWithoutJobs, (on, value) => on.WorkdayWithoutJobs = value),
        ["workday-renewed"] = (on => on.WorkdayRenewed, (on, value) => on.WorkdayRenewed = value),
        ["workday-removed"] = (on => on.WorkdayRemoved, (on, value) => on.WorkdayRemoved = value),
        ["workday-retired-skill"] = (on => on.WorkdayRetiredSkill, (on, value) => on.WorkdayRetiredSkill = value),
        ["tokens-rotate"] = (on => Show(on.TokensRotate), (on, value) => on.TokensRotate = Flag(value)),
        ["tokens-hide-expiry"] = (on => Show(on.TokensHideExpiry), (on, value) => on.TokensHideExpiry = Flag(value)),
        ["token-lifetime"] = (on => Show((int)on.TokenLifetime.TotalSeconds), (on, value) => on.TokenLifetime = TimeSpan.FromSeconds(Whole(value))),
        ["registry-duplicate-status"] = (on => Show(on.RegistryDuplicateStatus), (on, value) => on.RegistryDuplicateStatus = Whole(value)),
    };

    public static IEnumerable<string> Names => Table.Keys;

    public static string Get(SandboxSwitches switches, string name) => Table[name].Get(switches);

    public static void Set(SandboxSwitches switches, string name, string value)
    {
        if (!Table.TryGetValue(name, out var entry))
        {
            throw new FormatException($"There is no switch \"{name}\": " + string.Join(", ", Names) + ".");
        }

        entry.Set(switches, value);
    }

    private static string Show(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Show(bool value) => value ? "on" : "off";

    private static int Whole(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw new FormatException($"A whole number is wanted, not \"{value}\".");

    private static bool Flag(string value) => value switch
    {
        "on" or "true" or "1" => true,
        "off" or "false" or "0" => false,
        _ => throw new FormatException($"on or off is wanted, not \"{value}\"."),
    };
}
