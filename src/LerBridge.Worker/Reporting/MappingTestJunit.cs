using System.Globalization;
using System.Text;
using System.Xml;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;

namespace LerBridge.Worker.Reporting;

/// <summary>Tests of mappings in the form that build servers read: a suite per mapping, a case per test. A mapping that does not compile is a suite with an error.</summary>
internal static class MappingTestJunit
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, Encoding = new UTF8Encoding(false), OmitXmlDeclaration = false, NewLineChars = "\n" };

    public static string Write(IEnumerable<MappingTestResult> tests)
    {
        var all = tests.ToArray();
        return Write(all.Length, all.Count(test => !test.Passed), errors: 0, writer =>
        {
            foreach (var suite in all.GroupBy(test => test.File))
            {
                Suite(writer, suite.Key, suite.Count(), suite.Count(test => !test.Passed), 0, () =>
                {
                    foreach (var test in suite)
                    {
                        Case(writer, test);
                    }
                });
            }
        });
    }

    public static string Write(IEnumerable<Diagnostic> problems)
    {
        var errors = problems.Where(problem => problem.Severity == Severity.Error).ToArray();
        return Write(errors.Length, 0, errors.Length, writer =>
        {
            foreach (var suite in errors.GroupBy(problem => problem.File))
            {
                Suite(writer, suite.Key, suite.Count(), 0, suite.Count(), () =>
                {
                    foreach (var problem in suite)
                    {
                        writer.WriteStartElement("testcase");
                        writer.WriteAttributeString("name", $"{problem.Code} {problem.Line.ToString(CultureInfo.InvariantCulture)}:{problem.Column.ToString(CultureInfo.InvariantCulture)}");
                        writer.WriteAttributeString("classname", Clean(suite.Key));
                        writer.WriteStartElement("error");
                        writer.WriteAttributeString("type", problem.Code);
                        writer.WriteAttributeString("message", Clean(problem.Message));
                        writer.WriteString(Clean(DiagnosticReport.Describe(problem)));
                        writer.WriteEndElement();
                        writer.WriteEndElement();
                    }
                });
            }
        });
    }

    private static string Write(int tests, int failures, int errors, Action<XmlWriter> suites)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Settings))
        {
            writer.WriteStartDocument();
            writer.WriteStartElement("testsuites");
            Counts(writer, "mapping test", tests, failures, errors);
            suites(writer);
            writer.WriteEndElement();
            writer.WriteEndDocument();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Suite(XmlWriter writer, string file, int tests, int failures, int errors, Action cases)
    {
        writer.WriteStartElement("testsuite");
        Counts(writer, Clean(file), tests, failures, errors);
        cases();
        writer.WriteEndElement();
    }

    private static void Counts(XmlWriter writer, string name, int tests, int failures, int errors)
    {
        writer.WriteAttributeString("name", name);
        writer.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
    }

    private static void Case(XmlWriter writer, MappingTestResult test)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("name", Clean(test.Name));
        writer.WriteAttributeString("classname", Clean(test.File));
        writer.WriteAttributeString("file", Clean(test.File));
        writer.WriteAttributeString("line", test.Line.ToString(CultureInfo.InvariantCulture));
        if (!test.Passed)
        {
            var first = test.Mismatches[0];
            writer.WriteStartElement("failure");
            writer.WriteAttributeString("message", Clean(test.IsSample ? $"{first.What}: was {first.Expected}, is {first.Got}" : $"{first.What}: expected {first.Expected}, got {first.Got}"));
            writer.WriteString(Clean(MappingTests.Describe(test)));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    // what XML cannot hold is no reason to lose the report
    private static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select((c, i) =>
        XmlConvert.IsXmlChar(c) || (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) || (char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1])) ? c : '\uFFFD'));
}
