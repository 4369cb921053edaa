namespace LerBridge.Core.Mapping.Documents;

/// <summary>A line and a column, both from 1.</summary>
internal readonly record struct SourcePoint(int Line, int Column);

/// <summary>A stretch of one line.</summary>
internal readonly record struct SourceSpan(SourcePoint Start, int Length)
{
    public string In(string file) => $"{file}:{this.Start.Line}:{this.Start.Column}";
}
