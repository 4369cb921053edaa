using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Frameworks;

/// <summary>Whatever is in a file, importing it answers with diagnostics and never falls over.</summary>
internal sealed class FuzzTests
{
    private static readonly string[] Bits =
        ["{", "}", "[", "]", "\"", ",", ":", "null", "1e999", "\\ud800", "\\u0000", "\"identifier\"", "\"uri\":1", "𝑑", "\t", "\r\n", ";", "\uFEFF", "true", "\"@graph\":[]", "\"skills\":[1]", "\0"];

    private static readonly TimeSpan Box = TimeSpan.FromSeconds(20);

    [Test]
    public void Files_cut_doubled_and_sprinkled_are_read_or_refused([Values] Form form)
    {
        var bytes = Encoding.UTF8.GetBytes(Of(form));
        var change =
            from at in Gen.Choose(0, bytes.Length - 1)
            from kind in Gen.Choose(0, 4)
            from bit in Gen.Elements(Bits)
            from length in Gen.Choose(1, 200)
            select (at, kind, bit, length);
        var files = Gen.ListOf(change, 4).Select(changes =>
        {
            var made = bytes.ToList();
            foreach (var (place, kind, bit, length) in changes)
            {
                var at = place % Math.Max(1, made.Count);
                var end = Math.Min(length, made.Count - at);
                switch (kind)
                {
                    case 0:
                        made.InsertRange(at, Encoding.UTF8.GetBytes(bit));
                        break;
                    case 1:
                        made.RemoveRange(at, end);
                        break;
                    case 2:
                        made.InsertRange(at, made.GetRange(at, end));
                        break;
                    case 3 when made.Count > 0:
                        made[at] = (byte)length;
                        break;
                    default:
                        made.RemoveRange(at, made.Count - at);
                        break;
                }
            }

            return made.ToArray();
        });

        // what a slow machine does not come to within the box is left for the next run
        var clock = Stopwatch.StartNew();
        Prop.ForAll(files.ToArbitrary(), file => clock.Elapsed > Box || Holds(file)).Check(Config.QuickThrowOnFailure.WithMaxTest(800).WithReplay(20261122, 7));
    }

    private static bool Holds(byte[] file)
    {
        var read = FrameworkImport.Read("x", file, "x", "2026");
        var refused = read.Problems.Any(problem => problem.Severity == Severity.Error);
        return refused == read.Framework is null
            && read.Problems.All(problem => problem.Line >= 1 && problem.Column >= 1 && ErrorCodes.Find(problem.Code) is not null)
            && (refused || CaseReader.Read("x", read.Package).Framework is not null);
    }

    private static string Of(Form form) => form switch
    {
        Form.Case => Publisher.Case("1 A Plans care|2 B Leads until 2026-01-01|3 C Teaches", "2 isChildOf 1|3 isChildOf 1|2 replacedBy 3"),
        Form.CtdlAsn => Publisher.CtdlAsn,
        Form.Rsd => $"[ {Publisher.Rsd}, {Publisher.Rsd.Replace("cad699ef", "dad699ef", StringComparison.Ordinal)} ]",
        Form.RsdSheet => Publisher.RsdCsv,
        Form.ContentModel => Publisher.ContentModel,
        Form.Ratings => Publisher.Ratings,
        _ => Publisher.Tasks,
    };

    internal enum Form
    {
        Case,
        CtdlAsn,
        Rsd,
        RsdSheet,
        ContentModel,
        Ratings,
        Tasks,
    }
}
