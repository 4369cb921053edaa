namespace LerBridge.Credentials.JsonLd;

/// <summary>A document, or a context it names, cannot be processed. Expected about a document from outside; never a bug of ours.</summary>
internal sealed class JsonLdException : Exception
{
    public JsonLdException(string code, string message)
        : this(code, message, pointer: null, term: null)
    {
    }

    public JsonLdException(string code, string message, string? pointer, string? term)
        : this(code, message, pointer, term, inner: null)
    {
    }

    private JsonLdException(string code, string message, string? pointer, string? term, Exception? inner)
        : base(pointer is null ? message : $"{message} At {(pointer.Length == 0 ? "the document's top" : pointer)}.", inner)
    {
        this.Code = code;
        this.Plain = message;
        this.Pointer = pointer;
        this.Term = term;
    }

    /// <summary>A code of https://www.w3.org/TR/json-ld11-api/#jsonlderrorcode, or one of <see cref="SafeModeCode"/> or <see cref="LimitCode"/>.</summary>
    public string Code { get; }

    /// <summary>Where in the document, as a JSON pointer (RFC 6901); null where the trouble lies in a context.</summary>
    public string? Pointer { get; }

    /// <summary>The term that is to blame, where one is.</summary>
    public string? Term { get; }

    private string Plain { get; }

    /// <summary>The same error with the place in the document that led to it.</summary>
    public JsonLdException At(string pointer) => new(this.Code, this.Plain, pointer, this.Term, this);
}
