using Vibe.Benchmarks.Acknowledge;
using Vibe.Benchmarks.Sdk;
using Vibe.Benchmarks.Server;

return args switch
{
    ["acknowledge", .. var rest] => await AcknowledgeCommand.RunAsync(new BenchmarkArguments(rest)),
    ["acknowledge-serve", .. var rest] => await AcknowledgeServeCommand.RunAsync(new BenchmarkArguments(rest)),
    ["server", .. var rest] => await ServerCommand.RunAsync(new BenchmarkArguments(rest)),
    ["serve", .. var rest] => await ServeCommand.RunAsync(new BenchmarkArguments(rest)),
    ["recover", .. var rest] => await RecoveryCommand.RunAsync(new BenchmarkArguments(rest)),
    ["kill9", .. var rest] => await KillCommand.RunAsync(new BenchmarkArguments(rest)),
    ["sdk", .. var rest] => await SdkCommand.RunAsync(new BenchmarkArguments(rest)),
    ["sdk-peer", .. var rest] => await SdkPeerCommand.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("usage: dotnet run --project tests/Vibe.Benchmarks -c Release -- <benchmark>");
    Console.WriteLine("  acknowledge [--targets ours,ours-dispatching,bolt] [--rounds 3] [--seconds 10] [--connections 64]");
    Console.WriteLine("  server [--targets ours-postgres,ours-memory,real-postgres,dev-memory,dev-file] [--n 2000] [--concurrency 100] [--only MEASURE]");
    Console.WriteLine("  recover [--n 10000]");
    Console.WriteLine("  kill9  [--rounds 100] [--workflows 200] [--longest MILLISECONDS] [--seed N]");
    Console.WriteLine("  serve  [--listen 127.0.0.1:0] [--postgres CONNECTION] [--schema temporal]");
    Console.WriteLine("  sdk    [--servers dev-memory,ours-memory] [--sides ours,typescript] [--n 1500] [--concurrency 100] [--cached 0]");
    return 2;
}
