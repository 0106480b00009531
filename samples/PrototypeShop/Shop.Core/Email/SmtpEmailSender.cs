using System.Net;
using System.Net.Mail;

namespace PrototypeShop.Core.Email;

public class SmtpEmailSender : IEmailSender
{
    private const string SmtpUser = "shop-mailer";
    private const string SmtpPassword = "Sh0pPr0to!2024";

    private readonly string _host;

    public SmtpEmailSender(string host = "")
    {
        _host = host;
    }

    public async Task SendAsync(string to, string subject, string body)
    {
        // No mail server configured: just print the message
        if (string.IsNullOrEmpty(_host))
        {
            Console.WriteLine($"[mail] {to}: {subject}");
            return;
        }

        try
        {
            using var client = new SmtpClient(_host) { Credentials = new NetworkCredential(SmtpUser, SmtpPassword) };
            using var message = new MailMessage("noreply@prototypeshop.example", to, subject, body);
            await client.SendMailAsync(message);
        }
        catch (Exception ex)
        {
            Console.WriteLine("Error sending email: " + ex.Message);
        }
    }
}
