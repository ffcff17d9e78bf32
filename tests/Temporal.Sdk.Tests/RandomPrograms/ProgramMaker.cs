namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>Makes a random program of a seed.</summary>
internal sealed class ProgramMaker
{
    private const int MaxSteps = 24;

    private readonly Random random;
    private readonly int seed;
    private readonly bool isHarsh;
    private int steps;
    private int ids;
    private int messages;
    private bool isLocked;

    private ProgramMaker(int seed, bool isHarsh)
    {
        this.seed = seed;
        this.isHarsh = isHarsh;
        random = new Random(seed);
    }

    public static RandomProgram Make(int seed, bool isHarsh) => new ProgramMaker(seed, isHarsh).Make();

    private RandomProgram Make()
    {
        var input = Program(random.Next(4) == 0 ? random.Next(2, 4) : 1, depth: 0);
        var start = random.Next(4) == 0 ? Message() : null;
        var driver = Enumerable.Range(0, random.Next(7)).Select(_ => Driven()).ToList();
        return new RandomProgram(seed, input, start, driver);
    }

    private ProgramInput Program(int parts, int depth) => new()
    {
        Parts = [.. Enumerable.Range(0, parts).Select(_ => Group(StepKind.Sequence, depth, random.Next(1, 6)))],
        End = random.Next(6) switch { 0 => ProgramEnd.Fail, < 3 => ProgramEnd.ObeyCancel, _ => ProgramEnd.Complete },
        WaitsForHandlers = random.Next(4) > 0,
        IsHarsh = isHarsh,
    };

    private DriverStep Driven() => new(
        random.Next(3) == 0 ? 0 : random.Next(1, 60),
        [.. Enumerable.Range(0, random.Next(3) == 0 ? random.Next(2, 6) : 1).Select(_ => (Deed(), Message()))]);

    private DriverDeed Deed() => random.Next(40) switch
    {
        < 13 => DriverDeed.Signal,
        < 22 => DriverDeed.Update,
        < 29 => DriverDeed.UpdateAccepted,
        < 35 => DriverDeed.Query,
        < 37 => DriverDeed.UnknownMessages,
        < 39 => DriverDeed.Cancel,
        _ => DriverDeed.Terminate,
    };

    private ProgramMessage Message() => new()
    {
        Id = $"m{++messages}",
        Work = random.Next(2) == 0 ? Step(depth: 2) : null,
        IsRefused = random.Next(5) == 0,
        IsFailing = random.Next(8) == 0,
    };

    private ProgramStep Step(int depth)
    {
        steps++;
        return random.Next(100) switch
        {
            < 6 when IsRoom(depth) => Group(StepKind.Sequence, depth + 1, random.Next(1, 4)),
            < 18 when IsRoom(depth) => Group(StepKind.All, depth + 1, random.Next(2, 5)),
            < 27 when IsRoom(depth) => Group(StepKind.Any, depth + 1, random.Next(2, 4)),
            < 33 when IsRoom(depth) => Group(StepKind.Scope, depth + 1, random.Next(1, 4)),
            < 37 when IsRoom(depth) => Group(StepKind.Fork, depth + 1, random.Next(1, 3)),
            < 41 when IsRoom(depth) && !isLocked => Locked(depth + 1),
            < 45 when IsRoom(depth) => Group(StepKind.Place, depth + 1, random.Next(1, 3)),
            < 57 when depth < 3 && steps < MaxSteps => Child(depth),
            < 70 => Leaf(StepKind.Timer),
            < 75 => Leaf(StepKind.Wait),
            < 78 => Leaf(StepKind.SignalUp),
            < 81 => Leaf(StepKind.Nobody),
            < 84 => Leaf(StepKind.Patch),
            < 87 => Leaf(StepKind.Facts),
            < 90 => Leaf(StepKind.Upsert),
            < 92 => Leaf(StepKind.Yield),
            _ => Activity(),
        };
    }

    private bool IsRoom(int depth) => depth < 4 && steps < MaxSteps;

    private ProgramStep Group(StepKind kind, int depth, int count) => new()
    {
        Id = ++ids,
        Kind = kind,
        Choice = random.Next(2),
        Time = random.Next(1, 40),
        CancelAfter = kind == StepKind.Scope ? CancelAfter() : -1,
        Steps = [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? Activity() : Step(depth))],
    };

    // The mutex does not let its holder in a second time.
    private ProgramStep Locked(int depth)
    {
        isLocked = true;
        var group = Group(StepKind.Locked, depth, random.Next(1, 3));
        isLocked = false;
        return group;
    }

    private ProgramStep Leaf(StepKind kind) => new()
    {
        Id = ++ids,
        Kind = kind,
        Choice = random.Next(6),
        Time = random.Next(4) == 0 ? 0 : random.Next(1, 80),
        CancelAfter = random.Next(4) == 0 ? CancelAfter() : -1,
    };

    private ProgramStep Activity()
    {
        var deed = (ActivityDeed)random.Next((int)ActivityDeed.Work + 1);
        var waits = deed is ActivityDeed.WaitAndCancel or ActivityDeed.WaitAndFail or ActivityDeed.WaitAndSucceed;
        return new ProgramStep
        {
            Id = ++ids,
            Kind = StepKind.Activity,
            Choice = (int)(random.Next(3) == 0 ? ActivityDeed.Succeed : deed),
            Time = random.Next(1, 60),
            CancelAfter = waits || random.Next(4) == 0 ? CancelAfter() : -1,
            CancellationType = random.Next(3),
        };
    }

    private ProgramStep Child(int depth)
    {
        var deed = (ChildDeed)random.Next((int)ChildDeed.Twice + 1);
        return new ProgramStep
        {
            Id = ++ids,
            Kind = StepKind.Child,
            Choice = (int)deed,
            CancelAfter = deed == ChildDeed.WaitForCancel || random.Next(4) == 0 ? CancelAfter() : -1,
            CancellationType = random.Next(4),
            ClosePolicy = random.Next(1, 4),
            Steps = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(2) == 0 ? Activity() : Step(depth + 2))],
        };
    }

    private int CancelAfter() => random.Next(4) == 0 ? 0 : random.Next(1, 60);
}
