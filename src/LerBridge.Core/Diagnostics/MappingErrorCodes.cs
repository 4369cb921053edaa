namespace LerBridge.Core.Diagnostics;

/// <summary>The codes that mapping files, their tables and their tests can meet, in order.</summary>
internal static class MappingErrorCodes
{
    public static readonly IReadOnlyList<ErrorCode> All =
    [
        // the file
        new("LB1001", "A value is still to be filled in", "The mapping was begun from a template and a place in it still says so. A draft can be kept, but not run.", "Write a value or a formula there."),
        new("LB1002", "Not YAML", "The file cannot be read as YAML. Often a text holds a colon followed by a blank, or the indentation of two lines that belong together differs.", "Compare the indentation with the line above; put texts with : in 'single quotes'."),
        new("LB1003", "Indented with a tab", "YAML is indented with spaces; a tab has no width of its own.", "Replace tabs by two spaces per level; most editors can be told to."),
        new("LB1004", "Written twice", "A key stands twice in one block, or a destination or result twice in one list. Only one could count, and which would be a guess.", "Remove one of them."),
        new("LB1005", "A part of YAML that mappings do not use", "Anchors, aliases, merge keys, tags and several documents in one file are refused, so that what stands in one place can be read in that place.", "Write the value out, or use a table or a let. A text that begins with & * or ! goes in 'single quotes'."),
        new("LB1006", "Too large, or not readable", "The file is too large or nested too deeply, or could not be opened.", "Move long tables to CSV files; check that the file is there and may be read."),
        new("LB1007", "Cut off at a hash", "YAML treats everything after a blank and # as a comment, so the value lost its end.", "Put the whole value in 'single quotes'."),
        new("LB1008", "Not UTF-8", "The file has bytes that are no UTF-8, so names would come out wrong.", "Save it as UTF-8."),
        new("LB1009", "Cut off at a comma", "Inside { } and [ ] YAML ends a value at the first comma, so a formula with arguments loses its end.", "Write the formula on a line of its own, or put it in 'single quotes'."),
        new("LB1010", "Cannot be put into the one style", "Formatting reads what it wrote and compares; here the two would not have said the same, so the file was left as it is.", "Write it more plainly, one key a line; or leave it."),

        // names
        new("LB1101", "Unknown key", "The key is not part of the format or of the profile at this place. Nothing is ever ignored: a key that did nothing would look as if it did.", "Use the spelling that is suggested, or remove the key."),
        new("LB1102", "Unknown field", "The name is not in the stream, nor among the lets and tables.", "Use the spelling that is suggested; lerbridge source schema lists the fields."),
        new("LB1103", "Unknown function", "There is no function of this name.", "Use the spelling that is suggested."),
        new("LB1104", "Unknown connector", "The settings have no connector of this name.", "Use one of the names in the settings, or add the connector there."),
        new("LB1105", "Unknown stream", "The connector does not ship a stream of this name.", "Use one of its streams; lerbridge source schema lists them."),
        new("LB1106", "A name that cannot be given", "A let, table or loop has a name that is taken, reserved, or no plain word.", "Choose another name of letters, digits and _."),
        new("LB1107", "Unknown table", "The mapping has no table of this name.", "Use the spelling that is suggested, or add the table."),
        new("LB1108", "Unknown destination", "The settings have no destination of this name.", "Use one of the names in the settings, or add the destination there."),
        new("LB1109", "Something is missing", "A section or key that is needed is not written.", "Add it."),
        new("LB1110", "Another kind of value is needed", "A block stands where a text belongs, a text where a list belongs, and so on.", "Write it in the form that the message names."),
        new("LB1111", "None of the possible words", "Only certain words are possible here.", "Use one of them."),
        new("LB1112", "An id that cannot be used", "The id of a mapping is part of every credential's id: it must be plain, and belong to one mapping only.", "Choose lower-case letters, digits and dashes, once, and keep it."),
        new("LB1113", "Unknown format", "The first line of a mapping names its format.", "lerbridge: mapping/v1"),
        new("LB1150", "Not built yet", "This belongs to the format, but does not take effect in this version, so it is refused rather than ignored.", "Remove it for now."),

        // formulas
        new("LB1201", "Looks like a formula", "A constant reads like the name of a field or a function. Without = in front every credential would show these words.", "Put = in front, or the text in 'single quotes'."),
        new("LB1202", "A formula that cannot be read", "Something is missing, or stands where it cannot.", "Look at the place that the pointer shows."),
        new("LB1203", "Spelled as in another language", "Formulas are written a little differently from programming languages.", "Use the spelling that is suggested."),
        new("LB1305", "Never or always", "A condition can never hold, or always does, because an earlier one has dealt with the case or the field always has a value.", "Remove it, or put it before the condition that hides it."),
        new("LB1306", "Never used", "What is given for a missing value is never used, because the value is always there.", "Remove it."),

        new("LB1307", "Named, but never used", "A let or a table is in nobody's way, but nothing reads it: often the formula that was to use it names something else.", "Use it, or remove it."),

        // tests
        new("LB1401", "A test that expects nothing", "A test without expectation could never fail.", "Add expect: with an outcome or something that the credential says."),
        new("LB1402", "A record that the source could not deliver", "The record of a test lacks a field that the mapping reads and the stream always has.", "Add the field under given:."),
        new("LB1403", "Unknown test", "like: names a test that does not stand above this one.", "Use the spelling that is suggested, or move the tests."),
        new("LB1404", "Two tests of one name", "Tests are told apart by their names.", "Give one of them another name."),
        new("LB1405", "A value that the field cannot have", "The value in a test does not fit the field's type.", "Write it in the form that the message names."),
        new("LB1406", "Nothing is expected where nothing can be", "A test expects nothing at a path that no credential of the profile has, so it could never fail.", "Correct the path; the names are those of the credential."),
        new("LB1407", "Golden samples that cannot be used", "A file of golden samples is of another mapping, has no sample, or does not say what came of one.", "Do what the message says; lerbridge mapping sample writes such files, and mapping test --update-samples accepts what comes of them now."),

        // types
        new("LB2101", "Wrong argument", "A function was given too few or too many arguments, or one of another type.", "Write it as the function's line in the message shows."),
        new("LB2102", "Wrong type", "A value of one type stands where another is needed. LerBridge does not convert where a choice is involved, such as the time zone of a date.", "Use the function that is suggested."),
        new("LB2103", "A word that the profile does not know", "The profile has a closed list of words here.", "Use one of them; where the standard allows it, a word of your own begins with ext:."),
        new("LB2104", "Required, but may be missing", "The profile needs the value in every credential, but nothing is written for it, or not every record has it.", "Add if_missing: hold, or ?? and another value, or deal with the missing case under when."),
        new("LB2105", "May be missing here", "Comparing sizes, arithmetic and conditions need a value in every record.", "Deal with the missing case in an earlier when or with ??."),
        new("LB2106", "A word that the field never has", "The field has a closed list of words, and this is none of them, so the comparison could never hold.", "Use one of its words."),
        new("LB2107", "A pattern or time zone that cannot be used", "Patterns and time zones are fixed when the mapping is compiled.", "Write a pattern without look-around and back-references, or an IANA zone such as America/Chicago."),
        new("LB2108", "A stream without persons", "Records find their person by the source's own key at the latest, and the stream has no field person.id with one value per record.", "Declare the column that identifies the person as person.id, under the stream's Columns in the settings; lerbridge source schema lists the fields."),
        new("LB2301", "Filled by LerBridge", "This member of the credential is never a mapping's to fill.", "Remove it."),
        new("LB2302", "Kept out by never", "A value that never: keeps out could reach the credential, directly, through a table or through a condition.", "Remove the value, or the entry under never: if it is meant to be shown."),
        new("LB2401", "Too costly", "The formula is too long or nested too deeply, by itself or with the lets that it uses.", "Give names to its parts under let."),

        // what a mapping makes of records
        new("LB3001", "Skipped by the mapping", "A reason under when: says that nothing is to be issued for this record.", "Nothing, if the reason is right; else correct the record at the source or the condition."),
        new("LB3002", "Held by the mapping", "A reason under when: says that a person has to look at this record first.", "Correct the record at the source; it is looked at again when it changes. Or let it be issued all the same: lerbridge hold release."),
        new("LB3003", "What its source does not count", "The source says that the record was removed, rescinded, made inactive or not completed, and the mapping does not ask for that field.", "Nothing, as a rule. Where the mapping is to decide otherwise, let it read the field that the reason names."),
        new("LB3102", "Unknown column", "The sheet of a table has no column of this name.", "Use the spelling that is suggested, or add the column."),
        new("LB3121", "A key stands twice", "Two rows of a table have the same key, so looking it up would be a guess.", "Remove one of the rows, or write many: true where one key has many rows."),
        new("LB3122", "A cell that cannot be read", "The cell does not fit the type of its column.", "Write it in the form that the message names. Spreadsheets like to change dates: format the column as text."),
        new("LB3123", "An empty cell", "The cell is needed in every row.", "Fill it, or declare the column optional."),
        new("LB3124", "A file that cannot be used", "A table or sample is not there, is not readable, or lies outside the mappings directory.", "Check the path; it is relative to the mapping file."),
        new("LB3125", "Read, but oddly written", "The sheet has semicolons, a byte order mark or Windows line ends. It was read all the same.", "Nothing; or save it as plain UTF-8 CSV with commas."),
        new("LB3126", "A row or header out of shape", "A row has more cells than the header has columns, or two columns have one name.", "Put cells that hold the separator into quotes; give columns different names."),
        new("LB3127", "A sheet without rows", "The sheet has a header only. Every lookup in it finds nothing, which holds or skips records that it was meant for.", "Fill it, or save it again with its rows."),
        new("LB3129", "A crosswalk that joins nothing", "No association of the relations that count leads from an item of the one framework to an item of the other.", "Name the framework that has the associations with by:, or other relations."),
        new("LB3201", "No row in the table", "A lookup found nothing, and the mapping holds records for which that is so.", "The table's owner adds the row, or the mapping normalises the key."),
        new("LB3202", "An empty list", "A list that must not be empty has no item for this record.", "Check the table's rows and the condition under where:."),
        new("LB3203", "A value is missing", "The credential needs a value that this record does not have.", "Correct the record at the source."),
        new("LB3204", "A formula failed", "A division by zero, a number too large, a date out of range, or a text or list beyond all bounds.", "Correct the record at the source, or guard the formula with if."),
        new("LB3205", "A word that the profile does not know", "A formula gave a word that the profile does not have.", "Correct the record at the source, or choose among known words in the mapping."),
        new("LB3206", "Not an address", "A formula gave a text that is no absolute URI.", "Use url_encode on the parts that come from the record."),
        new("LB3207", "An empty text", "A text that the profile requires is empty for this record.", "Correct the record at the source."),
        new("LB3208", "A text is too long", "max_length says how many characters the text may have, and this record's has more.", "Shorten it at the source, or cut it with left(text, count)."),
        new("LB3301", "A row was not validated", "A row of a table decides something about this record, but nobody has validated it.", "The table's owner validates it and fills in the date."),
        new("LB3302", "A row's review is overdue", "A row of a table decides something about this record, and its review is overdue.", "The table's owner reviews it and fills in the dates."),
        new("LB3303", "No such framework", "The competency framework that a table names is not there, or is another version.", "Import it with lerbridge framework import; lerbridge framework list shows what there is."),
        new("LB3304", "Not in the framework", "A row names a competency that the framework does not have.", "Correct the code, or the framework's version."),
        new("LB3305", "Replaced or withdrawn in the framework", "The framework says that the competency has been replaced or is withdrawn.", "Use the one that replaced it."),
        new("LB3307", "A code that several items share", "The framework gives one code to several items, so a row that names it would be a guess.", "Write the address or the identifier of the item that is meant."),
        new("LB3308", "Withdrawn by then", "A row of a table decides something about this record, but the framework had withdrawn the competency before the day that the record is about.", "The table's owner names the competency that took its place. Records of earlier days are not held."),
        new("LB3309", "To be reviewed soon", "Rows of a table reach their review date within thirty days. Afterwards, records that need them are held.", "The table's owner reviews them and fills in the dates."),
        new("LB3410", "The name looks like a placeholder", "The field of the person's name holds words like null, N/A or Test Student, an e-mail address, or no letter at all. A credential would carry them for ever.", "Correct the person at the source."),
        new("LB3411", "No name of the person", "The credential says whose it is by the person's name, and the record has none.", "Correct the person at the source, or write identifier: none under issue."),
    ];
}
