namespace LerBridge.Credentials.Building;

/// <summary>The codes of profile problems.</summary>
internal static class LintCodes
{
    /// <summary>The claims are no JSON object within bounds.</summary>
    public const string Malformed = "LB6300";

    /// <summary>A member that the profile asks for is missing or empty.</summary>
    public const string Missing = "LB6301";

    /// <summary>A value is of another kind than the profile says.</summary>
    public const string WrongKind = "LB6302";

    /// <summary>A value is no absolute URI.</summary>
    public const string NoUri = "LB6303";

    /// <summary>A word is not of its vocabulary.</summary>
    public const string NoWord = "LB6304";

    /// <summary>A value is no date, or no date and time with a zone.</summary>
    public const string NoTime = "LB6305";

    /// <summary>The <c>type</c> lacks the class that stands here.</summary>
    public const string WrongType = "LB6306";

    /// <summary>The contexts are not those of the profile, or not in its order.</summary>
    public const string WrongContext = "LB6307";

    /// <summary>The subject has neither <c>id</c> nor <c>identifier</c>.</summary>
    public const string NoSubject = "LB6308";

    /// <summary>The criteria have neither <c>id</c> nor <c>narrative</c>.</summary>
    public const string NoCriteria = "LB6309";

    /// <summary>A result refers to a description or level that is not there.</summary>
    public const string BrokenLink = "LB6310";

    /// <summary>A result whose description is of type Status has no status.</summary>
    public const string NoResultStatus = "LB6311";

    /// <summary>A member that has no meaning here.</summary>
    public const string UnknownMember = "LB6312";

    /// <summary>An end lies before its start.</summary>
    public const string EndBeforeStart = "LB6313";

    /// <summary>A status entry does not keep its rules.</summary>
    public const string BadStatus = "LB6314";

    /// <summary>An <c>endorsementJwt</c> cannot stand in a credential with an embedded proof.</summary>
    public const string EndorsementJwt = "LB6315";

    /// <summary>No language code.</summary>
    public const string NoLanguage = "LB6316";

    /// <summary>The credential has no canonical form, so it cannot be signed.</summary>
    public const string NotCanonical = "LB6318";

    /// <summary>The credential cannot be put into a JWT of the form that the issuer signs.</summary>
    public const string NoJwt = "LB6319";

    /// <summary>A name looks like a placeholder.</summary>
    public const string Placeholder = "LB3410";
}
