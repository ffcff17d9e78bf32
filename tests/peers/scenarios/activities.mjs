import { randomUUID } from 'node:crypto';
import { ApplicationFailure, CancelledFailure, CompleteAsyncError, Context, activityInfo, heartbeat, sleep } from '@temporalio/activity';

// What happened in this process, for scenarios that look behind the history.
export const seen = { begun: new Map(), tokens: new Map(), runs: new Map() };

function note(key) {
  seen.runs.set(key, (seen.runs.get(key) ?? 0) + 1);
  seen.begun.set(key, activityInfo().attempt);
}

export async function echo(value) {
  return value;
}

export async function failTimes(times, key) {
  note(key);
  const { attempt } = activityInfo();
  if (attempt <= times) throw ApplicationFailure.create({ message: `attempt ${attempt}`, type: 'Again', details: [attempt] });
  return attempt;
}

export async function failWith(options) {
  note(options.key ?? 'failWith');
  throw ApplicationFailure.create(options);
}

export async function failWithError(message) {
  throw new TypeError(message);
}

// Counts on from where the attempt before got to.
export async function resume(until) {
  let done = activityInfo().heartbeatDetails ?? 0;
  heartbeat(++done);
  if (done < until) throw ApplicationFailure.create({ message: `only ${done}`, type: 'Early' });
  return done;
}

// The first attempt beats once and then hangs; the second says what it was told.
export async function hangAfterBeat() {
  const { attempt, heartbeatDetails } = activityInfo();
  if (attempt > 1) return { attempt, heartbeatDetails };
  heartbeat('alive');
  await new Promise(() => undefined);
}

export async function hang() {
  await new Promise(() => undefined);
}

export async function untilCancelled(key, then) {
  note(key);
  try {
    while (true) {
      heartbeat('beat');
      await sleep(100);
    }
  } catch (error) {
    if (!(error instanceof CancelledFailure)) throw error;
    seen.begun.set(`${key} cancelled`, String(Context.current().cancellationDetails?.cancelRequested ?? error.message));
    if (then === 'complete') return 'completed anyway';
    if (then === 'fail') throw ApplicationFailure.nonRetryable('failed at the cancellation', 'AtCancel');
    throw error;
  }
}

export async function elsewhere(key) {
  note(key);
  seen.tokens.set(key, activityInfo().base64TaskToken ?? activityInfo().taskToken);
  throw new CompleteAsyncError();
}

export async function info() {
  const { attempt, activityType, taskQueue, workflowType, currentAttemptScheduledTimestampMs, startToCloseTimeoutMs, isLocal, priority } = activityInfo();
  return { attempt, activityType, taskQueue, workflowType, startToCloseTimeoutMs, isLocal, priority, age: Date.now() - currentAttemptScheduledTimestampMs };
}

// Lasts for some milliseconds; or as long as it runs in a given process, until that is killed.
export async function pidOf(key, lasts = 0) {
  note(key ?? randomUUID());
  const until = Date.now() + (lasts.inProcess ? 0 : lasts);
  while (Date.now() < until || process.pid === lasts.inProcess) {
    heartbeat(process.pid);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.pid;
}
