using System.Text;
using System.Text.Json;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Settings;

/// <summary>Reads JSON with comments and trailing commas into nodes that know their line and column.</summary>
internal sealed class SettingsParser
{
    private readonly string file;
    private readonly byte[] bytes;
    private readonly List<Diagnostic> problems;
    private readonly List<int> lineStarts = [0];

    private SettingsParser(string file, byte[] bytes, List<Diagnostic> problems)
    {
        this.file = file;
        this.bytes = bytes;
        this.problems = problems;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'\n')
            {
                this.lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The root of the file, or null with a problem reported where it is no JSON object.</summary>
    public static SettingsNode? Parse(string file, byte[] bytes, List<Diagnostic> problems)
    {
        var content = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        var parser = new SettingsParser(file, content, problems);
        try
        {
            var reader = new Utf8JsonReader(content, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
            reader.Read();
            var root = parser.Value(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException wrong)
        {
            problems.Add(new Diagnostic
            {
                Code = "LB2001",
                File = file,
                Line = (int)(wrong.LineNumber ?? 0) + 1,
                Column = (int)(wrong.BytePositionInLine ?? 0) + 1,
                Message = "The settings file is not valid JSON from here on.",
                Why = "Values cannot be told apart after the first mistake, so nothing was read.",
                Try = "Look for a missing comma, quote or brace on this line or the one above it.",
            });
            return null;
        }
    }

    private SettingsNode Value(ref Utf8JsonReader reader)
    {
        var node = this.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                node.Members = SettingsNode.NewMembers();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString() ?? string.Empty;
                    var place = this.At(reader.TokenStartIndex);
                    reader.Read();
                    var value = this.Value(ref reader);
                    if (!node.Members.TryAdd(name, value))
                    {
                        this.problems.Add(new Diagnostic { Code = "LB2002", File = this.file, Line = place.Line, Column = place.Column, Length = name.Length + 2, Message = $"\"{name}\" is written twice in the same object.", Try = "Keep one of the two." });
                    }
                }

                break;
            case JsonTokenType.StartArray:
                node.Items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    node.Items.Add(this.Value(ref reader));
                }

                break;
            case JsonTokenType.String:
                node.Text = reader.GetString();
                break;
            case JsonTokenType.Null:
                break;
            default:
                node.Text = Encoding.UTF8.GetString(reader.ValueSpan);
                break;
        }

        return node;
    }

    private SettingsNode At(long offset)
    {
        var line = this.lineStarts.BinarySearch((int)offset);
        line = line >= 0 ? line : ~line - 1;
        var column = Encoding.UTF8.GetCharCount(this.bytes.AsSpan(this.lineStarts[line], (int)offset - this.lineStarts[line]));
        return new SettingsNode { File = this.file, Line = line + 1, Column = column + 1 };
    }
}
