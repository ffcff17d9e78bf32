import assert from 'node:assert/strict';
import { defineSearchAttributeKey } from '@temporalio/common';
import { eventually, key } from '../harness.mjs';

const typed = (attributes) => Object.entries(attributes).map(([name, [type, value]]) => ({ key: defineSearchAttributeKey(name, type), value }));

async function ids(t, query, pageSize) {
  const found = [];
  for await (const { workflowId } of t.client.workflow.list({ query, pageSize })) found.push(workflowId);
  return found;
}

// Five workflows with a tag of their own; the last two go on running.
async function five(t) {
  const tag = `tag-${key()}`;
  const handles = [];
  for (let i = 0; i < 5; i++) {
    handles.push(await t.start(i < 3 ? 'describesItself' : 'collect', [], {
      workflowId: `${tag}-${i}`, memo: { index: i },
      typedSearchAttributes: typed({
        TestKeyword: ['KEYWORD', tag], TestInt: ['INT', i * 10], TestDouble: ['DOUBLE', i / 2], TestBool: ['BOOL', i % 2 === 0], TestDatetime: ['DATETIME', new Date(Date.UTC(2026, 0, 1 + i))],
        TestKeywordList: ['KEYWORD_LIST', i < 2 ? ['low', 'all'] : ['high', 'all']], ...(i === 4 ? {} : { TestText: ['TEXT', i === 0 ? 'the quick brown fox' : 'a lazy dog'] }),
      }),
    }));
  }
  await Promise.all(handles.slice(0, 3).map((handle) => handle.result()));
  const mine = `TestKeyword = '${tag}'`;
  await eventually('all are listed', async () => (await ids(t, `${mine} AND ExecutionStatus = 'Completed'`)).length === 3 && (await ids(t, mine)).length === 5);
  return { tag, mine, handles, end: () => Promise.all(handles.slice(3).map((handle) => handle.terminate())) };
}

export default {
  async queries(t) {
    const { tag, mine, end } = await five(t);
    const expect = async (query, ...indexes) => assert.deepEqual((await ids(t, `${mine} AND ${query}`)).sort(), indexes.map((i) => `${tag}-${i}`), query);
    await expect('TestInt > 20', 3, 4);
    await expect('TestInt BETWEEN 10 AND 30', 1, 2, 3);
    await expect('TestInt IN (0, 40)', 0, 4);
    await expect('TestInt NOT IN (0, 40)', 1, 2, 3);
    await expect('TestInt != 20', 0, 1, 3, 4);
    await expect('TestDouble <= 0.5', 0, 1);
    await expect('TestBool = true', 0, 2, 4);
    await expect("TestDatetime >= '2026-01-03T00:00:00Z'", 2, 3, 4);
    await expect("TestKeywordList = 'low'", 0, 1);
    await expect("TestKeywordList IN ('low', 'high')", 0, 1, 2, 3, 4);
    await expect("TestText = 'fox'", 0);
    await expect('TestText IS NULL', 4);
    await expect('TestText IS NOT NULL AND TestInt < 20', 0, 1);
    await expect("(TestInt = 0 OR TestInt = 40) AND NOT TestBool = false", 0, 4);
    await expect(`WorkflowId STARTS_WITH '${tag}-3'`, 3);
    await expect("WorkflowType = 'collect'", 3, 4);
    await expect("ExecutionStatus = 'Running'", 3, 4);
    await expect("ExecutionStatus IN ('Completed', 'Failed')", 0, 1, 2);
    await expect("CloseTime IS NULL", 3, 4);
    await expect("StartTime > '2026-01-01T00:00:00Z' AND ExecutionDuration < '10m'", 0, 1, 2);
    await expect(`TaskQueue = '${t.taskQueue}' AND HistoryLength > 5`, 0, 1, 2);
    await end();
  },
  async pagesAndCounts(t) {
    const { tag, mine, end } = await five(t);
    assert.deepEqual((await ids(t, mine, 2)).sort(), [0, 1, 2, 3, 4].map((i) => `${tag}-${i}`));
    assert.equal((await t.client.workflow.count(mine)).count, 5);
    const { count, groups } = await t.client.workflow.count(`${mine} GROUP BY ExecutionStatus`);
    assert.deepEqual([count, groups.map((group) => [...group.groupValues.flat(), group.count]).sort()], [5, [['Completed', 3], ['Running', 2]]]);
    await end();
    await eventually('the ended are counted', async () => (await t.client.workflow.count(`${mine} AND ExecutionStatus = 'Terminated'`)).count === 2);
  },
  async whatIsListed(t) {
    const { mine, end } = await five(t);
    for await (const { type, status, startTime, closeTime, memo, typedSearchAttributes, historyLength } of t.client.workflow.list({ query: `${mine} AND TestInt = 20` })) {
      assert.deepEqual([type, status.name, memo.index, typedSearchAttributes.get(defineSearchAttributeKey('TestInt', 'INT'))], ['describesItself', 'COMPLETED', 2, 20]);
      assert.ok(closeTime >= startTime && historyLength > 5);
    }
    await end();
  },
  async upsertsAndRemovals(t) {
    const tag = key();
    const handle = await t.start('attributes', [{ TestKeyword: ['KEYWORD', tag], TestInt: ['INT', 7], TestDatetime: ['DATETIME', '2026-05-04T03:02:01.500Z'] }, 'TestText'], {
      typedSearchAttributes: typed({ TestKeyword: ['KEYWORD', 'before'], TestText: ['TEXT', 'to go'], TestBool: ['BOOL', true] }), memo: { kept: 1, gone: 2 },
    });
    const { found, memo } = await handle.result();
    const expected = { TestKeyword: tag, TestInt: 7, TestDatetime: '2026-05-04T03:02:01.500Z', TestBool: true };
    assert.deepEqual(found, expected);
    assert.deepEqual(memo, { kept: 1, added: 'later' });
    const described = await handle.describe();
    assert.deepEqual(Object.fromEntries(described.typedSearchAttributes.getAll().map(({ key: { name }, value }) => [name, value instanceof Date ? value.toISOString() : value]).filter(([name]) => name.startsWith('Test'))), expected);
    assert.deepEqual(described.memo, { kept: 1, added: 'later' });
    await eventually('the new value is found', async () => (await ids(t, `TestKeyword = '${tag}' AND TestText IS NULL`)).length === 1);
  },
};
