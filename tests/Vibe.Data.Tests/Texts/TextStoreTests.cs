using Vibe.Data.Texts;

namespace Vibe.Data.Tests.Texts;

public sealed class TextStoreTests
{
    [SkippableFact]
    public async Task PutAsync_SameTextForTwoBuilds_BelongsToBoth()
    {
        await using var stores = await Stores.OpenAsync();
        var texts = stores.Get<ITextStore>();

        var one = await texts.PutAsync(Some.Build("a"), TextKind.Prompt, "grüße\0", CancellationToken.None);
        var two = await texts.PutAsync(Some.Build("b"), TextKind.Prompt, "grüße\0", CancellationToken.None);

        Assert.Equal(one, two);
        Assert.Equal(6, one.Length);
        Assert.Equal("grüße\0", await texts.GetAsync(one.Digest, CancellationToken.None));
        Assert.Equal([one], await texts.ListAsync(Some.Build("b"), TextKind.Prompt, CancellationToken.None));
        Assert.Empty(await texts.ListAsync(Some.Build("b"), TextKind.Answer, CancellationToken.None));
    }

    [SkippableFact]
    public async Task PutAsync_TooLong_Throws()
    {
        await using var stores = await Stores.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => stores.Get<ITextStore>().PutAsync(Some.Build(), TextKind.Answer, new string('x', ITextStore.MaxLength + 1), CancellationToken.None));
    }
}
