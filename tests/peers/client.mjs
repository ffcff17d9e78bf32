// A client of the official SDK that drives a worker of ours: client.mjs ADDRESS QUEUE
// Writes one JSON line a scenario: {"scenario": name, "seen": what it saw} or {"scenario": name, "error": what went wrong}.
import { randomUUID } from 'node:crypto';
import { Client, Connection, WorkflowUpdateStage } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';

const [address, taskQueue] = process.argv.slice(2);
const connection = await Connection.connect({ address, connectTimeout: '2m' });
const client = new Client({ connection });

const options = (args = [], more = {}) => ({ taskQueue, workflowId: `peer-${randomUUID()}`, args, ...more });
const run = (type, ...args) => client.workflow.execute(type, options(args));

// What a failure is to a TypeScript program, causes included.
function describe(error) {
  if (!error) return null;
  const { name, message, type, nonRetryable, details, activityType, workflowType, retryState, timeoutType, category } = error;
  return { name, message, type, nonRetryable, details, activityType, workflowType, retryState, timeoutType, category, cause: describe(error.cause) };
}

async function failureOf(promise) {
  try {
    return { unexpected: await promise };
  } catch (error) {
    return describe(error);
  }
}

const scenarios = {
  greet: () => run('Greet', 'you'),
  nothing: async () => (await run('Nothing')) ?? null,
  payloads: async () => ({
    text: await run('Echo', 'Grüße, 世界'),
    number: await run('Echo', 1.5),
    flag: await run('Echo', true),
    nothing: (await run('Echo', null)) ?? null,
    list: await run('Echo', ['a', 1]),
    record: await run('Echo', { x: 1, nested: { y: [2] } }),
    bytes: [...(await run('Echo', new Uint8Array([1, 2, 255])))],
  }),
  messages: async () => {
    const handle = await client.workflow.start('Sum', options([10]));
    await handle.signal('Add', 5);
    const before = await handle.executeUpdate('Set', { args: [100] });
    const total = await handle.query('Total');
    const later = await handle.startUpdate('SetLater', { args: [200], waitForStage: WorkflowUpdateStage.ACCEPTED });
    const set = await later.result();
    const rejected = await failureOf(handle.executeUpdate('Set', { args: [-1] }));
    const failed = await failureOf(handle.executeUpdate('Fail'));
    const broken = await failureOf(handle.query('Broken'));
    const unknown = await failureOf(handle.query('NoSuchQuery'));
    const unknownUpdate = await failureOf(handle.executeUpdate('NoSuchUpdate'));
    await handle.signal('Finish');
    return { before, total, set, rejected, failed, broken, unknown, unknownUpdate, result: await handle.result() };
  },
  signalWithStart: async () => {
    const handle = await client.workflow.signalWithStart('Sum', options([1], { signal: 'Add', signalArgs: [2] }));
    await handle.signal('Finish');
    return handle.result();
  },
  applicationFailure: () => failureOf(run('Failing', 'application')),
  plainException: () => failureOf(run('Failing', 'exception')),
  activityFailure: () => failureOf(run('Failing', 'activity')),
  childFailure: () => failureOf(run('Failing', 'child')),
  activityTimeout: () => failureOf(run('Failing', 'timeout')),
  cancel: async () => {
    const handle = await client.workflow.start('WaitForCancel', options());
    await handle.cancel();
    const failure = await failureOf(handle.result());
    return { failure, status: (await handle.describe()).status.name };
  },
  cancelActivity: async () => {
    const handle = await client.workflow.start('WaitForActivity', options());
    while ((await handle.query('IsStarted')) !== true);
    await handle.cancel();
    return failureOf(handle.result());
  },
  attributes: async () => {
    const key = (name, type) => defineSearchAttributeKey(name, type);
    const handle = await client.workflow.start('Attributes', options([], {
      typedSearchAttributes: [
        { key: key('TestBool', 'BOOL'), value: true },
        { key: key('TestDatetime', 'DATETIME'), value: new Date('2026-05-04T03:02:01.500Z') },
        { key: key('TestDouble', 'DOUBLE'), value: 1.25 },
        { key: key('TestInt', 'INT'), value: 42 },
        { key: key('TestKeyword', 'KEYWORD'), value: 'a keyword' },
        { key: key('TestKeywordList', 'KEYWORD_LIST'), value: ['one', 'two'] },
        { key: key('TestText', 'TEXT'), value: 'some text' },
      ],
      memo: { note: 'kept', number: 3 },
    }));
    const seen = await handle.result();
    const { typedSearchAttributes, memo } = await handle.describe();
    const upserted = Object.fromEntries(typedSearchAttributes.getAll().map(({ key: { name }, value }) => [name, value]));
    return { seen, upserted, memo };
  },
};

await Promise.all(Object.entries(scenarios).map(async ([scenario, scene]) => {
  try {
    console.log(JSON.stringify({ scenario, seen: await scene() }));
  } catch (error) {
    console.log(JSON.stringify({ scenario, error: String(error?.stack ?? error) }));
  }
}));
await connection.close();
