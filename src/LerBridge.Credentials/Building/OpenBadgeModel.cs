namespace LerBridge.Credentials.Building;

/// <summary>
/// The data model of Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0, appendix B), once: the builder writes by it and the lint reads by it.
/// Members are in the order in which we write them.
/// </summary>
internal static class OpenBadgeModel
{
    public static readonly ProfileClass Image = new("Image", [Uri("id") with { Required = true }, Text("caption")]) { TypeIsText = true, Closed = true };

    public static readonly ProfileClass Alignment = new(
        "Alignment",
        [
            Text("targetName") with { Required = true },
            Uri("targetUrl") with { Required = true },
            Text("targetCode"),
            Text("targetFramework"),
            Word("targetType", OpenBadgeVocabularies.AlignmentTargetType),
            Text("targetDescription"),
        ]);

    public static readonly ProfileClass IdentityObject = new(
        "IdentityObject",
        [
            Flag("hashed") with { Required = true },
            Text("identityHash") with { Required = true },
            Word("identityType", OpenBadgeVocabularies.IdentifierType) with { Required = true },
            Text("salt"),
        ])
    {
        TypeIsText = true,
        Closed = true,
    };

    public static readonly ProfileClass IdentifierEntry = new(
        "IdentifierEntry",
        [Text("identifier") with { Required = true }, Word("identifierType", OpenBadgeVocabularies.IdentifierType) with { Required = true }])
    {
        TypeIsText = true,
        Closed = true,
    };

    public static readonly ProfileClass GeoCoordinates = new(
        "GeoCoordinates", [Number("latitude") with { Required = true }, Number("longitude") with { Required = true }])
    { TypeIsText = true };

    public static readonly ProfileClass Address = new(
        "Address",
        [
            Text("streetAddress"), Text("postOfficeBoxNumber"), Text("addressLocality"), Text("addressRegion"), Text("postalCode"), Text("addressCountry"),
            Text("addressCountryCode"), Object("geo", () => GeoCoordinates),
        ]);

    public static readonly ProfileClass Profile = new(
        "Profile",
        [
            Uri("id") with { Required = true },
            Text("name"), Uri("url"), Text("description"), Object("image", () => Image), Text("phone"), Text("email"), Object("address", () => Address),
            Many(Object("otherIdentifier", () => IdentifierEntry)),
            Text("official"), Object("parentOrg", () => Profile ?? throw new InvalidOperationException("Asked for before it was made.")),
            Text("familyName"), Text("givenName"), Text("additionalName"), Text("patronymicName"), Text("honorificPrefix"), Text("honorificSuffix"),
            Text("familyNamePrefix"), Date("dateOfBirth"),
            Endorsements, EndorsementJwts,
        ]);

    public static readonly ProfileClass Criteria = new(null, [Uri("id"), Text("narrative")]);

    public static readonly ProfileClass Evidence = new(
        "Evidence", [Uri("id"), Text("name"), Text("narrative"), Text("description"), Text("genre"), Text("audience")]);

    public static readonly ProfileClass Related = new("Related", [Uri("id") with { Required = true }, Language("inLanguage"), Text("version")]);

    public static readonly ProfileClass RubricCriterionLevel = new(
        "RubricCriterionLevel",
        [
            Uri("id") with { Required = true },
            Text("name") with { Required = true },
            Text("description"), Text("level"), Text("points"), Many(Object("alignment", () => Alignment)),
        ]);

    public static readonly ProfileClass ResultDescription = new(
        "ResultDescription",
        [
            Uri("id") with { Required = true },
            Text("name") with { Required = true },
            Word("resultType", OpenBadgeVocabularies.ResultType) with { Required = true },
            Many(Text("allowedValue")),
            Text("valueMin"), Text("valueMax"), Text("requiredValue"), Uri("requiredLevel"),
            Many(Object("rubricCriterionLevel", () => RubricCriterionLevel)),
            Many(Object("alignment", () => Alignment)),
        ]);

