using System.Globalization;
using System.Text;

namespace LerBridge.Sandbox.Population;

/// <summary>The three hundred. The first four are the ones something happens to on the second day.</summary>
internal static class Learners
{
    public const int Count = 300;
    public const int CastCount = 4;

    private static readonly (PersonName Name, Programme Programme)[] Cast =
    [
        (PersonName.Western("Ana", "Ruiz"), Programme.Nursing),
        (PersonName.Western("Tobias", "Halvorsen"), Programme.Nursing),
        (PersonName.Western("Nkechi", "O'Dwyer"), Programme.Nursing),
        (PersonName.Western("Mateo", "Villanueva"), Programme.Welding),
    ];

    public static IReadOnlyList<Learner> Make(int seed)
    {
        var chance = new Chance(seed, "learners");
        return [.. Enumerable.Range(0, Count).Select(number => Make(number, chance))];
    }

    private static Learner Make(int number, Chance chance)
    {
        var cast = number < CastCount;
        var name = cast ? Cast[number].Name : Names.For(number, chance);
        var programme = cast ? Cast[number].Programme : chance.Weighted(
            (Programme.Nursing, 32), (Programme.Welding, 17), (Programme.Computing, 23), (Programme.Accounting, 15), (Programme.General, 13));
        var bannerId = string.Create(CultureInfo.InvariantCulture, $"A00{410200 + (number * 17)}");
        var login = Login(name, number);
        return new Learner(number, CanvasId(number), bannerId, name, programme, login)
        {
            CanvasEmail = number % 23 == 11 ? string.Create(CultureInfo.InvariantCulture, $"user{number}@mail.example") : $"{login}@college.example",
            Privacy = cast ? "unrestricted" : (number % 29) switch { 13 => "restricted", 22 => null, _ => "unrestricted" },
            SisUserId = number % 61 == 37 ? null : bannerId,
            SecondSisUserId = number is 83 or 191 ? $"X{bannerId[1..]}" : null,
            Born = new DateOnly(1968, 1, 1).AddDays(chance.Below(14_000)),
            Deceased = number == 262 ? new DateOnly(2026, 6, 30) : null,
            Gender = chance.Weighted(("female", 5), ("male", 5), ("unknown", 1)),
        };
    }

    /// <summary>One in twenty-five came over from the consortium's other shard: their ids are beyond what a double holds exactly.</summary>
    private static long CanvasId(int number) => number % 25 == 9 ? 21_070_000_000_000_565 + (number * 2) : 1_204 + (number * 3);

    private static string Login(PersonName name, int number)
    {
        var letters = new StringBuilder();
        foreach (var character in $"{name.Given?[..1]}{name.Family}".ToLowerInvariant())
        {
            if (char.IsAsciiLetter(character) && letters.Length < 8)
            {
                letters.Append(character);
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(letters.Length > 1 ? letters : new StringBuilder("learner"))}{number:000}");
    }
}
