namespace LerBridge.Credentials.Rdf;

/// <summary>The part of https://www.w3.org/1999/02/22-rdf-syntax-ns that JSON-LD uses.</summary>
internal static class RdfTerms
{
    public const string Direction = Namespace + "direction";
    public const string First = Namespace + "first";
    public const string Json = Namespace + "JSON";
    public const string LangString = Namespace + "langString";
    public const string Language = Namespace + "language";
    public const string Nil = Namespace + "nil";
    public const string Rest = Namespace + "rest";
    public const string Type = Namespace + "type";
    public const string Value = Namespace + "value";
    private const string Namespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
}
