using System.Text;
using Vibe.Core.Artifacts;
using Vibe.Data.Artifacts;

namespace Vibe.Data.Tests.Artifacts;

public sealed class ArtifactStoreTests
{
    [SkippableFact]
    public async Task SaveAsync_SameFilesTwice_HasOneDigestAndReadsBack()
    {
        await using var stores = await Stores.OpenAsync();
        var store = stores.Get<IArtifactStore>();

        var first = Assert.IsType<ArtifactSaved.Stored>(await store.SaveAsync(Some.Build(), 1, [File("b.txt", "two"), File("a/x.txt", "one")], CancellationToken.None));
        var again = Assert.IsType<ArtifactSaved.Stored>(await store.SaveAsync(Some.Build(), 1, [File("a/x.txt", "one"), File("b.txt", "two")], CancellationToken.None));

        Assert.Equal(first.Summary.Digest, again.Summary.Digest);
        Assert.Equal(["a/x.txt", "b.txt"], first.Summary.Files.Select(f => f.Path));
        var manifest = await store.ReadManifestAsync(first.Summary.Digest, CancellationToken.None);
        Assert.Equal(first.Summary.Files, manifest!.Files);
        Assert.Equal("one"u8.ToArray(), await store.GetAsync(first.Summary.Files[0].Digest, CancellationToken.None));
        Assert.True(await store.BelongsAsync(first.Summary.Digest, Some.Build(), CancellationToken.None));
        Assert.False(await store.BelongsAsync(first.Summary.Digest, Some.Build("other"), CancellationToken.None));
    }

    [SkippableTheory]
    [InlineData("../up.txt")]
    [InlineData("/root.txt")]
    [InlineData("a//b.txt")]
    [InlineData("a/./b.txt")]
    [InlineData("c:\\x")]
    [InlineData("line\nfeed")]
    [InlineData("nul\0")]
    [InlineData("")]
    public async Task SaveAsync_PathThatLeavesOrBreaks_IsRefused(string path)
    {
        await using var stores = await Stores.OpenAsync();

        Assert.IsType<ArtifactSaved.Refused>(await stores.Get<IArtifactStore>().SaveAsync(Some.Build(), 1, [File(path, "x")], CancellationToken.None));

        Assert.Equal(0, await stores.ScalarAsync<long>("select count(*) from vibe.blobs"));
    }

    [SkippableFact]
    public async Task SaveAsync_OverALimit_IsRefusedWithTheFigures()
    {
        await using var stores = await Stores.OpenAsync(new ArtifactLimits { Files = 2, TotalBytes = 10 });
        var store = stores.Get<IArtifactStore>();

        var many = Assert.IsType<ArtifactSaved.Refused>(await store.SaveAsync(Some.Build(), 1, [File("a", "1"), File("b", "2"), File("c", "3")], CancellationToken.None));
        var large = Assert.IsType<ArtifactSaved.Refused>(await store.SaveAsync(Some.Build(), 1, [File("a", "12345678901")], CancellationToken.None));
        var twice = Assert.IsType<ArtifactSaved.Refused>(await store.SaveAsync(Some.Build(), 1, [File("a", "1"), File("a", "2")], CancellationToken.None));

        Assert.Contains("3 files; 2", many.Reason, StringComparison.Ordinal);
        Assert.Contains("11 bytes; 10", large.Reason, StringComparison.Ordinal);
        Assert.Contains("two files named a", twice.Reason, StringComparison.Ordinal);
        Assert.IsType<ArtifactSaved.Refused>(await store.SaveAsync(Some.Build(), 1, [], CancellationToken.None));
    }

    [SkippableFact]
    public async Task GetAsync_ContentThatWasChangedInTheDatabase_IsNotHandedOut()
    {
        await using var stores = await Stores.OpenAsync();
        var store = stores.Get<IArtifactStore>();
        var digest = await store.PutAsync("good"u8.ToArray(), CancellationToken.None);
        await stores.ExecuteAsync("update vibe.blobs set content = 'evil'");

        await Assert.ThrowsAsync<InvalidDataException>(() => store.GetAsync(digest, CancellationToken.None));
    }

    [SkippableFact]
    public async Task GetAsync_UnknownDigest_IsNull()
    {
        await using var stores = await Stores.OpenAsync();

        Assert.Null(await stores.Get<IArtifactStore>().GetAsync(ArtifactDigest.Of([9]), CancellationToken.None));
        Assert.Null(await stores.Get<IArtifactStore>().ReadManifestAsync(ArtifactDigest.Of([9]), CancellationToken.None));
    }

    [SkippableFact]
    public async Task SaveAsync_SameContentFromManyAtOnce_DoesNotLockUp()
    {
        await using var stores = await Stores.OpenAsync();
        var store = stores.Get<IArtifactStore>();
        ArtifactContent[] files = [.. Enumerable.Range(0, 20).Select(i => File($"f{i}", $"content {i}"))];

        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.SaveAsync(
            Some.Build($"b{i}"), 1, i % 2 == 0 ? files : [.. files.Reverse()], CancellationToken.None)));

        Assert.Single(saved.Cast<ArtifactSaved.Stored>().Select(s => s.Summary.Digest).Distinct());
    }

    private static ArtifactContent File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
