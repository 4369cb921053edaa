namespace LerBridge.Core.Mapping.Samples;

/// <summary>Words that stand for the words of names, given names and family names alike.</summary>
internal static class NamePool
{
    public static readonly IReadOnlyList<string> Words =
    [
        "Abbot", "Adair", "Ainsley", "Alder", "Arden", "Arlen", "Ashby", "Aspen", "Auden", "Avery", "Bailey", "Beckett", "Bellamy", "Blair", "Blake", "Bowen", "Briar", "Brook", "Cameron", "Campbell",
        "Carey", "Carson", "Casey", "Cassidy", "Chandler", "Channing", "Clancy", "Corey", "Dakota", "Dallas", "Dana", "Darby", "Darcy", "Delaney", "Devon", "Drew", "Easton", "Eden", "Ellery", "Ellis",
        "Ellison", "Emerson", "Emery", "Everett", "Fallon", "Farley", "Fenton", "Finley", "Flynn", "Garnet", "Gentry", "Glenn", "Greer", "Hadley", "Halsey", "Harley", "Harlow", "Harper", "Hollis", "Indigo",
        "Jamison", "Jensen", "Jocelyn", "Jules", "Keegan", "Keaton", "Kelsey", "Kendall", "Kennedy", "Kerry", "Kinley", "Lacey", "Lane", "Larkin", "Leighton", "Lennox", "Leslie", "Linden", "Logan", "London",
        "Lowell", "Mackay", "Madison", "Marlow", "Merritt", "Milan", "Monroe", "Morgan", "Murphy", "Nevada", "Noel", "Oakley", "Ocean", "Parker", "Paxton", "Payton", "Perry", "Phoenix", "Porter", "Presley",
        "Quincy", "Quinn", "Reagan", "Reese", "Reilly", "Remy", "Ridley", "Riley", "River", "Robin", "Rowan", "Sage", "Sawyer", "Schuyler", "Shannon", "Shelby", "Sheridan", "Sidney", "Skyler", "Sloan",
        "Spencer", "Sutton", "Tatum", "Taylor", "Teagan", "Tierney", "Toby", "Tracy", "Tristan", "Tyler", "Vance", "Wallis", "Waverly", "Whitney", "Wynn", "Yardley", "Yarrow", "Zephyr",
    ];
}
