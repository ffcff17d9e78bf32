using Npgsql;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Storage.Postgres;

/// <summary>Reads the newest runs of workflow ids: what is asked while a query is under way shares the next one.</summary>
internal sealed class CurrentRunReader(NpgsqlDataSource reads, string schema)
{
    private const int MaxTogether = 500;

    // The limit keeps the planner at one look into the index for each id, however small the table is when it plans.
    private readonly string _query = $"""
        select v.place, c.run_id, c.first_run_id, c.start_request_id, c.status, c.start_ticks
        from unnest($1::uuid[], $2::text[]) with ordinality as v (namespace_id, workflow_id, place)
        cross join lateral (
            select * from {schema}.current_runs r where r.namespace_id = v.namespace_id and r.workflow_id = v.workflow_id limit 1) c
        """;

    private readonly Lock _lock = new();
    private readonly Queue<Question> _waiting = new();
    private bool _isReading;

    /// <summary>The newest run of a workflow id; null when there is none.</summary>
    public Task<CurrentRun?> ReadAsync(string namespaceId, string workflowId)
    {
        if (workflowId.Contains('\0', StringComparison.Ordinal))
        {
            // PostgreSQL cannot keep such an id, and would refuse the others' question too.
            return Task.FromResult<CurrentRun?>(null);
        }

        var question = new Question(Guid.Parse(namespaceId), workflowId);
        lock (_lock)
        {
            _waiting.Enqueue(question);
            if (_isReading)
            {
                return question.Answer.Task;
            }

            _isReading = true;
        }

        _ = ReadAllAsync();
        return question.Answer.Task;
    }

    private async Task ReadAllAsync()
    {
        while (Take() is { } questions)
        {
            try
            {
                await ReadAsync(questions);
            }
#pragma warning disable CA1031 // It is told to everyone who asked.
            catch (Exception exception)
            {
                foreach (var question in questions)
                {
                    question.Answer.TrySetException(exception);
                }
            }
#pragma warning restore CA1031
        }
    }

    private Question[]? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _isReading = false;
                return null;
            }

            var questions = new Question[Math.Min(_waiting.Count, MaxTogether)];
            for (var index = 0; index < questions.Length; index++)
            {
                questions[index] = _waiting.Dequeue();
            }

            return questions;
        }
    }

    private async Task ReadAsync(Question[] questions)
    {
        await using var command = reads.CreateCommand(_query);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(questions, question => question.NamespaceId) });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(questions, question => question.WorkflowId) });
        await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
                questions[reader.GetInt64(0) - 1].Found = new CurrentRun(
                    reader.GetGuid(1).ToString(),
                    reader.GetString(2),
                    reader.GetString(3),
                    (WorkflowExecutionStatus)reader.GetInt32(4),
                    new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero));
            }
        }

        foreach (var question in questions)
        {
            question.Answer.TrySetResult(question.Found);
        }
    }

    private sealed class Question(Guid namespaceId, string workflowId)
    {
        public Guid NamespaceId { get; } = namespaceId;

        public string WorkflowId { get; } = workflowId;

        public CurrentRun? Found { get; set; }

        public TaskCompletionSource<CurrentRun?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
