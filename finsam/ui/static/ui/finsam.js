/* What the pages do by themselves: search key, menus, figures that open in place, undo seconds. All of it optional. */
"use strict";

const typing = (node) => node.closest("input, textarea, select, [contenteditable]");
const openMenus = () => document.querySelectorAll("details.menu[open]");

function closeMenus(except) {
  openMenus().forEach((menu) => { if (menu !== except && !menu.contains(except)) menu.open = false; });
}

function focusSearch() {
  const field = document.getElementById("sok");
  if (!field) return false;
  if (field.offsetParent === null) { document.querySelector(".to-search")?.click(); return true; }
  field.focus();
  field.select();
  return true;
}

/* A figure inside .openable opens in the place kept for it, .opened; a second click or Escape closes it. */
function closeFigure(host, refocus) {
  const link = [...host.querySelectorAll("[aria-expanded='true']")].find((one) => one.closest(".openable") === host);
  host.querySelector(":scope > .opened")?.replaceChildren();
  link?.removeAttribute("aria-expanded");
  if (refocus) link?.focus();
}

async function openFigure(link, host) {
  const again = link.getAttribute("aria-expanded") === "true";
  closeFigure(host, false);
  if (again) return;
  const place = host.querySelector(":scope > .opened");
  try {
    await htmx.ajax("GET", link.href, { source: link, target: place, swap: "innerHTML" });
    if (!place.firstElementChild) throw new Error("empty");
    link.setAttribute("aria-expanded", "true");
    place.querySelector(".panel")?.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  } catch {
    location.href = link.href;
  }
}

function countDown(button) {
  let left = Number(button.dataset.seconds);
  const clock = setInterval(() => {
    left -= 1;
    button.querySelector("b").textContent = String(left);
    if (left > 0) return;
    clearInterval(clock);
    button.hidden = true;
  }, 1000);
}

/* A region that scrolls can be reached with the keyboard; one that does not is no stop on the way. */
function markScrolls() {
  document.querySelectorAll("[data-scroll]").forEach((region) => {
    if (region.scrollWidth > region.clientWidth + 1) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  });
}

function prepare(root) {
  root.querySelectorAll("[data-seconds]").forEach(countDown);
  const summaries = root.querySelectorAll("[data-focus]");
  if (summaries.length === 1) summaries[0].focus();
  markScrolls();
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const link = event.target.closest("a.tal, a[data-opens], a[data-close]");
  const host = link?.closest(".openable:has(> .opened)");
  if (!host || typeof htmx === "undefined") return;
  event.preventDefault();
  if (link.matches("[data-close]")) closeFigure(host, true);
  else openFigure(link, host);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    if (focusSearch()) event.preventDefault();
  }
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]") ?? openMenus()[0];
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
  const host = event.target.closest(".opened")?.parentElement ?? document.querySelector(".openable:has(> .opened > .panel)");
  if (host) closeFigure(host, true);
});

document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
addEventListener("resize", markScrolls);
prepare(document);
