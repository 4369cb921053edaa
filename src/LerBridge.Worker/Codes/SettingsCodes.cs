using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Codes;

/// <summary>What can be wrong with settings and with the start of a verb.</summary>
internal static class SettingsCodes
{
    public static readonly IReadOnlyList<ErrorCode> All =
    [
        new("LB0001", "A mistake of LerBridge itself", "Something happened that no part expected. The report file that the message names holds places in the code and no data.", "Send the report with the command that was run. What was committed is kept; the next run goes on from there."),
        new("LB2000", "The settings file cannot be read", "It is not there, not readable by this user, or far too large.", "Copy appsettings.sample.json to appsettings.json and fill it in, or name a file with --config."),
        new("LB2001", "The settings are not JSON", "After the first mistake values cannot be told apart, so nothing was read. Comments and trailing commas are fine.", "Look for a missing comma, quote or brace at the place named or in the line above."),
        new("LB2002", "A setting is written twice", "Only one of the two could count.", "Keep one of them."),
        new("LB2003", "A section that does not exist", "Beside LerBridge a settings file may have Logging and $schema.", "Move it under LerBridge, or remove it."),
        new("LB2004", "No LerBridge section", "Everything that LerBridge reads stands under one object of this name.", "Start from appsettings.sample.json."),
        new("LB2005", "An unknown setting", "A misspelt setting would be passed over in silence, and its default would rule.", "Use the spelling that is suggested, or remove it."),
        new("LB2006", "A setting is missing", "It has no sensible default.", "Add it, or set the environment variable that the message names."),
        new("LB2007", "A value that is not possible", "The setting takes another kind of value, or one of a few words.", "Use what the message suggests."),
        new("LB2008", "No absolute address", "Addresses are written with their scheme.", "Write it as in https://college.example."),
        new("LB2009", "In the clear", "Records, tokens and passwords would travel unencrypted. Plain http is accepted for loopback hosts only.", "Use https, or an address on this machine."),
        new("LB2010", "An unknown time zone", "Zones are named as in the IANA database.", "Write it as in America/Chicago."),
        new("LB2011", "A secret given twice", "It stands in the settings and in a file; one of them will be out of date one day.", "Keep the file."),
        new("LB2012", "A secret's file cannot be used", "It is missing, empty or not readable by this user.", "Make it, readable by this user only, with the secret on one line."),
        new("LB2013", "Not built yet", "The setting belongs to LerBridge, but does not take effect in this version, so it is refused rather than ignored.", "Remove it for now."),
        new("LB2014", "No did:web", "The issuer is a did:web: a host that serves /.well-known/did.json, or a path on it that serves did.json.", "Write it as in did:web:ler.college.example."),
        new("LB2015", "Identifier types that cannot be the same", "Identity:SameAs groups types that hold the same value at this site; each type stands in one group at most.", "Correct the group that the message names."),
        new("LB2016", "No address to listen on", "Listeners take http addresses with a port; certificates belong to a reverse proxy in front.", "Write it as in http://127.0.0.1:8080; separate several with semicolons."),
        new("LB2017", "No cron expression", "Quartz cron has the seconds first, and Sunday is day 1.", "Write it as in \"0 0 2 * * ?\" for 02:00 every day; see the next times with lerbridge schedule next."),
        new("LB2018", "No file for the ledger", "The connection string names no file that SQLite could keep.", "Leave it out for lerbridge.db in DataDirectory, or write \"Data Source=\" and a path."),
        new("LB2019", "An address is taken", "Another process listens there already.", "Stop it, or choose another address under LerBridge:Http."),
        new("LB2022", "No mappings", "MappingsDirectory is not there, or holds no mapping, so there is nothing to check or run.", "Make the folder and put mappings there, or change LerBridge:MappingsDirectory."),
        new("LB2023", "A context that cannot be used", "A site's own JSON-LD contexts are pinned by their hash, since what a signature covers depends on them.", "Check the file and its SHA-256; shipped contexts are never replaced."),
        new("LB2024", "An endorsement that cannot be used", "What LerBridge:Issuer:Endorsements names stands in every credential, and every verifier would look at it.", "Ask the endorser for one that the message does not complain of, or take it out."),
        new("LB2021", "A secret in an address", "A user name or password in a Url would reach logs and proxies.", "Write the address without it, and put a token into the setting that is made for it."),
        new("LB2026", "A scheduled mapping is gone", "While the service runs, the file of a mapping that a schedule names was removed, or its id changed. The version before goes on running.", "Put the file or the id back; or take the mapping out of the schedule and start the service anew."),
        new("LB2020", "A schedule runs a mapping that is not there", "It would never do what it was made for.", "Use one of the ids that the message names."),
    ];
}
