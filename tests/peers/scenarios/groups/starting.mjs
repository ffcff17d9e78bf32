import assert from 'node:assert/strict';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { failureOf, key } from '../harness.mjs';

const id = () => `scenario-${key()}`;

export default {
  async options(t) {
    const workflowId = id();
    const info = await t.run('describesItself', [], { workflowId, workflowExecutionTimeout: '1h', workflowRunTimeout: '30m', workflowTaskTimeout: '5s', priority: { priorityKey: 4 } });
    assert.deepEqual([info.workflowId, info.workflowType, info.taskQueue, info.namespace, info.attempt], [workflowId, 'describesItself', t.taskQueue, 'default', 1]);
    assert.deepEqual([info.executionTimeoutMs, info.runTimeoutMs, info.taskTimeoutMs, info.priority.priorityKey, info.activity.priority.priorityKey], [3_600_000, 1_800_000, 5_000, 4, 4]);
  },
  async conflictFails(t) {
    const handle = await t.start('collect');
    const error = await failureOf(t.start('collect', [], { workflowId: handle.workflowId }));
    assert.ok(error instanceof WorkflowExecutionAlreadyStartedError);
    await handle.terminate();
  },
  async conflictUsesExisting(t) {
    const handle = await t.start('collect');
    const again = await t.start('collect', [], { workflowId: handle.workflowId, workflowIdConflictPolicy: 'USE_EXISTING' });
    assert.equal(again.firstExecutionRunId, handle.firstExecutionRunId);
    await handle.terminate();
  },
  async conflictTerminatesExisting(t) {
    const handle = await t.start('collect');
    const again = await t.start('collect', [], { workflowId: handle.workflowId, workflowIdConflictPolicy: 'TERMINATE_EXISTING' });
    assert.notEqual(again.firstExecutionRunId, handle.firstExecutionRunId);
    assert.equal(await t.status(t.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId)), 'TERMINATED');
    await again.terminate();
  },
  async reuse(t) {
    const workflowId = id();
    const first = await t.start('timers', [[1]], { workflowId });
    await first.result();
    for (const workflowIdReusePolicy of ['REJECT_DUPLICATE', 'ALLOW_DUPLICATE_FAILED_ONLY']) {
      assert.ok((await failureOf(t.start('timers', [[1]], { workflowId, workflowIdReusePolicy }))) instanceof WorkflowExecutionAlreadyStartedError, workflowIdReusePolicy);
    }
    const second = await t.start('failing', ['application', { message: 'x', nonRetryable: true }], { workflowId, workflowIdReusePolicy: 'ALLOW_DUPLICATE' });
    await failureOf(second.result());
    const third = await t.start('timers', [[2]], { workflowId, workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' });
    assert.deepEqual(await third.result(), [2]);
  },
  async delay(t) {
    const late = await t.start('timers', [[1]], { startDelay: '4m' });
    const begun = Date.now();
    const handle = await t.start('timers', [[1]], { startDelay: '500ms' });
    await handle.result();
    assert.ok(Date.now() - begun >= 500);
    assert.deepEqual(await t.types(late), ['WORKFLOW_EXECUTION_STARTED']);
    await late.terminate();
  },
  async patches(t) {
    const handle = await t.start('versioned');
    assert.deepEqual(await handle.result(), ['new', 'new', 36]);
    assert.ok((await t.types(handle)).includes('MARKER_RECORDED'));
  },
  async describes(t) {
    const handle = await t.start('collect', [], { staticSummary: 'a summary', staticDetails: 'some details', memo: { note: 'kept' } });
    const described = await handle.describe();
    assert.deepEqual([described.type, described.status.name, described.memo.note, described.taskQueue, described.workflowId], ['collect', 'RUNNING', 'kept', t.taskQueue, handle.workflowId]);
    assert.deepEqual([await described.staticSummary(), await described.staticDetails()], ['a summary', 'some details']);
    await handle.terminate();
  },
};
