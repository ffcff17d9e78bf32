using Vibe.Chat.Cards;
using Vibe.Chat.Texts;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Data.Builds;
using Vibe.Data.Outbox;
using Vibe.Data.Troubles;

namespace Vibe.Chat.Commands;

/// <summary>What people are told, in one place. None of it repeats a request's words except to who may read its card.</summary>
internal static class Answers
{
    public static ChatText OutOfDate { get; } = ChatText.Of("This button or dialog is out of date. Use the newest card.");

    public static ChatText TryAgain { get; } = ChatText.Of("That was not accepted and nothing happened: Vibe cannot store it right now. Please try again in a moment.");

    public static ChatText WaitingForWorker { get; } = ChatText.Of("Received. Vibe's worker is away; it goes on by itself as soon as the worker is back, and you are told then.");

    public static ChatText WaitingForOthers { get; } = ChatText.Of("Received. Many people are deciding on this build at this moment; your turn comes by itself, and you are told then.");

    public static ChatText WaitingForService { get; } = ChatText.Of("Received. The workflow service is away; the build starts by itself as soon as it is back.");

    public static ChatText WaitingForStart { get; } = ChatText.Of("Received. The build has not begun yet; this is carried out as soon as it has, and you are told then.");

    public static ChatText GivenUp { get; } = ChatText.Of("That could not be carried out, and it is not tried any more. Please try again, or ask somebody who runs Vibe to look at its log.");

    public static ChatText PressAgain { get; } = ChatText.Of("The dialog could not be opened in time. Please press the button again.");

    public static ChatText WaitingForPerson { get; } = ChatText.Of("Received. The platform does not say who you are just now; the build starts by itself as soon as it does.");

    public static ChatText NoDialog(string reason) => ChatText.Of($"The dialog cannot be opened: {reason} The commands work without it; ").Code("/vibe help").Words(" lists them.");

    public static ChatText NoArtifact { get; } = ChatText.Of("There is nothing to show yet, or this card shows an older result. Use the newest card.");

    public static ChatText NotRunning { get; } = ChatText.Of("Temporal does not know this build at the moment, so nothing was decided. If that stays so, its card will say that it has ended.");

    public static ChatText Help()
    {
        var text = ChatText.Empty.Strong("What you can ask for").Words(" (after /vibe, after a mention, or here as a direct message)");
        foreach (var verb in Verbs.All)
        {
            text = text.Line(ChatText.Empty.Code(verb.Line).Words($"  {verb.Purpose}"));
        }

        return text.Line("A build's number is needed only outside its thread, and only where you have more than one open.");
    }

    public static ChatText NotUnderstood(ParsedCommand.NotUnderstood odd) => odd switch
    {
        { Nearest: null } => ChatText.Of("Sorry, that is no command. ").Then(Help()),
        { Nearest: { Name: "build" } verb, IsNamed: true } =>
            ChatText.Of("Say what to build: ").Code($"/vibe {verb.Line}").Words(", for example ").Code("/vibe build a todo list page").Words("."),
        { Nearest: var verb, IsNamed: true } => ChatText.Of("It is written like this: ").Code($"/vibe {verb.Line}").Words($" ({verb.Purpose})."),
        { Nearest: var verb } => DidYouMean(verb),
    };

    private static ChatText DidYouMean(Verb nearest) => ChatText.Of("Did you mean ").Code($"/vibe {nearest.Line}").Words($"? ({nearest.Purpose}) ").Code("/vibe help").Words(" lists all commands.");

    public static ChatText NoSuchBuild(long number) => ChatText.Of($"There is no build #{number} in this workspace. ").Code("/vibe status").Words(" lists yours.");

    public static ChatText NothingOpen() => ChatText.Of("You have no open build. Start one with ").Code("/vibe build what to build").Words(".");

    public static ChatText WhichBuild(Verb verb, IReadOnlyList<BuildRecord> builds)
    {
        var text = ChatText.Of("Which build? Say it with its number: ").Code($"/vibe {verb.Name} #{builds[0].Number}");
        return builds.Take(10).Aggregate(text, (all, build) => all.Line($"#{build.Number} · {build.Title} · {BuildStages.Describe(build.Stage)}"));
    }

    public static ChatText NameABuild(Verb verb) => ChatText.Of("Which build? Use the command in its thread or name it: ").Code($"/vibe {verb.Name} #142").Words(".");

