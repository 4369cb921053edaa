using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Keys.Tokens;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys.Tokens;

[Category(SoftHsm.Category)]
internal sealed class TokenKeyTests
{
    [TestCase("ed", KeyAlgorithm.Ed25519, 64)]
    [TestCase("p256", KeyAlgorithm.P256, 64)]
    [TestCase("p384", KeyAlgorithm.P384, 96)]
    public void A_key_on_the_token_signs_what_its_public_part_alone_verifies(string label, object algorithm, int length)
    {
        using var key = TokenKey.Open(new Token(SoftHsm.Options(label)), label);
        using var publicKey = PublicKey.FromMultibase(key.Public.Multibase);
        var data = "the data"u8.ToArray();

        var signature = key.Sign(data);

        Assert.That(key.Algorithm, Is.EqualTo(algorithm));
        Assert.That(signature, Has.Length.EqualTo(length));
        Assert.That(publicKey?.Verify(data, signature), Is.True);
        Assert.That(publicKey?.Verify("the dato"u8, signature), Is.False);
    }

    [TestCase("ed")]
    [TestCase("p256")]
    public void One_key_signs_on_many_threads_at_once(string label)
    {
        using var key = TokenKey.Open(new Token(SoftHsm.Options(label)), label);
        var wrong = 0;

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 24 }, i =>
        {
            var data = BitConverter.GetBytes(i);
            if (!key.Public.Verify(data, key.Sign(data)))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.That(wrong, Is.Zero);
    }

    [Test]
    public void A_session_that_was_lost_is_opened_again_on_every_thread()
    {
        using var key = TokenKey.Open(new Token(SoftHsm.Options("ed", SoftHsm.Restless)), "ed");
        var library = Pkcs11Library.Load(SoftHsm.Library);
        var slot = library.Tokens().Single(token => token.Label == SoftHsm.Restless).Slot;
        for (var round = 0; round < 5; round++)
        {
            library.CloseAllSessions(slot);
            var wrong = 0;

            Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            {
                var data = BitConverter.GetBytes(i);
                if (!key.Public.Verify(data, key.Sign(data)))
                {
                    Interlocked.Increment(ref wrong);
                }
            });

            Assert.That(wrong, Is.Zero);
        }
    }

    [Test]
    public void A_token_is_found_by_its_slot_too()
    {
        var slot = Pkcs11Library.Load(SoftHsm.Library).Tokens().Single(token => token.Label == SoftHsm.Token).Slot;

        using var key = TokenKey.Open(new Token(SoftHsm.Options("ed") with { Label = null, Slot = slot.Value }), "ed");

        Assert.That(key.Algorithm, Is.EqualTo(KeyAlgorithm.Ed25519));
    }

    [Test]
    public void A_missing_token_is_told_with_those_that_are_there()
    {
        var refusal = Refusal(SoftHsm.Options("ed", "lerbrigde"), "ed");

        Assert.That((refusal.Code, refusal.Trouble), Is.EqualTo(("LB6122", KeyTrouble.Terminal)));
        Assert.That(refusal.Message, Does.Contain("\"lerbrigde\"").And.Contain("\"lerbridge\" in slot").And.Contain("Token:Label"));
    }

    [Test]
    public void Two_tokens_of_one_label_are_told_apart_by_the_slot_only()
    {
        var refusal = Refusal(SoftHsm.Options("ed", SoftHsm.Twin), "ed");

        Assert.That(refusal.Code, Is.EqualTo("LB6122"));
        Assert.That(refusal.Message, Does.Contain("More than one").And.Contain("Token:Slot"));
    }

    [Test]
    public void A_wrong_PIN_is_told_without_it_and_never_tried_twice()
    {
        var token = new Token(SoftHsm.Options("ed", SoftHsm.Guarded, "111222"));

        var first = Assert.Throws<KeyFolderException>(() => TokenKey.Open(token, "ed"))!;
        var second = Assert.Throws<KeyFolderException>(() => TokenKey.Open(token, "ed"))!;

        Assert.That((first.Code, first.Trouble), Is.EqualTo(("LB6123", KeyTrouble.Credentials)));
        Assert.That(first.Message, Does.Contain("CKR_PIN_INCORRECT").And.Contain("PinFile"));
        Assert.That(first.ToString(), Does.Not.Contain("111222"));
        Assert.That(first.InnerException, Is.InstanceOf<TokenCallException>());
        Assert.That(second.InnerException, Is.SameAs(first), "the second time the token was not asked");
    }

    [TestCase("none", "no private key of this label")]
    [TestCase("twice", "more than one")]
    [TestCase("rsa", "neither Ed25519 nor ECDSA")]
    public void A_key_that_is_not_there_once_or_of_another_kind_is_told(string label, string why)
    {
        var refusal = Refusal(SoftHsm.Options(label), label);

        Assert.That((refusal.Code, refusal.Trouble), Is.EqualTo(("LB6124", KeyTrouble.Terminal)));
        Assert.That(refusal.Message, Does.Contain($"\"{label}\"").And.Contain(why).And.Contain("KeyLabel"));
    }

    [Test]
    public void A_key_on_a_token_shows_its_public_part_only_and_never_leaves_it()
    {
        using var key = TokenKey.Open(new Token(SoftHsm.Options("ed")), "ed");

        Assert.That($"{key}", Is.EqualTo($"signing key of {key.Public}"));
        Assert.That(() => key.ExportPkcs8(), Throws.InvalidOperationException);
        Assert.That(() => JsonSerializer.Serialize(key), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => JsonSerializer.Serialize<SigningKey>(key), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => JsonSerializer.Serialize(new { key }), Throws.InstanceOf<NotSupportedException>());
    }

    private static KeyFolderException Refusal(TokenOptions options, string label) => Assert.Throws<KeyFolderException>(() => TokenKey.Open(new Token(options), label))!;
}
