using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>Configures a hosted worker.</summary>
public interface ITemporalWorkerServiceOptionsBuilder
{
    /// <summary>Task queue of the worker.</summary>
    string TaskQueue { get; }

    /// <summary>Services that it is registered in.</summary>
    IServiceCollection Services { get; }
}
