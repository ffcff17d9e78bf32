namespace Temporalio.Activities;

/// <summary>Marks a method as an activity.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class ActivityAttribute : Attribute
{
    /// <summary>An activity named after its method, without a trailing "Async" where it returns a task.</summary>
    public ActivityAttribute()
    {
    }

    /// <summary>An activity with a name.</summary>
    /// <param name="name">Its type name.</param>
    public ActivityAttribute(string name) => Name = name;

    /// <summary>The given name; null: after the method.</summary>
    public string? Name { get; }

    /// <summary>Whether the method takes every activity type that has no method of its own. It then takes one <c>IRawValue[]</c>.</summary>
    public bool Dynamic { get; set; }
}