    public static readonly ProfileClass Result = new(
        "Result",
        [
            Uri("resultDescription"), Text("value"), Word("status", OpenBadgeVocabularies.ResultStatus), Uri("achievedLevel"),
            Many(Object("alignment", () => Alignment)),
        ]);

    public static readonly ProfileClass Achievement = new(
        "Achievement",
        [
            Uri("id") with { Required = true },
            Word("achievementType", OpenBadgeVocabularies.AchievementType),
            Text("name") with { Required = true },
            Text("humanCode"),
            Text("description") with { Required = true },
            Object("criteria", () => Criteria) with { Required = true },
            Object("image", () => Image), Text("fieldOfStudy"), Text("specialization"), Number("creditsAvailable"), Language("inLanguage"), Text("version"),
            Object("creator", () => Profile),
            Many(Text("tag")),
            Many(Object("alignment", () => Alignment)),
            Many(Object("resultDescription", () => ResultDescription)),
            Many(Object("otherIdentifier", () => IdentifierEntry)),
            Many(Object("related", () => Related)),
            Endorsements, EndorsementJwts,
        ]);

    public static readonly ProfileClass Subject = new(
        "AchievementSubject",
        [
            Uri("id"),
            Many(Object("identifier", () => IdentityObject)),
            Text("term"), Number("creditsEarned"), Text("role"), Text("licenseNumber"), Time("activityStartDate"), Time("activityEndDate"), Text("narrative"),
            Object("image", () => Image), Object("source", () => Profile),
            Many(Object("result", () => Result)),
            Object("achievement", () => Achievement) with { Required = true },
        ]);

    /// <summary>What a mapping may say at the top; the engine fills the rest.</summary>
    public static readonly ProfileClass Claims = CredentialOf(() => Subject, engine: false);

    /// <summary>The whole credential, as a verifier meets it.</summary>
    public static readonly ProfileClass Credential = CredentialOf(() => Subject, engine: true);

    /// <summary>A credential whose subject is of another class.</summary>
    internal static ProfileClass CredentialOf(Func<ProfileClass> subject, bool engine)
    {
        List<ProfileMember> members =
        [
            Text("name"), Text("description"), Object("image", () => Image), Time("validUntil"), Time("awardedDate"),
            Object("credentialSubject", subject) with { Required = true },
            Many(Object("evidence", () => Evidence)),
        ];
        if (engine)
        {
            members.InsertRange(
                0,
                [
                    Any("@context"), Any("type"), Uri("id") with { Required = true }, Any("issuer") with { Required = true },
                    Time("validFrom") with { Required = true },
                ]);
            members.AddRange(
            [
                Endorsements, EndorsementJwts, .. ForeignLint.Members,
            ]);
        }

        return new ProfileClass(null, members);
    }

    private static ProfileMember Endorsements => Many(Any("endorsement")) with { Foreign = ForeignLint.CheckEndorsement };

    private static ProfileMember EndorsementJwts => Many(Any("endorsementJwt")) with { Foreign = ForeignLint.CheckJwt };

    internal static ProfileMember Text(string name) => new(name, MemberKind.Text);

    internal static ProfileMember Date(string name) => new(name, MemberKind.Date);

    internal static ProfileMember Object(string name, Func<ProfileClass> of) => new(name, MemberKind.Object) { Of = of };

    internal static ProfileMember Word(string name, Vocabulary words) => new(name, MemberKind.Word) { Words = words };

    internal static ProfileMember Uri(string name) => new(name, MemberKind.Uri);

    internal static ProfileMember Time(string name) => new(name, MemberKind.Time);

    private static ProfileMember Number(string name) => new(name, MemberKind.Number);

    internal static ProfileMember Flag(string name) => new(name, MemberKind.Flag);

    private static ProfileMember Language(string name) => new(name, MemberKind.Language);

    internal static ProfileMember Any(string name) => new(name, MemberKind.Any);

    internal static ProfileMember Many(ProfileMember member) => member with { List = true };
}
