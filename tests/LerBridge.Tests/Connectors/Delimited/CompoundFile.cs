using System.Buffers.Binary;
using System.Text;

namespace LerBridge.Tests.Connectors.Delimited;

/// <summary>A compound file as small as one can be (MS-CFB): a header, a sector of the allocation table, one of the directory, and the streams of an encrypted workbook.</summary>
internal static class CompoundFile
{
    private const int Sector = 512;
    private const uint EndOfChain = 0xFFFFFFFE;
    private const uint Free = 0xFFFFFFFF;
    private const uint NoStream = 0xFFFFFFFF;

    public static byte[] Encrypted()
    {
        // 0 allocation table, 1 directory, 2 to 9 EncryptionInfo, 10 to 17 EncryptedPackage: both as long as streams that have no part in the mini stream.
        var file = new byte[Sector * 19];
        Header(file);
        var table = file.AsSpan(Sector, Sector);
        for (var i = 0; i < Sector / 4; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(table[(i * 4)..], i switch { 0 => 0xFFFFFFFD, 1 or 9 or 17 => EndOfChain, > 17 => Free, _ => (uint)i + 1 });
        }

        var directory = file.AsSpan(Sector * 2, Sector);
        Entry(directory, 0, "Root Entry", 5, NoStream, NoStream, 1, EndOfChain, 0);
        Entry(directory, 1, "EncryptionInfo", 2, NoStream, 2, NoStream, 2, 4096);
        Entry(directory, 2, "EncryptedPackage", 2, NoStream, NoStream, NoStream, 10, 4096);
        Entry(directory, 3, string.Empty, 0, NoStream, NoStream, NoStream, 0, 0);

        // Agile encryption (MS-OFFCRYPTO 2.3.4.10).
        var info = file.AsSpan(Sector * 3);
        info[0] = 4;
        info[2] = 4;
        info[4] = 0x40;
        info[8..4096].Fill((byte)' ');
        Encoding.UTF8.GetBytes("""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAAAAAAAAAAAAAAAAAAAA=="/><dataIntegrity encryptedHmacKey="AAAAAAAAAAAAAAAAAAAAAA==" encryptedHmacValue="AAAAAAAAAAAAAAAAAAAAAA=="/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="1000" saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAAAAAAAAAAAAAAAAAAAA==" encryptedVerifierHashInput="AAAAAAAAAAAAAAAAAAAAAA==" encryptedVerifierHashValue="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==" encryptedKeyValue="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="/></keyEncryptor></keyEncryptors></encryption>
            """.Trim()).CopyTo(info[8..]);
        return file;
    }

    private static void Header(byte[] file)
    {
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(24), 0x3E);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(26), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(28), 0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(30), 9);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(32), 6);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(44), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(48), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(56), 4096);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(60), EndOfChain);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(68), EndOfChain);
        for (var i = 0; i < 109; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(76 + (i * 4)), i == 0 ? 0 : Free);
        }
    }

    private static void Entry(Span<byte> directory, int at, string name, byte type, uint left, uint right, uint child, uint start, uint size)
    {
        var entry = directory.Slice(at * 128, 128);
        Encoding.Unicode.GetBytes(name).CopyTo(entry);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)(name.Length == 0 ? 0 : (name.Length + 1) * 2));
        entry[66] = type;
        entry[67] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(entry[68..], left);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[72..], right);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[76..], child);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], start);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[120..], size);
    }
}
