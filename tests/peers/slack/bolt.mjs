// Slack's own receiver, to compare with: prints its port, answers every command with its text. Usage: node bolt.mjs SIGNING_SECRET
import bolt from "@slack/bolt";

const receiver = new bolt.HTTPReceiver({ signingSecret: process.argv[2], endpoints: ["/slack/commands", "/slack/events", "/slack/interactivity"], logLevel: "error" });
const app = new bolt.App({
  receiver,
  logLevel: "error",
  authorize: async () => ({ botToken: "xoxb-fake-token", botId: "BVIBE", botUserId: "UVIBE", teamId: "T1" }),
});
app.command("/vibe", async ({ ack }) => ack());
app.event("app_mention", async () => {});
app.action(/.*/, async ({ ack }) => ack());
const server = await app.start(0);
console.log(`PORT ${server.address().port}`);
