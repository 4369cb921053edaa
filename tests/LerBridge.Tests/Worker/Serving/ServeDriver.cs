using System.Collections;
using System.Text.RegularExpressions;
using LerBridge.Worker.Cli;

namespace LerBridge.Tests.Worker.Serving;

/// <summary>The verb <c>serve</c> in this process, on free ports, with a folder of its own.</summary>
internal sealed partial class ServeDriver : IAsyncDisposable
{
    public const string Token = "a-token-of-a-test";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource stop = new();
    private readonly StringWriter errors = new();
    private readonly Task<int> ended;

    private ServeDriver(string folder)
    {
        this.Folder = folder;
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Synchronized(this.errors), outputIsTerminal: false, errorIsTerminal: false, colour: false);
        this.ended = CommandLine.RunAsync(["serve"], new Surroundings(terminal, new Hashtable(), folder, TimeProvider.System), this.stop.Token);
    }

    public string Folder { get; }

    public HttpClient Public { get; } = new();

    public HttpClient Admin { get; } = new();

    public string Errors => this.errors.ToString();

    public static async Task<ServeDriver> StartAsync(string publicBaseUrl = "https://ler.college.example", string did = "did:web:ler.college.example", Action<string>? prepare = null)
    {
        var folder = Directory.CreateTempSubdirectory("lerbridge-serve-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "mappings"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "appsettings.json"),
            $$"""
            { "LerBridge": {
                "Issuer": { "Did": "{{did}}", "Name": "Example College", "KeyPassphrase": "correct horse battery" },
                "Http": { "PublicUrls": "http://127.0.0.1:0", "PublicBaseUrl": "{{publicBaseUrl}}", "AdminUrls": "http://127.0.0.1:0", "ApiToken": "{{Token}}" } } }
            """);
        prepare?.Invoke(folder);
        var driver = new ServeDriver(folder);
        await driver.WaitForListenersAsync();
        return driver;
    }

    /// <summary>Stops as Ctrl-C does and waits for the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await this.stop.CancelAsync();
        return await this.ended.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await this.StopAsync();
        this.Public.Dispose();
        this.Admin.Dispose();
        this.stop.Dispose();
        await this.errors.DisposeAsync();
        Directory.Delete(this.Folder, recursive: true);
    }

    private async Task WaitForListenersAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        while (Addresses().Match(this.Errors) is var found)
        {
            if (found.Success)
            {
                this.Public.BaseAddress = new Uri(found.Groups[1].Value);
                this.Admin.BaseAddress = new Uri(found.Groups[2].Value);
                return;
            }

            if (this.ended.IsCompleted)
            {
                throw new InvalidOperationException($"serve ended with {await this.ended}: {this.Errors}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    [GeneratedRegex(@"health on (http://[\d.:]+), admin on (http://[\d.:]+)")]
    private static partial Regex Addresses();
}
