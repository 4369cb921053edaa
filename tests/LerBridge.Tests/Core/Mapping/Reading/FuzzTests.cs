using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Tables;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Reading;

/// <summary>Whatever is written, the compiler answers with diagnostics and never falls over.</summary>
internal sealed class FuzzTests
{
    private static readonly string[] Bits =
    [
        "course.code", "grade.score", "earned", "c.min_points", "if(", "choose(", "filter(", "r => ", "\"a\"", "\"", "\"\"", "1", "2.5", "-", "+", "*", "/", "&", "??", "=", "!=", "<", ">=",
        " in ", " between ", " and ", " or ", " not ", " matches ", "missing", "true", "[", "]", "(", ")", ",", ".", " ", "#", ":", "${", "}", "$${", "'", "|", "🎓", "\u0000", "é", "\t", "\n",
    ];

    [Test]
    public void Formulas_are_read_or_refused()
    {
        Check(BitsOf(40), text =>
        {
            try
            {
                ExpressionParser.Parse(text, 0);
                TextTemplate.Parse(text);
            }
            catch (FormulaException refused)
            {
                return refused.Code.StartsWith("LB", StringComparison.Ordinal) && refused.Start >= 0 && refused.Start <= text.Length;
            }

            return true;
        });
    }

    [Test]
    public void Formulas_are_checked_and_run_or_refused()
    {
        Check(BitsOf(12), text =>
        {
            var (typed, findings, binder) = Formulas.Bind(text);
            if (!findings.HasErrors)
            {
                var frame = new LerBridge.Core.Mapping.Running.MapFrame(binder.LocalCount);
                frame.Begin(Author.Ana());
                try
                {
                    typed.Node.Eval(frame);
                }
                catch (LerBridge.Core.Mapping.Running.MapFailure failure)
                {
                    return failure.Code == "LB3204";
                }
            }

            return typed.IsFailed == findings.HasErrors;
        });
    }

    [Test]
    public void Mappings_cut_doubled_and_sprinkled_are_compiled_or_refused()
    {
        var lines = WorkedExamples.Canvas.Split('\n');
        var change =
            from at in Gen.Choose(0, lines.Length - 1)
            from kind in Gen.Choose(0, 4)
            from bit in Gen.Elements(Bits)
            from column in Gen.Choose(0, 80)
            select (at, kind, bit, column);
        var text = Gen.ListOf(change, 3).Select(changes =>
        {
            var made = lines.ToList();
            foreach (var (at, kind, bit, column) in changes)
            {
                var line = made[at % made.Count];
                made[at % made.Count] = kind switch
                {
                    0 => line + "\n" + line,
                    1 => line.Insert(Math.Min(column, line.Length), bit),
                    2 => line[..Math.Min(column, line.Length)],
                    3 => "  " + line,
                    _ => line.TrimStart(),
                };
            }

            return string.Join('\n', made);
        });

        Check(text, mapping =>
        {
            var result = Author.Compile(mapping, WorkedExamples.Files());
            return result.HasErrors == result.Plan is null
                && result.Diagnostics.All(found => found.Line >= 1 && found.Column >= 1 && found.Length >= 1 && LerBridge.Core.Diagnostics.ErrorCodes.Find(found.Code) is not null);
        });
    }

    [Test]
    public void Sheets_are_read_or_refused()
    {
        Check(BitsOf(30).Select(text => text + ";,\"\r\n" + text), text =>
        {
            try
            {
                return CsvSheet.Read(Encoding.UTF8.GetBytes(text)).Rows.All(row => row.Line >= 1);
            }
            catch (CsvException refused)
            {
                return refused.Line >= 1;
            }
        });
    }

    private static Gen<string> BitsOf(int most) => Gen.Choose(1, most).SelectMany(count => Gen.ListOf(Gen.Elements(Bits), count)).Select(string.Concat);

    private static void Check(Gen<string> texts, Func<string, bool> holds) =>
        Prop.ForAll(texts.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(600).WithReplay(20260501, 7));
}
