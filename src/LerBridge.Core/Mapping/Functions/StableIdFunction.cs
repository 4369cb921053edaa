using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class StableIdFunction : FormulaFunction
{
    public override string Name => "stable_id";

    public override string Signature => "stable_id(value, value, …)";

    public override string Summary => "a urn:uuid that is always the same for the same values; it does not hide them from who can guess them";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("stable_id(\"course\", \"NUR-210\") = stable_id(\"course\", \"NUR-210\")", "true"),
        new("stable_id(\"ab\", \"c\") = stable_id(\"a\", \"bc\")", "false"),
        new("left(stable_id(\"NUR-210\"), 9)", "urn:uuid:"),
    ];

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(1, int.MaxValue))
        {
            return Typed.Failed;
        }

        var parts = Enumerable.Range(0, call.Count).Select(call.Argument).ToArray();
        var wrong = Array.FindIndex(parts, part => part is { IsFailed: false, Type.IsScalar: false } && part.Type.Kind != TypeKind.Nothing);
        return wrong >= 0
            ? call.Fail(wrong, $"An id is made of single values; this is {parts[wrong].Type.Words}.")
            : call.Strict(MapType.Text, new Node(Array.ConvertAll(parts, part => part.Node)), [.. parts]);
    }

    // a version-8 UUID (RFC 9562, section 5.8) of SHA-256 over each text's length in bytes and its bytes, so that no two lists of values run into each other
    private sealed class Node(MapNode[] parts) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Span<byte> length = stackalloc byte[4];
            foreach (var part in parts)
            {
                if (part.Text(frame) is not { } text)
                {
                    return default;
                }

                var bytes = Encoding.UTF8.GetBytes(text);
                BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
                hash.AppendData(length);
                hash.AppendData(bytes);
            }

            return MapValue.Of(HashedUuid.Urn(hash.GetHashAndReset()));
        }
    }
}
