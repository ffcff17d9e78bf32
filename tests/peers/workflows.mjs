import {
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  executeChild,
  proxyActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';

const { fail } = proxyActivities({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } });
const { slow } = proxyActivities({ startToCloseTimeout: '1s', heartbeatTimeout: '10s', retry: { maximumAttempts: 1 } });
const { elsewhere } = proxyActivities({ startToCloseTimeout: '1m', heartbeatTimeout: '1m', retry: { maximumAttempts: 1 }, cancellationType: 'WAIT_CANCELLATION_COMPLETED' });

export async function greet(name) {
  return `Hello, ${name}!`;
}

export async function echo(...values) {
  return values.length === 1 ? values[0] : values;
}

export async function nothing() {}

// Adds up what signals and updates bring until it is told to finish.
export async function sum(start = 0) {
  let total = start;
  let finished = false;
  setHandler(defineSignal('add'), (n) => { total += n; });
  setHandler(defineSignal('finish'), () => { finished = true; });
  setHandler(defineQuery('total'), () => total);
  setHandler(defineQuery('broken'), () => { throw new Error('no answer today'); });
  setHandler(defineUpdate('set'), (n) => { const before = total; total = n; return before; }, {
    validator: (n) => { if (n < 0) throw ApplicationFailure.create({ message: 'must not be negative', type: 'Negative' }); },
  });
  setHandler(defineUpdate('setLater'), async (n) => { await sleep(200); total = n; return total; });
  setHandler(defineUpdate('fail'), async () => { await sleep(1); throw ApplicationFailure.create({ message: 'the handler fails', type: 'Handler', details: [1, 'two'] }); });
  await condition(() => finished);
  return total;
}

export async function failing(kind) {
  switch (kind) {
    case 'application': {
      const cause = ApplicationFailure.create({ message: 'the cause', type: 'Cause' });
      throw ApplicationFailure.create({ message: 'it fails', type: 'Kind', nonRetryable: true, details: ['detail', 3, null], cause, category: 'BENIGN' });
    }
    case 'activity':
      return fail('Inner', true);
    case 'child':
      return executeChild(failing, { args: ['application'], workflowId: `${workflowInfo().workflowId}-child` });
    case 'timeout':
      return slow();
    default:
      throw ApplicationFailure.nonRetryable(`unknown kind ${kind}`);
  }
}

export async function waitForCancel() {
  await CancellationScope.current().cancelRequested;
}

export async function forever() {
  await condition(() => false);
}

export async function countDown(n) {
  return n > 0 ? continueAsNew(n - 1) : 'landed';
}

export async function attributes() {
  upsertSearchAttributes([{ key: defineSearchAttributeKey('TestKeyword', 'KEYWORD'), value: 'upserted' }]);
  const { typedSearchAttributes, memo } = workflowInfo();
  const found = {};
  for (const { key, value } of typedSearchAttributes.getAll()) {
    found[key.name] = value instanceof Date ? value.toISOString() : value;
  }
  return { found, memo };
}

export async function waitForElsewhere() {
  return elsewhere();
}
