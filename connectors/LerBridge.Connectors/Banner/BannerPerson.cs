using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Banner;

/// <summary>What is kept of a person: what the records say and nothing more.</summary>
internal sealed record BannerPerson
{
    public string? BannerId { get; init; }

    public string? EmployeeId { get; init; }

    public string? Login { get; init; }

    public string? Email { get; init; }

    public string? VerifiedEmail { get; init; }

    public string? FullName { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public bool? Confidential { get; init; }

    public static BannerPerson From(EthosPerson person, BannerOptions options, DateOnly day)
    {
        var name = Name(person.Names ?? [], options.LegalNames);
        var credentials = (person.Credentials ?? []).Where(one => !string.IsNullOrWhiteSpace(one.Value) && !(Instants.Day(one.EndOn) < day)).ToList();
        var emails = (person.Emails ?? []).Where(one => !string.IsNullOrWhiteSpace(one.Address)).OrderByDescending(one => one.Preference == "primary").ToList();
        var given = NotEmpty(name?.FirstName);
        var family = NotEmpty(name?.LastName);
        return new BannerPerson
        {
            BannerId = Value("bannerId"),
            EmployeeId = Value("colleaguePersonId"),
            Login = Value("bannerUserName") ?? Value("colleagueUserName"),
            Email = emails.FirstOrDefault()?.Address,
            VerifiedEmail = emails.FirstOrDefault(one => options.VerifiedEmailTypes.Any(type => Is(one.Type?.EmailType, type) || Is(one.Type?.Detail?.Key, type)))?.Address,
            FullName = NotEmpty(name?.FullName) ?? (given is not null && family is not null ? $"{given} {family}" : given ?? family),
            GivenName = given,
            FamilyName = family,
            Confidential = person.PrivacyStatus?.PrivacyCategory switch
            {
                "restricted" => true,
                "unrestricted" => false,
                _ => null,
            },
        };

        string? Value(string type) => credentials.Find(one => one.Type == type)?.Value?.Trim();
    }

    private static EthosName? Name(List<EthosName> names, bool legalFirst)
    {
        var preferred = names.Find(name => name.Preference == "preferred");
        var legal = names.Find(name => name.Type?.Category == "legal");
        var personal = names.Find(name => name.Type?.Category == "personal");
        return (legalFirst ? legal ?? personal ?? preferred : preferred ?? legal ?? personal) ?? names.FirstOrDefault();
    }

    private static bool Is(string? value, string type) => string.Equals(value, type, StringComparison.OrdinalIgnoreCase);

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
