namespace LerBridge.Sandbox;

/// <summary>Lasting traits of the sites that real installations differ in. All may be changed while the sandbox runs.</summary>
public sealed class SandboxSwitches
{
    /// <summary>Canvas: 403 as before October 2025 and on self-hosted sites, or 429.</summary>
    public int CanvasThrottleStatus { get; set; } = 403;

    /// <summary>Canvas: Link headers with relative addresses, folded over several lines.</summary>
    public bool CanvasRelativeLinks { get; set; }

    /// <summary>Canvas: the last page names a next one, which is empty.</summary>
    public bool CanvasEmptyLastPage { get; set; }

    /// <summary>Canvas: the token's user may not read SIS data; every sis_… key is absent.</summary>
    public bool CanvasHidesSisIds { get; set; }

    /// <summary>Canvas: a scoped developer key without "allow include parameters": include[] does nothing.</summary>
    public bool CanvasIgnoresIncludes { get; set; }

    /// <summary>Canvas: no X-Request-Cost and X-Rate-Limit-Remaining headers, and no limit.</summary>
    public bool CanvasHidesRateLimit { get; set; }

    /// <summary>Canvas: what X-Rate-Limit-Remaining says, also where it is no number; empty for the truth.</summary>
    public string CanvasRateLimitSaid { get; set; } = "";

    /// <summary>Canvas: what bulk_user_progress answers for a course that is not module based; the single form always answers 200 with an error
    /// object.</summary>
    public int CanvasBulkProgressStatus { get; set; } = 400;

    /// <summary>Canvas: the token's user may not see how far somebody is in the modules; the states are left out.</summary>
    public bool CanvasHidesModuleStates { get; set; }

    /// <summary>Canvas: how often a report is looked at before it is complete.</summary>
    public int CanvasReportLooks { get; set; } = 2;

    /// <summary>Canvas: a state in which every report stays: running, error, aborted; empty for none.</summary>
    public string CanvasReportState { get; set; } = "";

    /// <summary>Canvas: a complete report without an attachment.</summary>
    public bool CanvasReportWithoutFile { get; set; }

    /// <summary>Canvas: the language of the account behind the token, in which the headings of reports are: en or es.</summary>
    public string CanvasReportLanguage { get; set; } = "en";

    /// <summary>Canvas: how answers of the REST API are packed: gzip, deflate, raw-deflate, br; gzip-twice, gzip-unsaid, gzip-untrue; empty for not at all.</summary>
    public string CanvasEncoding { get; set; } = "";

    /// <summary>Canvas: the largest page that it gives, whatever per_page asks for.</summary>
    public int CanvasLargestPage { get; set; } = 100;

    /// <summary>Canvas: a user who is renamed while the enrolments of a course are paged, from the end of the list to its start; by id.</summary>
    public string CanvasRenamedWhilePaging { get; set; } = "";

    /// <summary>Canvas: a user who was merged into another, as from:into by id.</summary>
    public string CanvasMerged { get; set; } = "";

    /// <summary>Canvas: a section that was cross-listed into another course, as section:course by id.</summary>
    public string CanvasCrossListed { get; set; } = "";

    /// <summary>Canvas Data 2: how often a job is looked at before it is complete.</summary>
    public int CanvasDataLooks { get; set; } = 1;

    /// <summary>Canvas Data 2: a state in which every job stays: running, failed; empty for none.</summary>
    public string CanvasDataState { get; set; } = "";

    /// <summary>Canvas Data 2: every job so far is gone, as after a day; switches itself off with the next look.</summary>
    public bool CanvasDataForgets { get; set; }

    /// <summary>Canvas Data 2: for how many days it tells what changed.</summary>
    public int CanvasDataKeepsDays { get; set; } = 30;

    /// <summary>Canvas Data 2: rows that were deleted for good, as table:id with commas between.</summary>
    public string CanvasDataDeleted { get; set; } = "";

    /// <summary>Canvas Data 2: every changed row comes three times, out of order and once as deleted.</summary>
    public bool CanvasDataRepeats { get; set; }

    /// <summary>Canvas Data 2: the number of the form of every table; from 2 on there is a new column.</summary>
    public int CanvasDataForm { get; set; } = 1;

