namespace Temporalio.Converters;

/// <summary>A converter or codec that wants to know what it converts for.</summary>
public interface IWithSerializationContext<out T>
{
    /// <summary>Gets the converter for a context; it may be this one.</summary>
    T WithSerializationContext(ISerializationContext context);
}
