namespace LerBridge.Sandbox.Wire;

/// <summary>What a proxy or a maintenance window puts in place of the answer.</summary>
internal static class HtmlPages
{
    public const string Maintenance = """
        <!DOCTYPE html>
        <html lang="en"><head><title>Scheduled maintenance</title></head>
        <body><h1>We will be right back</h1><p>The service is being updated. Please try again later.</p></body></html>

        """;

    public const string ServerError = """
        <html>
        <head><title>500 Internal Server Error</title></head>
        <body><center><h1>500 Internal Server Error</h1></center><hr><center>nginx</center></body>
        </html>

        """;

    public const string Unavailable = """
        <html>
        <head><title>503 Service Temporarily Unavailable</title></head>
        <body><center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx</center></body>
        </html>

        """;
}
