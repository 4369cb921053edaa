using System.Security;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>A fault of the SOAP service: always status 500.</summary>
internal static class SoapFault
{
    public static Task WriteAsync(HttpContext context, string code, string message)
    {
        var detail = code.StartsWith("Client.validation", StringComparison.Ordinal)
            ? $"<wd:Validation_Fault><wd:Validation_Error><wd:Message>{SecurityElement.Escape(message)}</wd:Message></wd:Validation_Error></wd:Validation_Fault>"
            : $"<wd:Processing_Fault><wd:Detail_Message>{SecurityElement.Escape(message)}</wd:Detail_Message></wd:Processing_Fault>";
        return Reply.TextAsync(
            context,
            500,
            "text/xml;charset=UTF-8",
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\"><SOAP-ENV:Body><SOAP-ENV:Fault xmlns:wd=\"urn:com.workday/bsvc\">"
            + $"<faultcode>SOAP-ENV:{code}</faultcode><faultstring>{SecurityElement.Escape(message)}</faultstring><detail>{detail}</detail></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>");
    }
}
