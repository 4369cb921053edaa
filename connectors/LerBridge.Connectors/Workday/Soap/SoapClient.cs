using System.Net.Http.Headers;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>The part of the SOAP services that is read.</summary>
internal interface ISoapApi
{
    /// <summary><c>Get_Workers</c></summary>
    Task<WorkersPage> WorkersAsync(WorkersAsk ask, CancellationToken cancellationToken);

    /// <summary><c>Get_Learning_Enrollments</c></summary>
    Task<WorkersPage> EnrolmentsAsync(EnrolmentsAsk ask, CancellationToken cancellationToken);
}

/// <summary>Asks the SOAP service.</summary>
internal sealed class SoapClient(ConnectorHttp http, WorkdayOptions options, SoapOptions soap) : ISoapApi
{
    public Task<WorkersPage> WorkersAsync(WorkersAsk ask, CancellationToken cancellationToken) =>
        http.ReadAsync(
            new HttpCall("the workers", () => this.Request("Human_Resources", user => SoapRequest.Write(ask, soap.Version, user, options.TimeZone))),
            reply => SoapReply.Read(reply.MediaType, reply.Body),
            cancellationToken);

    public Task<WorkersPage> EnrolmentsAsync(EnrolmentsAsk ask, CancellationToken cancellationToken) =>
        http.ReadAsync(
            new HttpCall("the learning enrolments", () => this.Request("Learning", user => ask.Write(soap.Version, user, options.TimeZone))),
            reply => SoapReply.Read(reply.MediaType, reply.Body, "Get_Learning_Enrollments_Response", "Learning_Enrollment"),
            cancellationToken);

    private HttpRequestMessage Request(string service, Func<(string Name, string Password)?, byte[]> write)
    {
        var user = options.OAuth is null && options.Password is { } password ? (this.User, password.Reveal()) : ((string, string)?)null;
        var content = new ByteArrayContent(write(user));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "UTF-8");
        var request = new HttpRequestMessage(HttpMethod.Post, http.Address($"/ccx/service/{Uri.EscapeDataString(options.Tenant ?? string.Empty)}/{service}/{soap.Version}")) { Content = content };
        request.Headers.TryAddWithoutValidation("SOAPAction", "\"\"");
        request.Headers.TryAddWithoutValidation("Accept", "text/xml");
        return request;
    }

    // Here the user is always named with the tenant (facts §1).
    private string User => options.Username.Contains('@', StringComparison.Ordinal) ? options.Username : $"{options.Username}@{options.Tenant}";
}
