/* Makes the page answer while one types. All it does is fetch the results section of an address
   that would also work by itself, and put it in the place of the one there. */
"use strict";
(() => {
  const box = document.getElementById("q");
  const form = document.getElementById("search");
  const results = document.getElementById("results");
  const status = document.getElementById("status");
  const words = document.body.dataset;
  const home = new URL(form.action).pathname;
  const isSearchPage = location.pathname === home;
  const kept = new Map(); // the last answers, by address
  const KEPT_MAX = 40;
  let asking = null; // what is under way
  let shown = ""; // what the results are of, or will be
  let isTyping = false; // the history's present entry is of a query being typed
  let isComposing = false; // an input method is at work
  let timer = 0;

  document.documentElement.classList.add("js");

  // ---- what is asked for ----

  const addressOf = () => {
    const params = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) params.append(name, value);
    const text = params.toString();
    return new URL(home + (text && "?" + text), location.href).href;
  };

  // Of a query that is still being typed the last word may go on.
  const partOf = (address) => {
    const url = new URL(address);
    url.searchParams.set("part", "results");
    if (isTyping) url.searchParams.set("typing", "1");
    return url.href;
  };

  const keep = (address, html) => {
    kept.delete(address);
    kept.set(address, html);
    if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value);
  };

  // ---- showing it ----

  const keyOf = (node) => node && results.contains(node) && node.closest("[data-key]")?.dataset.key;
  const withKey = (key) => [...results.querySelectorAll("[data-key]")].find((n) => n.dataset.key === key);

  const tell = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = text), 400);
  };

  const show = (html) => {
    const key = keyOf(document.activeElement);
    const had = results.contains(document.activeElement);
    const open = [...results.querySelectorAll("details[open][data-key]")].map((n) => n.dataset.key);
    results.innerHTML = html;
    results.removeAttribute("aria-busy");
    for (const key of open) withKey(key)?.setAttribute("open", "");
    const answer = results.firstElementChild;
    const totals = document.getElementById("totals");
    document.title = answer?.dataset.title ?? document.title;
    tell(totals?.textContent ?? "");
    rove();
    if (had) ((key && withKey(key)) || totals)?.focus({ preventScroll: true });
  };

  const showOffline = (address) => {
    const part = document.createElement("div");
    const head = document.createElement("h1");
    const again = document.createElement("a");
    part.className = "answer failure";
    head.id = "totals";
    head.tabIndex = -1;
    head.textContent = words.offline;
    again.href = address;
    again.textContent = words.retry;
    const line = document.createElement("p");
    line.append(again);
    part.append(head, line);
    show(part.outerHTML);
  };

  const load = async (address) => {
    const part = partOf(address);
    asking?.abort();
    const mine = (asking = new AbortController());
    shown = part;
    if (kept.has(part)) return show(kept.get(part));
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(part, { signal: mine.signal, headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (mine.signal.aborted) return;
      // What stands between the server and here, such as a proxy, has pages of its own for failures.
      if (!html.startsWith('<div class="answer')) throw new Error("no answer of the server");
      if (answer.ok) keep(part, html);
      show(html);
    } catch (error) {
      if (!mine.signal.aborted) showOffline(address);
    }
  };

  // ---- typing ----

  const typed = () => {
    const address = addressOf();
    if (isComposing || !isSearchPage || address === location.href) return;
    history[isTyping ? "replaceState" : "pushState"](null, "", address);
    isTyping = true;
    load(address);
  };

  box.addEventListener("compositionstart", () => (isComposing = true));
  box.addEventListener("compositionend", () => {
    isComposing = false;
    typed();
  });
  box.addEventListener("input", (event) => {
    if (!event.isComposing) typed();
  });
  form.addEventListener("submit", (event) => {
    if (isComposing) return event.preventDefault();
    if (!isSearchPage) return;
    event.preventDefault();
    typed();
    isTyping = false;
    load(location.href);
  });

  // ---- links ----

  const go = (address) => {
    isTyping = false;
    if (address !== location.href) history.pushState(null, "", address);
    const query = new URL(address).searchParams.get("q") ?? "";
    if (box.value !== query) box.value = query;
    return load(address);
  };

  results.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.hasAttribute("download")) return;
    const url = new URL(link.getAttribute("href"), location.href);
    if (!isSearchPage || url.origin !== location.origin || url.pathname !== home || url.hash) return;
    event.preventDefault();
    const isPage = link.closest(".pages");
    go(url.href).then(() => {
      if (isPage) {
        scrollTo({ top: 0 });
        document.getElementById("totals")?.focus({ preventScroll: true });
      }
    });
  });

  addEventListener("popstate", () => {
    if (!isSearchPage) return;
    isTyping = false;
    if (partOf(location.href) === shown) return;
    box.value = new URL(location.href).searchParams.get("q") ?? "";
    load(location.href);
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // ---- keys ----

  const titles = () => [...results.querySelectorAll(".hit h2 a")];
  const bars = () => [...results.querySelectorAll(".plot a")];

  // One bar is reached by Tab, the others from it by arrows.
  const rove = () => {
    const all = bars();
    const first = all.find((bar) => bar.hasAttribute("aria-current")) ?? all[0];
    for (const bar of all) bar.setAttribute("tabindex", bar === first ? "0" : "-1");
  };

  const step = (list, from, by) => {
    const to = list[Math.min(Math.max(list.indexOf(from) + by, 0), list.length - 1)];
    to?.focus();
    return to;
  };

  const moveBar = (bar, event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (!by) return;
    event.preventDefault();
    const to = step(bars(), bar, by);
    for (const other of bars()) other.setAttribute("tabindex", other === to ? "0" : "-1");
  };

  const moveTitle = (event) => {
    const list = titles();
    const here = document.activeElement;
    const hit = here.closest(".hit")?.querySelector("h2 a");
    if (here !== box && !hit && here !== document.body && here.id !== "totals") return;
    if (list.length === 0 || (here === box && event.key === "ArrowUp")) return;
    event.preventDefault();
    if (!hit) list[0].focus();
    else if (event.key === "ArrowUp" && hit === list[0] && here === hit) box.focus();
    else step(list, hit, event.key === "ArrowDown" ? 1 : here === hit ? -1 : 0);
    document.activeElement.closest(".hit")?.scrollIntoView({ block: "nearest" });
  };

  const leave = (event) => {
    const menu = document.activeElement.closest(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (document.activeElement !== box) {
      box.focus();
      box.select();
    } else if (box.value) {
      event.preventDefault();
      box.value = "";
      typed();
    } else {
      box.blur();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    const isWithControl = event.ctrlKey || event.metaKey;
    const bar = event.target.closest?.(".plot a");
    const isFocusKey = isWithControl
      ? event.key.toLowerCase() === "k"
      : event.key === "/" && !event.target.closest?.("input[type=search], textarea, select");
    if (isWithControl && !isFocusKey) return;
    if (isFocusKey) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape") leave(event);
    else if (bar && event.key === " ") {
      event.preventDefault();
      bar.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    } else if (bar) moveBar(bar, event);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") moveTitle(event);
  });

  if (isSearchPage) keep((shown = partOf(location.href)), results.innerHTML);
  rove();
})();
