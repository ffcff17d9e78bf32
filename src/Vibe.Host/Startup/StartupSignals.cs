using System.Runtime.InteropServices;

namespace Vibe.Host.Startup;

/// <summary>Ctrl-C and SIGTERM while the foundations are laid, before the host listens to them: what was started by then ends as cleanly as later.</summary>
internal sealed class StartupSignals : IDisposable
{
    private readonly IHostApplicationLifetime _lifetime;
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens until disposed.</summary>
    /// <param name="lifetime">What is asked to end.</param>
    public StartupSignals(IHostApplicationLifetime lifetime)
    {
        _lifetime = lifetime;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, End), PosixSignalRegistration.Create(PosixSignal.SIGTERM, End)];
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        _lifetime.StopApplication();
    }
}
