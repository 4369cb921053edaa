using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Compiled;

/// <summary>The quads of a shape with one document's values; kept by its thread and filled again for the next document.</summary>
internal sealed class FilledShape
{
    private readonly NumberedQuads quads = new();

    /// <summary>The written terms: first the shape's own, then those from the document.</summary>
    public ByteBuffer Text = new(16 * 1024);

    public TermSlice[] Terms { get; private set; } = [];

    public NumberedQuads Quads => this.quads;

    public void Start(NumberedQuads template, int constantText)
    {
        this.Text.Clear();
        this.Text.Append(template.Text.AsSpan(0, constantText));
        if (this.Terms.Length < template.Terms.Length)
        {
            this.Terms = new TermSlice[template.Terms.Length];
        }

        template.Terms.CopyTo(this.Terms.AsSpan());
        this.quads.Quads = template.Quads;
        this.quads.BlankCount = template.BlankCount;
        this.quads.BlankStart = template.BlankStart;
        this.quads.BlankQuads = template.BlankQuads;
        this.quads.SubjectTerms = template.SubjectTerms;
        this.quads.MayBeAlike = template.MayBeAlike;
    }

    public void Finish()
    {
        this.quads.Text = this.Text.Array;
        this.quads.Terms = this.Terms;
    }
}
