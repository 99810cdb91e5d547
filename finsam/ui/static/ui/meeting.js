/* A meeting while it goes on: each field saves itself, nothing typed is lost, the keyboard does it all. */
"use strict";

const PAUSE_MS = 800;
const RETRY_MS = 5000;
const form = document.querySelector("[data-live]");
const fields = form ? [...form.querySelectorAll("[data-field]")] : [];
const states = new Map();
let offlineSince = "";
let retry = 0;

const base = (field) => form.querySelector(`[name="base-${field.dataset.field}"]`);
const keyOf = (field) => `finsam:${form.dataset.key}:${field.dataset.field}`;
const now = () => { const d = new Date(); return `${d.getHours()}.${String(d.getMinutes()).padStart(2, "0")}`; };
const words = (name) => document.querySelector(`[data-words="${name}"]`)?.content.cloneNode(true);

/* What is kept in the browser until the server has it. */
function keep(field) {
  try {
    localStorage.setItem(keyOf(field), JSON.stringify({ text: field.value, based_on: base(field).value, at: now() }));
  } catch { /* no room, or not allowed: the server is still told */ }
}
function kept(field) {
  try { return JSON.parse(localStorage.getItem(keyOf(field))); } catch { return null; }
}
function forget(field) {
  try { localStorage.removeItem(keyOf(field)); } catch { /* as above */ }
}

/* The line in the bar that says what is saved, and the notes under it. */
function say(text, isLate) {
  const line = document.querySelector("[data-saved]");
  if (!line) return;
  line.hidden = false;
  line.classList.toggle("is-late", Boolean(isLate));
  line.querySelector("span").textContent = text;
}
function showNote(name, fill) {
  const place = document.querySelector("[data-notes]");
  if (!place || place.querySelector(`[data-note="${name}"]`)) return null;
  const note = document.createElement("div");
  note.dataset.note = name;
  note.append(words(name));
  fill?.(note);
  place.append(note);
  return note;
}
const hideNote = (name) => document.querySelectorAll(`[data-note="${name}"]`).forEach((note) => note.remove());

function cutOff() {
  if (!offlineSince) {
    offlineSince = now();
    showNote("offline", (note) => { note.querySelector("b").textContent = offlineSince; });
    say(`Sparat här ${offlineSince}, inte på servern`, true);
  }
  clearTimeout(retry);
  retry = setTimeout(sendAll, RETRY_MS);
}
function connected() {
  offlineSince = "";
  clearTimeout(retry);
  hideNote("offline");
}

/* One field at a time is sent, and what is typed meanwhile is sent after. */
function stateOf(field) {
  if (!states.has(field)) states.set(field, { timer: 0, sending: false, saved: field.value, stuck: false });
  return states.get(field);
}
function typed(field) {
  const state = stateOf(field);
  keep(field);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => send(field), PAUSE_MS);
}
const unsaved = () => fields.filter((field) => stateOf(field).saved !== field.value);

async function send(field, more) {
  const state = stateOf(field);
  clearTimeout(state.timer);
  if (state.stuck || state.saved === field.value) return true;
  if (state.sending) return state.sending.then(() => send(field));
  state.sending = post(field, state, more).finally(() => { state.sending = false; });
  return state.sending;
}
async function post(field, state, more) {
  const text = field.value;
  const body = new URLSearchParams({ field: field.dataset.field, text, based_on: base(field).value });
  const headers = { Accept: "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers, redirect: "manual", ...more });
  } catch {
    cutOff();
    return false;
  }
  connected();
  if (answer.type === "opaqueredirect" || answer.status === 403) return signedOut();
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  if (!isJson) { cutOff(); return false; }
  const told = await answer.json();
  if (answer.status === 409) return clash(field, state, told);
  if (!answer.ok) { say(told.fault, true); return false; }
  state.saved = text;
  base(field).value = told.based_on;
  if (field.value === text) forget(field);
  field.dispatchEvent(new CustomEvent("finsam:saved", { bubbles: true }));
  if (!unsaved().length) say(`Sparat ${told.at}, här och på servern`);
  return true;
}
async function sendAll() {
  const all = await Promise.all(unsaved().map((field) => send(field)));
  return all.every(Boolean);
}
function signedOut() {
  showNote("signed-out");
  say("Sparat här, inte på servern", true);
  return false;
}

