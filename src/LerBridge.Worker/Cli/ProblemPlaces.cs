using System.Text;

namespace LerBridge.Worker.Cli;

/// <summary>An exception as types and places in the code. Its message stays out: it may quote the value that it stumbled over, and values are about people.</summary>
internal static class ProblemPlaces
{
    public static string Of(Exception problem)
    {
        var text = new StringBuilder();
        for (var at = problem; at is not null; at = at.InnerException)
        {
            text.AppendLine(at.GetType().FullName).AppendLine(at.StackTrace).AppendLine();
        }

        return text.ToString().TrimEnd();
    }
}
