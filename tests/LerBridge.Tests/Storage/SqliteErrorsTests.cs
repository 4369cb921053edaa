using LerBridge.Core.Diagnostics;
using LerBridge.Storage;
using LerBridge.Storage.Dialects;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.Tests.Storage;

/// <summary>A disk without room says so, whatever SQLite was about to do when it met it.</summary>
internal sealed class SqliteErrorsTests
{
    // sqlite.org/rescode.html: FULL, IOERR_WRITE, IOERR_FSYNC, IOERR_DIR_FSYNC, IOERR_TRUNCATE, IOERR_SHMOPEN, IOERR_SHMSIZE, IOERR_SHMMAP, IOERR_GETTEMPPATH, CANTOPEN
    [TestCase(13, 13)]
    [TestCase(10, 778)]
    [TestCase(10, 1034)]
    [TestCase(10, 1290)]
    [TestCase(10, 1546)]
    [TestCase(10, 4618)]
    [TestCase(10, 4874)]
    [TestCase(10, 5386)]
    [TestCase(10, 6410)]
    [TestCase(14, 14)]
    [TestCase(4874, 4874)]
    public void What_fails_on_a_disk_without_room_is_a_full_disk(int code, int extended) =>
        Assert.That(Translate(code, extended, free: 4096).Code, Is.EqualTo("LB8002"));

    [TestCase(10, 778, "LB8007")]
    [TestCase(10, 4874, "LB8007")]
    [TestCase(4874, 4874, "LB8007")]
    [TestCase(14, 14, "LB8004")]
    public void The_same_on_a_disk_with_room_is_what_it_says(int code, int extended, string expected)
    {
        Assert.That(Translate(code, extended, free: 1L << 30).Code, Is.EqualTo(expected));
        Assert.That(Translate(code, extended, free: null).Code, Is.EqualTo(expected), "where nobody knows how much room there is");
    }

    [TestCase(10, 266, "LB8007")]
    [TestCase(11, 11, "LB8006")]
    [TestCase(5, 5, "LB8001")]
    public void What_has_nothing_to_do_with_room_is_not_laid_to_it(int code, int extended, string expected) =>
        Assert.That(Translate(code, extended, free: 0).Code, Is.EqualTo(expected));

    [Test]
    public void A_file_that_cannot_be_made_for_want_of_room_is_a_full_disk()
    {
        var full = DataFiles.Unwritable("/data/locks", "made", new IOException("No space left on device", 28));
        var other = DataFiles.Unwritable("/data/locks", "made", new IOException("Not a directory", 20));

        Assert.That((full.Code, other.Code), Is.EqualTo(("LB8002", "LB8004")));
    }

    private static StoreException Translate(int code, int extended, long? free) =>
        new SqliteErrors("/data/lerbridge.db", _ => free).Translate(new SqliteException("what SQLite says", code, extended));
}
