using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;
using LerBridge.Core.Records;

namespace LerBridge.Tests.Core.Mapping;

/// <summary>Single formulas over the Canvas stream.</summary>
internal static class Formulas
{
    /// <summary>What a formula gives for a record, as text; lists in brackets, <c>missing</c> for nothing.</summary>
    public static string Eval(string formula, SourceRecord? record = null)
    {
        var (typed, findings, binder) = Bind(formula);
        if (findings.HasErrors)
        {
            throw new InvalidOperationException(string.Join("; ", findings.All.Select(found => $"{found.Code} {found.Message}")));
        }

        var frame = new MapFrame(binder.LocalCount);
        frame.Begin(record ?? Author.Ana());
        return Text(typed.Node.Eval(frame));
    }

    /// <summary>The codes of the problems of a formula, in order.</summary>
    public static string Codes(string formula) => string.Join(' ', Bind(formula).Findings.All.Select(found => found.Code));

    /// <summary>The problems of a formula that must be true or false.</summary>
    public static string ConditionCodes(string formula)
    {
        var findings = new Findings("f.yaml");
        new Binder(Streams.Canvas, "canvas-main/course_completions", findings).ConditionFormula(Scalar(formula), Facts.None);
        return string.Join(' ', findings.All.Select(found => found.Code));
    }

    public static Diagnostic Problem(string formula) => Bind(formula).Findings.All.Single();

    public static (Typed Typed, Findings Findings, Binder Binder) Bind(string formula)
    {
        var findings = new Findings("f.yaml");
        var binder = new Binder(Streams.Canvas, "canvas-main/course_completions", findings);
        return (binder.Formula(Scalar(formula), Facts.None), findings, binder);
    }

    private static YamlScalar Scalar(string formula)
    {
        var text = "=" + formula;
        return new YamlScalar(new SourceText("f.yaml", text), new SourcePoint(1, 1), 0, text.Length, text, YamlStyle.Plain);
    }

    private static string Text(in MapValue value) => value.Kind switch
    {
        MapKind.Missing => "missing",
        MapKind.List => $"[{string.Join(", ", value.List.Select(item => Text(item)))}]",
        _ => value.AsText(),
    };
}
