using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Converts exceptions to failure messages and back. Runs inside workflows too.</summary>
public interface IFailureConverter
{
    /// <summary>Makes a failure of an exception.</summary>
    Failure ToFailure(Exception exception, IPayloadConverter payloadConverter);

    /// <summary>Makes an exception of a failure.</summary>
    Exception ToException(Failure failure, IPayloadConverter payloadConverter);
}
