'use strict';

// Every text of the page, in both languages of it. {n} is a number.
const texts = {
  en: {
    other: 'Tiếng Việt', label: 'A sentence to match, or words to find', find: 'Find', from: 'Language', auto: 'either',
    en: 'English', vi: 'Vietnamese', words: 'Words', all: 'all of them', phrase: 'as a phrase', prefix: 'beginnings',
    key: 'This server asks for a key', use: 'Use it', badKey: 'The key is not accepted.', matches: 'Matches', hits: 'Concordance',
    more: 'Show more', atLeast: 'at least {n}', keySearch: 'to the box', keyFind: 'find', keyMove: 'from one result to the next',
    keyCopy: 'copy the translation', api: 'The interface for programs (OpenAPI)', looking: 'Looking …',
    none: 'Nothing like this is in the memory.', short: 'No match. Try fewer words, or words without marks.', copy: 'Copy', copied: 'Copied',
    placed: 'numbers put in', confidence: 'confidence {n}', failed: 'The server does not answer.', units: '{n} units', source: 'source',
    context: 'same context',
  },
  vi: {
    other: 'English', label: 'Câu cần tìm câu tương tự, hoặc từ cần tra', find: 'Tìm', from: 'Ngôn ngữ', auto: 'tự nhận biết',
    en: 'tiếng Anh', vi: 'tiếng Việt', words: 'Từ', all: 'đủ các từ', phrase: 'cả cụm liền nhau', prefix: 'phần đầu của từ',
    key: 'Máy chủ này yêu cầu khóa', use: 'Dùng khóa', badKey: 'Khóa không được chấp nhận.', matches: 'Câu tương tự', hits: 'Từ trong ngữ cảnh',
    more: 'Xem thêm', atLeast: 'ít nhất {n}', keySearch: 'về ô tìm', keyFind: 'tìm', keyMove: 'qua lại giữa các kết quả',
    keyCopy: 'chép bản dịch', api: 'Giao diện cho chương trình (OpenAPI)', looking: 'Đang tìm …',
    none: 'Trong bộ nhớ không có gì giống như vậy.', short: 'Không tìm thấy. Hãy thử ít từ hơn, hoặc gõ không dấu.', copy: 'Chép', copied: 'Đã chép',
    placed: 'đã thay số', confidence: 'độ tin cậy {n}', failed: 'Máy chủ không trả lời.', units: '{n} cặp câu', source: 'nguồn',
    context: 'cùng ngữ cảnh',
  },
};

const $ = (selector) => document.querySelector(selector);
const kept = (name, value) => {
  try {
    if (value === undefined) return sessionStorage.getItem(name);
    sessionStorage.setItem(name, value);
  } catch { /* storage is off: the page works without */ }
  return null;
};

let tongue = kept('tongue') || (navigator.languages || [navigator.language]).map((l) => l.slice(0, 2)).find((l) => l === 'vi' || l === 'en') || 'en';
let key = kept('key') || '';
let held = null;      // what the server says of itself
let state = ['', ''];  // the text shown and its class
let hitsShown = 20;
let asked = null;      // the request under way

const say = (name, n) => (texts[tongue][name] || name).replace('{n}', n);
const number = (n, options) => new Intl.NumberFormat(tongue, options).format(n);

function speak() {
  document.documentElement.lang = tongue;
  for (const e of document.querySelectorAll('[data-say]')) e.textContent = say(e.dataset.say);
  $('#tongue').textContent = say('other');
  $('#tongue').lang = tongue === 'en' ? 'vi' : 'en';
  if (held) $('#held').textContent = `${held.name} · ${say('units', number(held.units))}`;
  tell(...state);
}

function tell(name, kind) {
  state = [name, kind || ''];
  $('#state').textContent = name ? say(name) : '';
  $('#state').className = state[1];
}

class NeedKey extends Error {}

async function ask(path, parameters, signal) {
  const headers = key ? { Authorization: 'Bearer ' + key } : {};
  const answer = await fetch(path + '?' + new URLSearchParams(parameters), { headers, signal });
  if (answer.status === 401) throw new NeedKey();
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

// marked fills an element with a text in which spans, counted in code points, stand out.
function marked(element, text, spans, kind) {
  const points = Array.from(text);
  let end = 0;
  for (const [from, to] of spans || []) {
    element.append(points.slice(end, from).join(''));
    const m = document.createElement('mark');
    m.className = kind;
    m.textContent = points.slice(from, to).join('');
    element.append(m);
    end = to;
  }
  element.append(points.slice(end).join(''));
}

function span(className, text) {
  const e = document.createElement('span');
  e.className = className;
  e.textContent = text;
  return e;
}

function result(u, from, source, target, spans, likely, percent) {
  const li = document.createElement('li');
  li.tabIndex = -1;
  const a = document.createElement('p');
  a.lang = from;
  marked(a, source, spans, 'found');
  const b = document.createElement('p');
  b.className = 'target';
  b.lang = from === 'en' ? 'vi' : 'en';
  marked(b, target, likely, 'likely');
  const about = document.createElement('p');
  about.className = 'about';
  if (percent) about.append(span('percent', number(Math.min(percent, 100)) + ' %'));
  if (percent > 100) about.append(span('', say('context')));
  if (u.placed) about.append(span('', say('placed')));
  if (u.document) about.append(span('', u.document));
  if (u.confidence !== undefined) about.append(span('', say('confidence', number(u.confidence, { maximumFractionDigits: 2 }))));
  const date = u.changed || u.created;
  if (date) about.append(span('', new Intl.DateTimeFormat(tongue, { dateStyle: 'medium' }).format(new Date(date))));
  if (u.source_url && /^https?:\/\//.test(u.source_url)) {
    const link = document.createElement('a');
    link.href = u.source_url;
    link.rel = 'noreferrer noopener';
    link.target = '_blank';
    link.textContent = say('source');
    about.append(link);
  }
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'quiet copy';
  copy.textContent = say('copy');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(target);
    } catch {
      getSelection().selectAllChildren(b);
      document.execCommand('copy');
    }
    copy.textContent = say('copied');
    setTimeout(() => { copy.textContent = say('copy'); }, 1500);
  });
  li.append(a, b, about, copy);
  return li;
}

