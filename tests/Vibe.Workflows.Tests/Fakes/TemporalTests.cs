namespace Vibe.Workflows.Tests.Fakes;

[CollectionDefinition(Name)]
public sealed class TemporalTests : ICollectionFixture<TemporalFixture>
{
    public const string Name = "Temporal";
}
