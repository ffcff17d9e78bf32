using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.Data.Line;
using Vibe.Data.Texts;
using Vibe.Data.Troubles;

namespace Vibe.Chat.Dispatch;

/// <summary>The stores that handlers read and write.</summary>
internal sealed record BuildStores(IBuildStore Builds, ILineStore Lines, ITextStore Texts, IAuditLog Audit, ITroubleStore Troubles);