/* Another has changed the same field: both stand side by side until somebody chooses. */
function clash(field, state, told) {
  state.stuck = true;
  say("Två har ändrat samma fält", true);
  hideNote("clash");
  showNote("clash", (note) => {
    note.querySelector("[data-heading]").textContent = told.heading;
    note.querySelector("[data-theirs]").textContent = told.theirs;
    const mine = note.querySelector("[data-mine]");
    mine.value = field.value;
    const settle = (text) => {
      base(field).value = told.based_on;
      state.stuck = false;
      state.saved = told.theirs;
      field.value = text;
      grow(field);
      note.remove();
      if (text === told.theirs) { forget(field); say("Den andra texten står kvar"); } else { keep(field); send(field); }
      field.focus();
    };
    note.querySelector("[data-keep]").addEventListener("click", () => settle(mine.value));
    note.querySelector("[data-take]").addEventListener("click", () => settle(told.theirs));
    mine.addEventListener("input", () => { field.value = mine.value; keep(field); });
  });
  document.querySelector('[data-note="clash"] .note')?.focus();
  return false;
}

/* What was kept when the page last closed without saving: offered, never taken for granted. */
function offerKept() {
  for (const field of fields) {
    const found = kept(field);
    if (!found || found.text === field.value) { forget(field); continue; }
    offer(field, found);
  }
  offerElsewhere();
}
function offer(field, found) {
  const place = document.querySelector("[data-notes]");
  const note = document.createElement("div");
  note.dataset.note = `kept-${field.dataset.field}`;
  note.append(words("kept"));
  note.querySelector("b").textContent = found.at;
  note.querySelector("[data-kept]").textContent = found.text;
  note.querySelector("[data-use]").addEventListener("click", () => {
    base(field).value = found.based_on;
    field.value = found.text;
    open(field);
    grow(field);
    note.remove();
    send(field);
    field.focus();
  });
  note.querySelector("[data-drop]").addEventListener("click", () => { forget(field); note.remove(); });
  place.append(note);
  say("Allt är inte sparat", true);
}
function offerElsewhere() {
  const start = `finsam:${form.dataset.key.replace(/[^:]*$/, "")}`;
  const others = new Set(Object.keys(localStorage).filter((key) => key.startsWith(start)).map((key) => key.split(":")[3]));
  others.delete(form.dataset.key.split(":")[2]);
  for (const pk of others) {
    const link = document.querySelector(`.live-agenda [data-item="${pk}"]`);
    if (!link) continue;
    const note = document.createElement("div");
    note.append(words("elsewhere"));
    const to = note.querySelector("a");
    to.href = link.href;
    to.textContent = link.querySelector(".live-number").textContent;
    document.querySelector("[data-notes]").append(note);
  }
}

