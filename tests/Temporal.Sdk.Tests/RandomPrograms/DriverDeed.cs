namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>What comes to a random program from outside.</summary>
internal enum DriverDeed
{
    Signal,
    Update,
    UpdateAccepted,
    Query,
    UnknownMessages,
    Cancel,
    Terminate,
}
