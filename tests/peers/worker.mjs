// A worker of the official SDK: worker.mjs ADDRESS QUEUE
import { fileURLToPath } from 'node:url';
import { NativeConnection, Runtime, Worker, DefaultLogger } from '@temporalio/worker';
import * as activities from './activities.mjs';

const [address, taskQueue] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue,
  activities,
  isolateExecutionTimeout: '1m',
  workflowsPath: fileURLToPath(new URL('./workflows.mjs', import.meta.url)),
});
process.stdin.on('end', () => worker.shutdown()).resume();
console.log('ready');
await worker.run();
await connection.close();
