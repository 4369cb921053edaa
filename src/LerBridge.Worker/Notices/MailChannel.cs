using System.Net;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Notices;

/// <summary>Notices by mail: plain text (RFC 5322), to everybody in one message, marked as made by a machine (RFC 3834).</summary>
internal sealed class MailChannel(MailSettings settings) : INoticeChannel
{
    public string Name => "mail";

    /// <summary>How long a server has to take a mail: the other channels wait for it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public async Task<string?> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        using var message = new MailMessage
        {
            From = settings.From,
            Subject = notice.Subject,
            Body = notice.Body,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Headers = { ["Auto-Submitted"] = "auto-generated", ["X-LerBridge-Notice"] = notice.Key, ["Message-ID"] = $"<{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@{settings.From.Host}>" },
        };
        foreach (var to in settings.To)
        {
            message.To.Add(to);
        }

        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls, DeliveryMethod = SmtpDeliveryMethod.Network, UseDefaultCredentials = false };
        if (settings is { Username: { } username, Password: { } password })
        {
            client.Credentials = new NetworkCredential(username, password.Reveal());
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(this.Patience);
        try
        {
            await client.SendMailAsync(message, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"LB7401: the mail server {settings.Host}:{settings.Port} did not take the mail (no answer in {this.Patience.TotalSeconds:0} s).";
        }
        catch (SmtpException refused)
        {
            // The server's own words stay out: they may quote addresses.
            return $"LB7401: the mail server {settings.Host}:{settings.Port} did not take the mail ({Why(refused)}).";
        }
    }

    private static string Why(SmtpException refused) => refused.StatusCode switch
    {
        SmtpStatusCode.GeneralFailure => refused.InnerException is { } inner ? $"no connection: {inner.GetType().Name}" : "no connection",
        SmtpStatusCode.MustIssueStartTlsFirst => "it asks to sign in, or for STARTTLS, first",
        var status => $"answer {(int)status}",
    };
}
