import { duration, element, messageElement } from './render.js';

const $ = (id) => document.getElementById(id);
const state = {
  channels: [], people: [], messages: new Map(), unread: new Map(), older: new Set(),
  channel: sessionStorage.getItem('channel') ?? 'general', thread: null, me: sessionStorage.getItem('me'), pending: null,
};
const personName = (id) => state.people.find((p) => p.id === id)?.name ?? id;
const visible = (m) => !m.privateTo || m.privateTo === state.me;
const currentChannel = () => (state.channel === 'direct' ? `direct-${state.me}` : state.channel);

// ---- drawing -----------------------------------------------------------------------------------------------------

function fill(box, messages, options) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const known = new Map([...box.children].filter((c) => c.dataset.id).map((c) => [c.dataset.id, c]));
  const focused = document.activeElement?.dataset?.action;
  const focusedIn = document.activeElement?.closest?.('.message')?.dataset.id;
  let previous = null;
  for (const message of messages) {
    const stamp = `${message.revision}/${message.replies ?? 0}/${state.me}`;
    let node = known.get(message.id);
    if (!node || node.dataset.stamp !== stamp) {
      const fresh = messageElement(message, options);
      fresh.dataset.stamp = stamp;
      if (node) node.replaceWith(fresh);
      node = fresh;
    }
    known.delete(message.id);
    if (previous ? previous.nextSibling !== node : box.firstChild !== node) previous ? previous.after(node) : box.prepend(node);
    previous = node;
  }
  for (const gone of known.values()) gone.remove();
  // A card that was drawn anew keeps the keyboard's place.
  if (focused && focusedIn && document.activeElement === document.body) {
    box.querySelector(`.message[data-id="${CSS.escape(focusedIn)}"] [data-action="${focused}"]`)?.focus();
  }
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function draw() {
  const channel = currentChannel();
  const all = [...state.messages.values()].filter((m) => m.channel === channel && visible(m)).sort((a, b) => a.order - b.order);
  const replies = new Map();
  for (const m of all) if (m.thread) replies.set(m.thread, (replies.get(m.thread) ?? 0) + 1);
  for (const m of all) m.replies = replies.get(m.id) ?? 0;
  // What is told to me alone is seen at once, also where its thread is not open.
  const roots = all.filter((m) => !m.thread || !state.messages.has(m.thread) || (m.privateTo && m.thread !== state.thread));
  const options = { onAction: act, name: personName };
  const box = $('messages');
  box.querySelector('.empty')?.remove();
  fill(box, roots, { ...options, onReplies: (m) => openThread(m.id) });
  if (!roots.length) {
    box.append(element('div', { class: 'empty' }, element('strong', { text: state.channel === 'direct' ? 'Ask Vibe in private' : 'Nothing here yet' }),
      state.channel === 'direct' ? 'Try: where is my build?' : 'Type ', state.channel === 'direct' ? null : element('code', { text: '/vibe build a todo list page' }),
      state.channel === 'direct' ? null : ' and follow the card. Another person approves: switch where it says “You are”.'));
  }
  $('older').hidden = !state.older.has(channel);
  $('thread').hidden = !state.thread;
  if (state.thread) fill($('thread-messages'), all.filter((m) => m.id === state.thread || m.thread === state.thread), options);
  drawSide();
}

function drawSide() {
  const entry = (id, label) => element('li', {}, element('button', {
    type: 'button', 'aria-current': state.channel === id ? 'true' : null, onclick: () => openChannel(id),
  }, label, state.unread.get(id) ? element('span', { class: 'unread', 'aria-label': `${state.unread.get(id)} unread`, text: state.unread.get(id) }) : null));
  $('channels').replaceChildren(...state.channels.map((c) => entry(c.id, `# ${c.id}`)));
  $('direct').replaceChildren(entry('direct', 'Vibe'));
  if (!$('people').children.length) {
    $('people').append(...state.people.map((p) => element('label', {},
      element('input', { type: 'radio', name: 'me', value: p.id, checked: p.id === state.me, onchange: () => become(p.id) }),
      element('span', {}, p.name, ' ', element('small', { text: p.role })))));
  }
  const channel = state.channels.find((c) => c.id === state.channel);
  $('channel-name').textContent = channel ? `# ${channel.id}` : 'Vibe';
  $('channel-topic').textContent = channel ? channel.topic : 'Direct message';
}

function openChannel(id) {
  state.channel = id; state.thread = null; state.unread.delete(id);
  sessionStorage.setItem('channel', id);
  draw();
  $('messages').scrollTop = $('messages').scrollHeight;
  $('composer-input').focus();
}
function openThread(id) { state.thread = id; draw(); $('thread-messages').scrollTop = $('thread-messages').scrollHeight; $('thread-input').focus(); }
function become(id) { state.me = id; sessionStorage.setItem('me', id); awaitHello(); connect(); draw(); }

