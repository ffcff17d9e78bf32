// The benchmark of tests/Vibe.Benchmarks/Sdk with the official SDK as client and worker: bench.mjs ADDRESS WORKFLOWS CONCURRENCY CACHED
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

const [address, workflows, concurrency, cached] = process.argv.slice(2).map((a, i) => (i === 0 ? a : Number(a)));
Runtime.install({ logger: new DefaultLogger('ERROR') });
const taskQueue = `bench-${randomUUID()}`;
const started = new Map();
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue,
  workflowsPath: fileURLToPath(new URL('./bench-workflows.mjs', import.meta.url)),
  activities: { echo: async (text) => { started.set(text, performance.now()); return text; } },
  maxCachedWorkflows: 10_000,
});
const running = worker.run();
const client = new Client({ connection: await Connection.connect({ address }) });

async function each(count, limit, action) {
  let next = 0;
  await Promise.all(Array.from({ length: limit }, async () => { while (next < count) await action(next++); }));
}

async function measure(units, action) {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await action();
  const seconds = (performance.now() - begin) / 1000;
  const used = process.cpuUsage(cpu);
  return { perSecond: units / seconds, cpuMs: (used.user + used.system) / 1000 / units, rssMb: process.memoryUsage().rss / 1048576 };
}

const execute = (type, args) => client.workflow.execute(type, { taskQueue, workflowId: randomUUID(), args });
await each(50, 10, () => execute('one', ['warm']));
const result = { name: 'TypeScript 1.24' };
result.workflows = await measure(workflows, () => each(workflows, concurrency, () => execute('one', ['x'])));
const manyOf = Math.max(1, Math.floor(workflows / 50));
result.activities = await measure(manyOf * 50, () => each(manyOf, 10, () => execute('many', [50])));
const latencies = [];
for (let i = 0; i < 50; i++) {
  const key = randomUUID();
  const begin = performance.now();
  await execute('one', [key]);
  latencies.push(started.get(key) - begin);
}
latencies.sort((a, b) => a - b);
result.latencyMs = { p50: latencies[25], p99: latencies[49] };
if (cached > 0) {
  const before = process.memoryUsage().rss;
  result.cached = await measure(cached, () => each(cached, concurrency, async () => {
    const handle = await client.workflow.start('waiting', { taskQueue, workflowId: randomUUID() });
    await handle.query('state');
  }));
  result.cached.kbEach = (process.memoryUsage().rss - before) / 1024 / cached;
}
console.log(JSON.stringify(result));
worker.shutdown();
await running;
process.exit(0);
