using System.Text.Json.Nodes;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

/// <summary>Compares what the cards say of their places with the line as the pool published it.</summary>
internal sealed class LineWatch(ChatClient chat, HostDatabase database, HeldModel model)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Dictionary<long, int> _lastPlaces = [];

    /// <summary>How many waited when it was looked at last.</summary>
    public int Waiting { get; private set; }

    /// <summary>Waits until so many are in line and the cards show exactly that, and nobody has been overtaken since the last time.</summary>
    public async Task StandsAsync(int waiting)
    {
        Dictionary<long, int> line = [];
        await Eventually.PassesAsync(
            async () =>
            {
                (_, line) = await database.LineAsync();
                Assert.Equal(waiting, line.Count);
                var shown = (await chat.CardsAsync()).Where(c => c["wait"] is not null).ToDictionary(c => c["number"]!.GetValue<long>(), c => c["wait"]!["place"]!.GetValue<int>());
                Assert.Equal(Show(line), Show(shown));
            },
            Patience);
        foreach (var (number, place) in line)
        {
            Assert.True(
                !_lastPlaces.TryGetValue(number, out var before) || place <= before,
                $"Build #{number} was at place {_lastPlaces.GetValueOrDefault(number)} and is at {place}: somebody overtook it.");
            _lastPlaces[number] = place;
        }

        Waiting = waiting;
    }

    /// <summary>Waits until the cards say who has the two slots, and answers those cards. Whom the model was told to answer is on the way out.</summary>
    public async Task<IReadOnlyList<JsonObject>> WorkingAsync()
    {
        List<JsonObject> working = [];
        await Eventually.PassesAsync(
            async () =>
            {
                working = [.. (await chat.CardsAsync()).Where(c => ChatClient.StageOf(c) is "Generating" or "Reviewing" or "Fixing" && !model.IsAnswered(TitleOf(c)))];
                Assert.Equal(2, working.Count);
            },
            Patience);
        return working;
    }

    /// <summary>The title of a card's build, which is the request where that is short.</summary>
    public static string TitleOf(JsonObject card) => card["title"]!.GetValue<string>();

    private static string Show(Dictionary<long, int> places) => string.Join(" ", places.OrderBy(p => p.Value).Select(p => $"{p.Value}:#{p.Key}"));
}
