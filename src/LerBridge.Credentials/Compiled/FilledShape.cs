using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Compiled;

/// <summary>The quads of a shape with one document's values; kept by its thread and filled again for the next document.</summary>
internal sealed class FilledShape
{
    private readonly NumberedQuads _quads = new();

    /// <summary>The written terms: first the shape's own, then those from the document.</summary>
    public ByteBuffer Text = new(16 * 1024);

    public TermSlice[] Terms { get; private set; } = [];

    public NumberedQuads Quads => _quads;

    public void Start(NumberedQuads template, int constantText)
    {
        Text.Clear();
        Text.Append(template.Text.AsSpan(0, constantText));
        if (Terms.Length < template.Terms.Length)
        {
            Terms = new TermSlice[template.Terms.Length];
        }

        template.Terms.CopyTo(Terms.AsSpan());
        _quads.Quads = template.Quads;
        _quads.BlankCount = template.BlankCount;
        _quads.BlankStart = template.BlankStart;
        _quads.BlankQuads = template.BlankQuads;
        _quads.SubjectTerms = template.SubjectTerms;
        _quads.MayBeAlike = template.MayBeAlike;
    }

    public void Finish()
    {
        _quads.Text = Text.Array;
        _quads.Terms = Terms;
    }
}
