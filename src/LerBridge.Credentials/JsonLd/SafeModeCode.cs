namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// What plain JSON-LD drops or passes over in silence and a signer must not. The names are those other processors use for the same events.
/// </summary>
internal static class SafeModeCode
{
    public const string BlankNodePredicate = "blank node predicate";
    public const string DuplicateMember = "duplicate member";
    public const string EmptyObject = "empty object";
    public const string FreeFloatingScalar = "free-floating scalar";
    public const string InvalidLanguageValue = "invalid @language value";
    public const string InvalidProperty = "invalid property";
    public const string NullValue = "null @value value";
    public const string ObjectWithOnlyId = "object with only @id";
    public const string ObjectWithOnlyLanguage = "object with only @language";
    public const string ObjectWithOnlyList = "object with only @list";
    public const string ObjectWithOnlyValue = "object with only @value";
    public const string RdfDirectionNotSet = "rdfDirection not set";
    public const string RelativeGraphReference = "relative graph reference";
    public const string RelativeIdReference = "relative @id reference";
    public const string RelativeObjectReference = "relative object reference";
    public const string RelativePredicateReference = "relative predicate reference";
    public const string RelativeSubjectReference = "relative subject reference";
    public const string RelativeTypeReference = "relative @type reference";
    public const string RelativeVocabReference = "relative @vocab reference";
    public const string ReservedId = "reserved @id value";
    public const string ReservedReverse = "reserved @reverse value";
    public const string ReservedTerm = "reserved term";
}
