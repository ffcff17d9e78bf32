import assert from 'node:assert/strict';
import { WorkflowNotFoundError } from '@temporalio/client';
import { seen } from '../activities.mjs';
import { chain, eventually, failureOf, key } from '../harness.mjs';

async function cancelled(t, what) {
  const handle = await t.start('cancelled', [what]);
  assert.equal(await handle.query('ready'), true);
  await handle.cancel();
  return handle;
}

async function activity(t, type, then) {
  const name = key();
  const handle = await t.start('cancelsActivity', [name, type, then]);
  await eventually('the activity has begun', () => seen.begun.has(name));
  await handle.signal('cancelIt');
  const result = await handle.result();
  return { result, wasTold: () => seen.begun.has(`${name} cancelled`), types: await t.types(handle) };
}

export default {
  async uncaught(t) {
    const handle = await cancelled(t);
    const error = await failureOf(handle.result());
    assert.equal(error.cause.name, 'CancelledFailure');
    assert.equal(await t.status(handle), 'CANCELLED');
    const types = await t.types(handle);
    assert.ok(types.includes('WORKFLOW_EXECUTION_CANCEL_REQUESTED') && types.at(-1) === 'WORKFLOW_EXECUTION_CANCELED');
  },
  async cleansUpFirst(t) {
    const handle = await cancelled(t, 'cleanUp');
    await failureOf(handle.result());
    assert.equal(await t.status(handle), 'CANCELLED');
    assert.ok((await t.types(handle)).includes('ACTIVITY_TASK_COMPLETED'));
  },
  async ignored(t) {
    const handle = await cancelled(t, 'ignore');
    assert.equal(await handle.result(), 'went on');
    assert.equal(await t.status(handle), 'COMPLETED');
  },
  async failsInstead(t) {
    const handle = await cancelled(t, 'fail');
    assert.deepEqual(chain(await failureOf(handle.result())).at(-1), ['ApplicationFailure', 'Instead']);
    assert.equal(await t.status(handle), 'FAILED');
  },
  async beforeTheFirstTask(t) {
    const taskQueue = `later-${key()}`;
    const handle = await t.start('cancelled', [], { taskQueue });
    await handle.cancel();
    const worker = await t.newWorker(taskQueue);
    await worker.runUntil(() => failureOf(handle.result()));
    assert.equal(await t.status(handle), 'CANCELLED');
  },
  async twiceIsOnce(t) {
    const handle = await t.start('cancelled', [], { taskQueue: `nobody-${key()}` });
    await handle.cancel();
    await failureOf(Promise.all([handle.cancel(), Promise.reject(new Error('either way'))]));
    assert.equal((await t.types(handle)).filter((type) => type === 'WORKFLOW_EXECUTION_CANCEL_REQUESTED').length, 1);
    await handle.terminate();
  },
  async ofAClosedOneIsHarmlessOrSaid(t) {
    const handle = await t.start('timers', [[1]]);
    await handle.result();
    await handle.cancel().catch((error) => assert.ok(error instanceof WorkflowNotFoundError));
    assert.equal(await t.status(handle), 'COMPLETED');
    assert.ok((await failureOf(t.client.workflow.getHandle(`nobody-${key()}`).cancel())) instanceof WorkflowNotFoundError);
  },
  async activityTry(t) {
    const { result, wasTold, types } = await activity(t, 'TRY_CANCEL');
    assert.equal(result, 'cancelled');
    assert.ok(types.includes('ACTIVITY_TASK_CANCEL_REQUESTED'));
    await eventually('the activity hears of it', wasTold);
  },
  async activityWaits(t) {
    const { result, wasTold, types } = await activity(t, 'WAIT_CANCELLATION_COMPLETED');
    assert.equal(result, 'cancelled');
    assert.ok(wasTold() && types.includes('ACTIVITY_TASK_CANCELED'));
  },
  async activityCompletesAnyway(t) {
    const { result, types } = await activity(t, 'WAIT_CANCELLATION_COMPLETED', 'complete');
    assert.equal(result, 'completed anyway');
    assert.ok(types.includes('ACTIVITY_TASK_COMPLETED'));
  },
  async activityFailsAtIt(t) {
    assert.equal((await activity(t, 'WAIT_CANCELLATION_COMPLETED', 'fail')).result, 'AtCancel');
  },
  async activityAbandoned(t) {
    const { result, types } = await activity(t, 'ABANDON');
    assert.equal(result, 'cancelled');
    assert.ok(!types.includes('ACTIVITY_TASK_CANCEL_REQUESTED'));
  },
  async terminated(t) {
    const handle = await t.start('cancelled');
    await handle.query('ready');
    await handle.terminate('enough');
    const error = await failureOf(handle.result());
    assert.deepEqual([error.cause.name, error.cause.message], ['TerminatedFailure', 'enough']);
    assert.equal(await t.status(handle), 'TERMINATED');
    assert.ok((await failureOf(handle.terminate())) instanceof WorkflowNotFoundError);
  },
};