// ---- talking to the server ---------------------------------------------------------------------------------------

async function post(path, body) {
  const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Vibe-Chat': '1' }, body: JSON.stringify({ user: state.me, ...body }) });
  if (answer.status === 401) throw new Error('This page is no longer signed in. Open the address that the host prints.');
  const result = answer.headers.get('content-type')?.includes('json') ? await answer.json() : null;
  if (!answer.ok) throw new Error(result?.error ?? `The server answered ${answer.status}. Try again.`);
  return result;
}
function whisper(text, thread) {
  const id = `local-${crypto.randomUUID()}`;
  // After what is there, and before what comes: the server counts in whole numbers.
  const order = Math.max(0, ...[...state.messages.values()].map((m) => m.order)) + 0.001;
  state.messages.set(id, { id, channel: currentChannel(), thread, authorId: null, at: new Date().toISOString(), order, revision: 0, text, privateTo: state.me });
  draw();
}
async function say(input, thread) {
  const text = input.value.trim();
  if (!text) return;
  const id = crypto.randomUUID(); // the same event when the same sending is tried again
  input.disabled = true;
  try {
    await joined;
    const result = await post('/chat/api/messages', { id, channel: currentChannel(), thread, text });
    if (result?.reply) whisper(result.reply, thread);
    input.value = '';
  } catch (e) {
    whisper(`Not sent: ${e.message}`, thread);
  } finally {
    input.disabled = false; fit(input); input.focus();
  }
}
async function act(card, action, button) {
  button.disabled = true;
  const thread = button.closest('#thread') ? state.thread : null;
  try {
    if (action.confirm && !confirm(action.confirm)) return;
    await joined;
    const result = await post('/chat/api/actions', { id: crypto.randomUUID(), channel: currentChannel(), thread: state.messages.get(button.closest('.message').dataset.id)?.thread ?? button.closest('.message').dataset.id, action: action.action, target: card.target });
    if (result?.reply) whisper(result.reply, thread);
  } catch (e) {
    whisper(e.message, thread);
  } finally { button.disabled = false; }
}

// ---- looking back ------------------------------------------------------------------------------------------------

const oldest = (channel) => Math.min(Infinity, ...[...state.messages.values()].filter((m) => m.channel === channel && !m.thread && Number.isInteger(m.order)).map((m) => m.order));
async function history(channel, query) {
  const answer = await fetch(`/chat/api/history?${new URLSearchParams({ user: state.me, channel, ...query })}`);
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const found = await answer.json();
  for (const m of found.messages) if (!(state.messages.get(m.id)?.revision > m.revision)) state.messages.set(m.id, m);
  return found;
}
let looking = false;
async function lookBack() {
  const [box, channel] = [$('messages'), currentChannel()];
  if (looking || !state.older.has(channel)) return;
  looking = true; // and the button not disabled: it would lose the keyboard's place
  try {
    const found = await history(channel, { before: oldest(channel) });
    if (!found.older) state.older.delete(channel);
    if (channel !== currentChannel()) return;
    // What is read stays where it is, and a screen reader is told the number instead of every message.
    const fromEnd = box.scrollHeight - box.scrollTop;
    const hadFocus = document.activeElement === $('older');
    box.setAttribute('aria-busy', 'true');
    draw();
    box.scrollTop = box.scrollHeight - fromEnd;
    box.removeAttribute('aria-busy');
    $('loaded').textContent = `${found.messages.length} older messages${found.older ? '' : ', up to the beginning'}`;
    if (hadFocus && $('older').hidden) box.focus({ preventScroll: true });
  } catch (e) {
    $('loaded').textContent = `Older messages could not be loaded: ${e.message}`;
  } finally { looking = false; }
}
$('older').addEventListener('click', lookBack);
$('messages').addEventListener('scroll', () => { if ($('messages').scrollTop < 40 && $('messages').scrollHeight > $('messages').clientHeight) lookBack(); });
// Something happened in a thread of long ago: it is shown whole.
function completeThread(message) {
  const root = message.thread ?? message.id;
  history(message.channel, { thread: root }).then(draw).catch(() => { /* the reply stands for itself */ });
}

