using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>What an analyst is told before a source that changed bites.</summary>
internal sealed class SourceDriftTests : IDisposable
{
    private readonly GradesDesk desk = new();

    public void Dispose() => this.desk.Dispose();

    [Test]
    public async Task Before_the_first_run_there_is_nothing_to_compare_with()
    {
        this.desk.Grades(GradesDesk.Rows(30));

        await this.desk.RunAsync(0, "source", "schema", "files", "grades", "--drift");

        Assert.That(this.desk.Output, Does.Contain("nothing to compare with"));
    }

    [Test]
    public async Task A_column_that_is_written_another_way_is_told_with_the_line_that_reads_it()
    {
        await this.RunWithAsync(i => $"p{i},S{i},p{i}@college.example,NUR-210,{80 + (i % 9)}");
        this.Write(30, i => $"p{i},S{i},p{i}@college.example,NUR-210,B");

        await this.desk.RunAsync(0, "source", "test", "files");
        var test = this.desk.Output;
        await this.desk.RunAsync(0, "source", "schema", "files", "grades", "--drift");
        var drift = this.desk.Output;
        await this.desk.RunAsync(0, "preview", "grades", "--read", "30");
        var preview = this.desk.Output;
        var run = await this.desk.JsonAsync(0, "run", "grades");

        var told = "\"grade\" has text, where it had whole numbers: mappings/grades.yaml:";
        Assert.That(test, Does.Contain(told).And.Contain("reads site.grade").And.Contain("LB3108"));
        Assert.That(drift, Does.Contain(told).And.Contain("! grade").And.Contain("whole numbers, 30 of 30"));
        Assert.That(preview, Does.Contain("Not as the last run saw it").And.Contain("has text, where it had whole numbers"));
        Assert.That(run.ToString(), Does.Contain("LB3108").And.Contain("reads site.grade"));
        Assert.That(test + drift, Does.Not.Contain("p7@college.example").And.Not.Contain("S7"), "no value is shown");
    }

    [Test]
    public async Task A_new_column_is_told_and_one_that_is_gone_stops_the_check()
    {
        await this.RunWithAsync(i => $"p{i},S{i},p{i}@college.example,NUR-210,B");
        this.desk.Cli.Write("drop/grades.csv", $"person,sis,email,course,grade,campus\n{string.Join('\n', Enumerable.Range(0, 30).Select(i => $"p{i},S{i},p{i}@college.example,NUR-210,B,East"))}\n");

        await this.desk.RunAsync(0, "source", "test", "files");
        var more = this.desk.Output;
        this.desk.Cli.Write("drop/grades.csv", $"person,sis,email,course\n{string.Join('\n', Enumerable.Range(0, 30).Select(i => $"p{i},S{i},p{i}@college.example,NUR-210"))}\n");
        await this.desk.RunAsync(6, "source", "test", "files");

        Assert.That(more, Does.Contain("\"campus\" is new, and nothing reads it"));
        Assert.That(this.desk.Output, Does.Contain("\"grade\" (field site.grade"));
    }

    [Test]
    public async Task Nothing_that_changed_is_a_plain_yes_and_scripts_read_the_same()
    {
        await this.RunWithAsync(i => $"p{i},S{i},p{i}@college.example,NUR-210,B");

        await this.desk.RunAsync(0, "source", "test", "files");
        var test = this.desk.Output;
        var json = await this.desk.JsonAsync(0, "source", "schema", "files", "grades", "--drift");

        Assert.That(test, Does.Match("yes +Stream grades: fields as in the run of"));
        Assert.That(json.GetProperty("schema").GetString(), Is.EqualTo("lerbridge/drift/v1"));
        Assert.That(json.GetProperty("streams")[0].GetProperty("changes").GetArrayLength(), Is.Zero);
        Assert.That(json.GetProperty("streams")[0].GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()), Is.EquivalentTo(new[] { "person", "sis", "email", "course", "grade" }));
    }

    private Task RunWithAsync(Func<int, string> row)
    {
        this.Write(30, row);
        return this.desk.RunAsync(0, "run", "grades");
    }

    private void Write(int count, Func<int, string> row) => this.desk.Grades(Enumerable.Range(0, count).Select(row));
}
