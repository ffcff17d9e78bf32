using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a client on a connection.</summary>
public class TemporalClientOptions : ICloneable
{
    /// <summary>Gets or sets the namespace.</summary>
    /// <value>"default".</value>
    public string Namespace { get; set; } = "default";

    /// <summary>Gets or sets the converter of values and exceptions.</summary>
    /// <value>The default one.</value>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Gets or sets the interceptors, the first is outermost; those that are worker interceptors too serve the workers of this client.</summary>
    public IReadOnlyCollection<IClientInterceptor>? Interceptors { get; set; }

    /// <summary>Gets or sets where logs go, of workers of this client too.</summary>
    /// <value>Nowhere.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets when queries are refused, unless a query says otherwise.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
