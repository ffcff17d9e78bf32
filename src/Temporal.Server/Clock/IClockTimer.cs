namespace Temporal.Server.Clock;

/// <summary>A call-back that is due at some time.</summary>
internal interface IClockTimer
{
    /// <summary>The call-back does not come any more, unless it is already under way.</summary>
    void Cancel();
}
