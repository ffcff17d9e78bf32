using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporal.Sdk.Tests.Client.Transport;

/// <summary>A certificate authority of one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 root;
    private byte serial = 1;

    private TestAuthority(X509Certificate2 root) => this.root = root;

    public byte[] RootPem => Encoding.UTF8.GetBytes(root.ExportCertificatePem());

    public static TestAuthority Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Test root {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return new(request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7)));
    }

    public X509Certificate2 IssueServer(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue(key, name);
        return X509CertificateLoader.LoadPkcs12(certificate.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
    }

    public (string Cert, string Key) IssueClient(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue(key, name);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => root.Dispose();

    private X509Certificate2 Issue(ECDsa key, string name)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        return request.Create(root, root.NotBefore, root.NotAfter, [serial++]);
    }
}
