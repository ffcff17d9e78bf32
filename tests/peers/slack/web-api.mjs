// Drives the fake Slack with Slack's own client: what it does here, a bot may rely on. Usage: node web-api.mjs API_BASE_URL TOKEN APP_TOKEN
import assert from "node:assert/strict";
import { ErrorCode, LogLevel, WebClient } from "@slack/web-api";
import { SocketModeClient } from "@slack/socket-mode";

const [slackApiUrl, token, appToken] = process.argv.slice(2);
const options = { slackApiUrl, logLevel: LogLevel.ERROR, allowAbsoluteUrls: true };
const web = new WebClient(token, { ...options, retryConfig: { retries: 3, minTimeout: 10, maxTimeout: 50 } });
const done = [];

async function step(name, check) {
  await check();
  done.push(name);
}

async function refused(call, code) {
  await assert.rejects(call, error => error.code === ErrorCode.PlatformError && error.data.error === code);
}

await step("auth.test", async () => {
  const who = await web.auth.test();
  assert.equal(who.team, "Acme");
  assert.ok(who.response_metadata.scopes.includes("chat:write"));
});
await step("invalid_auth", () => refused(() => new WebClient("xoxb-wrong", options).auth.test(), "invalid_auth"));

let root;
await step("post, reply, update, find", async () => {
  const metadata = { event_type: "vibe_message", event_payload: { key: "k1" } };
  root = await web.chat.postMessage({
    channel: "C1",
    text: "hello",
    blocks: [{ type: "section", text: { type: "mrkdwn", text: "*hello*" } }],
    metadata,
  });
  const reply = await web.chat.postMessage({ channel: "C1", thread_ts: root.ts, text: "reply" });
  const changed = await web.chat.update({ channel: "C1", ts: root.ts, text: "changed" });
  assert.equal(changed.message.text, "changed");
  const history = await web.conversations.history({ channel: "C1", include_all_metadata: true });
  assert.equal(history.messages.find(m => m.ts === root.ts).metadata.event_payload.key, "k1");
  assert.ok(!history.messages.some(m => m.ts === reply.ts));
  const replies = await web.conversations.replies({ channel: "C1", ts: root.ts });
  assert.deepEqual(replies.messages.map(m => m.ts), [root.ts, reply.ts]);
});
await step("pages", async () => {
  let pages = 0;
  for await (const page of web.paginate("conversations.replies", { channel: "C1", ts: root.ts, limit: 1 })) {
    assert.equal(page.messages.length, 1);
    pages++;
  }
  assert.equal(pages, 2);
});
await step("refusals", async () => {
  await refused(() => web.chat.postMessage({ channel: "CNONE", text: "x" }), "channel_not_found");
  await refused(() => web.chat.postMessage({ channel: "C1", text: "x", thread_ts: "1.000001" }), "thread_not_found");
  await refused(() => web.chat.update({ channel: "C1", ts: "1.000001", text: "x" }), "message_not_found");
  const blocks = [{ type: "section", text: { type: "mrkdwn", text: "x".repeat(3001) } }];
  await refused(() => web.chat.postMessage({ channel: "C1", text: "x", blocks }), "invalid_blocks");
});
await step("ephemeral and direct", async () => {
  await web.chat.postEphemeral({ channel: "C1", user: "U1", text: "psst" });
  await refused(() => web.chat.postEphemeral({ channel: "C1", user: "UGUEST", text: "psst" }), "user_not_in_channel");
  const opened = await web.conversations.open({ users: "U2" });
  assert.match(opened.channel.id, /^D/);
});
await step("people", async () => assert.equal((await web.users.info({ user: "UGUEST" })).user.is_restricted, true));
await step("dialogs", async () => {
  const view = {
    type: "modal",
    title: { type: "plain_text", text: "T" },
    submit: { type: "plain_text", text: "S" },
    callback_id: "c",
    blocks: [{ type: "input", block_id: "b", label: { type: "plain_text", text: "L" }, element: { type: "plain_text_input", action_id: "a" } }],
  };
  const opened = await web.views.open({ trigger_id: "peer", view });
  const updated = await web.views.update({ view_id: opened.view.id, hash: opened.view.hash, view });
  assert.notEqual(updated.view.hash, opened.view.hash);
  await refused(() => web.views.update({ view_id: opened.view.id, hash: opened.view.hash, view }), "hash_conflict");
});
await step("upload", async () => {
  const uploaded = await web.filesUploadV2({ channel_id: "C1", thread_ts: root.ts, filename: "a.txt", content: "grüße", initial_comment: "here" });
  const id = uploaded.files[0].files[0].id;
  const info = await web.files.info({ file: id });
  assert.deepEqual(info.file.channels, ["C1"]);
});
await step("429 and 500 are tried again", async () => {
  // The test has let the next calls fail: once each.
  const started = performance.now();
  await web.chat.postMessage({ channel: "C1", text: "after 429" });
  // Timers may be early by a millisecond.
  assert.ok(performance.now() - started >= 990);
  await web.chat.postMessage({ channel: "C1", text: "after 500" });
});
await step("socket mode", async () => {
  const socket = new SocketModeClient({ appToken, logLevel: LogLevel.ERROR, clientOptions: options, clientPingTimeout: 120_000, serverPingTimeout: 120_000 });
  const answered = new Promise(resolve => {
    socket.on("slack_event", async ({ type, body, ack }) => {
      await ack({ text: `got ${type} ${body.command}` });
      resolve();
    });
  });
  await socket.start();
  console.log("LISTENING");
  await answered;
  await socket.disconnect();
});
console.log(`DONE ${done.length}`);
process.exit(0);
