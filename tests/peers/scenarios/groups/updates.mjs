import assert from 'node:assert/strict';
import { WorkflowNotFoundError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError, WorkflowUpdateStage } from '@temporalio/client';
import { chain, failureOf, key } from '../harness.mjs';

export default {
  async completed(t) {
    const handle = await t.start('counter', [10]);
    assert.equal(await handle.executeUpdate('add', { args: [5] }), 15);
    assert.equal(await handle.query('value'), 15);
    await handle.signal('done');
    const types = await t.types(handle);
    assert.ok(types.includes('WORKFLOW_EXECUTION_UPDATE_ACCEPTED') && types.includes('WORKFLOW_EXECUTION_UPDATE_COMPLETED'));
  },
  async acceptedAndAwaitedLater(t) {
    const handle = await t.start('counter');
    const update = await handle.startUpdate('addBehindGate', { args: [7], waitForStage: WorkflowUpdateStage.ACCEPTED });
    assert.equal(await handle.query('value'), 0);
    const result = update.result();
    await handle.signal('open');
    assert.equal(await result, 7);
    assert.equal(await handle.getUpdateHandle(update.updateId).result(), 7);
    await handle.signal('done');
    assert.equal(await handle.result(), 7);
    assert.equal(await handle.getUpdateHandle(update.updateId).result(), 7);
  },
  async admittedOnly(t) {
    // With nobody to take it, the service says how far it got, unless the caller's time is over first.
    const handle = await t.start('counter', [], { taskQueue: `nobody-${key()}` });
    const request = {
      namespace: 'default', workflowExecution: { workflowId: handle.workflowId }, waitPolicy: { lifecycleStage: 2 },
      request: { meta: { updateId: key(), identity: 'scenario' }, input: { name: 'add' } },
    };
    const send = () => t.client.workflowService.updateWorkflowExecution(request);
    const { code, stage } = await t.connection.withDeadline(Date.now() + 1500, send).catch((error) => error);
    assert.ok(code === 4 || stage === 1, `${code} ${stage}`);
    assert.ok(!(await t.types(handle)).some((type) => type.includes('UPDATE')));
    await handle.terminate();
  },
  async rejected(t) {
    const handle = await t.start('counter', [1]);
    await handle.query('value');
    const before = await t.types(handle);
    const error = await failureOf(handle.executeUpdate('add', { args: [-1] }));
    assert.ok(error instanceof WorkflowUpdateFailedError);
    assert.deepEqual(chain(error).slice(1), [['ApplicationFailure', 'Negative']]);
    assert.deepEqual(error.cause.details, [-1]);
    const rejectedEarly = await failureOf(handle.startUpdate('add', { args: [-2], waitForStage: WorkflowUpdateStage.ACCEPTED }).then((update) => update.result()));
    assert.equal(rejectedEarly.cause.type, 'Negative');
    assert.equal(await handle.query('value'), 1);
    assert.deepEqual(await t.types(handle), before);
    await handle.terminate();
  },
  async failedInTheHandler(t) {
    const handle = await t.start('counter');
    const error = await failureOf(handle.executeUpdate('fails'));
    assert.deepEqual([error.cause.message, error.cause.type, error.cause.details], ['the handler fails', 'Handler', [1, 'two']]);
    await handle.terminate();
  },
  async withoutHandler(t) {
    const handle = await t.start('counter');
    await handle.query('value');
    assert.match((await failureOf(handle.executeUpdate('unheardOf'))).cause.message, /unheardOf/);
    await handle.terminate();
  },
  async sameIdRunsOnce(t) {
    const handle = await t.start('counter');
    const updateId = key();
    const answers = await Promise.all([1, 1, 1].map((n) => handle.executeUpdate('add', { args: [n], updateId })));
    assert.deepEqual(answers, [1, 1, 1]);
    assert.equal(await handle.executeUpdate('add', { args: [5], updateId }), 1);
    assert.equal(await handle.query('value'), 1);
    await handle.terminate();
  },
  async manyAtOnce(t) {
    const handle = await t.start('counter');
    const answers = await Promise.all(Array.from({ length: 10 }, () => handle.executeUpdate('addOneByOne', { args: [1] })));
    assert.deepEqual(answers.map(({ value }) => value).sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.equal(new Set(answers.map(({ id }) => id)).size, 10);
    await handle.signal('done');
    assert.equal(await handle.result(), 10);
  },
  async beforeTheFirstTask(t) {
    const taskQueue = `later-${key()}`;
    const handle = await t.start('counter', [3], { taskQueue });
    const update = handle.executeUpdate('add', { args: [4] });
    const worker = await t.newWorker(taskQueue);
    await worker.runUntil(async () => {
      assert.equal(await update, 7);
      await handle.signal('done');
      await handle.result();
    });
  },
  async endTheWorkflow(t) {
    const handle = await t.start('counter', [2]);
    assert.equal(await handle.executeUpdate('endsAll'), 'ended');
    assert.equal(await handle.result(), 2);
  },
  async leftBehindByTheEnd(t) {
    const handle = await t.start('counter');
    const update = await handle.startUpdate('never', { waitForStage: WorkflowUpdateStage.ACCEPTED });
    await handle.signal('done');
    await handle.result();
    const error = await failureOf(update.result());
    assert.match(`${error} ${error.cause}`, /completed before/i);
  },
  async ofAClosedWorkflow(t) {
    const handle = await t.start('timers', [[1]]);
    await handle.result();
    assert.ok((await failureOf(handle.executeUpdate('add', { args: [1] }))) instanceof WorkflowNotFoundError);
    assert.ok((await failureOf(t.client.workflow.getHandle(`nobody-${key()}`).executeUpdate('add'))) instanceof WorkflowNotFoundError);
  },
  async callerLosesPatience(t) {
    const handle = await t.start('counter');
    const update = await handle.startUpdate('addBehindGate', { args: [1], waitForStage: WorkflowUpdateStage.ACCEPTED });
    const error = await failureOf(t.connection.withDeadline(Date.now() + 700, () => update.result()));
    assert.ok(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError, String(error));
    await handle.signal('open');
    assert.equal(await update.result(), 1);
    await handle.terminate();
  },
};
