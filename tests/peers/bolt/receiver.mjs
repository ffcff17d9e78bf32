// The HTTP receiver of @slack/bolt, which verifies and acknowledges /vibe as its documentation shows it. Arguments: the signing secret. Writes "port N".
import bolt from '@slack/bolt';

const receiver = new bolt.HTTPReceiver({ signingSecret: process.argv[2], endpoints: '/slack/commands', logLevel: 'error' });
const app = new bolt.App({
  receiver,
  logLevel: 'error',
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BENCH', botUserId: 'U0BENCH' }),
});
app.command('/vibe', async ({ ack }) => {
  await ack();
});
const server = await app.start({ port: 0, host: '127.0.0.1' });
console.log(`port ${server.address().port}`);
