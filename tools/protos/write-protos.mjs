// Writes the .proto files of Temporal.Api from the descriptors that npm @temporalio/proto publishes:
// the services and messages that roots.json names, and everything that they refer to. No comments are taken over.
//   npm ci && node write-protos.mjs
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../../src/Temporal.Api/protos');
const root = require('@temporalio/proto/protos/json-module.js');
const roots = JSON.parse(readFileSync(join(here, 'roots.json'), 'utf8'));
root.resolveAll();

const scalar = new Set(['double', 'float', 'int32', 'uint32', 'sint32', 'int64', 'uint64', 'sint64', 'fixed32', 'fixed64', 'sfixed32', 'sfixed64', 'bool', 'string', 'bytes']);
const wellKnown = {
  Any: 'any', Duration: 'duration', Empty: 'empty', FieldMask: 'field_mask', Timestamp: 'timestamp', Struct: 'struct', Value: 'struct', ListValue: 'struct', NullValue: 'struct',
  DoubleValue: 'wrappers', FloatValue: 'wrappers', Int64Value: 'wrappers', UInt64Value: 'wrappers', Int32Value: 'wrappers', UInt32Value: 'wrappers',
  BoolValue: 'wrappers', StringValue: 'wrappers', BytesValue: 'wrappers',
};
const nameOf = (t) => t.fullName.replace(/^\./, '');
const topOf = (t) => { while (t.parent && (t.parent.fields !== undefined)) t = t.parent; return t; };
const packageOf = (t) => nameOf(topOf(t).parent);

const wanted = new Map(); // top-level types and services
function want(type) {
  const top = topOf(type);
  const name = nameOf(top);
  if (name.startsWith('google.protobuf.') || wanted.has(name)) return;
  wanted.set(name, top);
  visit(top);
}
function visit(type) {
  if (type.fields) {
    for (const f of type.fieldsArray) if (f.resolvedType) want(f.resolvedType);
    for (const n of type.nestedArray) visit(n);
  }
}
const services = new Map();
for (const [name, methods] of Object.entries(roots.services)) {
  let service;
  try { service = root.lookupService(name); } catch { console.warn(`not published: ${name}`); continue; }
  services.set(name, { service, methods });
  for (const m of methods) {
    const method = service.methods[m];
    if (!method) throw new Error(`${name} has no method ${m}`);
    method.resolve();
    want(method.resolvedRequestType);
    want(method.resolvedResponseType);
  }
}
for (const m of roots.messages) want(root.lookupTypeOrEnum(m));
for (const p of [...roots.packages, ...roots.enumPackages]) {
  for (const t of root.lookup(p).nestedArray) want(t);
}

// One file a package: a file may not import in circles, so neither may packages.
const references = (type, found = new Set()) => {
  if (type.fields) {
    for (const f of type.fieldsArray) if (f.resolvedType) found.add(nameOf(topOf(f.resolvedType)));
    for (const n of type.nestedArray) references(n, found);
  }
  return found;
};
const fileOf = (name) => `${packageOf(wanted.get(name)).replaceAll('.', '/')}/message.proto`;

