using System.Diagnostics;
using System.Globalization;

namespace LerBridge.Benchmarks.Peers;

/// <summary><c>openssl speed ed25519</c>: what the machine's cryptography does without anything around it.</summary>
internal static class OpenSslPeer
{
    /// <summary>Signatures and verifications per second; null where there is no openssl.</summary>
    public static (double Sign, double Verify)? Measure(double seconds)
    {
        try
        {
            var start = new ProcessStartInfo("openssl", ["speed", "-seconds", Math.Max(1, (int)seconds).ToString(CultureInfo.InvariantCulture), "ed25519"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var last = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
            process.WaitForExit();
            var fields = last.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (double.Parse(fields[^2], CultureInfo.InvariantCulture), double.Parse(fields[^1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
