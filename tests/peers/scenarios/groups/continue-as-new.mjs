import assert from 'node:assert/strict';
import { WorkflowContinuedAsNewError } from '@temporalio/client';
import { failureOf, key } from '../harness.mjs';

export default {
  async carriesArgumentsAndMemo(t) {
    const handle = await t.start('countDown', [2], { memo: { left: 2 } });
    assert.deepEqual(await handle.result(), [
      { isFirst: true, hasPrevious: false, memo: { left: 2 } }, { isFirst: false, hasPrevious: true, memo: { left: 1 } }, { isFirst: false, hasPrevious: true, memo: { left: 0 } },
    ]);
  },
  async resultFollowsUnlessToldNotTo(t) {
    const handle = await t.start('countDown', [1], { memo: { left: 1 } });
    const first = t.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId, { followRuns: false });
    const error = await failureOf(first.result());
    assert.ok(error instanceof WorkflowContinuedAsNewError);
    const next = t.client.workflow.getHandle(handle.workflowId, error.newExecutionRunId);
    assert.equal((await next.result()).length, 2);
    assert.equal(await t.status(first), 'CONTINUED_AS_NEW');
    const { raw } = await next.describe();
    assert.equal(raw.workflowExecutionInfo.firstRunId, handle.firstExecutionRunId);
    const [started] = await t.events(next);
    assert.equal(started.continuedExecutionRunId, handle.firstExecutionRunId);
  },
  async keepsSearchAttributes(t) {
    const tag = key();
    const handle = await t.start('countDown', [1], { searchAttributes: { TestKeyword: [tag] } });
    await handle.result();
    assert.deepEqual((await t.client.workflow.getHandle(handle.workflowId).describe()).searchAttributes.TestKeyword, [tag]);
  },
  async failureAtTheEndIsThatOfTheChain(t) {
    const error = await failureOf(t.run('failing', ['continues', 2]));
    assert.equal(error.cause.type, 'End');
  },
  async historyTellsItsLength(t) {
    const { start, historyLength, historySize, continueAsNewSuggested } = await t.run('longHistory');
    assert.deepEqual([start, continueAsNewSuggested], [3, false]);
    assert.ok(historyLength >= 3 + 3 * 6 && historySize > 500, `${historyLength} ${historySize}`);
  },
};