const pascal = (s) => s.split('_').map((p) => p[0].toUpperCase() + p.slice(1)).join('');
function csharpNamespace(pkg) {
  const known = root.lookup(pkg).options?.csharp_namespace;
  return known ?? (pkg.startsWith('temporal.api.') ? 'Temporalio.Api.' + pkg.slice(13).split('.').map(pascal).join('.') : pkg.split('.').map(pascal).join('.'));
}
const typeName = (f) => (f.resolvedType ? '.' + nameOf(f.resolvedType) : f.type);
function fieldLine(f) {
  f.resolve();
  const options = f.options?.deprecated ? ' [deprecated = true]' : '';
  const name = f.protoName ?? snake(f.name);
  if (f.map) return `map<${f.keyType}, ${typeName(f)}> ${name} = ${f.id}${options};`;
  const label = f.repeated ? 'repeated ' : f.options?.proto3_optional ? 'optional ' : '';
  return `${label}${typeName(f)} ${name} = ${f.id}${options};`;
}
// protobufjs keeps field names in camel case; the wire names are the snake-case forms ("sha256" has none inside).
function snake(s) { return s.replace(/([A-Z])/g, (c) => '_' + c.toLowerCase()); }
function emit(type, indent = '') {
  const lines = [];
  if (type.values) {
    lines.push(`${indent}enum ${type.name} {`);
    if (type.options?.allow_alias) lines.push(`${indent}  option allow_alias = true;`);
    const entries = Object.entries(type.values).sort((a, b) => (a[1] === 0 ? -1 : b[1] === 0 ? 1 : 0));
    for (const [k, v] of entries) lines.push(`${indent}  ${k} = ${v}${type.valuesOptions?.[k]?.deprecated ? ' [deprecated = true]' : ''};`);
    lines.push(`${indent}}`);
    return lines;
  }
  lines.push(`${indent}message ${type.name} {`);
  const reserved = (type.reserved ?? []).filter((r) => Array.isArray(r));
  if (reserved.length) lines.push(`${indent}  reserved ${reserved.map(([a, b]) => (a === b ? a : `${a} to ${b}`)).join(', ')};`);
  for (const n of type.nestedArray) lines.push(...emit(n, indent + '  '));
  const written = new Set();
  for (const f of type.fieldsArray) {
    if (written.has(f)) continue;
    const oneof = f.partOf && !f.options?.proto3_optional ? f.partOf : null;
    if (oneof) {
      lines.push(`${indent}  oneof ${snake(oneof.name)} {`);
      for (const o of oneof.fieldsArray) { written.add(o); lines.push(`${indent}    ${fieldLine(o)}`); }
      lines.push(`${indent}  }`);
    } else { written.add(f); lines.push(`${indent}  ${fieldLine(f)}`); }
  }
  lines.push(`${indent}}`);
  return lines;
}

const files = new Map();
const file = (path, pkg) => { if (!files.has(path)) files.set(path, { pkg, imports: new Set(), body: [] }); return files.get(path); };
for (const name of [...wanted.keys()].sort()) {
  const type = wanted.get(name);
  const path = fileOf(name);
  const f = file(path, packageOf(type));
  for (const r of references(type)) {
    if (r.startsWith('google.protobuf.')) f.imports.add(`google/protobuf/${wellKnown[r.slice(16)]}.proto`);
    else if (fileOf(r) !== path) f.imports.add(fileOf(r));
  }
  f.body.push(...emit(type), '');
}
for (const [name, { service, methods }] of services) {
  const pkg = nameOf(service.parent);
  const f = file(`${pkg.replaceAll('.', '/')}/service.proto`, pkg);
  f.body.push(`service ${service.name} {`);
  for (const m of methods) {
    const method = service.methods[m];
    for (const t of [method.resolvedRequestType, method.resolvedResponseType]) {
      const n = nameOf(t);
      f.imports.add(n.startsWith('google.protobuf.') ? `google/protobuf/${wellKnown[n.slice(16)]}.proto` : fileOf(n));
    }
    f.body.push(`  rpc ${m} (.${nameOf(method.resolvedRequestType)}) returns (.${nameOf(method.resolvedResponseType)});`);
  }
  f.body.push('}', '');
}
rmSync(join(out, 'temporal'), { recursive: true, force: true });
rmSync(join(out, 'grpc'), { recursive: true, force: true });
for (const [path, f] of files) {
  const text = ['// Written by tools/protos/write-protos.mjs; do not edit.', 'syntax = "proto3";', '', `package ${f.pkg};`, '',
    `option csharp_namespace = "${csharpNamespace(f.pkg)}";`, '', ...[...f.imports].sort().map((i) => `import "${i}";`), ...(f.imports.size ? [''] : []), ...f.body];
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text.join('\n').trimEnd() + '\n');
}
console.log(`${files.size} files, ${[...wanted.values()].filter((t) => t.fields).length} messages, ${[...wanted.values()].filter((t) => t.values).length} enums`);
