using System.Xml.Linq;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>Turns a learning enrolment into a row of <c>learning_completions</c>: pure, and the same for the same input.</summary>
/// <param name="schema">The stream.</param>
/// <param name="zone">The tenant's zone, for completions that name none.</param>
internal sealed class EnrolmentReader(RecordSchema schema, TimeZoneInfo zone)
{
    /// <summary>The row; null where the learner is no worker, or the enrolment names no course.</summary>
    public SourceRecord? Read(XElement enrolment)
    {
        var data = enrolment.Child("Learning_Enrollment_Data");
        var (learner, content, grade) = (data.Child("Learner_Reference"), data.Child("Learning_Content_Reference"), data.Child("Learning_Grade_Reference"));

        // The WID is another one for every version of a course (facts, failure modes); the tenant's own id stays.
        var course = content.All("ID").FirstOrDefault(id => id.Said("type") is not (null or "WID"))?.Value.Trim() ?? content.Id("WID");
        if (WorkerPerson.IdOf(learner) is not { } person || string.IsNullOrEmpty(course))
        {
            return null;
        }

        var record = new SourceRecord(schema) { Place = "Get_Learning_Enrollments" };
        record["person.id"] = Value.Of(person);
        record["person.employee_id"] = Value.Of(person);
        record["course.id"] = Value.Of(course);
        record["course.title"] = Value.Of(content.Said("Descriptor") ?? course);
        record["completed_at"] = Value.Of(data.Text("Learning_Enrollment_Completion_Date") is { } completed ? Instants.Time(completed, zone) : null);
        record["grade.letter"] = Value.Of(grade.Said("Descriptor") ?? grade.Id("Learning_Grade_ID"));
        record["grade.score"] = Value.Of(data.Number("Overall_Course_Score"));
        record["expires_on"] = Value.Of(data.Day("Expiration_Date"));
        record["rescinded"] = Value.Of((bool?)(data.Flag("Rescind_Enrollment") == true));
        return record;
    }
}
