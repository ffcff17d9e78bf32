import assert from 'node:assert/strict';
import { ActivityCancelledError, ActivityNotFoundError, ApplicationFailure } from '@temporalio/client';
import { seen } from '../activities.mjs';
import { chain, eventually, failureOf, key } from '../harness.mjs';

const once = { retry: { maximumAttempts: 1 } };

async function startElsewhere(t, options) {
  const name = key();
  const handle = await t.start('call', ['elsewhere', [name], { heartbeatTimeout: '1m', ...once, ...options }]);
  const token = Buffer.from(await eventually('the activity has begun', () => seen.tokens.get(name)), 'base64');
  const activityId = await eventually('the activity is pending', async () => (await handle.describe()).raw.pendingActivities?.[0]?.activityId);
  return { handle, token, id: { workflowId: handle.workflowId, activityId } };
}

export default {
  async retriedUntilItSucceeds(t) {
    const handle = await t.start('call', ['failTimes', [2, key()]]);
    assert.equal(await handle.result(), 3);
    const events = await t.events(handle);
    const started = events.filter((event) => event.type === 'ACTIVITY_TASK_STARTED');
    assert.equal(started.length, 1);
    assert.equal(started[0].attempt, 3);
    assert.equal(started[0].lastFailure.message, 'attempt 2');
    assert.equal(started[0].lastFailure.applicationFailureInfo.type, 'Again');
  },
  async retriesAreDescribedWhileTheyLast(t) {
    const handle = await t.start('call', ['failTimes', [99, key()], { retry: { initialInterval: '2m' } }]);
    const [pending] = await eventually('the retry is described', async () => {
      const { pendingActivities } = (await handle.describe()).raw;
      return pendingActivities?.[0]?.lastFailure && pendingActivities;
    });
    assert.equal(pending.attempt, 2);
    assert.equal(pending.lastFailure.message, 'attempt 1');
    assert.ok(pending.scheduledTime.seconds.toNumber() * 1000 > Date.now() + 60_000);
    await handle.terminate();
  },
  async attemptsEndAtTheMaximum(t) {
    const error = await failureOf(t.run('call', ['failTimes', [99, key()], { retry: { initialInterval: '10ms', maximumAttempts: 3 } }]));
    assert.equal(error.cause.retryState, 'MAXIMUM_ATTEMPTS_REACHED');
    assert.equal(error.cause.cause.message, 'attempt 3');
    assert.deepEqual(error.cause.cause.details, [3]);
  },
  async nonRetryableByTheFailure(t) {
    const error = await failureOf(t.run('call', ['failWith', [{ message: 'never again', type: 'Fatal', nonRetryable: true, details: [{ why: 'asked' }, 7] }]]));
    assert.equal(error.cause.retryState, 'NON_RETRYABLE_FAILURE');
    assert.equal(error.cause.activityType, 'failWith');
    assert.deepEqual(error.cause.cause.details, [{ why: 'asked' }, 7]);
  },
  async nonRetryableByThePolicy(t) {
    const error = await failureOf(t.run('call', ['failTimes', [99, key()], { retry: { nonRetryableErrorTypes: ['Again'] } }]));
    assert.equal(error.cause.retryState, 'NON_RETRYABLE_FAILURE');
    assert.equal(error.cause.cause.message, 'attempt 1');
  },
  async nextRetryDelayOfTheFailureCounts(t) {
    const name = key();
    const handle = await t.start('call', ['failWith', [{ key: name, message: 'later', type: 'Later', nextRetryDelay: '100s' }]]);
    await eventually('the long retry is described', async () => (await handle.describe()).raw.pendingActivities?.[0]?.currentRetryInterval?.seconds?.toNumber() === 100);
    assert.equal(seen.runs.get(name), 1);
    await handle.terminate();
  },
  async noTimeLeftForARetry(t) {
    const error = await failureOf(t.run('call', ['failTimes', [99, key()], { scheduleToCloseTimeout: '30s', retry: { initialInterval: '2m' } }]));
    assert.equal(error.cause.retryState, 'TIMEOUT');
    assert.deepEqual(chain(error.cause.cause).at(-1), ['ApplicationFailure', 'Again']);
  },
  async heartbeatDetailsReachTheNextAttempt(t) {
    assert.equal(await t.run('call', ['resume', [4]]), 4);
  },
  async heartbeatTimeoutIsRetriedWithTheDetails(t) {
    assert.deepEqual(await t.run('call', ['hangAfterBeat', [], { heartbeatTimeout: '5s' }]), { attempt: 2, heartbeatDetails: 'alive' });
  },
  async heartbeatTimeout(t) {
    const error = await failureOf(t.run('call', ['hangAfterBeat', [], { heartbeatTimeout: '5s', ...once }]));
    assert.deepEqual(chain(error).slice(2), [['TimeoutFailure', 'HEARTBEAT']]);
    assert.equal(error.cause.cause.lastHeartbeatDetails, 'alive');
  },
  async startToCloseTimeout(t) {
    const error = await failureOf(t.run('call', ['hang', [], { startToCloseTimeout: '300ms', ...once }]));
    assert.deepEqual(chain(error).slice(2), [['TimeoutFailure', 'START_TO_CLOSE']]);
  },
  async scheduleToStartTimeout(t) {
    const error = await failureOf(t.run('call', ['echo', [1], { taskQueue: `nobody-${key()}`, scheduleToStartTimeout: '300ms' }]));
    assert.deepEqual(chain(error).slice(2), [['TimeoutFailure', 'SCHEDULE_TO_START']]);
    assert.equal(error.cause.retryState, 'NON_RETRYABLE_FAILURE');
  },
  async scheduleToCloseTimeout(t) {
    const error = await failureOf(t.run('call', ['echo', [1], { taskQueue: `nobody-${key()}`, scheduleToCloseTimeout: '300ms' }]));
    assert.ok(['SCHEDULE_TO_CLOSE', 'SCHEDULE_TO_START'].includes(error.cause.cause.timeoutType), error.cause.cause.timeoutType);
  },
  async unknownActivityFails(t) {
    const error = await failureOf(t.run('call', ['noSuchActivity', [], once]));
    assert.equal(error.cause.cause.type, 'NotFoundError');
  },
  async plainErrorHasItsName(t) {
    const error = await failureOf(t.run('call', ['failWithError', ['plain'], once]));
    assert.deepEqual([error.cause.cause.type, error.cause.cause.message], ['TypeError', 'plain']);
  },
  async manyAtOnce(t) {
    assert.equal(await t.run('many', [60]), 60 * 59 / 2);
  },
  async localActivityIsAMarker(t) {
    const handle = await t.start('callLocal', ['failTimes', [2, key()]]);
    assert.equal(await handle.result(), 3);
    assert.ok((await t.types(handle)).includes('MARKER_RECORDED'));
  },
  async infoIsWhatWasAsked(t) {
    const info = await t.run('call', ['info', [], { startToCloseTimeout: '42s', priority: { priorityKey: 2 } }]);
    assert.deepEqual({ ...info, age: 0 }, {
      attempt: 1, activityType: 'info', taskQueue: t.taskQueue, workflowType: 'call', startToCloseTimeoutMs: 42_000, isLocal: false, age: 0, priority: info.priority,
    });
    assert.equal(info.priority.priorityKey, 2);
    assert.ok(info.age < 60_000 && info.age > -1000, `${info.age}`);
  },
  async completedByToken(t) {
    const { handle, token } = await startElsewhere(t);
    await t.client.activity.heartbeat(token, 'alive');
    await t.client.activity.complete(token, 'by token');
    assert.equal(await handle.result(), 'by token');
    assert.ok((await failureOf(t.client.activity.complete(token, 'twice'))) instanceof ActivityNotFoundError);
  },
  async completedById(t) {
    const { handle, id } = await startElsewhere(t);
    await t.client.activity.complete(id, { by: 'id' });
    assert.deepEqual(await handle.result(), { by: 'id' });
  },
  async failedById(t) {
    const { handle, id } = await startElsewhere(t);
    await t.client.activity.fail(id, ApplicationFailure.nonRetryable('refused', 'Refused'));
    assert.deepEqual(chain(await failureOf(handle.result())).at(-1), ['ApplicationFailure', 'Refused']);
  },
  async cancelledElsewhere(t) {
    const { handle, token, id } = await startElsewhere(t, { cancellationType: 'WAIT_CANCELLATION_COMPLETED' });
    await handle.cancel();
    await eventually('a heart-beat tells of the cancellation', async () => {
      try {
        await t.client.activity.heartbeat(id);
        return false;
      } catch (error) {
        return error instanceof ActivityCancelledError;
      }
    });
    await t.client.activity.reportCancellation(token, 'tidy');
    assert.deepEqual(chain(await failureOf(handle.result())).at(-1)[0], 'CancelledFailure');
    assert.equal(await t.status(handle), 'CANCELLED');
  },
};
