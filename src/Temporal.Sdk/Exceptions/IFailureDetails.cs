namespace Temporalio.Exceptions;

/// <summary>The details of a failure, whichever side they come from.</summary>
public interface IFailureDetails
{
    /// <summary>Gets the number of details.</summary>
    int Count { get; }

    /// <summary>Gets one detail as a type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such detail.</exception>
    T ElementAt<T>(int index);
}
