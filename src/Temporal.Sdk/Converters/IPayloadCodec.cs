using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Changes payloads on their way to and from the server: encryption, compression. Runs outside workflows, so it may do I/O.</summary>
public interface IPayloadCodec
{
    /// <summary>Encodes payloads; the number may change only where the values are single arguments.</summary>
    Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads);

    /// <summary>Decodes payloads, the reverse of encoding.</summary>
    Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads);
}
