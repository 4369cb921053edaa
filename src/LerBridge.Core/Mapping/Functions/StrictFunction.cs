using System.Runtime.CompilerServices;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>A function of a fixed list of arguments that gives nothing where one of them is missing.</summary>
internal abstract class StrictFunction : FormulaFunction
{
    /// <summary>The types of its arguments, at most four.</summary>
    protected abstract MapType[] Parameters { get; }

    protected abstract MapType Result { get; }

    /// <summary>How many of the last arguments may be left out.</summary>
    protected virtual int MayLeaveOut => 0;

    /// <summary>True where it may give nothing for a value it cannot read.</summary>
    protected virtual bool MayLack => false;

    /// <summary>Computes the result; no argument is missing.</summary>
    protected abstract MapValue Invoke(ReadOnlySpan<MapValue> arguments);

    /// <summary>Further checks of arguments that are constant.</summary>
    protected virtual bool Accepts(FunctionCall call) => true;

    public override Typed Bind(FunctionCall call)
    {
        if (!call.Takes(this.Parameters.Length - this.MayLeaveOut, this.Parameters.Length))
        {
            return Typed.Failed;
        }

        var arguments = Enumerable.Range(0, call.Count).Select(index => call.Argument(index, this.Parameters[index])).ToArray();
        return this.Accepts(call)
            ? call.Strict(this.Result, new Node(this, Array.ConvertAll(arguments, argument => argument.Node)), [.. arguments], this.MayLack)
            : Typed.Failed;
    }

    private sealed class Node(StrictFunction function, MapNode[] arguments) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var values = default(Arguments);
            for (var i = 0; i < arguments.Length; i++)
            {
                values[i] = arguments[i].Eval(frame);
                if (values[i].IsMissing)
                {
                    return default;
                }
            }

            return function.Invoke(((ReadOnlySpan<MapValue>)values)[..arguments.Length]);
        }
    }

    [InlineArray(4)]
    private struct Arguments
    {
        private MapValue first;
    }
}
