// Turns messages into elements. Text is only ever set as text, never as markup.

export function element(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'class') node.className = value;
    else if (key === 'text') node.textContent = value;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'data') Object.assign(node.dataset, value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined) return null;
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60 ? `${s % 60} s` : ''}`.trim();
  const hours = Math.floor(s / 3600);
  return hours < 48 ? `${hours} h ${Math.floor((s % 3600) / 60)} min` : `${Math.round(hours / 24)} days`;
}

export function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

const clock = (iso) => new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
const moment = (iso) => new Date(iso).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });

function richText(text, mentions) {
  const box = element('div', { class: 'text' });
  for (const name of mentions ?? []) box.append(element('span', { class: 'mention', text: `@${name}` }), ' ');
  text.split('```').forEach((part, i) => {
    if (i % 2) box.append(element('pre', {}, element('code', { text: part.replace(/^\n/, '') })));
    else part.split('`').forEach((piece, j) => box.append(j % 2 ? element('code', { text: piece }) : piece));
  });
  return box;
}

function facts(card) {
  const list = element('dl', { class: 'facts' });
  const add = (name, value, extra) => value && list.append(element('div', {}, element('dt', { text: name }), element('dd', { ...extra, text: value })));
  add('Asked by', card.requester);
  add('Project', card.project !== 'default' ? card.project : null);
  const running = !card.endedAt;
  add(running ? 'Elapsed' : 'Took', duration(((running ? Date.now() : Date.parse(card.endedAt)) - Date.parse(card.startedAt)) / 1000), running ? { class: 'elapsed', data: { since: card.startedAt } } : {});
  add('Expected', running && card.expectedSeconds && !['AwaitingApproval', 'Parked'].includes(card.stage) ? `about ${duration(card.expectedSeconds)}` : null);
  if (card.model) {
    const m = card.model;
    add('Model', `${m.name} (${m.provider})`);
    add('Tokens', `${m.inputTokens.toLocaleString('en')} in, ${m.outputTokens.toLocaleString('en')} out`);
    add('Cost', m.costUsd === null || m.costUsd === undefined ? 'not known' : m.costUsd === 0 ? 'free (local)' : `$${m.costUsd.toFixed(4)}`);
  }
  add('Decide until', card.deadline && card.stage === 'AwaitingApproval' ? moment(card.deadline) : null);
  add('Waiting for', card.waitingFor);
  return list;
}

function artifactSection(card) {
  if (!card.files?.length) return null;
  return element('section', { class: 'section', 'aria-label': 'Files' },
    element('h4', { text: `${card.files.length} file${card.files.length === 1 ? '' : 's'}, ${size(card.totalSize)} · round ${card.round} · digest ${card.digest.slice(0, 12)}` }),
    element('ul', { class: 'files' }, ...card.files.map((f) => element('li', {}, element('span', { text: f.path }), element('span', { text: size(f.size) })))));
}

function reviewSection(card) {
  if (!card.review) return null;
  const { findings, completed, note } = card.review;
  const heading = completed ? (findings.length ? `Review: ${findings.length} finding${findings.length === 1 ? '' : 's'}` : 'Review: nothing found') : 'Review did not complete';
  return element('section', { class: 'section', 'aria-label': 'Review' },
    element('h4', { text: heading }),
    note && element('p', { text: note }),
    element('ul', { class: 'findings' }, ...findings.map((f) => element('li', {},
      element('span', { class: `severity ${f.severity.toLowerCase()}`, text: f.severity }),
      f.path ? element('code', { text: f.path }) : null, f.path ? ' ' : null, f.message))));
}

function actions(card, onAction) {
  if (!card.actions.length && !card.runLink) return null;
  return element('div', { class: 'actions' },
    ...card.actions.map((a) => a.href
      ? element('a', { class: 'button', href: a.href, target: '_blank', rel: 'noopener', text: a.label })
      : element('button', { type: 'button', class: `button ${a.style}`, text: a.label, data: { action: a.action }, 'aria-label': `${a.label}, build #${card.number}`, onclick: (e) => onAction(card, a, e.currentTarget) })),
    card.runLink && element('a', { class: 'button', href: card.runLink, target: '_blank', rel: 'noopener', text: 'Run in Temporal' }));
}

function cardElement(card, onAction) {
  const shown = Math.round(card.shareDone * 100);
  const stepText = card.step ? `${card.stageLabel}, step ${card.step} of ${card.steps}` : card.stageLabel;
  return element('article', { class: 'card', data: { tone: card.tone, number: card.number, stage: card.stage, round: card.round ?? 0 }, 'aria-label': `Build #${card.number}: ${card.stageLabel}` },
    element('div', { class: 'card-head' },
      element('h3', {}, element('span', { class: 'number', text: `#${card.number} ` }), card.title),
      element('span', { class: 'badge', text: card.stageLabel })),
    card.endedAt ? null : element('div', { class: 'steps' },
      element('span', { text: stepText }), element('progress', { max: 100, value: shown, 'aria-label': stepText }), element('span', { text: `${shown} %` })),
    card.wait && element('p', { class: 'wait', data: { place: card.wait.place }, text: card.wait.text }),
    card.detail && element('p', { class: 'detail', text: card.detail }),
    card.model?.isSample && element('p', { class: 'sample', text: 'Made by the built-in sample generator, which is not an AI. Set Models:… to use Ollama or OpenAI.' }),
    card.decision && element('p', { class: 'detail decision', text: card.decision }),
    card.stage === 'Done' && element('p', { class: 'detail', text: 'The archive to download is in the thread.' }),
    artifactSection(card), reviewSection(card), facts(card), actions(card, onAction));
}

export function messageElement(message, { onAction, onReplies, name }) {
  const bot = !message.authorId;
  const avatar = bot
    ? element('div', { class: 'avatar', 'aria-hidden': true }, element('img', { src: '/chat/icon.svg', alt: '' }))
    : element('div', { class: 'avatar', 'aria-hidden': true, text: name(message.authorId).slice(0, 1) });
  const body = element('div', {},
    element('div', { class: 'who' },
      element('b', { text: bot ? 'Vibe' : name(message.authorId) }), bot ? element('span', { class: 'tag', text: 'app' }) : null,
      element('time', { datetime: message.at, title: moment(message.at), text: clock(message.at) }),
      message.privateTo ? element('span', { class: 'tag', text: 'only you can see this' }) : null));
  if (message.text) body.append(richText(message.text, message.mentions?.map(name)));
  if (message.card) body.append(cardElement(message.card, onAction));
  if (message.file) {
    body.append(element('a', { class: 'file', href: message.file.url, download: message.file.name, data: { file: message.file.name } },
      element('span', { 'aria-hidden': true, text: '⬇' }), element('span', {}, message.file.name, element('small', { text: size(message.file.size) }))));
  }
  if (onReplies && message.replies) {
    body.append(element('button', { type: 'button', class: 'replies', text: `${message.replies} repl${message.replies === 1 ? 'y' : 'ies'}`, onclick: () => onReplies(message) }));
  } else if (onReplies && message.card) {
    body.append(element('button', { type: 'button', class: 'replies', text: 'Open thread', onclick: () => onReplies(message) }));
  }
  return element('div', { class: `message${message.privateTo ? ' private' : ''}`, data: { id: message.id } }, avatar, body);
}