/* Wordings, att-satser, and fields as tall as their text. */
function choose(chip) {
  const decision = form.elements.decision;
  const outcome = form.elements.outcome;
  outcome.value = chip.dataset.wording;
  decision.value = chip.dataset.text;
  for (const other of form.querySelectorAll("[data-wording]")) {
    other.classList.toggle("chip-on", other === chip);
    other.setAttribute("aria-pressed", String(other === chip));
  }
  const reasons = form.querySelector("[data-reasons]");
  reasons.hidden = chip.dataset.wording !== "rejected" && !form.elements.reasons.value;
  grow(decision);
  [outcome, decision].forEach((field) => { keep(field); send(field); });
  decision.focus();
  const gap = decision.value.indexOf("…");
  if (gap >= 0) decision.setSelectionRange(gap, gap + 1);
  else decision.setSelectionRange(decision.value.length, decision.value.length);
}
function newClause(field) {
  const start = field.value && field.selectionStart === 0 ? "att " : field.value ? "\natt " : "att ";
  field.setRangeText(start, field.selectionStart, field.selectionEnd, "end");
  grow(field);
  typed(field);
}
function grow(field) {
  if (field.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
function open(node) {
  node.closest("[hidden]")?.removeAttribute("hidden");
  const fold = node.closest("details");
  if (fold) fold.open = true;
}

/* Leaving the page waits for what is not saved; closing the window tries once more. */
async function leave(url) {
  if (await sendAll()) location.href = url;
  else say("Vänta: allt är inte på servern än", true);
}
async function submitWhole(button) {
  if (!(await sendAll())) return;
  form.requestSubmit ? form.requestSubmit(button) : form.submit();
}

const isTyping = (node) => node.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function onKey(event) {
  const primary = document.querySelector("[data-primary]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && primary) {
    event.preventDefault();
    primary.click();
    return;
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const link = document.querySelector(event.key === "ArrowUp" ? "[data-earlier]" : "[data-later]");
    event.preventDefault();
    link?.click();
    return;
  }
  const digit = /^Digit[1-9]$/.test(event.code) ? event.code.slice(5) : "";
  if (form && digit && !event.ctrlKey && !event.metaKey && !event.shiftKey && (event.altKey || !isTyping(event.target))) {
    const chip = form.querySelector(`[value="wording-${digit}"]`);
    if (chip) { event.preventDefault(); choose(chip); }
    return;
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "b" && form) { event.preventDefault(); form.elements.decision.focus(); }
  if (event.key === "?") {
    const keys = document.getElementById("tangenter");
    if (keys) { keys.open = !keys.open; keys.scrollIntoView({ block: "nearest" }); }
  }
}

document.addEventListener("keydown", onKey);

if (form) {
  fields.forEach((field) => { stateOf(field); grow(field); });
  form.addEventListener("input", (event) => {
    if (!event.target.dataset.field) return;
    grow(event.target);
    typed(event.target);
  });
  form.addEventListener("focusout", (event) => { if (event.target.dataset.field) send(event.target); });
  form.elements.decision.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    newClause(event.target);
  });
  form.elements.decision.addEventListener("focus", (event) => {
    if (!event.target.value) newClause(event.target);
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.dataset.wording !== undefined) { event.preventDefault(); choose(button); return; }
    if (unsaved().length) { event.preventDefault(); submitWhole(button); }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !link?.target;
    if (!link || !plain || link.getAttribute("href").startsWith("#") || event.defaultPrevented || !unsaved().length) return;
    event.preventDefault();
    leave(link.href);
  });
  addEventListener("online", sendAll);
  addEventListener("offline", cutOff);
  addEventListener("pagehide", () => { unsaved().forEach((field) => { keep(field); send(field, { keepalive: true }); }); });
  offerKept();
}

/* What others do meanwhile: told, never forced upon what is being typed. */
const watched = document.querySelector("[data-pulse]");
async function pulse() {
  if (document.hidden || offlineSince) return;
  try {
    const answer = await fetch(watched.dataset.pulse, { headers: { Accept: "application/json" }, redirect: "manual" });
    const told = answer.ok ? await answer.json() : null;
    if (told && String(told.meeting) !== watched.dataset.version) showNote("changed");
  } catch { /* what is typed finds out by itself */ }
}
if (watched) setInterval(pulse, 10000);
document.addEventListener("htmx:afterSettle", () => {
  const counted = [...document.querySelectorAll(".live-count[data-version]")].map((part) => Number(part.dataset.version));
  if (watched && counted.length) watched.dataset.version = String(Math.max(Number(watched.dataset.version), ...counted));
});