let socket = null;
let retry = 0;
// Fulfilled when the server knows whose page this is: what is sent before comes from nobody, and a dialog that it opens finds no page.
let joined = null;
let join = null;
function awaitHello() { joined = new Promise((fulfil) => { join = fulfil; }); $('connection').textContent = 'Connecting…'; }
function connect() {
  socket?.close(4000);
  const mine = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/chat/socket?user=${encodeURIComponent(state.me ?? '')}`);
  socket = mine;
  mine.onclose = (e) => {
    if (mine !== socket || e.code === 4000) return;
    $('connection').textContent = 'Connection lost, trying again…';
    setTimeout(() => mine === socket && connect(), Math.min(500 * 2 ** retry++, 8000));
  };
  mine.onmessage = (e) => mine === socket && receive(JSON.parse(e.data));
}
function receive(frame) {
  if (frame.type === 'hello') {
    state.channels = frame.channels; state.people = frame.people;
    if (!state.people.some((p) => p.id === state.me)) { state.me = frame.people[0].id; sessionStorage.setItem('me', state.me); connect(); return; }
    retry = 0;
    $('connection').textContent = 'Live';
    join();
    for (const id of [...state.messages.keys()]) if (!id.startsWith('local-')) state.messages.delete(id);
    for (const m of frame.messages) state.messages.set(m.id, m);
    state.older = new Set(frame.older);
    draw();
    if (state.thread && !state.messages.has(state.thread)) completeThread({ id: state.thread, channel: currentChannel() });
    $('messages').scrollTop = $('messages').scrollHeight;
  } else if (frame.type === 'message') {
    const fresh = !state.messages.has(frame.message.id);
    const known = state.messages.get(frame.message.id);
    if (known && known.revision > frame.message.revision) return;
    const isOld = fresh && (frame.message.thread ? !state.messages.has(frame.message.thread) : frame.message.order < oldest(frame.message.channel));
    state.messages.set(frame.message.id, frame.message);
    if (isOld) completeThread(frame.message);
    const where = frame.message.channel.startsWith('direct-') ? 'direct' : frame.message.channel;
    if (fresh && where !== state.channel && visible(frame.message) && (where !== 'direct' || frame.message.channel === `direct-${state.me}`)) state.unread.set(where, (state.unread.get(where) ?? 0) + 1);
    draw();
  } else if (frame.type === 'dialog') {
    ask({ ...frame.dialog, channel: frame.channel, thread: frame.thread });
  }
}

// ---- the dialog --------------------------------------------------------------------------------------------------

function ask(dialog) {
  state.pending = dialog;
  $('dialog-title').textContent = dialog.title; $('dialog-text').textContent = dialog.text; $('dialog-label').textContent = dialog.label;
  $('dialog-submit').textContent = dialog.submit; $('dialog-input').value = dialog.prefilled ?? ''; $('dialog-error').textContent = '';
  $('dialog').showModal();
  $('dialog-input').focus();
}
$('dialog-cancel').addEventListener('click', () => $('dialog').close());
$('dialog-form').addEventListener('submit', async (e) => {
  e.preventDefault();
  const text = $('dialog-input').value.trim();
  if (!text && !state.pending.mayBeEmpty) { $('dialog-error').textContent = 'Please write something first.'; $('dialog-input').focus(); return; }
  $('dialog-submit').disabled = true;
  try {
    const result = await post('/chat/api/dialogs', { id: state.pending.id, channel: state.pending.channel, thread: state.pending.thread, dialog: state.pending.kind, target: state.pending.target, text });
    $('dialog').close();
    if (result?.reply) whisper(result.reply, state.thread);
  } catch (error) {
    $('dialog-error').textContent = error.message;
  } finally { $('dialog-submit').disabled = false; }
});

// ---- the page ----------------------------------------------------------------------------------------------------

function fit(area) { area.style.height = 'auto'; area.style.height = `${area.scrollHeight + 2}px`; }
for (const [form, input, thread] of [['composer', 'composer-input', () => null], ['thread-composer', 'thread-input', () => state.thread]]) {
  $(form).addEventListener('submit', (e) => { e.preventDefault(); say($(input), thread()); });
  $(input).addEventListener('input', () => fit($(input)));
  $(input).addEventListener('keydown', (e) => { if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); $(form).requestSubmit(); } });
}
$('thread-close').addEventListener('click', () => { state.thread = null; draw(); $('composer-input').focus(); });
document.addEventListener('keydown', (e) => { if (e.key === 'Escape' && state.thread && !$('dialog').open) $('thread-close').click(); });
const dark = matchMedia('(prefers-color-scheme: dark)');
function theme(name) { document.documentElement.dataset.theme = name ?? localStorage.getItem('theme') ?? (dark.matches ? 'dark' : 'light'); }
$('theme').addEventListener('click', () => { localStorage.setItem('theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'); theme(); });
dark.addEventListener('change', () => theme());
setInterval(() => document.querySelectorAll('.elapsed').forEach((n) => { n.textContent = duration((Date.now() - Date.parse(n.dataset.since)) / 1000); }), 1000);
theme();
awaitHello();
connect();
