using System.Text;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Public;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Public;

internal sealed class DiskPublicFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("lerbridge-public-").FullName;

    public void Dispose() => Directory.Delete(this.root, recursive: true);

    [Test]
    public async Task What_is_written_is_read_and_nothing_is_left_beside_it()
    {
        var folder = new DiskPublicFolder(this.root);

        await folder.WriteAsync("status/1.json", "old"u8.ToArray(), CancellationToken.None);
        await folder.WriteAsync("status/1.json", "new"u8.ToArray(), CancellationToken.None);

        Assert.That(Encoding.UTF8.GetString(await folder.ReadAsync("status/1.json", CancellationToken.None) ?? []), Is.EqualTo("new"));
        Assert.That(Directory.EnumerateFiles(this.root, "*", SearchOption.AllDirectories).Select(Path.GetFileName), Is.EqualTo(new[] { "1.json" }));
    }

    [Test]
    public async Task What_is_not_there_is_null()
    {
        Assert.That(await new DiskPublicFolder(this.root).ReadAsync("status/9.json", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_web_server_of_another_user_may_read_the_files()
    {
        await new DiskPublicFolder(this.root).WriteAsync("did.json", "{}"u8.ToArray(), CancellationToken.None);

        // Windows has no file modes; the folder's access list decides there.
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var mode = OperatingSystem.IsWindows() ? readable : File.GetUnixFileMode(Path.Combine(this.root, "did.json"));
        Assert.That(mode, Is.EqualTo(readable));
    }

    [Test]
    public void A_path_never_leads_out_of_the_folder()
    {
        Assert.That(async () => await new DiskPublicFolder(this.root).WriteAsync("../elsewhere.json", "{}"u8.ToArray(), CancellationToken.None), Throws.ArgumentException);
    }

    [Test]
    public void A_folder_that_cannot_be_written_is_a_failure_of_the_store_that_names_the_place()
    {
        File.WriteAllText(Path.Combine(this.root, "status"), "in the way");

        Assert.That(
            async () => await new DiskPublicFolder(this.root).WriteAsync("status/1.json", "{}"u8.ToArray(), CancellationToken.None),
            Throws.TypeOf<StoreException>().With.Property("Code").EqualTo("LB6401").And.Message.Contains("status"));
    }
}