    /// <summary>Canvas Data 2: tables, or columns as table.column, that it does not have; commas between.</summary>
    public string CanvasDataMissing { get; set; } = "";

    /// <summary>Canvas Data 2: ids with the number of their shard, which the REST API leaves out.</summary>
    public bool CanvasDataGlobalIds { get; set; }

    /// <summary>Canvas Data 2: how many rows are in one part.</summary>
    public int CanvasDataRowsInAPart { get; set; } = 500;

    /// <summary>Canvas Data 2: how many jobs may be started in a minute.</summary>
    public int CanvasDataStartsAMinute { get; set; } = 5;

    /// <summary>Ethos: how long a token is good.</summary>
    public TimeSpan EthosTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Ethos: x-hedtech-media-type, the older header, in place of x-media-type.</summary>
    public bool EthosOldMediaTypeHeader { get; set; }

    /// <summary>Ethos: no x-total-count header.</summary>
    public bool EthosHidesTotalCount { get; set; }

    /// <summary>Ethos: the application may not see credentials and e-mail addresses; x-content-restricted says partial.</summary>
    public bool EthosRestrictsContent { get; set; }

    /// <summary>Ethos: the notifications in the queue, as operation:resource:guid with commas between; a hold names its person behind that.</summary>
    public string EthosChanges { get; set; } = "";

    /// <summary>Ethos: how many notifications fit into one answer, whatever the limit.</summary>
    public int EthosChangesAtOnce { get; set; } = 100;

    /// <summary>Workday: a report without rows has no Report_Entry at all.</summary>
    public bool WorkdayAbsentReportEntry { get; set; }

    /// <summary>Workday: the integration user is locked; the right password does not help.</summary>
    public bool WorkdayAccountLocked { get; set; }

    /// <summary>Workday: columns that somebody took out of the report, by alias, with commas between.</summary>
    public string WorkdayMissingColumns { get; set; } = "";

    /// <summary>Workday: a prompt without which the report is refused; empty for none.</summary>
    public string WorkdayRequiredPrompt { get; set; } = "";

    /// <summary>Workday: sections that the integration user lost the domain of, by element, with commas between: Employment_Data, Name_Data, Contact_Data.</summary>
    public string WorkdayHiddenSections { get; set; } = "";

    /// <summary>Workday: employee ids of whom something was typed in since the last run, with commas between.</summary>
    public string WorkdayTypedIn { get; set; } = "";

    /// <summary>Workday: Total_Pages and Total_Results as decimals.</summary>
    public bool WorkdayDecimalTotals { get; set; }

    /// <summary>Workday: the ids within a reference in the opposite order.</summary>
    public bool WorkdayTurnsIdsRound { get; set; }

    /// <summary>Workday: true and false in place of 1 and 0.</summary>
    public bool WorkdayFlagsAsWords { get; set; }

    /// <summary>Workday: the most that the REST service says there are; 0 tells the truth.</summary>
    public int WorkdayRestTotalCap { get; set; }

    /// <summary>Workday: a contingent worker became an employee: two profiles with one id, the older one last, by employee id.</summary>
    public string WorkdayConverted { get; set; } = "";

    /// <summary>Workday: employee ids of workers who have no employment data by nature, with commas between.</summary>
    public string WorkdayWithoutJobs { get; set; } = "";

    /// <summary>Workday: a worker whose certification was renewed, by employee id.</summary>
    public string WorkdayRenewed { get; set; } = "";

    /// <summary>Workday: a worker whose certification was removed and whose learning was taken back, by employee id.</summary>
    public string WorkdayRemoved { get; set; } = "";

    /// <summary>Workday: a skill that is no longer in use, by its id.</summary>
    public string WorkdayRetiredSkill { get; set; } = "";

    /// <summary>Token endpoints: another refresh token comes with every access token, and the one before is no longer good.</summary>
    public bool TokensRotate { get; set; }

    /// <summary>Token endpoints: no expires_in.</summary>
    public bool TokensHideExpiry { get; set; }

    /// <summary>Token endpoints: how long an access token is good.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Registry: what a repeated request with a known key gets, 200 or 409.</summary>
    public int RegistryDuplicateStatus { get; set; } = 200;
}
