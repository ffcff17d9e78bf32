using System.Text;
using Vibe.Core.Artifacts;

namespace Vibe.Core.Tests.Artifacts;

public sealed class ArtifactManifestTests
{
    private static ArtifactFile File(string path, string content) => new(path, Encoding.UTF8.GetByteCount(content), ArtifactDigest.Of(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void Of_FilesInAnyOrder_SameBytesAndDigest()
    {
        var one = ArtifactManifest.Of([File("b c.txt", "2"), File("a/é.txt", "1")]);
        var other = ArtifactManifest.Of([File("a/é.txt", "1"), File("b c.txt", "2")]);

        Assert.Equal(one.Digest, other.Digest);
        Assert.Equal(["a/é.txt", "b c.txt"], one.Files.Select(f => f.Path));
        Assert.Equal(ArtifactDigest.Of(one.Bytes.Span), one.Digest);
    }

    [Fact]
    public void Of_KnownFiles_HasTheBytesThatTheFormatSays()
    {
        var manifest = ArtifactManifest.Of([File("x", "abc")]);

        Assert.Equal("vibe-manifest 1\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad 3 x\n", Encoding.UTF8.GetString(manifest.Bytes.Span));
    }

    [Fact]
    public void Of_OneCharacterChanged_AnotherDigest() =>
        Assert.NotEqual(ArtifactManifest.Of([File("x", "abc")]).Digest, ArtifactManifest.Of([File("x", "abd")]).Digest);

    [Fact]
    public void Parse_WhatOfWrote_ReadsTheSame()
    {
        var manifest = ArtifactManifest.Of([File("b c.txt", "2"), File("a/é.txt", "1")]);

        var read = ArtifactManifest.Parse(manifest.Bytes.Span);

        Assert.Equal(manifest.Files, read.Files);
        Assert.Equal(manifest.Digest, read.Digest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vibe-manifest 1\n")]
    [InlineData("vibe-manifest 2\nab 3 x\n")]
    [InlineData("vibe-manifest 1\nab three x\n")]
    [InlineData("vibe-manifest 1\nab 3 x")]
    [InlineData("vibe-manifest 1\nab 03 x\n")]
    public void Parse_OtherBytes_AreRefused(string text) => Assert.Throws<FormatException>(() => ArtifactManifest.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Of_NoFilesOrTwiceTheSamePath_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => ArtifactManifest.Of([]));
        Assert.Throws<ArgumentException>(() => ArtifactManifest.Of([File("x", "1"), File("x", "2")]));
        Assert.Throws<ArgumentException>(() => ArtifactManifest.Of([File("x\ny", "1")]));
    }
}
