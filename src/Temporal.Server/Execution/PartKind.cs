namespace Temporal.Server.Execution;

/// <summary>Pieces of a run's state that are stored apart when there are many.</summary>
internal enum PartKind
{
    Activity = 1,
    Timer = 2,
    Child = 3,
    External = 4,
    Update = 5,
    BufferedEvent = 6,
    SignalRequestId = 7,
}
