namespace LerBridge.Sandbox.Population;

/// <summary>Who took what, term by term: courses of the own programme first, general education beside it, failed courses again.</summary>
internal static class Registrations
{
    // what the second day needs, whatever the seed
    private static readonly (int Learner, string Term, string Course, string? Letter, decimal? Score)[] Fixed =
    [
        (0, "202620", "NUR-210", "B", 84.25m),
        (1, "202620", "NUR-205", "C", 74.5m),
        (2, "202710", "NUR-220", null, 93.75m),
        (3, "202710", "WLD-101", "A", 95m),
    ];

    public static IReadOnlyList<Registration> Make(int seed, IReadOnlyList<Learner> learners)
    {
        var chance = new Chance(seed, "registrations");
        var made = new List<Registration>(2_000);
        var last = new Dictionary<(int Learner, string Code), int>();
        foreach (var term in Terms.Taught)
        {
            var offered = Catalogue.Offered(term);
            foreach (var learner in learners)
            {
                foreach (var offering in Choose(learner, offered, chance))
                {
                    Add(Grade(learner, offering, chance), made, last);
                }
            }
        }

        return made;
    }

    private static void Add(Registration registration, List<Registration> made, Dictionary<(int Learner, string Code), int> last)
    {
        var key = (registration.Learner.Number, registration.Offering.Course.Code);
        if (last.TryGetValue(key, out var before))
        {
            if (made[before].Letter is "A" or "B" or "C")
            {
                return;
            }

            made[before] = made[before] with { Attempt = Attempt.Earlier };
            registration = registration with { Attempt = Attempt.Later };
        }

        last[key] = made.Count;
        made.Add(registration);
    }

    private static List<Offering> Choose(Learner learner, IReadOnlyList<Offering> offered, Chance chance)
    {
        var must = Fixed.Where(line => line.Learner == learner.Number && line.Term == offered[0].Term.Code).Select(line => line.Course).ToList();
        var chosen = offered.Where(offering => must.Contains(offering.Course.Code)).ToList();
        if (!chance.Percent(offered[0].Term.InCanvas ? 80 : 52) && chosen.Count == 0)
        {
            return chosen;
        }

        foreach (var offering in offered.Where(offering => Suits(learner, offering.Course)))
        {
            if (!chosen.Contains(offering) && chance.Percent(offering.Course.Programme == Programme.General ? 20 : 48) && !IsLater(learner, offering))
            {
                chosen.Add(offering);
            }
        }

        return chosen;
    }

    private static bool Suits(Learner learner, CatalogueCourse course) => course.Programme == learner.Programme || course.Programme == Programme.General;

    // the four of the cast take their own course once, in the term that is theirs
    private static bool IsLater(Learner learner, Offering offering) => Fixed.Any(line => line.Learner == learner.Number && line.Course == offering.Course.Code);

    private static Registration Grade(Learner learner, Offering offering, Chance chance)
    {
        var recorded = offering.End.AddDays(chance.Between(2, 9));
        foreach (var line in Fixed)
        {
            if (line.Learner == learner.Number && line.Term == offering.Term.Code && line.Course == offering.Course.Code)
            {
                return new Registration(learner, offering, line.Letter, line.Score, recorded);
            }
        }

        var letter = chance.Weighted(("A", 27), ("B", 31), ("C", 20), ("D", 6), ("F", 6), ("W", 8), ("I", 2));
        var score = Score(letter, chance);
        return offering.Term == Terms.Fall2026 && !offering.IsFirstHalf
            ? new Registration(learner, offering, letter == "W" ? "W" : null, score, offering.End)
            : new Registration(learner, offering, letter, score, letter == "W" ? offering.End.AddDays(-chance.Between(30, 70)) : recorded);
    }

    private static decimal? Score(string letter, Chance chance) => letter switch
    {
        "A" => chance.Between(9000, 9975) / 100m,
        "B" => chance.Between(8000, 8999) / 100m,
        "C" => chance.Between(7000, 7999) / 100m,
        "D" => chance.Between(6000, 6999) / 100m,
        "F" => chance.Between(1200, 5999) / 100m,
        "I" => chance.Between(3000, 5900) / 100m,
        _ => chance.Percent(60) ? chance.Between(0, 5200) / 100m : null,
    };
}
