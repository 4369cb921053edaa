using System.Xml.Linq;

namespace LerBridge.Sandbox.Workday;

/// <summary>References and flags as Workday writes them, in whichever of their forms.</summary>
internal static class WorkdayXml
{
    public static XElement Reference(SandboxSwitches switches, string name, string descriptor, params (string Type, string Value)[] ids) => new(
        WorkerXml.Wd + name,
        new XAttribute(WorkerXml.Wd + "Descriptor", descriptor),
        (switches.WorkdayTurnsIdsRound ? ids.Reverse() : ids).Select(id => new XElement(WorkerXml.Wd + "ID", new XAttribute(WorkerXml.Wd + "type", id.Type), id.Value)));

    public static string Flag(SandboxSwitches switches, bool value) => switches.WorkdayFlagsAsWords ? (value ? "true" : "false") : value ? "1" : "0";
}
