namespace Vibe.Core.Requests;

/// <summary>What kind of secret a text seems to hold.</summary>
public enum SecretKind
{
    /// <summary>A private key in PEM or PuTTY form.</summary>
    PrivateKey,

    /// <summary>An access key id or secret key of AWS.</summary>
    AwsKey,

    /// <summary>A token of GitHub or GitLab.</summary>
    CodeHostToken,

    /// <summary>A token or webhook address of Slack, Teams, Discord or Telegram.</summary>
    ChatToken,

    /// <summary>A key of a model provider (OpenAI, Anthropic, Hugging Face).</summary>
    ModelKey,

    /// <summary>A key of Google, Stripe, SendGrid, Twilio, Azure, npm, PyPI and the like.</summary>
    ServiceKey,

    /// <summary>A JSON web token.</summary>
    WebToken,

    /// <summary>A password inside an address or a connection string.</summary>
    Credentials,

    /// <summary>A value that is called a password, secret, token or key.</summary>
    Assignment,
}
