import assert from 'node:assert/strict';
import { chain, eventually, failureOf, key } from '../harness.mjs';

const kidOf = (t, handle) => t.client.workflow.getHandle(`${handle.workflowId}-kid`);

async function closes(t, policy, status) {
  const handle = await t.start('parentThatCloses', [policy]);
  const kid = t.client.workflow.getHandle(await handle.result());
  await eventually(`the child is ${status}`, async () => (await t.status(kid)) === status);
  if (status === 'RUNNING') {
    await kid.signal('hear', 'alone');
    assert.equal(await kid.result(), 'alone');
  }
}

async function cancels(t, type, status) {
  const handle = await t.start('parentThatCancels', [type]);
  await eventually('the child has started', async () => (await t.types(handle)).includes('CHILD_WORKFLOW_EXECUTION_STARTED'));
  await eventually(`the child is ${status}`, async () => (await t.status(kidOf(t, handle))) === status);
  await handle.signal('end');
  assert.equal(await handle.result(), 'cancelled');
  if (status === 'RUNNING') await kidOf(t, handle).terminate();
}

export default {
  async result(t) {
    const handle = await t.start('parent', ['echo', { a: [1] }]);
    assert.deepEqual(await handle.result(), { a: [1] });
    const events = await t.events(handle);
    assert.deepEqual(events.map(({ type }) => type).filter((type) => type.includes('CHILD')), [
      'START_CHILD_WORKFLOW_EXECUTION_INITIATED', 'CHILD_WORKFLOW_EXECUTION_STARTED', 'CHILD_WORKFLOW_EXECUTION_COMPLETED',
    ]);
    const { raw } = await kidOf(t, handle).describe();
    assert.equal(raw.workflowExecutionInfo.parentExecution.workflowId, handle.workflowId);
    assert.equal(raw.workflowExecutionInfo.rootExecution.workflowId, handle.workflowId);
  },
  async knowsItsParent(t) {
    const handle = await t.start('parent', ['parent']);
    assert.equal(await handle.result(), handle.workflowId);
  },
  async failure(t) {
    const error = await failureOf(t.run('parent', ['fail', 'detail']));
    assert.deepEqual(chain(error).slice(1), [['ChildWorkflowFailure', 'Child Workflow execution failed'], ['ApplicationFailure', 'Kid']]);
    assert.deepEqual([error.cause.workflowType, error.cause.retryState, error.cause.cause.details], ['child', 'RETRY_POLICY_NOT_SET', ['detail']]);
  },
  async failureRetried(t) {
    assert.equal(await t.run('parent', ['failFirst', 0, { retry: { initialInterval: '50ms' } }]), 2);
  },
  async continuedAsNewIsOneChild(t) {
    const handle = await t.start('parent', ['continue', 2]);
    assert.equal(await handle.result(), true);
  },
  async timedOut(t) {
    const error = await failureOf(t.run('parent', ['listen', 0, { workflowExecutionTimeout: '500ms' }]));
    assert.deepEqual(chain(error).at(-1), ['TimeoutFailure', 'START_TO_CLOSE']);
    assert.equal(error.cause.retryState, 'TIMEOUT');
  },
  async terminated(t) {
    const handle = await t.start('parent', ['listen']);
    const kid = kidOf(t, handle);
    await eventually('the child runs', async () => (await t.types(handle)).includes('CHILD_WORKFLOW_EXECUTION_STARTED'));
    await kid.terminate('enough');
    assert.deepEqual(chain(await failureOf(handle.result())).at(-1)[0], 'TerminatedFailure');
  },
  async cancelledFromOutside(t) {
    const handle = await t.start('parent', ['tidy']);
    await eventually('the child runs', async () => (await t.types(handle)).includes('CHILD_WORKFLOW_EXECUTION_STARTED'));
    await kidOf(t, handle).cancel();
    assert.deepEqual(chain(await failureOf(handle.result())).at(-1)[0], 'CancelledFailure');
    assert.equal(await t.status(kidOf(t, handle)), 'CANCELLED');
  },
  async cancelledWithTheParent(t) {
    const handle = await t.start('parent', ['tidy']);
    await eventually('the child runs', async () => (await t.types(handle)).includes('CHILD_WORKFLOW_EXECUTION_STARTED'));
    await handle.cancel();
    await failureOf(handle.result());
    assert.deepEqual([await t.status(handle), await t.status(kidOf(t, handle))], ['CANCELLED', 'CANCELLED']);
  },
  async signalled(t) {
    assert.deepEqual(await t.run('parentThatTalks'), [true, 'from the parent']);
  },
  async idTaken(t) {
    const handle = await t.start('twins');
    assert.equal(await handle.result(), 'WorkflowExecutionAlreadyStartedError');
    assert.ok((await t.types(handle)).includes('START_CHILD_WORKFLOW_EXECUTION_FAILED'));
  },
  closePolicyTerminate: (t) => closes(t, 'TERMINATE', 'TERMINATED'),
  closePolicyRequestCancel: (t) => closes(t, 'REQUEST_CANCEL', 'CANCELLED'),
  closePolicyAbandon: (t) => closes(t, 'ABANDON', 'RUNNING'),
  cancelWaitCompleted: (t) => cancels(t, 'WAIT_CANCELLATION_COMPLETED', 'CANCELLED'),
  cancelWaitRequested: (t) => cancels(t, 'WAIT_CANCELLATION_REQUESTED', 'CANCELLED'),
  cancelTry: (t) => cancels(t, 'TRY_CANCEL', 'CANCELLED'),
  cancelAbandon: (t) => cancels(t, 'ABANDON', 'RUNNING'),
  async cancelFromAnotherWorkflow(t) {
    const handle = await t.start('cancelled', ['cleanUp']);
    assert.equal(await handle.query('ready'), true);
    assert.equal(await t.run('talkTo', [handle.workflowId, 'cancel']), 'done');
    await failureOf(handle.result());
    assert.equal(await t.status(handle), 'CANCELLED');
    assert.match(await t.run('talkTo', [`nobody-${key()}`, 'cancel']), /not found/i);
  },
};
