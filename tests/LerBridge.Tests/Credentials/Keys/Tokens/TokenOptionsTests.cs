using System.Reflection;
using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Keys.Tokens;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys.Tokens;

/// <summary>What needs no token.</summary>
internal sealed class TokenOptionsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Test]
    public void The_PIN_is_neither_printed_nor_serialized()
    {
        var options = this.Options("libx.so");

        Assert.That($"{options}", Does.Not.Contain("493817"));
        Assert.That(() => JsonSerializer.Serialize(options), Throws.InstanceOf<NotSupportedException>());
    }

    [Test]
    public void A_library_that_is_missing_is_told_with_its_path_and_looked_for_again()
    {
        var token = new Token(this.Options("libmissing.so"));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.That(() => TokenKey.Open(token, "x"), Throws.TypeOf<KeyFolderException>()
                .With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6121")
                .And.Property(nameof(KeyFolderException.Trouble)).EqualTo(KeyTrouble.Terminal)
                .And.Message.Contains("libmissing.so does not exist").And.Message.Contains("Token:Library"));
        }
    }

    [Test]
    public void A_file_that_is_no_library_is_told_as_such()
    {
        File.WriteAllText(this.folder.File("notes.txt"), "not a library");

        Assert.That(() => TokenKey.Open(new Token(this.Options("notes.txt")), "x"), Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6121").And.Message.Contains("no library that this machine can load"));
    }

    [Test]
    [Platform("Linux")]
    public void A_library_of_another_kind_is_told_as_such()
    {
        var options = this.Options("x") with { Library = "libc.so.6" };

        Assert.That(() => TokenKey.Open(new Token(options), "x"), Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6121").And.Message.Contains("no PKCS#11 library"));
    }

    // whatever class of key is added, text and JSON of it cannot hold more than these two
    [Test]
    public void No_class_of_key_has_more_to_show_than_its_public_part()
    {
        var classes = typeof(SigningKey).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SigningKey))).ToArray();

        Assert.That(classes, Does.Contain(typeof(TokenKey)).And.Contain(typeof(Ed25519Key)));
        Assert.That(
            classes.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Select(property => property.Name).Distinct(),
            Is.EquivalentTo(new[] { nameof(SigningKey.Public), nameof(SigningKey.Algorithm) }));
        Assert.That(classes.SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance)), Is.Empty);
        Assert.That(classes.Where(type => type.GetMethod(nameof(ToString), [])?.DeclaringType != typeof(SigningKey)), Is.Empty);
    }

    private TokenOptions Options(string library) => new(this.folder.File(library), "lerbridge", null, Passphrase.From("493817"), "issuer");
}
