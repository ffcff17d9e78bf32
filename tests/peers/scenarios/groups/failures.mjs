import assert from 'node:assert/strict';
import { chain, eventually, failureOf, key, nameOf } from '../harness.mjs';

const application = { message: 'it fails', type: 'Kind', nonRetryable: true, details: ['detail', 3, null], category: 'BENIGN' };

const saying = (error) => (error ? `${error.message} ${saying(error.cause)}` : '');

export default {
  async application(t) {
    const { cause } = await failureOf(t.run('failing', ['application', application]));
    assert.deepEqual({ message: cause.message, type: cause.type, nonRetryable: cause.nonRetryable, details: cause.details, category: cause.category }, application);
    assert.deepEqual(chain(cause), [['ApplicationFailure', 'Kind'], ['ApplicationFailure', 'Cause']]);
    assert.match(cause.stack, /failing/);
  },
  async throughTwoGenerations(t) {
    const error = await failureOf(t.run('failing', ['grandchild', application]));
    assert.deepEqual(chain(error).map(([name]) => name), ['WorkflowFailedError', 'ChildWorkflowFailure', 'ChildWorkflowFailure', 'ApplicationFailure', 'ApplicationFailure']);
  },
  async timeoutOfItsOwn(t) {
    assert.deepEqual(chain(await failureOf(t.run('failing', ['timer']))).at(-1), ['TimeoutFailure', 'HEARTBEAT']);
  },
  async runTimeout(t) {
    const handle = await t.start('failing', ['forever'], { workflowRunTimeout: '1s' });
    assert.deepEqual(chain(await failureOf(handle.result())).at(-1), ['TimeoutFailure', 'START_TO_CLOSE']);
    assert.equal(await t.status(handle), 'TIMED_OUT');
  },
  async executionTimeoutEndsTheRetries(t) {
    const handle = await t.start('failing', ['untilAttempt', 99], { workflowExecutionTimeout: '1s', retry: { initialInterval: '100ms', backoffCoefficient: 1 } });
    const error = await failureOf(handle.result());
    assert.ok(['TimeoutFailure', 'ApplicationFailure'].includes(error.cause.name), error.cause.name);
  },
  async retriedWorkflow(t) {
    const handle = await t.start('failing', ['untilAttempt', 3], { retry: { initialInterval: '20ms' } });
    assert.deepEqual(await handle.result(), { attempt: 3, last: 'attempt 2' });
    const first = t.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    assert.equal(await t.status(first), 'FAILED');
    assert.ok((await t.events(first)).at(-1).newExecutionRunId.length > 0);
  },
  async retriesEndAtTheMaximum(t) {
    const handle = await t.start('failing', ['untilAttempt', 99], { retry: { initialInterval: '20ms', maximumAttempts: 2 } });
    const error = await failureOf(handle.result());
    assert.equal(error.cause.message, 'attempt 2');
    assert.equal(nameOf('RetryState', (await t.events(t.client.workflow.getHandle(handle.workflowId))).at(-1).retryState), 'STATE_MAXIMUM_ATTEMPTS_REACHED');
  },
  async unknownWorkflowFailsTheTask(t) {
    const handle = await t.start('noSuchWorkflow');
    handle.mayNotReplay = true;
    await eventually('the task has failed', async () => (await t.types(handle)).includes('WORKFLOW_TASK_FAILED'));
    assert.equal(await t.status(handle), 'RUNNING');
    await handle.terminate();
  },
  async badRequestsAreSaid(t) {
    assert.match(saying(await failureOf(t.client.workflow.start('call', { workflowId: '', taskQueue: t.taskQueue }))), /WorkflowId/i);
    assert.match(saying(await failureOf(t.client.workflow.start('call', { workflowId: key(), taskQueue: '' }))), /task ?queue/i);
    assert.match(saying(await failureOf(t.client.workflow.start('call', { workflowId: 'x'.repeat(1001), taskQueue: t.taskQueue }))), /length|exceed/i);
    assert.match(saying(await failureOf(t.client.workflow.start('call', { workflowId: key(), taskQueue: t.taskQueue, searchAttributes: { NoSuchAttribute: ['x'] } }))), /NoSuchAttribute/);
  },
};
