using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Hosting;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Namespaces;

public sealed class NamespaceServiceTests : IAsyncLifetime
{
    private const string Operator = "temporal.api.operatorservice.v1.OperatorService";
    private const string Workflows = "/temporal.api.workflowservice.v1.WorkflowService/";

    private EmbeddedTemporalServer? _server;
    private RawClient? _client;

    private RawClient Client => _client ?? throw new InvalidOperationException("The test has not begun.");

    public async Task InitializeAsync()
    {
        _server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions
            {
                EngineFactory = _ => new FakeEngine(),
                Namespaces = ["extra"],
                SearchAttributes = new Dictionary<string, SearchAttributeKind> { ["Known"] = SearchAttributeKind.Keyword },
            },
            default);
        _client = new RawClient(_server.Address);
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_WithNamespacesAndAttributes_HasThem()
    {
        foreach (var name in (string[])["default", "extra"])
        {
            var described = await Client.CallAsync<DescribeNamespaceResponse>("DescribeNamespace", new DescribeNamespaceRequest { Namespace = name });
            Assert.Equal((name, NamespaceState.Registered), (described.NamespaceInfo.Name, described.NamespaceInfo.State));
            Assert.Equal(259_200, described.Config.WorkflowExecutionRetentionTtl.Seconds);
            var attributes = await Client.CallAsync<ListSearchAttributesResponse>(
                "ListSearchAttributes", new ListSearchAttributesRequest { Namespace = name }, Operator);
            Assert.Equal(IndexedValueType.Keyword, attributes.CustomAttributes["Known"]);
            Assert.Equal(IndexedValueType.Keyword, attributes.SystemAttributes["WorkflowId"]);
        }
    }

    [Fact]
    public async Task Register_ThenDescribeUpdateList_ShowIt()
    {
        await RegisterAsync("mine", "first");

        var updated = await Client.CallAsync<UpdateNamespaceResponse>("UpdateNamespace", new UpdateNamespaceRequest
        {
            Namespace = "mine",
            UpdateInfo = new UpdateNamespaceInfo { Description = "second", Data = { ["k"] = "v" } },
            Config = new NamespaceConfig { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(TimeSpan.FromHours(5)) },
        });

        Assert.Equal("second", updated.NamespaceInfo.Description);
        var byId = await Client.CallAsync<DescribeNamespaceResponse>("DescribeNamespace", new DescribeNamespaceRequest { Id = updated.NamespaceInfo.Id });
        Assert.Equal(("mine", "v", 18_000), (byId.NamespaceInfo.Name, byId.NamespaceInfo.Data["k"], byId.Config.WorkflowExecutionRetentionTtl.Seconds));
        var names = new List<string>();
        var token = ByteString.Empty;
        do
        {
            var page = await Client.CallAsync<ListNamespacesResponse>("ListNamespaces", new ListNamespacesRequest { PageSize = 1, NextPageToken = token });
            names.AddRange(page.Namespaces.Select(found => found.NamespaceInfo.Name));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);

        Assert.Equal(["default", "extra", "mine"], names);
    }

    [Fact]
    public async Task Register_ATakenName_IsRefused()
    {
        await RegisterAsync("twice", string.Empty);

        var answer = await SendAsync("RegisterNamespace", Registration("twice", string.Empty));

        Assert.Equal((6, "Namespace \"twice\" already exists"), (answer.Code, answer.Message));
        Assert.True(Assert.Single(answer.Status?.Details ?? []).Is(NamespaceAlreadyExistsFailure.Descriptor));
    }

    [Fact]
    public async Task Register_WithShortRetention_IsRefused()
    {
        var request = Registration("short", string.Empty);
        request.WorkflowExecutionRetentionPeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

        var answer = await SendAsync("RegisterNamespace", request);

        Assert.Equal((3, "A valid retention period is not set on request."), (answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("", 3, "Namespace not set on request.")]
    [InlineData("nope", 5, "Namespace nope is not found.")]
    public async Task Describe_Unknown_IsRefused(string name, int code, string message)
    {
        var answer = await SendAsync("DescribeNamespace", new DescribeNamespaceRequest { Namespace = name });

        Assert.Equal((code, message), (answer.Code, answer.Message));
        if (code == 5)
        {
            Assert.Equal("nope", Assert.Single(answer.Status?.Details ?? []).Unpack<NamespaceNotFoundFailure>().Namespace);
        }
    }

    [Fact]
    public async Task Delete_ANamespace_FreesItsNameAtOnceAndRemovesItAfterwards()
    {
        await RegisterAsync("brief", string.Empty);

        var deleted = await Client.CallAsync<DeleteNamespaceResponse>("DeleteNamespace", new DeleteNamespaceRequest { Namespace = "brief" }, Operator);

        Assert.StartsWith("brief-deleted-", deleted.DeletedNamespace, StringComparison.Ordinal);
        await RegisterAsync("brief", "again");
        await Eventually.TrueAsync(
            async () => (await SendAsync("DescribeNamespace", new DescribeNamespaceRequest { Namespace = deleted.DeletedNamespace })).Code == 5, "the old one is gone");
    }

    [Fact]
    public async Task AddSearchAttributes_ReservedOrOfAnotherType_IsRefused()
    {
        var reserved = await SendOperatorAsync("AddSearchAttributes", Addition("WorkflowId", IndexedValueType.Keyword));
        var other = await SendOperatorAsync("AddSearchAttributes", Addition("Known", IndexedValueType.Int));
        var same = await SendOperatorAsync("AddSearchAttributes", Addition("Known", IndexedValueType.Keyword));
        var removal = await SendOperatorAsync(
            "RemoveSearchAttributes", new RemoveSearchAttributesRequest { Namespace = "default", SearchAttributes = { "WorkflowId" } });

        Assert.Equal((3, "Search attribute WorkflowId is reserved by system."), (reserved.Code, reserved.Message));
        Assert.Equal((6, "Search attribute Known already exists."), (other.Code, other.Message));
        Assert.Equal(0, same.Code);
        Assert.Equal((3, "Unable to remove non-custom search attributes: WorkflowId."), (removal.Code, removal.Message));
    }

    [Fact]
    public async Task List_WithARubbishToken_IsUnknown()
    {
        var answer = await SendAsync(
            "ListWorkflowExecutions", new ListWorkflowExecutionsRequest { Namespace = "default", NextPageToken = ByteString.CopyFromUtf8("rubbish") });

        Assert.Equal(2, answer.Code);
        Assert.StartsWith("something went wrong, please retry (", answer.Message, StringComparison.Ordinal);
    }

    private Task RegisterAsync(string name, string description) =>
        Client.CallAsync<RegisterNamespaceResponse>("RegisterNamespace", Registration(name, description));

    private Task<RawAnswer> SendAsync(string method, IMessage request) => Client.SendAsync(Workflows + method, RawClient.Frame(request.ToByteArray()));

    private Task<RawAnswer> SendOperatorAsync(string method, IMessage request) => Client.SendAsync($"/{Operator}/{method}", RawClient.Frame(request.ToByteArray()));

    private static AddSearchAttributesRequest Addition(string name, IndexedValueType type) => new() { Namespace = "default", SearchAttributes = { [name] = type } };

    private static RegisterNamespaceRequest Registration(string name, string description) => new()
    {
        Namespace = name,
        Description = description,
        WorkflowExecutionRetentionPeriod = Duration.FromTimeSpan(TimeSpan.FromHours(24)),
    };
}
