Console.WriteLine("usage: dotnet run --project tests/Vibe.Benchmarks -c Release -- <benchmark>");
