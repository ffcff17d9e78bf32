import assert from 'node:assert/strict';
import { eventually } from '../harness.mjs';

export default {
  async fireInTheirOrder(t) {
    assert.deepEqual(await t.run('timers', [[600, 10, 300]]), [10, 300, 600]);
  },
  async areNeverEarly(t) {
    const handle = await t.start('timers', [[400]]);
    await handle.result();
    const { events } = await handle.fetchHistory();
    const at = (attributes) => events.find((event) => event[attributes]).eventTime;
    const ms = ({ seconds, nanos }) => seconds.toNumber() * 1000 + nanos / 1e6;
    // The official server keeps due times in whole milliseconds, rounded down.
    assert.ok(ms(at('timerFiredEventAttributes')) - ms(at('timerStartedEventAttributes')) >= 399);
  },
  async manyTogether(t) {
    assert.equal((await t.run('timers', [Array.from({ length: 50 }, (_, i) => 50 + i)])).length, 50);
  },
  async cancelledByTheWorkflow(t) {
    const handle = await t.start('cancelledTimer');
    assert.equal(await handle.result(), 'cancelled');
    assert.ok((await t.types(handle)).includes('TIMER_CANCELED'));
  },
  async loseTheRaceWithAnActivity(t) {
    assert.equal(await t.run('raceOfTimerAndActivity'), 'activity');
  },
  async conditionWithTime(t) {
    const handle = await t.start('conditionWithTime');
    await eventually('the first wait is over', async () => (await t.types(handle)).includes('TIMER_FIRED'));
    await handle.signal('set');
    assert.deepEqual(await handle.result(), [false, true]);
  },
  async scopeWithTime(t) {
    assert.equal(await t.run('scopeWithTime'), 'out of time');
  },
};
