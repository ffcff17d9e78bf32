namespace Temporalio.Workflows;

/// <summary>The update whose handler or validator is running.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public record WorkflowUpdateInfo(string Id, string Name)
{
    internal Dictionary<string, object> CreateLoggerScope() => new()
    {
        ["UpdateId"] = Id,
        ["UpdateName"] = Name,
    };
}
