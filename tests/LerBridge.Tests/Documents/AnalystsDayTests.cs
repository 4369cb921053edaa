using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>docs/analysts-day.md is what the commands of that day print: they are run, and what they say is compared with the page.</summary>
internal sealed class AnalystsDayTests
{
    [Test]
    public async Task The_page_is_what_the_commands_of_the_day_print()
    {
        using var day = new Day();
        await day.BeginAsync();

        day.Heading("09:00  The faculty adopted the framework of 2027");
        day.Say("Priya keeps it beside the one in force. Nothing that runs changes by that.");
        day.Framework("example-college-2027.json");
        await day.RunAsync(0, "framework import example-college-2027.json --id example-college", 14);
        day.Say("What does it mean for her sheets, and for what is issued already? She asks before she changes anything.");
        await day.RunAsync(1, "framework drift example-college@2026 example-college@2027", 14);
        day.Say(
            "She works on a copy of the folder, so that nobody's night depends on her morning: in three mappings she names the new version, and in the sheet - in Excel - she takes the six replacements "
            + "that the framework itself proposes. The two rows of IT-1.2, which ends without a successor, go to the chair.");
        day.Copy("draft");
        foreach (var mapping in new[] { "canvas-courses", "banner-courses", "banner-transcript" })
        {
            day.Edit($"draft/{mapping}.yaml", "framework: example-college@2026", "framework: example-college@2027");
        }

        foreach (var (old, now, name) in Day.Replaced)
        {
            day.EditRows("draft/tables/course-competencies.csv", old, now, name);
        }

        // the slip that a golden sample will find
        day.Edit("draft/tables/course-competencies.csv", "NUR-210,NUR-1.2,", string.Empty, row => row.Replace(",3.7,", ",37,", StringComparison.Ordinal));
        await day.RunAsync(0, "mapping check draft/banner-courses.yaml", 12);

        day.Heading("10:20  One formula");
        day.Say("Employers asked for the course code in front of the name. She types two letters the wrong way round.");
        day.Edit("draft/banner-courses.yaml", "  name: ${course.title}\n  awardedDate", "  name: = course.code & \" \" & course.titel\n  awardedDate");
        await day.RunAsync(2, "mapping check draft/banner-courses.yaml", 6);
        day.Edit("draft/banner-courses.yaml", "course.titel", "course.title");

        day.Heading("10:35  What it would do");
        day.Say("The whole draft, sheet and formula, against everything that the last night read:");
        await day.RunAsync(0, "mapping preview banner-courses --with draft", 40);
        day.Say(
            "That the new codes come and the old ones go is what she wants. But one golden sample surprises her: the A in Clinical Care II would lose NUR-1.2, of which "
            + "the framework says nothing. The line under it names the row: while she pasted, a minimum of 3.7 became 37. She mends the row, not the formula.");
        day.Edit("draft/tables/course-competencies.csv", "NUR-210,NUR-1.2,", string.Empty, row => row.Replace(",37,", ",3.7,", StringComparison.Ordinal));
        await day.RunAsync(0, "mapping preview banner-courses --with draft", 4);

        day.Heading("11:00  Kept, and put in place");
        day.Say("The test in the file that expects WLD-2.1 gets the new code, and the draft becomes the mapping. What golden samples say now is what she has just read, so she accepts it; the difference goes to the chair with the files.");
        day.Edit("draft/banner-courses.yaml", "alignment[*].targetCode: [WLD-3.1, WLD-2.1]", "alignment[*].targetCode: [WLD-3.1, WLD-2.4]");
        day.Adopt("draft");
        await day.RunAsync(0, "mapping test banner-courses --update-samples", 26);
        day.Say("One record that came up in the discussion is to stay as it is from now on. She keeps it as an example: the person in it is made up, the courses and grades are real.");
        await day.RunAsync(0, "mapping preview banner-courses --last 3", 14);
        await day.KeepAsync("banner-courses", "as the committee discussed it");
        await day.RunAsync(0, "mapping test banner-courses", 3, fromEnd: true);

        day.Heading("14:30  For the senate");
        await day.RunAsync(0, "mapping describe banner-courses", 24);
        day.Say("And what is new since yesterday, in sentences; `--since` asks git instead.");
        await day.RunAsync(0, "mapping describe banner-courses --from yesterday/banner-courses.yaml", 40);
        day.Say("The senate wants a B at least where a C was enough: for NUR-2.7 in NUR-210. That is one cell.");
        day.Copy("senate");
        day.Edit("senate/tables/course-competencies.csv", "NUR-210,NUR-2.7,", string.Empty, row => row.Replace(",2.0,", ",3.0,", StringComparison.Ordinal));
        await day.RunAsync(0, "mapping preview banner-courses --with senate", 12);
        await day.RunAsync(0, "mapping describe senate/banner-courses.yaml --from mappings/banner-courses.yaml", 8);

        day.Heading("A new mapping, from a stream to the first preview");
        day.Say("Four steps: what the stream has, a picture with holes, the holes, what comes of real records.");
        await day.RunAsync(0, "source schema banner course_completions", 12);
        await day.RunAsync(0, "mapping new --stream banner/course_completions --profile ob3@3.0.3 --id credit-badges", 6);
        await day.RunAsync(2, "mapping check mappings/credit-badges.yaml", 12);
        day.Say("She fills in the six: a title, who answers questions, which grades count, an address, a description, what had to be done.");
        day.Fill(
            "mappings/credit-badges.yaml",
            "Credit badges",
            "registrar@college.example",
            "= grade.letter in [\"F\", \"W\", \"AU\"]",
            "https://college.example/credit/${url_encode(course.code)}",
            "Credit for ${course.title}.",
            "Credit for ${course.code} was earned.");
        await day.RunAsync(0, "mapping preview credit-badges", 12);

        day.Heading("How many steps it took");
        day.Say(
            "| what she wanted | steps | with |\n|---|---|---|\n"
            + "| a new mapping, from a stream to the first preview | 4 | `source schema`, `mapping new`, the holes, `mapping preview` |\n"
            + "| another competency for a course | 2 | a row in the sheet, its validator and day |\n"
            + "| an error understood and mended | 1 | the message says what to write |\n"
            + "| the effect before it is in place | 1 | `mapping preview --with` |\n"
            + "| a change taken back | 1 | the draft is a copy: leave it, or `git checkout` the files |\n"
            + "| a print for sign-off | 2 | `mapping describe`, then `--since` for what is new |\n"
            + "| what is not mapped, or not tested | 1 | `mapping test --coverage` |");
        day.Compare("../../../docs/analysts-day.md");
    }
}
