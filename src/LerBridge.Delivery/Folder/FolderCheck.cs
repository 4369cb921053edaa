using LerBridge.Core.Sources;

namespace LerBridge.Delivery.Folder;

/// <summary>Looks whether a folder could take files, leaving nothing in it.</summary>
internal static class FolderCheck
{
    public static ConnectionReport Look(string folder)
    {
        if (File.Exists(folder))
        {
            return One("folder", FindingResult.No, $"{folder} is a file. Move it away, or name another Path.");
        }

        if (!Directory.Exists(folder))
        {
            return One("folder", FindingResult.Unknown, $"{folder} is not there yet; the first delivery makes it.");
        }

        try
        {
            using (new FileStream(Path.Combine(folder, ".check.tmp"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            {
                return One("write", FindingResult.Yes, advice: null);
            }
        }
        catch (Exception problem) when (FolderTrouble.IsExpected(problem))
        {
            return One("write", FindingResult.No, $"This user cannot write in {folder}. Give it write permission, and check that the disk is not read-only.");
        }
    }

    private static ConnectionReport One(string subject, FindingResult result, string? advice) => new([new ConnectionFinding(subject, result, advice)]);
}
