using System.Globalization;
using System.Xml.Linq;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Workday;

/// <summary>A learning enrolment as Get_Learning_Enrollments writes it.</summary>
internal sealed class EnrolmentXml(SandboxSwitches switches)
{
    private static readonly XNamespace Wd = WorkerXml.Wd;

    public XElement Enrolment(LearningEnrolment one)
    {
        var data = new XElement(
            Wd + "Learning_Enrollment_Data",
            WorkdayXml.Reference(switches, "Learning_Content_Reference", one.Title, ("WID", "5c44c92412d34b01ace61e80a47aaf00"), ("Learning_Course_ID", one.CourseId)),
            WorkdayXml.Reference(switches, "Learner_Reference", one.Worker.Name.Display, ("WID", "7d44c92412d34b01ace61e80a47aaf11"), (one.Worker.IsContingent ? "Contingent_Worker_ID" : "Employee_ID", one.Worker.EmployeeId)),
            new XElement(Wd + "Registered_Date", "2026-04-01-07:00"));
        if (one.Completed is { } completed)
        {
            data.Add(
                new XElement(Wd + "Learning_Enrollment_Completion_Date", WorkdayDay.Moment(completed)),
                new XElement(Wd + "Overall_Course_Score", one.Score?.ToString(CultureInfo.InvariantCulture)),
                WorkdayXml.Reference(switches, "Learning_Grade_Reference", "Pass", ("Learning_Grade_ID", "PASS")));
        }

        if (one.Expires is { } expires)
        {
            data.Add(new XElement(Wd + "Expiration_Date", WorkdayDay.Zoned(expires)));
        }

        data.Add(new XElement(Wd + "Rescind_Enrollment", WorkdayXml.Flag(switches, one.IsRescinded)));
        return new XElement(Wd + "Learning_Enrollment", data);
    }
}
