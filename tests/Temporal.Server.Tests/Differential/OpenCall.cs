using Google.Protobuf;

namespace Temporal.Server.Tests.Differential;

/// <summary>A call that waits for what the script does meanwhile.</summary>
internal sealed record OpenCall(IMessage Request, Task<RawAnswer> Answer);
