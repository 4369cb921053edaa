using System.Collections.Immutable;

namespace LerBridge.Connectors;

/// <summary>Every code that a connector uses, with what it means and what to do: the text behind <c>lerbridge error CODE</c>.</summary>
public static class ConnectorCodes
{
    internal const string BadColumns = "LB5001";
    internal const string BadStreams = "LB5002";
    internal const string Unreachable = "LB5101";
    internal const string NotTrusted = "LB5102";
    internal const string SignInRefused = "LB5103";
    internal const string Forbidden = "LB5104";
    internal const string NotFound = "LB5105";
    internal const string Throttled = "LB5106";
    internal const string ServerFailing = "LB5107";
    internal const string Dropped = "LB5108";
    internal const string TimedOut = "LB5109";
    internal const string NotData = "LB5110";
    internal const string Unreadable = "LB5111";
    internal const string TooLarge = "LB5112";
    internal const string Redirected = "LB5113";
    internal const string LeavesHost = "LB5114";
    internal const string Rejected = "LB5115";
    internal const string EndlessPages = "LB5116";
    internal const string UnknownCursor = "LB5117";
    internal const string NoSisIds = "LB5201";
    internal const string UnknownState = "LB5202";
    internal const string NoProgress = "LB5203";
    internal const string CourseSkipped = "LB5204";
    internal const string SightLost = "LB5205";
    internal const string ReportSlow = "LB5206";
    internal const string ReportFailed = "LB5207";
    internal const string ReportHeader = "LB5208";
    internal const string TestHost = "LB5209";
    internal const string DataSlow = "LB5210";
    internal const string DataFailed = "LB5211";
    internal const string DataTable = "LB5212";
    internal const string DataForm = "LB5213";
    internal const string DataReadsAll = "LB5214";
    internal const string ListShifts = "LB5215";
    internal const string UnknownTerm = "LB5216";
    internal const string ErrorsInReply = "LB5301";
    internal const string WrongVersion = "LB5302";
    internal const string FieldsWithheld = "LB5303";
    internal const string Dangling = "LB5304";
    internal const string NoCourse = "LB5305";
    internal const string UnknownHoldType = "LB5306";
    internal const string NotOffered = "LB5307";
    internal const string NotGranted = "LB5308";
    internal const string GrantLost = "LB5309";
    internal const string NoRows = "LB5401";
    internal const string NoEmployment = "LB5402";
    internal const string NoJobYet = "LB5403";
    internal const string NoWorker = "LB5404";
    internal const string NotProduction = "LB5405";
    internal const string NoFiles = "LB5501";
    internal const string FileUnusable = "LB5502";
    internal const string FileChanged = "LB5503";
    internal const string OlderFiles = "LB5504";
    internal const string SameFile = "LB5505";
    internal const string FetchFails = "LB5506";
    internal const string HostKeyUnknown = "LB5507";
    internal const string FileBusy = "LB5508";
    internal const string WorkbookLocked = "LB5509";
    internal const string NumberForText = "LB5510";
    internal const string DayToCome = "LB5511";
    internal const string CutRow = "LB5512";
    internal const string MissingColumn = "LB5601";
    internal const string BadCell = "LB5602";
    internal const string NoValue = "LB5603";
    internal const string UnknownCode = "LB5604";
    internal const string VanishedColumn = "LB5605";
    internal const string RaggedRow = "LB5606";
    internal const string ReadColumnAbsent = "LB5607";
    internal const string QueryFails = "LB5701";
    internal const string OrderEmpty = "LB5702";

