import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import { failureOf } from '../harness.mjs';

export default {
  async manyInARowKeepTheirOrder(t) {
    const handle = await t.start('collect');
    const sent = Array.from({ length: 60 }, (_, i) => i);
    for (const item of sent) await handle.signal('add', item);
    await handle.signal('done');
    assert.deepEqual(await handle.result(), sent);
  },
  async manyAtOnceAllArrive(t) {
    const handle = await t.start('collect');
    const sent = Array.from({ length: 100 }, (_, i) => i);
    await Promise.all(sent.map((item) => handle.signal('add', item)));
    await handle.signal('done');
    assert.deepEqual((await handle.result()).sort((a, b) => a - b), sent);
  },
  async slowHandlersAreWaitedFor(t) {
    const handle = await t.start('collect');
    await Promise.all([1, 2, 3].map((item) => handle.signal('addSlowly', item)));
    await handle.signal('done');
    assert.equal((await handle.result()).length, 3);
  },
  async withStartComesFirst(t) {
    const workflowId = `scenario-${randomUUID()}`;
    const options = { workflowId, taskQueue: t.taskQueue, args: [['initial']], signal: 'add', signalArgs: ['first'] };
    const handle = await t.client.workflow.signalWithStart('collect', options);
    const again = await t.client.workflow.signalWithStart('collect', { ...options, signalArgs: ['second'] });
    assert.equal(again.signaledRunId, handle.signaledRunId);
    await handle.signal('done');
    assert.deepEqual(await handle.result(), ['initial', 'first', 'second']);
  },
  async withoutHandlerGoToTheDefault(t) {
    const handle = await t.start('collect');
    await handle.signal('unheardOf', 1, 2);
    await handle.signal('done');
    assert.deepEqual(await handle.result(), ['unheardOf:1,2']);
  },
  async fromAnotherWorkflow(t) {
    const handle = await t.start('collect');
    assert.equal(await t.run('talkTo', [handle.workflowId, 'signal']), 'done');
    await handle.signal('done');
    assert.deepEqual(await handle.result(), ['from outside']);
  },
  async toNobodyFail(t) {
    assert.match(await t.run('talkTo', [`nobody-${randomUUID()}`, 'signal']), /not found/i);
    assert.ok((await failureOf(t.client.workflow.getHandle(`nobody-${randomUUID()}`).signal('add'))) instanceof WorkflowNotFoundError);
  },
  async toAClosedOneFail(t) {
    const handle = await t.start('timers', [[1]]);
    await handle.result();
    assert.ok((await failureOf(handle.signal('add', 1))) instanceof WorkflowNotFoundError);
  },
  async withOneRequestIdCountOnce(t) {
    const handle = await t.start('collect');
    const requestId = randomUUID();
    for (let i = 0; i < 3; i++) {
      await t.client.workflowService.signalWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId: handle.workflowId }, signalName: 'add', requestId, identity: 'scenario' });
    }
    await handle.signal('done');
    assert.equal((await handle.result()).length, 1);
  },
};
