using static LerBridge.Sandbox.Population.Programme;

namespace LerBridge.Sandbox.Population;

/// <summary>What the college teaches, and when it taught it.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyList<CatalogueCourse> All =
    [
        new("NUR", "101", "Fundamentals of Nursing", 4, Nursing),
        new("NUR", "110", "Health Assessment", 3, Nursing),
        new("NUR", "120", "Pharmacology for Nurses", 3, Nursing),
        new("NUR", "201", "Medical-Surgical Nursing", 5, Nursing),
        new("NUR", "205", "Mental Health Nursing", 3, Nursing),
        new("NUR", "210", "Clinical Care II", 4, Nursing),
        new("NUR", "215", "Maternal and Child Nursing", 4, Nursing),
        new("NUR", "220", "Community Health Nursing", 3, Nursing, Modules: 8),
        new("WLD", "101", "Welding Safety & Oxy-Fuel Cutting", 3, Welding, Modules: 6),
        new("WLD", "110", "Shielded Metal Arc Welding", 4, Welding),
        new("WLD", "120", "Gas Metal Arc Welding", 4, Welding),
        new("WLD", "210", "Pipe Welding", 4, Welding),
        new("ITC", "110", "Networking Fundamentals", 3, Computing),
        new("ITC", "120", "Linux Administration", 3, Computing),
        new("ITC", "150", "Cybersecurity Essentials", 3, Computing, Modules: 10),
        new("ITC", "210", "Cloud Infrastructure", 3, Computing),
        new("ITC", "220", "Database Systems", 3, Computing),
        new("ACC", "101", "Financial Accounting I", 3, Accounting),
        new("ACC", "102", "Financial Accounting II", 3, Accounting),
        new("ACC", "150", "Payroll Accounting", 2, Accounting),
        new("ACC", "201", "Cost Accounting", 3, Accounting),
        new("ENG", "101", "English Composition", 3, General),
        new("MTH", "115", "Applied Statistics", 3, General),
        new("BIO", "160", "Anatomy & Physiology I", 4, General),
    ];

    private static readonly Dictionary<string, string[]> Schedule = new(StringComparer.Ordinal)
    {
        ["202520"] = ["NUR-101", "NUR-110", "WLD-101", "WLD-110", "ITC-110", "ITC-120", "ACC-101", "ENG-101", "MTH-115"],
        ["202610"] =
        [
            "NUR-101", "NUR-110", "NUR-120", "NUR-201", "WLD-101", "WLD-110", "ITC-110", "ITC-120", "ITC-150", "ACC-101", "ENG-101", "MTH-115",
            "BIO-160",
        ],
        ["202620"] =
        [
            "NUR-110", "NUR-201", "NUR-205", "NUR-210", "WLD-110", "WLD-120", "WLD-210", "ITC-150", "ITC-210", "ITC-220", "ACC-102", "ACC-150",
            "ENG-101", "MTH-115",
        ],
        ["202710"] = ["NUR-101", "NUR-205", "NUR-215", "NUR-220", "WLD-101", "WLD-120", "ITC-110", "ITC-210", "ACC-101", "ACC-201", "ENG-101", "BIO-160"],
    };

    public static CatalogueCourse Course(string code) => All.First(course => course.Code == code);

    public static IReadOnlyList<Offering> Offered(Term term) =>
        [.. Schedule[term.Code ?? throw new ArgumentException("A term without a code teaches nothing.", nameof(term))]
            .Select(code => new Offering(Course(code), term))];
}
