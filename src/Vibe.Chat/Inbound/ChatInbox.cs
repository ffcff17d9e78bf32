using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using Vibe.Chat.Commands;
using Vibe.Core.Cards;
using Vibe.Data.Audit;
using Vibe.Data.Inbox;

namespace Vibe.Chat.Inbound;

internal sealed partial class ChatInbox(IInboxStore store, AcceptanceRules rules, IAuditLog audit, ILogger<ChatInbox> logger) : IChatInbox
{
    public async Task<ChatReceipt> AcceptAsync(InboundEvent received, CancellationToken cancellationToken)
    {
        var verdict = rules.Check(received);
        try
        {
            if (verdict.Answer is { } answer)
            {
                await AuditAsync(received, verdict.RefusalCode, cancellationToken);
                return new ChatReceipt.Answered(answer, verdict.RefusalCode is not null);
            }

            return await store.StoreAsync(new InboxEntry(received.Key, ChatJson.Write(received)), cancellationToken) == InboxReceipt.Stored
                ? ChatReceipt.Accepted.Instance
                : ChatReceipt.Repeat.Instance;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException or ChannelClosedException or ObjectDisposedException)
        {
            LogNotStored(failure, received.Kind);
            return verdict.Answer is { } answer
                ? new ChatReceipt.Answered(answer, verdict.RefusalCode is not null)
                : new ChatReceipt.NotAccepted(Answers.TryAgain);
        }
    }

    /// <summary>The attempt without its words: they may be what was refused.</summary>
    private async Task AuditAsync(InboundEvent received, string? code, CancellationToken cancellationToken)
    {
        if (code is null)
        {
            return;
        }

        await audit.RecordAsync(
            new AuditEntry
            {
                Key = received.Key.ToString(),
                Person = received.User,
                Workspace = received.Key.Workspace,
                Action = received.Dialog is Dialogs.DialogKind.RequestChanges ? nameof(CardAction.RequestChanges)
                    : received.Dialog is Dialogs.DialogKind.Reject ? nameof(CardAction.Reject)
                    : CommandParser.Parse(received.Text, received.IsDirectMessage) is ParsedCommand.Understood { Command: ChatCommand.Decide decide } ? decide.Action.ToString()
                    : "Build",
                Target = received.Target,
                Outcome = AuditOutcome.Refused,
                Code = code,
            },
            cancellationToken);
    }

    [LoggerMessage(2001, LogLevel.Error, "An event of kind {Kind} could not be stored.")]
    private partial void LogNotStored(Exception failure, InboundKind kind);
}
