using System.Net.Mail;
using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>How mail is sent: RFC 6409 submission, with STARTTLS (RFC 3207) wherever the host is not this machine.</summary>
internal sealed record MailSettings(string Host, int Port, bool StartTls, string? Username, Secret? Password, MailAddress From, IReadOnlyList<MailAddress> To)
{
    private const int Submission = 587;

    public static MailSettings Read(SettingsSection section)
    {
        var host = section.RequiredText("Host");
        var startTls = section.Choice("Security", "StartTls", "StartTls", "None") == "StartTls";
        if (!startTls && host is not ("localhost" or "127.0.0.1" or "::1"))
        {
            section.Report("Security", "LB2009", $"{section.Path} would send mail, and the password, in the clear.", "Leave Security out for STARTTLS; None is accepted for this machine only.");
        }

        var username = section.Text("Username");
        var to = section.TextList("To");
        if (to.Count == 0)
        {
            section.Report("To", "LB2006", $"{section.Path}:To is required.", "List the addresses that are told.");
        }

        return new MailSettings(
            host,
            section.Whole("Port", Submission, 1, 65535),
            startTls,
            username,
            username is null ? section.Secret("Password") : section.RequiredSecret("Password"),
            Address(section, "From", section.RequiredText("From")),
            [.. to.Select(address => Address(section, "To", address))]);
    }

    private static MailAddress Address(SettingsSection section, string name, string text)
    {
        if (MailAddress.TryCreate(text, out var address))
        {
            return address;
        }

        if (text.Length > 0)
        {
            section.Report(name, "LB2007", $"\"{text}\" is no mail address.", "Write it as in lerbridge@college.example.");
        }

        return new MailAddress("missing@missing.invalid");
    }
}
