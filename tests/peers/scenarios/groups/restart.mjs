import assert from 'node:assert/strict';
import { eventually, key } from '../harness.mjs';

export default {
  // The worker is killed while it runs an activity; another takes the run and the activity's next attempt.
  async killedInTheMiddle(t) {
    const taskQueue = `restart-${key()}`;
    const first = await t.forkWorker(taskQueue);

    // The second activity lasts until its worker is killed, however long that takes.
    const handle = await t.start('steps', [3, key(), [100, { inProcess: first.pid }, 100], { startToCloseTimeout: '5m', heartbeatTimeout: '2s' }], { taskQueue });
    const others = await Promise.all(Array.from({ length: 5 }, () => t.start('collect', [['kept']], { taskQueue })));
    await Promise.all(others.map((other) => other.query('count')));
    await handle.signal('goOn');
    await handle.signal('goOn');
    await eventually('the second activity runs', async () => {
      const { pendingActivities } = (await handle.describe()).raw;
      return (await t.types(handle)).includes('ACTIVITY_TASK_COMPLETED') && pendingActivities?.some(({ state }) => state === 2);
    });
    await first.kill();
    await Promise.all(others.map((other) => other.signal('add', 'while it was gone')));
    await handle.signal('goOn');
    const second = await t.forkWorker(taskQueue);
    const pids = await handle.result();
    assert.deepEqual(pids, [first.pid, second.pid, second.pid]);
    await Promise.all(others.map((other) => other.signal('done')));
    for (const other of others) assert.deepEqual(await other.result(), ['kept', 'while it was gone']);
    await second.kill();
  },
  // Asked to end, the worker finishes what it has at hand; the rest is another's.
  async askedToEnd(t) {
    const taskQueue = `restart-${key()}`;
    const first = await t.forkWorker(taskQueue);
    const handles = await Promise.all(Array.from({ length: 6 }, () => t.start('steps', [2, key(), 300], { taskQueue })));
    await Promise.all(handles.map((handle) => handle.signal('goOn')));
    await eventually('activities run', async () => (await handles[0].describe()).raw.pendingActivities?.some(({ state }) => state === 2) || (await t.types(handles[0])).includes('ACTIVITY_TASK_STARTED'));
    await first.stop();
    const second = await t.forkWorker(taskQueue);
    await Promise.all(handles.map((handle) => handle.signal('goOn')));
    for (const handle of handles) {
      const pids = await handle.result();
      assert.equal(pids[1], second.pid);
    }
    await second.kill();
  },
};
