using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>Get_Workers of the Human_Resources service. Pages shift where no moment of entry fixes them, and an unset flag of the response group is false.</summary>
internal sealed class SoapSite(SandboxSwitches switches, WorkdayAccount account, TokenDesk tokens, Func<World> world)
{
    private const int MostPerPage = 999;

    public async Task HandleAsync(HttpContext context)
    {
        XElement message;
        try
        {
            var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit };
            using var reader = XmlReader.Create(context.Request.Body, settings);
            message = await XElement.LoadAsync(reader, LoadOptions.None, context.RequestAborted);
        }
        catch (XmlException)
        {
            await SoapFault.WriteAsync(context, "Client.validationError", "Validation error occurred. The message is no XML.");
            return;
        }

        var user = Find(message, "Username")?.Value;
        if (!tokens.IsGood(Bearer.Of(context.Request)) && !account.MayEnter(user, Find(message, "Password")?.Value, needsTenant: true))
        {
            await SoapFault.WriteAsync(context, "Client.authenticationError", "invalid username or password");
            return;
        }

        if (Find(message, "Get_Learning_Enrollments_Request") is { } learning)
        {
            await EnrolmentsAsync(context, learning);
            return;
        }

        if (Find(message, "Get_Workers_Request") is not { } request)
        {
            await SoapFault.WriteAsync(context, "Client.validationError", "Validation error occurred. The operation is not known.");
            return;
        }

        await AnswerAsync(context, request);
    }

    private Task AnswerAsync(HttpContext context, XElement request)
    {
        var day = Day(request, "As_Of_Effective_Date") ?? world().Today;
        var flags = request.Descendants().Where(one => one.Name.LocalName.StartsWith("Include_", StringComparison.Ordinal) && one.Value is "1" or "true").Select(one => one.Name.LocalName).ToHashSet(StringComparer.Ordinal);
        return PageAsync(context, request, "Get_Workers_Response", [.. Chosen(request)], new WorkerXml(switches, flags, day).Worker);
    }

    private Task EnrolmentsAsync(HttpContext context, XElement request)
    {
        var course = Find(request, "Request_Criteria")?.Descendants().FirstOrDefault(one => one.Name.LocalName == "ID")?.Value;
        var all = TalentReports.Workers(world()).SelectMany(worker => WorkerTalent.Learning(worker, switches)).Where(one => course is null || one.CourseId == course);
        return PageAsync(context, request, "Get_Learning_Enrollments_Response", [.. all], new EnrolmentXml(switches).Enrolment);
    }

    private async Task PageAsync<T>(HttpContext context, XElement request, string name, List<T> all, Func<T, XElement> write)
    {
        var page = Number(request, "Page") ?? 1;
        var count = Number(request, "Count") ?? 100;
        if (page < 1 || count is < 1 or > MostPerPage)
        {
            await SoapFault.WriteAsync(context, "Client.validationError", "Validation error occurred. Page is at least 1, Count is from 1 to 999.");
            return;
        }

        var isFixed = Find(request, "As_Of_Entry_DateTime") is not null;
        var most = FaultLine.MostRows(context);
        var skip = ((page - 1) * count) - (isFixed || page == 1 ? 0 : 1) - FaultLine.Shift(context);
        var some = all.Skip(Math.Max(0, skip)).Take(Math.Min(count, most ?? count)).ToList();
        var total = most is { } short_ ? Math.Min(short_, all.Count) : all.Count;
        var pages = (total + count - 1) / count;
        var response = new XElement(WorkerXml.Wd + name, new XAttribute(XNamespace.Xmlns + "wd", WorkerXml.Wd.NamespaceName), new XAttribute(WorkerXml.Wd + "version", "v44.2"));
        var results = new XElement(WorkerXml.Wd + "Response_Results", new XElement(WorkerXml.Wd + "Total_Results", Total(total)));
        if (total > 0)
        {
            results.Add(new XElement(WorkerXml.Wd + "Total_Pages", Total(pages)));
        }

        results.Add(new XElement(WorkerXml.Wd + "Page_Results", some.Count), new XElement(WorkerXml.Wd + "Page", page));
        response.Add(results);
        if (some.Count > 0)
        {
            response.Add(new XElement(WorkerXml.Wd + "Response_Data", some.Select(write)));
        }

        XNamespace env = "http://schemas.xmlsoap.org/soap/envelope/";
        var envelope = new XElement(env + "Envelope", new XAttribute(XNamespace.Xmlns + "env", env.NamespaceName), new XElement(env + "Body", response));
        await Reply.TextAsync(context, 200, "text/xml;charset=UTF-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting));
    }

    private IEnumerable<WorkerProfile> Chosen(XElement request)
    {
        var all = WorkerProfile.Of(world()).SelectMany(Profiles);
        if (Find(request, "Request_References") is { } references)
        {
            var wanted = references.Descendants().Where(one => one.Name.LocalName == "ID").Select(one => one.Value).ToHashSet(StringComparer.Ordinal);
            return all.Where(profile => wanted.Contains(profile.Wid));
        }

        if (Find(request, "Exclude_Inactive_Workers")?.Value is not ("false" or "0"))
        {
            all = all.Where(profile => profile.Worker.Terminated is not { } gone || gone > world().Today);
        }

        // Both windows in one request are joined with "and".
        if (Find(request, "Updated_From") is not null)
        {
            var typed = switches.WorkdayTypedIn.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            all = all.Where(profile => typed.Contains(profile.Worker.EmployeeId, StringComparer.Ordinal));
        }

        if (Day(request, "Effective_From") is { } from && Day(request, "Effective_Through") is { } through)
        {
            all = all.Where(profile => profile.ChangesBetween(from, through));
        }

        return all;
    }

    private IEnumerable<WorkerProfile> Profiles(WorkerProfile profile)
    {
        yield return profile;
        if (switches.WorkdayConverted == profile.Worker.EmployeeId)
        {
            yield return profile with { IsOver = true, Worker = profile.Worker with { IsContingent = true, Terminated = world().Today.AddDays(-30) } };
        }
    }

    private string Total(int number) => number.ToString(CultureInfo.InvariantCulture) + (switches.WorkdayDecimalTotals ? ".0" : "");

    private static XElement? Find(XElement root, string name) => root.Descendants().FirstOrDefault(one => one.Name.LocalName == name);

    private static int? Number(XElement root, string name) => int.TryParse(Find(root, name)?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Day(XElement root, string name) =>
        Find(root, name)?.Value is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
