// What scenarios are given: a client, a worker's queue, and short words for what they do again and again.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import * as activities from './activities.mjs';

const PATIENCE_MS = 120_000;
const names = new Map();

// The name of an enumeration's value in a history.
export async function prepareNames() {
  const { temporal } = (await import('@temporalio/proto')).default;
  for (const name of ['EventType', 'TimeoutType', 'WorkflowTaskFailedCause', 'RetryState']) {
    names.set(name, Object.fromEntries(Object.entries(temporal.api.enums.v1[name]).map(([text, number]) => [number, text])));
  }
}

const short = (text) => text.replace(/^[A-Z_]*?_(?=[A-Z])/, '');

export class Harness {
  constructor(address, bundlePath) {
    this.address = address;
    this.bundlePath = bundlePath;
    this.taskQueue = `scenarios-${randomUUID()}`;
    this.started = [];
  }

  async open() {
    this.connection = await Connection.connect({ address: this.address, connectTimeout: PATIENCE_MS });
    this.client = new Client({ connection: this.connection });
    this.native = await NativeConnection.connect({ address: this.address });
    const worker = await this.newWorker(this.taskQueue);
    worker.run().catch((error) => console.error(error));
  }

  newWorker(taskQueue, options = {}) {
    return Worker.create({
      connection: this.native, taskQueue, activities, workflowBundle: { codePath: this.bundlePath },
      maxHeartbeatThrottleInterval: '100ms', defaultHeartbeatThrottleInterval: '100ms', shutdownGraceTime: '1s', isolateExecutionTimeout: '1m', ...options,
    });
  }

  // Runs a worker of the scenario's own while the scenario does.
  async withWorker(options, scene) {
    const taskQueue = `own-${randomUUID()}`;
    const worker = await this.newWorker(taskQueue, options);
    return worker.runUntil(() => scene(taskQueue, worker));
  }

  // A worker in a process of its own, that can be killed.
  async forkWorker(taskQueue) {
    const child = fork(fileURLToPath(new URL('./worker.mjs', import.meta.url)), [this.address, taskQueue, this.bundlePath]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
    });
    return { pid: child.pid, ended, kill: () => { child.kill('SIGKILL'); return ended; }, stop: () => { child.kill('SIGTERM'); return ended; } };
  }

  async start(type, args = [], options = {}) {
    const handle = await this.client.workflow.start(type, { taskQueue: this.taskQueue, workflowId: `scenario-${randomUUID()}`, args, workflowExecutionTimeout: '5m', ...options });
    this.started.push(handle);
    return handle;
  }

  async run(type, args = [], options = {}) {
    return (await this.start(type, args, options)).result();
  }

  // The events of a run in their order, without prefix: WORKFLOW_EXECUTION_STARTED …
  async events(handle) {
    const { events } = await handle.fetchHistory();
    return events.map((event) => ({ type: names.get('EventType')[event.eventType].replace('EVENT_TYPE_', ''), ...event[event.attributes] }));
  }

  async types(handle) {
    return (await this.events(handle)).map((event) => event.type);
  }

  async status(handle) {
    return (await handle.describe()).status.name;
  }
}

// What a call fails with; that it does not fail is a failure of the scenario.
export async function failureOf(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  assert.fail(`it should have failed, but gave ${JSON.stringify(value)}`);
}

// Name, message and type of a failure and its causes.
export function chain(error) {
  return error ? [[error.name, error.type ?? error.timeoutType ?? error.message], ...chain(error.cause)] : [];
}

// Waits until something holds.
export async function eventually(what, fact) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const value = await fact();
    if (value) return value;
    await pause(25);
  }
  assert.fail(`not within ${PATIENCE_MS} ms: ${what}`);
}

export const nameOf = (enumeration, number) => short(names.get(enumeration)[number]);
export const key = () => randomUUID();
