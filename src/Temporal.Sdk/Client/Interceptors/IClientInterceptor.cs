namespace Temporalio.Client.Interceptors;

/// <summary>Stands between the methods of a client and their calls.</summary>
public interface IClientInterceptor
{
    /// <summary>Puts an interceptor before the next one.</summary>
    /// <returns>The interceptor to call; it may be <paramref name="nextInterceptor" /> itself.</returns>
    ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => nextInterceptor;
}
