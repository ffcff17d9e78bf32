// Writes every message and enum of the published protocol as JSON lines of facts, for the tests of Temporal.Api.
import { createRequire } from 'node:module';

const root = createRequire(import.meta.url)('@temporalio/proto/protos/json-module.js');
root.resolveAll();
const messages = {};
const enums = {};
const services = {};
const nameOf = (t) => t.fullName.replace(/^\./, '');

function visit(node) {
  if (node.methods) {
    services[nameOf(node)] = Object.fromEntries(node.methodsArray.map((m) => [m.name, {
      request: nameOf(m.resolvedRequestType), response: nameOf(m.resolvedResponseType), streams: Boolean(m.requestStream || m.responseStream),
    }]));
  } else if (node.fields) {
    messages[nameOf(node)] = node.fieldsArray.map((f) => ({
      name: f.name,
      number: f.id,
      type: f.resolvedType ? nameOf(f.resolvedType) : f.type,
      repeated: f.repeated,
      mapKey: f.map ? f.keyType : null,
      oneof: f.partOf ? f.partOf.name : null,
    }));
  } else if (node.values) {
    enums[nameOf(node)] = node.values;
  }
  for (const child of node.nestedArray ?? []) visit(child);
}

visit(root);
process.stdout.write(JSON.stringify({ messages, enums, services }));
