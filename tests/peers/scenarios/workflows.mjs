// Workflows of the scenarios. They do one thing each; the scenarios say what must come of it.
import {
  ActivityCancellationType, ActivityFailure, ApplicationFailure, CancellationScope, CancelledFailure, ChildWorkflowCancellationType, ChildWorkflowFailure, ParentClosePolicy, TimeoutFailure,
  allHandlersFinished, condition, continueAsNew, currentUpdateInfo, defineQuery, defineSignal, defineUpdate, executeChild, getExternalWorkflowHandle, isCancellation, makeContinueAsNewFunc, patched, proxyActivities,
  proxyLocalActivities, setDefaultSignalHandler, setHandler, sleep, startChild, upsertMemo, upsertSearchAttributes, uuid4, workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';

const quickRetry = { initialInterval: '50ms', maximumInterval: '100ms' };
const activities = (options = {}) => proxyActivities({ startToCloseTimeout: '1m', retry: quickRetry, ...options });

// Calls one activity as told; what goes wrong is the workflow's failure.
export async function call(activity, args = [], options = {}) {
  return activities(options)[activity](...args);
}

export async function callLocal(activity, args = []) {
  return proxyLocalActivities({ startToCloseTimeout: '10s', retry: { ...quickRetry, maximumAttempts: 5 } })[activity](...args);
}

export async function many(count) {
  const { echo } = activities();
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => echo(i)));
  return answers.reduce((a, b) => a + b, 0);
}

export async function timers(milliseconds) {
  const order = [];
  await Promise.all(milliseconds.map(async (ms) => { await sleep(ms); order.push(ms); }));
  return order;
}

export async function cancelledTimer() {
  const scope = new CancellationScope();
  const timer = scope.run(() => sleep('1 hour'));
  await sleep(1);
  scope.cancel();
  try {
    await timer;
    return 'fired';
  } catch (error) {
    return isCancellation(error) ? 'cancelled' : 'failed';
  }
}

export async function raceOfTimerAndActivity() {
  return CancellationScope.cancellable(async () => {
    const winner = await Promise.race([sleep('1 hour').then(() => 'timer'), activities().echo('activity')]);
    CancellationScope.current().cancel();
    return winner;
  });
}

export async function conditionWithTime() {
  let isSet = false;
  setHandler(defineSignal('set'), () => { isSet = true; });
  const first = await condition(() => isSet, 10);
  return [first, await condition(() => isSet, '1 hour')];
}

// Collects what signals bring until 'done'.
export async function collect(initial = []) {
  const items = [...initial];
  let isDone = false;
  setHandler(defineSignal('add'), (item) => { items.push(item); });
  setHandler(defineSignal('addSlowly'), async (item) => { await sleep(20); items.push(item); });
  setHandler(defineSignal('done'), () => { isDone = true; });
  setHandler(defineQuery('items'), () => items);
  setHandler(defineQuery('count'), () => items.length);
  setHandler(defineQuery('throws'), (message) => { throw ApplicationFailure.create({ message, type: 'Asked' }); });
  setDefaultSignalHandler((name, ...args) => { items.push(`${name}:${args.join(',')}`); });
  await condition(() => isDone && allHandlersFinished());
  return items;
}

// A number that updates change.
export async function counter(start = 0) {
  let value = start;
  let isDone = false;
  let isOpen = false;
  let busy = false;
  setHandler(defineQuery('value'), () => value);
  setHandler(defineSignal('open'), () => { isOpen = true; });
  setHandler(defineSignal('done'), () => { isDone = true; });
  setHandler(defineUpdate('add'), (n) => { value += n; return value; }, {
    validator: (n) => { if (n < 0) throw ApplicationFailure.create({ message: 'must not be negative', type: 'Negative', details: [n] }); },
  });
  setHandler(defineUpdate('addBehindGate'), async (n) => { await condition(() => isOpen); value += n; return value; });
  setHandler(defineUpdate('addOneByOne'), async (n) => {
    while (busy) await condition(() => !busy);
    busy = true;
    const read = value;
    await activities().echo(n);
    value = read + n;
    busy = false;
    return { value, id: currentUpdateInfo().id };
  });
  setHandler(defineUpdate('fails'), async () => { await sleep(1); throw ApplicationFailure.create({ message: 'the handler fails', type: 'Handler', details: [1, 'two'] }); });
  setHandler(defineUpdate('endsAll'), async () => { isDone = true; return 'ended'; });
  setHandler(defineUpdate('never'), async () => { await condition(() => false); });
  await condition(() => isDone);
  return value;
}

