using System.Text;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Tests.Credentials.Jose;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed class CredentialPictureTests : IDisposable
{
    private const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><circle r=\"4\"/></svg>";

    // one black point
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=");

    private readonly CommandLineDriver cli = new();

    public CredentialPictureTests()
    {
        this.cli.Write("badge.json", Encoding.UTF8.GetString(Signed.Badge().With("validFrom", "2025-06-01T08:30:15Z").Sign().Bytes()) + "\n");
        var credential = Jwts.Credential();
        credential["validFrom"] = "2025-06-01T08:30:15Z";
        (credential["issuer"] ?? throw new InvalidOperationException("issuer expected"))["id"] = DidJwk.Of(Jwts.Rsa.Public);
        this.cli.Write("badge.jwt", Encoding.ASCII.GetString(Jwts.Signed(JwtProfile.OpenBadges, Jwts.Rsa, credential, DidJwk.MethodOf(Jwts.Rsa.Public))) + "\n");
        this.cli.Write("plain.svg", Svg);
        File.WriteAllBytes(Path.Combine(this.cli.Folder, "plain.png"), Png);
    }

    public void Dispose() => this.cli.Dispose();

    [TestCase("badge.json", "png")]
    [TestCase("badge.json", "svg")]
    [TestCase("badge.jwt", "png")]
    [TestCase("badge.jwt", "svg")]
    public async Task A_baked_credential_verifies_in_its_picture_and_comes_out_as_it_was(string credential, string kind)
    {
        Assert.That(await this.cli.RunAsync("credential", "bake", credential, "--image", $"plain.{kind}", "--out", $"baked.{kind}"), Is.Zero, this.cli.Error);
        Assert.That(await this.cli.RunAsync("credential", "verify", $"baked.{kind}"), Is.Zero, this.cli.Out);
        Assert.That(await this.cli.RunAsync("credential", "unbake", $"baked.{kind}", "--out", "out.txt"), Is.Zero, this.cli.Error);
        Assert.That(await this.cli.RunAsync("credential", "unbake", $"baked.{kind}"), Is.Zero, this.cli.Error);

        var original = this.Read(credential).TrimEnd();
        Assert.That((this.Read("out.txt"), this.cli.Out.TrimEnd()), Is.EqualTo((original, original)));
        Assert.That(this.Read("plain.svg"), Is.EqualTo(Svg));
    }

    [Test]
    public async Task A_picture_that_has_one_gets_the_new_one_alone()
    {
        await this.cli.RunAsync("credential", "bake", "badge.json", "--image", "plain.png", "--out", "baked.png");

        Assert.That(await this.cli.RunAsync("credential", "bake", "badge.jwt", "--image", "baked.png", "--out", "baked.png"), Is.Zero, this.cli.Error);

        await this.cli.RunAsync("credential", "unbake", "baked.png");
        Assert.That(this.cli.Out.Trim(), Is.EqualTo(this.Read("badge.jwt").Trim()));
    }

    [TestCase("unsigned.json", "plain.png", "no proof")]
    [TestCase("badge.json", "badge.jwt", "neither a PNG nor an SVG")]
    [TestCase("plain.svg", "plain.png", "picture itself")]
    [TestCase("notes.txt", "plain.png", "not JSON")]
    public async Task What_cannot_be_baked_is_told_and_nothing_is_written(string credential, string image, string why)
    {
        this.cli.Write("unsigned.json", Signed.Badge().ToJsonString());
        this.cli.Write("notes.txt", "dear Ana");

        Assert.That(await this.cli.RunAsync("credential", "bake", credential, "--image", image, "--out", "baked.png"), Is.EqualTo(1));

        Assert.That(this.cli.Error, Does.Contain(why));
        Assert.That(File.Exists(Path.Combine(this.cli.Folder, "baked.png")), Is.False);
    }

    [Test]
    public async Task The_credential_itself_is_never_replaced_and_missing_files_are_wrong_usage()
    {
        Assert.That(await this.cli.RunAsync("credential", "bake", "badge.json", "--image", "plain.png", "--out", "badge.json"), Is.EqualTo(2));
        Assert.That(await this.cli.RunAsync("credential", "bake", "nowhere.json", "--image", "plain.png", "--out", "x.png"), Is.EqualTo(2));
        Assert.That(await this.cli.RunAsync("credential", "bake", "badge.json", "--image", "plain.png"), Is.EqualTo(2));
        Assert.That(await this.cli.RunAsync("credential", "unbake", "plain.png"), Is.EqualTo(1));
        Assert.That(this.cli.Error, Does.Contain("without a credential"));
        Assert.That(await this.cli.RunAsync("credential", "unbake", "badge.json"), Is.EqualTo(1));
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(this.cli.Folder, name));
}
