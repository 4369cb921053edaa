using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys;

internal sealed class SigningKeyTests
{
    // RFC 8032, section 7.1, tests 1 to 3
    [TestCase(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [TestCase(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [TestCase(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_published_Ed25519_examples_come_out(string seed, string publicKey, string message, string signature)
    {
        using var key = Ed25519Key.FromSeed(Convert.FromHexString(seed));

        var signed = key.Sign(Convert.FromHexString(message));

        Assert.That(Multikey.DecodePublic(key.Public.Multibase)?.Key, Is.EqualTo(Convert.FromHexString(publicKey)));
        Assert.That(signed, Is.EqualTo(Convert.FromHexString(signature)));
        Assert.That(key.Public.Verify(Convert.FromHexString(message), signed), Is.True);
    }

    [TestCase(KeyAlgorithm.Ed25519, 64)]
    [TestCase(KeyAlgorithm.P256, 64)]
    [TestCase(KeyAlgorithm.P384, 96)]
    [TestCase(KeyAlgorithm.Rsa, 384)]
    public void A_signature_verifies_with_the_public_part_alone_and_with_nothing_changed(object algorithm, int length)
    {
        using var key = SigningKey.Generate((KeyAlgorithm)algorithm);
        using var publicKey = PublicKey.FromMultibase(key.Public.Multibase);
        var data = "the data"u8.ToArray();

        var signature = key.Sign(data);

        Assert.That(signature, Has.Length.EqualTo(length));
        Assert.That(publicKey?.Verify(data, signature), Is.True);
        Assert.That(publicKey?.Verify("the dato"u8, signature), Is.False);
        Assert.That(publicKey?.Verify(data, signature.AsSpan(0, length - 1)), Is.False);
        signature[5] ^= 1;
        Assert.That(publicKey?.Verify(data, signature), Is.False);
    }

    [TestCase(KeyAlgorithm.Ed25519)]
    [TestCase(KeyAlgorithm.P256)]
    [TestCase(KeyAlgorithm.Rsa)]
    public void One_key_signs_and_verifies_on_many_threads_at_once(object algorithm)
    {
        using var key = SigningKey.Generate((KeyAlgorithm)algorithm);
        var wrong = 0;

        Parallel.For(0, (KeyAlgorithm)algorithm == KeyAlgorithm.Rsa ? 200 : 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var data = BitConverter.GetBytes(i);
            var signature = key.Sign(data);
            var valid = key.Public.Verify(data, signature);
            signature[9] ^= 1;
            if (!valid || key.Public.Verify(data, signature))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.That(wrong, Is.Zero);
    }

    [Test]
    public void A_key_shows_its_public_part_only()
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var seed = key.ExportPkcs8().AsSpan(16).ToArray();

        var shown = $"{key} {key.Public} {Passphrase.From("s3cret")}";

        Assert.That(shown, Does.Contain(key.Public.Multibase));
        Assert.That(shown, Does.Not.Contain(Convert.ToHexString(seed)).IgnoreCase.And.Not.Contain(Convert.ToBase64String(seed)).And.Not.Contain("s3cret"));
    }

    [Test]
    public void An_RSA_key_shows_its_thumbprint_only()
    {
        using var key = RsaKey.Create(2048);

        Assert.That($"{key}", Is.EqualTo($"signing key of Rsa {key.Public.Id}"));
        Assert.That(key.Public.Id, Has.Length.EqualTo(43));
    }

    [TestCase(KeyAlgorithm.Ed25519)]
    [TestCase(KeyAlgorithm.P256)]
    [TestCase(KeyAlgorithm.P384)]
    [TestCase(KeyAlgorithm.Rsa)]
    public void A_key_or_passphrase_is_never_serialized(object algorithm)
    {
        using var key = SigningKey.Generate((KeyAlgorithm)algorithm);

        Assert.That(() => JsonSerializer.Serialize(new { key }), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => JsonSerializer.Serialize(key), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => JsonSerializer.Serialize(Passphrase.From("s3cret")), Throws.InstanceOf<NotSupportedException>());
    }

    [TestCase(KeyAlgorithm.Ed25519)]
    [TestCase(KeyAlgorithm.P256)]
    [TestCase(KeyAlgorithm.P384)]
    [TestCase(KeyAlgorithm.Rsa)]
    public void The_JWK_form_names_the_same_key_and_no_secret(object algorithm)
    {
        using var key = SigningKey.Generate((KeyAlgorithm)algorithm);

        var jwk = Jwk.Of(key.Public);
        using var back = Jwk.Parse(JsonSerializer.SerializeToElement(jwk));

        Assert.That(back?.Multibase, Is.EqualTo(key.Public.Multibase));
        Assert.That(jwk.ContainsKey("d"), Is.False);
    }

    // RFC 8037, appendix A.2
    [Test]
    public void The_published_Ed25519_JWK_is_read()
    {
        using var json = JsonDocument.Parse("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""");
        using var key = Jwk.Parse(json.RootElement);

        Assert.That(
            Convert.ToHexStringLower(Multikey.DecodePublic(key?.Multibase ?? string.Empty)?.Key ?? []),
            Is.EqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    }

    [TestCase("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}""")]
    [TestCase("""{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [TestCase("""{"kty":"EC","crv":"P-256","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","y":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [TestCase("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""")]
    [TestCase("""{"kty":"EC"}""")]
    [TestCase("[]")]
    public void A_JWK_with_a_private_part_or_off_its_curve_is_refused(string text)
    {
        using var json = JsonDocument.Parse(text);

        Assert.That(Jwk.Parse(json.RootElement), Is.Null);
    }
}
