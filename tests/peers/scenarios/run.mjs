// Scenarios of the official SDK, client and worker, on a service: run.mjs ADDRESS [GROUP…]
// Writes one JSON line each: {"group", "scenario", "ms"} and, where it went wrong, "error".
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { Harness, prepareNames } from './harness.mjs';

const AT_ONCE = 12;
const LIMIT_MS = 300_000;
const GROUPS = ['restart', 'cache', 'activities', 'timers', 'signals', 'queries', 'updates', 'children', 'continue-as-new', 'cancellation', 'visibility', 'failures', 'starting'];
const [address, ...chosen] = process.argv.slice(2);
const logger = new DefaultLogger(process.env.LOG_LEVEL ?? 'ERROR', process.env.LOG_LEVEL ? undefined : () => undefined);
Runtime.install({ logger });
// It ends with its standard input: with the test that started it, however that ends.
process.stdin.on('end', () => process.exit(1)).resume();
const folder = await mkdtemp(join(tmpdir(), 'scenarios-'));
const bundlePath = join(folder, 'workflows.js');
const { code } = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('./workflows.mjs', import.meta.url)), logger });
await writeFile(bundlePath, code);
await prepareNames();
const harness = new Harness(address, bundlePath);
await harness.open();

const waiting = [];
for (const group of chosen.length > 0 ? chosen : GROUPS) {
  const { default: scenarios } = await import(`./groups/${group}.mjs`);
  for (const [scenario, scene] of Object.entries(scenarios)) waiting.push({ group, scenario, scene });
}

async function play({ group, scenario, scene }) {
  const begun = Date.now();
  const line = { group, scenario };
  try {
    await Promise.race([scene(harness), pause(LIMIT_MS, undefined, { ref: false }).then(() => { throw new Error(`not over within ${LIMIT_MS} ms`); })]);
  } catch (error) {
    line.error = String(error?.stack ?? error) + (error?.cause ? ` caused by ${error.cause.stack ?? error.cause}` : '');
  }
  console.log(JSON.stringify({ ...line, ms: Date.now() - begun }));
}

await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) await play(next);
}));

// The same history in, the same commands out: what ran is replayed from what the service kept.
await play({
  group: 'replay', scenario: 'everyHistory', scene: async () => {
    const histories = async function* () {
      for (const handle of harness.started.filter(({ mayNotReplay }) => !mayNotReplay)) {
        const history = await handle.fetchHistory();
        // What no worker has seen cannot be replayed.
        if (history.events.some(({ workflowTaskCompletedEventAttributes: completed }) => completed)) yield { workflowId: handle.workflowId, history };
      }
    };
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { codePath: bundlePath } }, histories())) {
      if (error) throw new Error(`${workflowId}: ${error}`);
    }
  },
});
await rm(folder, { recursive: true });

// No worker is asked to end: it would wait for the activities that hang.
process.exit(0);
