// A worker of the scenarios in a process of its own: worker.mjs ADDRESS QUEUE BUNDLE. Tells its parent when it polls; ends with it.
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import * as activities from './activities.mjs';

const [address, taskQueue, codePath] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection, taskQueue, activities, workflowBundle: { codePath }, maxHeartbeatThrottleInterval: '100ms', shutdownGraceTime: '5s', stickyQueueScheduleToStartTimeout: '1s', isolateExecutionTimeout: '1m',
});
const running = worker.run();
process.on('disconnect', () => process.exit(1));
process.send('ready');
await running;
await connection.close();
process.exit(0);
