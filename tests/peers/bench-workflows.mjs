// Workflows of the benchmark, the same as those of tests/Vibe.Benchmarks/Sdk.
import { condition, defineQuery, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

const { echo } = proxyActivities({ startToCloseTimeout: '1m' });

export async function one(text) {
  return echo(text);
}

export async function many(count) {
  await Promise.all(Array.from({ length: count }, () => echo('x')));
}

export async function waiting() {
  let done = false;
  setHandler(defineSignal('finish'), () => { done = true; });
  setHandler(defineQuery('state'), () => done);
  await condition(() => done);
}