export async function child(kind, value) {
  switch (kind) {
    case 'echo': return value;
    case 'fail': throw ApplicationFailure.create({ message: 'the child fails', type: 'Kid', nonRetryable: true, details: [value] });
    case 'failFirst':
      if (workflowInfo().attempt < 2) throw ApplicationFailure.create({ message: 'once more', type: 'Again' });
      return workflowInfo().attempt;
    case 'continue': return value > 0 ? continueAsNew('continue', value - 1) : workflowInfo().continuedFromExecutionRunId !== undefined;
    case 'parent': return workflowInfo().parent.workflowId;
    case 'tidy':
      try {
        await condition(() => false);
      } catch (error) {
        await CancellationScope.nonCancellable(() => sleep(30));
        throw error;
      }
      return undefined;
    default: {
      let heard;
      setHandler(defineSignal('hear'), (word) => { heard = word; });
      await condition(() => heard !== undefined);
      return heard;
    }
  }
}

const kidId = () => `${workflowInfo().workflowId}-kid`;

export async function parent(kind, value, options = {}) {
  return executeChild(child, { args: [kind, value], workflowId: kidId(), ...options });
}

export async function parentThatTalks() {
  const kid = await startChild(child, { args: ['listen'], workflowId: kidId() });
  await kid.signal(defineSignal('hear'), 'from the parent');
  return [kid.firstExecutionRunId.length > 0, await kid.result()];
}

export async function parentThatCloses(policy) {
  await startChild(child, { args: ['listen'], workflowId: kidId(), parentClosePolicy: ParentClosePolicy[policy] });
  return kidId();
}

export async function parentThatCancels(type) {
  const scope = new CancellationScope();
  const kid = await scope.run(() => startChild(child, { args: ['tidy'], workflowId: kidId(), cancellationType: ChildWorkflowCancellationType[type], parentClosePolicy: ParentClosePolicy.ABANDON }));
  const result = kid.result().then(() => 'completed', (error) => (error instanceof ChildWorkflowFailure && error.cause instanceof CancelledFailure ? 'cancelled' : `other: ${error}`));
  let mayEnd = false;
  setHandler(defineSignal('end'), () => { mayEnd = true; });
  scope.cancel();
  const seen = await result;

  // A request that is on its way when its sender closes is not delivered.
  await condition(() => mayEnd);
  return seen;
}

export async function twins() {
  await startChild(child, { args: ['listen'], workflowId: kidId() });
  try {
    await startChild(child, { args: ['listen'], workflowId: kidId() });
    return 'started twice';
  } catch (error) {
    return error.name;
  }
}

