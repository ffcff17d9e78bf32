import assert from 'node:assert/strict';
import { QueryNotRegisteredError, QueryRejectCondition, QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import { failureOf, key } from '../harness.mjs';

export default {
  async seeEachSignalBefore(t) {
    const handle = await t.start('collect');
    for (let i = 1; i <= 20; i++) {
      await handle.signal('add', i);
      assert.equal(await handle.query('count'), i);
    }
    await handle.terminate();
  },
  async manyAtOnce(t) {
    const handle = await t.start('collect', [['a']]);
    const answers = await Promise.all(Array.from({ length: 40 }, () => handle.query('items')));
    assert.ok(answers.every((answer) => answer.length === 1 && answer[0] === 'a'));
    await handle.terminate();
  },
  async leaveNoEvent(t) {
    const handle = await t.start('collect');
    await handle.query('count');
    const before = (await t.types(handle)).length;
    await handle.query('count');
    assert.equal((await t.types(handle)).length, before);
    await handle.terminate();
  },
  async ofAClosedWorkflow(t) {
    const handle = await t.start('collect', [['kept']]);
    await handle.signal('done');
    await handle.result();
    assert.deepEqual(await handle.query('items'), ['kept']);
    const rejecting = t.client.workflow.getHandle(handle.workflowId);
    rejecting.client.options.queryRejectCondition = QueryRejectCondition.NOT_OPEN;
    try {
      const error = await failureOf(rejecting.query('items'));
      assert.ok(error instanceof QueryRejectedError, String(error));
    } finally {
      rejecting.client.options.queryRejectCondition = undefined;
    }
  },
  async failingSayWhy(t) {
    const handle = await t.start('collect');
    const error = await failureOf(handle.query('throws', 'no answer today'));
    assert.match(error.message, /no answer today/);
    assert.ok((await failureOf(handle.query('unheardOf'))) instanceof QueryNotRegisteredError);
    assert.ok((await failureOf(t.client.workflow.getHandle(`nobody-${key()}`).query('count'))) instanceof WorkflowNotFoundError);
    await handle.terminate();
  },
  async builtIn(t) {
    const handle = await t.start('collect');
    assert.match(await handle.query('__stack_trace'), /at /);
    assert.ok((await handle.query('__enhanced_stack_trace')).stacks.length > 0);
    const { definition } = await handle.query('__temporal_workflow_metadata');
    assert.equal(definition.type, 'collect');
    assert.ok(definition.queryDefinitions.some(({ name }) => name === 'items'));
    await handle.terminate();
  },
};
