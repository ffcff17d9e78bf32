import assert from 'node:assert/strict';
import { eventually, nameOf } from '../harness.mjs';

// More workflows than the worker keeps, all talked to in turn: each must be rebuilt from its history again and again.
async function crowd(t, options) {
  await t.withWorker(options, async (taskQueue) => {
    const handles = await Promise.all(Array.from({ length: 8 }, (_, i) => t.start('collect', [[i]], { taskQueue })));
    for (let round = 0; round < 3; round++) {
      await Promise.all(handles.map(async (handle, i) => {
        await handle.signal('add', `${i} ${round}`);
        assert.equal(await handle.query('count'), round + 2);
      }));
    }
    const counters = await Promise.all(Array.from({ length: 4 }, () => t.start('counter', [], { taskQueue })));
    for (let n = 1; n <= 3; n++) {
      assert.deepEqual(await Promise.all(counters.map((handle) => handle.executeUpdate('add', { args: [1] }))), [n, n, n, n]);
    }
    await Promise.all([...handles, ...counters].map((handle) => handle.signal('done')));
    assert.deepEqual(await Promise.all(handles.map((handle) => handle.result())), handles.map((_, i) => [i, `${i} 0`, `${i} 1`, `${i} 2`]));
    assert.deepEqual(await Promise.all(counters.map((handle) => handle.result())), [3, 3, 3, 3]);
  });
}

export default {
  smallerThanTheCrowd: (t) => crowd(t, { maxCachedWorkflows: 2 }),
  none: (t) => crowd(t, { maxCachedWorkflows: 0 }),
  async stickyQueueIsUsed(t) {
    await t.withWorker({}, async (taskQueue) => {
      const handle = await t.start('collect', [], { taskQueue });
      await handle.query('count');
      await handle.signal('add', 1);
      await handle.signal('done');
      await handle.result();
      const scheduled = (await t.events(handle)).filter(({ type }) => type === 'WORKFLOW_TASK_SCHEDULED').map(({ taskQueue: { kind, name, normalName } }) => [kind === 2, name === taskQueue || normalName === taskQueue]);
      assert.deepEqual(scheduled[0], [false, true]);
      assert.ok(scheduled.slice(1).every(([isSticky, isOurs]) => isSticky && isOurs), JSON.stringify(scheduled));
    });
  },
  async workerThatCachedItIsGone(t) {
    let handle;
    await t.withWorker({ stickyQueueScheduleToStartTimeout: '500ms' }, async (taskQueue) => {
      handle = await t.start('collect', [['before']], { taskQueue });
      assert.equal(await handle.query('count'), 1);
    });
    const { raw: { executionConfig: { taskQueue: { name } } } } = await handle.describe();
    await handle.signal('add', 'between');
    const other = await t.newWorker(name);
    await other.runUntil(async () => {
      await handle.signal('done');
      assert.deepEqual(await handle.result(), ['before', 'between']);
    });
  },
  async nondeterminismFailsTheTask(t) {
    await t.withWorker({ maxCachedWorkflows: 0 }, async (taskQueue) => {
      const handle = await t.start('nondeterministic', [], { taskQueue });
      handle.mayNotReplay = true;
      await eventually('the task has failed', async () => (await t.events(handle)).some(({ type, cause }) => type === 'WORKFLOW_TASK_FAILED' && /NON_DETERMINISTIC/.test(nameOf('WorkflowTaskFailedCause', cause))));
      await handle.terminate();
    });
  },
};
