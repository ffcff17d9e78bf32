using System.Runtime.InteropServices;

namespace Temporalio.Client;

/// <summary>What the official SDK hands its native part. There is none here: the handle is always null.</summary>
public interface IBridgeClientProvider
{
    /// <summary>Gets the native handle: null.</summary>
    SafeHandle? BridgeClient { get; }
}
