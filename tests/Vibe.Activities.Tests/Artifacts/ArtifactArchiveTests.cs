using System.IO.Compression;
using Vibe.Activities.Artifacts;
using Vibe.Core.Artifacts;

namespace Vibe.Activities.Tests.Artifacts;

public sealed class ArtifactArchiveTests
{
    private static readonly byte[][] s_contents = ["one"u8.ToArray(), "zwei"u8.ToArray()];

    private static readonly ArtifactManifest s_manifest = ArtifactManifest.Of(
        [new ArtifactFile("a/MANIFEST", 3, ArtifactDigest.Of(s_contents[0])), new ArtifactFile("b.txt", 4, ArtifactDigest.Of(s_contents[1]))]);

    [Fact]
    public void Pack_Twice_SameBytes() => Assert.Equal(ArtifactArchive.Pack(s_manifest, s_contents), ArtifactArchive.Pack(s_manifest, s_contents));

    [Fact]
    public void Pack_Files_LieUnderTheirFolderBesideManifestAndChecksums()
    {
        using var zip = new ZipArchive(new MemoryStream(ArtifactArchive.Pack(s_manifest, s_contents)));

        Assert.Equal(["MANIFEST", "SHA256SUMS", "files/a/MANIFEST", "files/b.txt"], zip.Entries.Select(e => e.FullName));
    }
}