function show(section, items) {
  $(section).hidden = items.length === 0;
  $(section + ' ol').replaceChildren(...items);
}

async function find() {
  const form = new FormData($('#ask'));
  const text = form.get('text').trim();
  if (asked) asked.abort();
  if (!text) {
    show('#matches', []);
    show('#hits', []);
    tell('');
    history.replaceState(null, '', location.pathname);
    return;
  }
  asked = new AbortController();
  const { signal } = asked;
  const from = form.get('from');
  const mode = form.get('mode');
  history.replaceState(null, '', '#' + new URLSearchParams({ q: text, from, mode }));
  const slow = setTimeout(() => tell('looking'), 200);
  try {
    const [looked, found] = await Promise.all([
      ask('api/v1/lookup', { text, from, min: 60, max: 10 }, signal),
      text.length > 500 ? { in: 'en', hits: [], more: false } : ask('api/v1/search', { q: text, in: from, mode, max: hitsShown }, signal).catch((e) => {
        if (e instanceof NeedKey || e.name === 'AbortError') throw e;
        return { in: 'en', hits: [], more: false }; // a text of signs alone has no words
      }),
    ]);
    const known = new Set(looked.matches.map((m) => m.id));
    const hits = found.hits.filter((h) => !known.has(h.id));
    show('#matches', looked.matches.map((m) => result(m, looked.from, m.source, m.target, [], [], m.percent)));
    const other = found.in === 'en' ? 'vi' : 'en';
    show('#hits', hits.map((h) => result(h, found.in, h[found.in], h[other], h.found, h.likely, 0)));
    $('#more').hidden = !found.more || hitsShown >= 200;
    tell(looked.matches.length + hits.length ? '' : text.includes(' ') ? 'short' : 'none');
  } catch (e) {
    if (e.name === 'AbortError') return;
    show('#matches', []);
    show('#hits', []);
    if (e instanceof NeedKey) askKey();
    else if (e instanceof TypeError || !e.message) tell('failed', 'wrong');
    else tell(e.message, 'wrong');
  } finally {
    clearTimeout(slow);
  }
}

function askKey() {
  $('#keyform').hidden = false;
  tell(key ? 'badKey' : '', 'wrong');
  $('#key').focus();
}

async function hello() {
  try {
    held = await ask('api/v1/stats', {});
    $('#keyform').hidden = true;
    speak();
  } catch (e) {
    if (e instanceof NeedKey) askKey();
    else tell('failed', 'wrong');
  }
}

function move(step) {
  const all = [...document.querySelectorAll('main li')];
  if (!all.length) return false;
  const at = all.indexOf(document.activeElement.closest('li'));
  if (at + step < 0) $('#text').focus();
  else all[Math.min(at + step, all.length - 1)].focus();
  return true;
}

$('#ask').addEventListener('submit', (e) => {
  e.preventDefault();
  hitsShown = 20;
  find();
});
$('#ask').addEventListener('change', (e) => {
  if (e.target.type === 'radio') find();
});
$('#more').addEventListener('click', () => {
  hitsShown = Math.min(hitsShown * 3, 200);
  find();
});
$('#keyform').addEventListener('submit', async (e) => {
  e.preventDefault();
  key = $('#key').value.trim();
  kept('key', key);
  tell('');
  await hello();
  if (held) {
    $('#text').focus();
    find();
  }
});
$('#tongue').addEventListener('click', () => {
  tongue = tongue === 'en' ? 'vi' : 'en';
  kept('tongue', tongue);
  speak();
  find();
});
document.addEventListener('keydown', (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
  const typing = e.target.matches('textarea, input[type=password]');
  const within = e.target.closest('li');
  if (e.key === 'Enter' && e.target.id === 'text' && !e.shiftKey) {
    e.preventDefault();
    $('#ask').requestSubmit();
  } else if (e.key === '/' && !typing) {
    e.preventDefault();
    $('#text').select();
  } else if (e.key === 'Escape' && typing) {
    $('#text').select();
  } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && (within || e.target.id === 'text' && e.key === 'ArrowDown' && e.target.selectionEnd === e.target.value.length)) {
    if (move(e.key === 'ArrowDown' ? 1 : -1)) e.preventDefault();
  } else if (e.key === 'c' && within) {
    within.querySelector('.copy').click();
  }
});

const remembered = new URLSearchParams(location.hash.slice(1));
if (remembered.get('q')) {
  $('#text').value = remembered.get('q').slice(0, 5000);
  for (const [name, value] of [['from', remembered.get('from')], ['mode', remembered.get('mode')]]) {
    const radio = [...document.querySelectorAll(`input[name=${name}]`)].find((r) => r.value === value);
    if (radio) radio.checked = true;
  }
}
speak();
hello().then(() => { if (held) find(); });