    /// <summary>True for what says that the newest file may not be the one that was meant: it is that of the last run, or of a day to come.</summary>
    public static bool IsOfStaleFile(string code) => code is SameFile or DayToCome;

    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<ConnectorCode> All { get; } =
    [
        new(BadColumns, "A declared column is wrong", "Correct the entry of Columns that the message names: Field is a stream's field or site.<name>, Type is text, number, whole, bool, date or time."),
        new(BadStreams, "A declared stream is wrong", "Give every stream its files or report, its columns and a key made of its own fields."),
        new(Unreachable, "The source cannot be reached", "Check BaseUrl, the network, the proxy and the firewall of this machine; then lerbridge source test."),
        new(NotTrusted, "The source's certificate is not trusted", "Renew the certificate of the source or add its issuer to this machine's trusted roots; checking is never switched off."),
        new(SignInRefused, "The source refuses the sign-in", "Make a new token, key or password at the source and put it into the file that settings name; it is not tried again, so that nothing is locked."),
        new(Forbidden, "The source refuses a permission", "Give the account behind the token the permission that the message names."),
        new(NotFound, "The source has no such address", "Check BaseUrl, the account or report path, and that the resource is granted to this account."),
        new(Throttled, "The source asks to slow down", "Run later, or lower MaxConcurrency; the waits that the source asked for were kept."),
        new(ServerFailing, "The source fails", "Look at the source's status page and run again; nothing that was read is lost."),
        new(Dropped, "The connection breaks", "Run again; where it happens every time, look for a proxy that cuts long answers."),
        new(TimedOut, "The source does not answer in time", "Run again at a quieter hour, or raise TimeoutSeconds."),
        new(NotData, "A web page instead of data", "The source answers with a web page: a maintenance notice, a sign-in page or a wrong BaseUrl. Open the address in a browser."),
        new(Unreadable, "An answer that cannot be read", "The answer is cut off or not as documented. Run again; where it stays, the source has changed."),
        new(TooLarge, "An answer beyond the bounds", "The answer is larger or deeper than any that is expected of this source; check the address."),
        new(Redirected, "The source redirects", "Name the final address in BaseUrl: redirects are not followed, so that the token goes nowhere else."),
        new(LeavesHost, "A link leaves the configured host", "The next page lies on another host than BaseUrl, which never gets the token. Name the host in BaseUrl under which the source sees itself."),
        new(Rejected, "The source rejects a request", "The source does not accept what is asked. Check its version, and the settings of this connector."),
        new(EndlessPages, "Pages that do not end", "The source's list leads back to a page that was read, or is longer than any that is expected."),
        new(UnknownCursor, "A cursor of another version", "The kept place in the stream was written by another version of this program. Start the run afresh."),
        new(NoSisIds, "No SIS ids in the enrolments", "Give the account behind the token the permission \"Read SIS data\"; without it people match by other identifiers only."),
        new(UnknownState, "An enrolment state that is not known", "It is read as \"other\"; mappings decide what that means."),
        new(NoProgress, "No module progress", "Module progress of some courses may not be read, neither in one list nor person by person: completed_at stays missing there."),
        new(CourseSkipped, "A course that may not be read", "Give the account behind the token access to the course; until then its part of the extract is partial."),
        new(SightLost, "A permission that is gone", "No row has what an earlier run could read. Records that would be corrected or withdrawn because of it are held. Give the account behind the token the permission again."),
        new(ReportSlow, "A report that is still under way", "Run again later, or raise Reports:WaitMinutes: the same report is taken up again, not started anew."),
        new(ReportFailed, "A report that failed", "Run again; where it stays, look at the account's reports in Canvas."),
        new(ReportHeader, "A report in another language", "Set the language of the account behind the token to English (US): Canvas writes the headings of this report in its language."),
        new(TestHost, "A test or beta copy of Canvas", "Instructure overwrites test and beta copies again and again, and whatever was tried out in them looks real. Name the school's own Canvas in BaseUrl."),
        new(DataSlow, "A job of Canvas Data 2 that is still under way", "Run again later, or raise Changes:WaitMinutes: the same job is taken up again, not started anew."),
        new(DataFailed, "A job of Canvas Data 2 that failed", "Run again; where it stays, report it to Instructure's support, or take the section Changes out of settings and read every course each time."),
        new(DataTable, "A table of Canvas Data 2 that is not there or not as expected", "Give the client of Changes access to the tables of Canvas; where a column is gone, take the section Changes out of settings until this program knows the new form."),
        new(DataForm, "A table of Canvas Data 2 has a new form", "Nothing is to be done: only ids are read from these tables, and new columns are passed over."),
        new(DataReadsAll, "Everything was read, not changes alone", "Canvas Data 2 could not say which courses changed, so every course was read, as without the section Changes. Where the message comes every night, look at what it names."),
        new(ListShifts, "A list that kept changing while it was read", "Persons were added, removed or renamed faster than the list could be read twice alike. The course's part of the extract is partial; the next run reads it again."),
        new(UnknownTerm, "A term that does not exist", "Correct Terms: the SIS id, id or name of a term of the account, written as Canvas has it. A term that is yet to be made is read from the run on in which it is there."),
        new(ErrorsInReply, "Errors in a successful answer", "Ethos answers 200 with a list of errors. Look the code up in the application's error list in Ethos."),
        new(WrongVersion, "Another version of a resource", "Ethos answers with another version of the resource than asked for. Grant that version to the application."),
        new(FieldsWithheld, "Fields are withheld", "Ethos says that the application may not see every field of the resource. Widen its permissions if fields are missing."),
        new(Dangling, "References that lead nowhere", "Some rows refer to courses, sections, terms, grades or persons that Banner no longer has; the fields stay missing."),
        new(NoCourse, "A transcript row without a course", "The row names neither a course that exists nor one of its own; mend it in Banner."),
        new(UnknownHoldType, "A hold type that does not exist", "Correct TranscriptHoldTypes: a category, a code or a GUID of person-hold-types."),
        new(NotOffered, "A resource that is not offered", "The source does not offer the resource, or not in the version or way that is asked for. Grant it to the application, in the version that the message names."),
        new(NotGranted, "A resource that is not granted", "Fields that come from it are missing. Grant the resource to the application in Ethos; where the institution does not have it, nothing is to be done."),
        new(GrantLost, "A resource that is no longer granted", "An earlier run could read it. Records that would be corrected or withdrawn because of it are held. Grant the resource to the application in Ethos again, or take its fields out of the mapping."),
        new(NoRows, "A report without rows", "The report is empty. Check its filters and prompts, and who owns it."),
        new(NoEmployment, "Workers without a section that they had", "Give the security group of the integration system user Get on the domain that the message names. Until the workers show the section again, nothing counts as absent."),
        new(NoJobYet, "Workers without employment data", "Nothing, as a rule: who has not started, or was purged, has none. Where somebody is meant to have a job, look at the worker as the integration system user."),
        new(NoWorker, "Learners who are no workers", "Their completions are left out, because nothing says whose they are. Give them an employee or contingent worker id in Workday where they are meant to count."),
        new(NotProduction, "A tenant that is not production", "Implementation, preview and sandbox tenants hold copies whose names may be made up. Set BaseUrl and Tenant to production before anything is issued to a person."),
        new(NoFiles, "No file to read", "Check Directory and Files; a missing file never counts as an empty one."),
        new(FileUnusable, "A file that cannot be used", "Check the file's permissions, encoding and first line."),
        new(FileChanged, "A file changed while it was read", "Let the sender write under another name and rename at the end; the file is read again next time."),
        new(OlderFiles, "Older files are passed over", "Of files whose names differ only in a date stamp the newest is read. Set Take to all where every one of them is needed; move old ones away where not."),
        new(SameFile, "The same file as last time", "No newer file has come since the last run. Check what delivers it, where one was due."),
        new(FetchFails, "A file that cannot be fetched", "Check host, path and permissions; the message says what sftp said, without names of files."),
        new(HostKeyUnknown, "A host whose key is not known", "Nothing was fetched. Ask the owner of the host for its key's fingerprint; only where it agrees, write the key into KnownHostsFile. A key that has changed may mean that somebody stands between."),
        new(FileBusy, "A file that is still being written", "Run again once the sender is done. Let it write under another name and rename at the end, or put a mark beside the file (Ready)."),
        new(WorkbookLocked, "A workbook with a password", "Save the workbook without a password, or deliver it as CSV; a password is never asked for."),
        new(NumberForText, "Numbers in a column of text", "The workbook holds numbers where the stream has text, as in ids: zeros at the beginning are gone. Format the column as text in the workbook, or deliver CSV."),
        new(DayToCome, "A file of a day to come", "The date in the file's name lies ahead, so it is read before every other until then. Rename it, or move it away, where the date is wrong."),
        new(CutRow, "A row that seems cut off", "The file ends within its last row, where the files before had a line end behind theirs. Let the sender write under another name and rename at the end, and deliver the file again."),
        new(MissingColumn, "A required column is missing", "Give the report or file the column again, or correct its name in Columns."),
        new(BadCell, "A cell that does not have its column's type", "Mend the cell at its source, or give the column its Type and Format in Columns."),
        new(NoValue, "A required value is missing", "Mend the row at its source, or mark the column as Optional."),
        new(UnknownCode, "A word that is not in the list", "It is read as \"other\"; mappings decide what that means."),
        new(VanishedColumn, "Optional columns are absent", "Fields of these columns are missing in every record; name the columns in Columns if they exist under another name."),
        new(RaggedRow, "A row with another number of cells than its header", "Look at the row for an unbalanced quote or a line that is no row."),
        new(ReadColumnAbsent, "A column that the mapping reads is absent", "Put the column back into the report or file, correct its name in Columns, or take the field out of the mapping. What was issued while the column was there stays as it is."),
        new(QueryFails, "A query that the database does not take", "Run the query with the database's own client, as the user of ConnectionString, and mend it. Its message is left out here, since databases quote rows in it."),
        new(OrderEmpty, "A row that pages cannot hold", "A query is read page by page along the columns of Order. Name columns that together tell every row apart and always have a value; wrap one in coalesce where the table has gaps."),
    ];
}
