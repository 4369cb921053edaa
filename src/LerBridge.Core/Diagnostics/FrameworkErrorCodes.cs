namespace LerBridge.Core.Diagnostics;

/// <summary>The codes that files of competency frameworks can meet when they are imported, in order.</summary>
internal static class FrameworkErrorCodes
{
    public static readonly IReadOnlyList<ErrorCode> All =
    [
        new("LB3310", "No framework that is known", "The content is none of the forms in which frameworks are published and read here.", "Import a CASE package, a CTDL-ASN graph, rich skill descriptors of OSMT as JSON or CSV, or a table of O*NET as text or CSV."),
        new("LB3311", "Not readable", "The file is not JSON, not UTF-8, or a quote in a sheet does not end. A download that broke off ends early.", "Fetch or export it once more; save sheets as CSV UTF-8."),
        new("LB3312", "Too large", "A framework has at most 64 MB, 200,000 items and 1,000,000 associations, so that a mistaken file cannot stop the service.", "Export the part that is needed."),
        new("LB3313", "Something required is missing", "Without an identifier, an address and its statement an item cannot be named in a credential.", "Ask the publisher; nothing is made up."),
        new("LB3314", "There twice", "Two items have one identifier, or a key stands twice in one object of the file, so what counts would be a guess.", "Ask the publisher, or remove one of the two."),
        new("LB3315", "A value that cannot be", "A date that is none, a list where a text belongs, a type of association that CASE does not have.", "Correct it in the form that the message names."),
        new("LB3316", "Leads out of the package", "An item hangs below something that the package does not have, so the tree has a gap. Rows can name the item all the same.", "Export the whole framework."),
        new("LB3317", "Goes round in a circle", "An item stands above itself, or was replaced by itself in the end, so there is no answer to what replaced it.", "The publisher has to take one of the associations out."),
        new("LB3318", "Id or version", "Mappings name a framework by id and version; one of them cannot be used, is not known, or is not what the document says.", "Give them with --id and --version."),
        new("LB3319", "Another content under this name", "A framework of this id and version is there already and says something else. Credentials may have been issued by it, so it is never written over.", "Give the new one a version of its own, as in --version 2026.1, and compare both with lerbridge framework drift."),
        new("LB3320", "No items", "The framework is empty, so no row of a table can name an item of it.", "Export it with its items."),
        new("LB3321", "Without addresses", "Credentials name a competency by its address. Where the file has none, a urn:uuid stands for it, which nobody can look up.", "Publish the skills first, and import what the library exports."),
    ];
}