    public static ChatText Decided(string message, ArtifactDigest? digest) =>
        digest is { } shown ? ChatText.Of(message).Words(" (").Code(shown.Abbreviated).Words(")") : ChatText.Of(message);

    /// <summary>What the requester is told where a platform does not take a card or file; <see langword="null"/> for what others show as well.</summary>
    /// <param name="lease">The row.</param>
    /// <param name="reason">What went wrong and what to do.</param>
    /// <param name="isFinal">Whether it is not tried any more.</param>
    public static ChatText? NotShown(OutboxLease lease, string reason, bool isFinal)
    {
        switch (lease.Kind)
        {
            case OutboxKind.Card:
                var card = OutboxContent.ReadCard(lease);
                var what = lease.MessageId is not null ? $"The card of your build #{card.Number} cannot be kept up to date"
                    : BuildStages.IsEnd(card.Stage) ? $"Your build #{card.Number} has ended, but its card cannot be shown here"
                    : $"Your build #{card.Number} goes on, but its card cannot be shown here";
                return ChatText.Of($"{what}: {reason} ").Words(isFinal ? "" : "Once that is mended it is shown by itself. ").Code($"/vibe status #{card.Number}").Words(" tells you how it stands.");
            case OutboxKind.File:
                var next = isFinal ? "That is not tried any more; View files on the card shows what was approved." : "Once that is mended it comes by itself.";
                return ChatText.Of($"{OutboxContent.ReadFile(lease).FileName} cannot be uploaded here: {reason} {next}");
            default:
                return null;
        }
    }

    /// <summary>One build in full.</summary>
    public static ChatText Status(BuildRecord build, DateTimeOffset now)
    {
        if (build.Card is not { } card)
        {
            return ChatText.Empty.Strong($"#{build.Number} · {build.Title}").Line($"Received {Durations.Roughly(now - build.CreatedAt)} ago; its workflow has not begun yet.");
        }

        var view = new CardView { Card = card, Place = build.Place, WaitReason = build.WaitReason, Now = now };
        return ChatText.Empty.Strong(CardWords.Heading(card))
            .Line($"{CardWords.Stage(card)} · {CardWords.Time(view)}")
            .Line(CardWords.Wait(view))
            .Line(CardWords.WaitingFor(view))
            .Line(CardWords.Decision(card))
            .Line(card.Detail ?? "")
            .Line(CardWords.Model(card));
    }

    /// <summary>One build to who may not read its card: nothing of its words.</summary>
    public static ChatText StatusElsewhere(BuildRecord build) =>
        ChatText.Of($"#{build.Number} · {BuildStages.Describe(build.Stage)} · asked for by ").Person(build.Requester).Words(" in another channel; its card is there.");

    public static ChatText DecideWhereItIsShown(BuildRecord build) =>
        ChatText.Of($"Build #{build.Number} is decided on where its card is shown, in the channel of ").Person(build.Requester).Words("'s request.");

    /// <summary>Several builds, newest first, a few lines each.</summary>
    public static ChatText StatusOfAll(IReadOnlyList<BuildRecord> builds, DateTimeOffset now) =>
        builds.Count == 0 ? NothingOpen() : builds.Take(5).Aggregate(ChatText.Empty, (all, build) => all.Line(Status(build, now)));

    /// <summary>The lines of all pools, the open builds of the workspace, and whether something was given up.</summary>
    public static ChatText Queue(IReadOnlyList<LineSnapshot> lines, IReadOnlyList<BuildRecord> builds, TroubleCount troubles)
    {
        var text = ChatText.Empty;
        foreach (var line in lines)
        {
            text = text.Line($"Pool {line.Pool}: {line.Busy} of {line.Slots} slots busy, {line.Waiting.Count} waiting.");
            text = line.Reason is { Length: > 0 } reason ? text.Words(" ").Words(reason) : text;
        }

        text = text.Line(troubles.Describe());
        if (builds.Count == 0)
        {
            return text.Line("No build is open in this workspace.");
        }

        foreach (var build in builds)
        {
            var wait = build.Place is { } place
                ? $" · place {place.Place}" + (place.ExpectedWait is { } expected ? $", about {Durations.Roughly(expected)}" : "")
                : "";
            text = text.Line(ChatText.Of($"#{build.Number} · {BuildStages.Describe(build.Stage)}{wait} · ").Person(build.Requester));
        }

        return text;
    }
}
