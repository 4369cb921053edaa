using System.Text;
using LerBridge.Core.Credentials;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Credentials;

internal sealed class ClaimsOutlineTests
{
    private const string Badge = """{"name":"Care","awardedDate":"2026-05-08","credentialSubject":{"achievement":{"name":"Care","alignment":[{"targetCode":"N-1","targetName":"Plans"},{"targetCode":"N-2","targetName":"Leads"}]}}}""";

    [TestCase("\"Plans\"", "\"Plans care\"", true)]
    [TestCase("\"name\":\"Care\",\"awardedDate\"", "\"name\":\"Clinical care\",\"awardedDate\"", true)]
    [TestCase("N-2", "N-3", false)]
    [TestCase("2026-05-08", "2026-05-09", false)]
    [TestCase(",{\"targetCode\":\"N-2\",\"targetName\":\"Leads\"}", "", false)]
    [TestCase("\"name\":\"Care\",\"alignment\"", "\"alignment\"", true)]
    public void Wording_is_told_from_what_is_stated(string from, string to, bool wording) =>
        Assert.That(Of(Badge).DiffersInWordingOnly(Of(Badge.Replace(from, to, StringComparison.Ordinal))), Is.EqualTo(wording));

    [TestCase("credentialSubject.achievement", true)]
    [TestCase("credentialSubject.achievement.alignment.targetCode", true)]
    [TestCase("credentialSubject.achievement.alignment[*].targetCode", true)]
    [TestCase("credentialSubject.achievement.name", false)]
    [TestCase("awardedDate", false)]
    public void A_path_covers_what_is_within_it(string path, bool covers)
    {
        var other = Of(Badge.Replace("N-2", "N-3", StringComparison.Ordinal));

        Assert.That((Of(Badge).DiffersAt(other, [path]), Of(Badge).DiffersOnlyAt(other, [path])), Is.EqualTo((covers, covers)));
    }

    [Test]
    public void A_member_that_is_gone_or_new_is_a_difference_there()
    {
        var without = Of("""{"name":"Care"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(Badge).DiffersAt(without, ["awardedDate"]), Is.True);
            Assert.That(without.DiffersAt(Of(Badge), ["credentialSubject"]), Is.True);
            Assert.That(Of(Badge).DiffersOnlyAt(without, ["awardedDate"]), Is.False);
        }
    }

    [Test]
    public void The_order_of_a_list_is_content() =>
        Assert.That(Of("""{"a":["x","y"]}""").DiffersAt(Of("""{"a":["y","x"]}"""), ["a"]), Is.True);

    [Test]
    public void What_was_packed_is_read_again()
    {
        var read = ClaimsOutline.Read(Of(Badge).Pack());

        Assert.That((read.DiffersOnlyAt(Of(Badge), []), read.Pack()), Is.EqualTo((true, Of(Badge).Pack())));
    }

    private static ClaimsOutline Of(string claims) => ClaimsOutline.Of(Encoding.UTF8.GetBytes(claims));
}
