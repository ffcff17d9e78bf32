namespace Temporal.Server.Namespaces;

/// <summary>Finds namespaces.</summary>
internal interface INamespaceDirectory
{
    /// <summary>The namespace of that name; throws a NotFound <see cref="Grpc.ServiceException"/> with NamespaceNotFoundFailure when there is none, InvalidArgument when the name is empty.</summary>
    NamespaceRef Resolve(string name);

    /// <summary>The namespace of that name, or null.</summary>
    NamespaceRef? Find(string name);

    /// <summary>The namespace with that id, or null.</summary>
    NamespaceRef? FindById(string id);
}
