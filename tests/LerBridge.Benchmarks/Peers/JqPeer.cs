using System.Diagnostics;
using System.Globalization;

namespace LerBridge.Benchmarks.Peers;

/// <summary><c>jq</c> doing the mapping of <c>mapping.jq</c> over the same records: what a careful script reaches.</summary>
internal static class JqPeer
{
    /// <summary>Records per second of its processor time, reading and writing included; null where there is no jq.</summary>
    /// <param name="records">One JSON object a line.</param>
    /// <param name="count">How many lines there are.</param>
    /// <param name="competencies">A JSON object of course code to rows.</param>
    public static double? Measure(string records, int count, string competencies)
    {
        var directory = Directory.CreateTempSubdirectory("lerbridge-jq-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(directory, "records"), records);
            File.WriteAllText(Path.Combine(directory, "competencies"), competencies);
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Peers", "mapping.jq"), Path.Combine(directory, "mapping.jq"));
            var start = new ProcessStartInfo("sh", ["-c", "jq -c --slurpfile competencies competencies -f mapping.jq records | wc -l; times"]) { WorkingDirectory = directory, RedirectStandardOutput = true };
            using var process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            // the lines that came out, the shell's own times, then those of its children: 0m1.230000s 0m0.010000s
            var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            return lines.Length == 3 && int.Parse(lines[0], CultureInfo.InvariantCulture) == count ? count / lines[2].Split(' ').Sum(Seconds) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Seconds(string time)
    {
        var parts = time.TrimEnd('s').Split('m');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + double.Parse(parts[1], CultureInfo.InvariantCulture);
    }
}