export async function talkTo(workflowId, what) {
  const other = getExternalWorkflowHandle(workflowId);
  try {
    await (what === 'cancel' ? other.cancel() : other.signal(defineSignal('add'), 'from outside'));
    return 'done';
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

export async function countDown(n, trail = []) {
  const { runId, firstExecutionRunId, continuedFromExecutionRunId, memo } = workflowInfo();
  const next = [...trail, { isFirst: runId === firstExecutionRunId, hasPrevious: continuedFromExecutionRunId !== undefined, memo }];
  return n > 0 ? makeContinueAsNewFunc({ memo: { left: n - 1 } })(n - 1, next) : next;
}

export async function longHistory() {
  const { echo } = activities();
  const start = workflowInfo().historyLength;
  for (let i = 0; i < 3; i++) await echo(i);
  const { historyLength, historySize, continueAsNewSuggested } = workflowInfo();
  return { start, historyLength, historySize, continueAsNewSuggested };
}

// A cancelled workflow that does one of the things one can do about it.
export async function cancelled(what) {
  setHandler(defineQuery('ready'), () => true);
  try {
    await condition(() => false);
  } catch (error) {
    if (what === 'cleanUp') {
      await CancellationScope.nonCancellable(() => activities().echo('cleaned'));
    } else if (what === 'ignore') {
      return 'went on';
    } else if (what === 'fail') {
      throw ApplicationFailure.nonRetryable('failed instead', 'Instead');
    }
    throw error;
  }
}

export async function cancelsActivity(key, type, then) {
  const { untilCancelled } = activities({ heartbeatTimeout: '1m', cancellationType: ActivityCancellationType[type], retry: { maximumAttempts: 1 } });
  let isAsked = false;
  setHandler(defineSignal('cancelIt'), () => { isAsked = true; });
  const scope = new CancellationScope();
  const result = scope.run(() => untilCancelled(key, then)).then((value) => value, (error) => {
    if (error instanceof ActivityFailure && error.cause instanceof CancelledFailure) return 'cancelled';
    return error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause.type : String(error);
  });
  await condition(() => isAsked);
  scope.cancel();
  return result;
}

export async function scopeWithTime() {
  try {
    await CancellationScope.withTimeout(50, () => condition(() => false));
    return 'never';
  } catch (error) {
    return isCancellation(error) ? 'out of time' : String(error);
  }
}

export async function attributes(upserts, removal) {
  const key = (name, type) => defineSearchAttributeKey(name, type);
  if (upserts) upsertSearchAttributes(Object.entries(upserts).map(([name, [type, value]]) => ({ key: key(name, type), value: type === 'DATETIME' ? new Date(value) : value })));
  if (removal) upsertSearchAttributes([{ key: key(removal, 'TEXT'), value: null }]);
  upsertMemo({ added: 'later', gone: null });
  const { typedSearchAttributes, memo } = workflowInfo();
  return { found: Object.fromEntries(typedSearchAttributes.getAll().map(({ key: { name }, value }) => [name, value instanceof Date ? value.toISOString() : value])), memo };
}

export async function steps(count, key, lasts = 0, options = {}) {
  const { pidOf } = activities({ heartbeatTimeout: '1s', ...options });
  const pids = [];
  let mayGoOn = 0;
  setHandler(defineSignal('goOn'), () => { mayGoOn++; });
  setHandler(defineQuery('done'), () => pids.length);
  for (let i = 0; i < count; i++) {
    await condition(() => mayGoOn > i);
    pids.push(await pidOf(`${key} ${i}`, Array.isArray(lasts) ? lasts[i] : lasts));
    await sleep(1);
  }
  return pids;
}

export async function failing(kind, options) {
  switch (kind) {
    case 'application': throw ApplicationFailure.create({ ...options, cause: ApplicationFailure.create({ message: 'the cause', type: 'Cause' }) });
    case 'child': return executeChild(failing, { args: ['application', options], workflowId: kidId() });
    case 'grandchild': return executeChild(failing, { args: ['child', options], workflowId: kidId() });
    case 'timer': throw new TimeoutFailure('own', 'last', 'HEARTBEAT');
    case 'untilAttempt':
      if (workflowInfo().attempt < options) throw ApplicationFailure.create({ message: `attempt ${workflowInfo().attempt}`, type: 'Again' });
      return { attempt: workflowInfo().attempt, last: workflowInfo().lastFailure?.message };
    case 'continues':
      if (options > 0) return continueAsNew('continues', options - 1);
      throw ApplicationFailure.nonRetryable('at the end', 'End');
    default: return condition(() => false);
  }
}

// Asks for something else when it is replayed.
export async function nondeterministic() {
  setHandler(defineSignal('goOn'), () => undefined);
  await (workflowInfo().unsafe.isReplaying ? sleep(1) : activities().echo('first'));
  await condition(() => false);
}

export async function versioned() {
  const before = patched('a-change') ? 'new' : 'old';
  await activities().echo(before);
  return [before, patched('a-change') ? 'new' : 'old', uuid4().length];
}

export async function describesItself() {
  const { workflowId, workflowType, taskQueue, namespace, attempt, executionTimeoutMs, runTimeoutMs, taskTimeoutMs, priority, root, startTime, runStartTime } = workflowInfo();
  return { workflowId, workflowType, taskQueue, namespace, attempt, executionTimeoutMs, runTimeoutMs, taskTimeoutMs, priority, root, age: runStartTime.getTime() - startTime.getTime(), activity: await activities().info() };
}
