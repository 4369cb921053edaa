using LerBridge.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys;

internal sealed class MultikeyTests
{
    [TestCase("vc-di-eddsa/keyPair.json", KeyAlgorithm.Ed25519, 32)]
    [TestCase("vc-di-ecdsa/p256KeyPair.json", KeyAlgorithm.P256, 33)]
    [TestCase("vc-di-ecdsa/p384KeyPair.json", KeyAlgorithm.P384, 49)]
    public void The_keys_of_the_standards_vectors_are_read_and_the_secret_part_gives_the_public_one(string file, object algorithm, int length)
    {
        var pair = VectorKeys.Read(file);

        var decoded = Multikey.DecodePublic(pair.Public);
        using var key = SigningKey.FromMultibase(pair.Secret);

        Assert.That(decoded?.Algorithm, Is.EqualTo(algorithm));
        Assert.That(decoded?.Key, Has.Length.EqualTo(length));
        Assert.That(key?.Public.Multibase, Is.EqualTo(pair.Public));
    }

    [TestCase("")]
    [TestCase("z")]
    [TestCase("z6Mk")]
    [TestCase("m7QHJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")]
    [TestCase("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ")]
    [TestCase("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")]
    public void What_is_no_public_key_is_refused(string text) => Assert.That(PublicKey.FromMultibase(text), Is.Null);

    [Test]
    public void A_point_off_the_curve_is_refused()
    {
        // y² has no root for x = 0x…05 on P-256: p ≡ 3 (mod 4) and the candidate does not square back
        var refused = 0;
        for (byte x = 0; x < 16; x++)
        {
            var point = new byte[33];
            point[0] = 2;
            point[32] = x;
            using var key = PublicKey.From(KeyAlgorithm.P256, point);
            refused += key is null ? 1 : 0;
        }

        Assert.That(refused, Is.InRange(4, 12), "about half of all x are on the curve");
    }

    [Test]
    public void An_x_beyond_the_prime_is_refused()
    {
        var point = new byte[33];
        Array.Fill(point, (byte)0xff);
        point[0] = 2;

        Assert.That(PublicKey.From(KeyAlgorithm.P256, point), Is.Null);
    }
}
