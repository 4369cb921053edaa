using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>What reading one course gave.</summary>
/// <param name="Course">The course's id.</param>
/// <param name="Records">Its records.</param>
/// <param name="End">Whether that is all.</param>
/// <param name="Notices">What is worth telling.</param>
/// <param name="Sights">What of the things that need a permission it showed; nothing where it has no rows.</param>
internal sealed record CanvasCourseRead(string Course, IReadOnlyList<SourceRecord> Records, PartitionEnd End, IReadOnlyList<SourceNotice> Notices, IReadOnlyList<(string Sight, bool IsSeen)> Sights);
