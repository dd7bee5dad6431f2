
"use strict";
(() => {
  // Everything from the library is put into the page as text, never as markup.
  const { replies: all, names: data } = JSON.parse(document.getElementById("data").textContent);
  for (const reply of all) {
    reply.b ??= [];
    reply.f ??= [];
  }
  const SEVERITIES = ["error", "warning", "info"];
  const PAGE = 50;
  const form = document.querySelector(".filters");
  const list = document.getElementById("list");
  const chips = document.querySelector(".chips");
  const count = document.getElementById("count");
  const navs = [...document.querySelectorAll(".pages")];
  const KEYS = ["q", "category", "severity", "folder", "show", "sort", "rule", "phrase", "status", "score"];
  const CHIPS = { rule: "rule", phrase: "phrase", status: "status", score: "score" };
  const number = new Intl.NumberFormat("en");
  let state = {};
  let page = 0;
  let rows = [];

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  // The state is in the address, so that every count is a link and going back works.
  const read = () => {
    const found = /^#rows\?(.*)$/.exec(location.hash);
    const given = new URLSearchParams(found ? found[1] : "");
    const next = {};
    for (const key of KEYS) if (given.get(key)) next[key] = given.get(key);
    return next;
  };
  const link = (wanted) => {
    const parts = KEYS.filter((key) => wanted[key]).map((key) => `${key}=${encodeURIComponent(wanted[key])}`);
    return parts.length ? `#rows?${parts.join("&")}` : "#rows";
  };

  const haystack = (reply) => {
    if (reply.hay === undefined) {
      const texts = reply.b.flatMap((passage) => passage.t.map((piece) => piece[0]));
      const places = [reply.t, reply.i, reply.r, data.paths[reply.p], data.folders[reply.d]];
      reply.hay = [...places, texts.join("")].filter(Boolean).join("\n").toLowerCase();
    }
    return reply.hay;
  };

  const finds = (finding) =>
    (!state.category || data.categories[finding.c] === state.category) &&
    (!state.severity || SEVERITIES[finding.s] === state.severity) &&
    (!state.rule || data.rules[finding.r] === state.rule) &&
    (!state.phrase || data.phrases[finding.h] === state.phrase) &&
    (!state.status || finding.n === state.status);

  const filtered = () => {
    const asks = ["category", "severity", "rule", "phrase", "status"].some((key) => state[key]);
    const folder = state.folder === undefined ? -1 : data.folders.indexOf(state.folder);
    const [least, most] = (state.score || "0-100").split("-").map(Number);
    const words = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    const show = state.show || (state.score ? "all" : "found");
    return all.filter((reply) => {
      const isClean = reply.f.length === 0;
      if (asks ? isClean : (show === "found" && isClean) || (show === "clean" && !isClean)) return false;
      if (state.folder !== undefined && reply.d !== folder) return false;
      if (reply.s < least || (most === undefined ? least : most) < reply.s) return false;
      if (!words.every((word) => haystack(reply).includes(word))) return false;
      return !asks || reply.f.some(finds);
    });
  };

  const orders = {
    score: (one, two) => one.s - two.s,
    uses: (one, two) => (two.u || 0) - (one.u || 0),
    title: (one, two) => name(one).localeCompare(name(two)),
    path: (one, two) => data.paths[one.p].localeCompare(data.paths[two.p]) || one.o - two.o,
  };
  const name = (reply) => reply.t || reply.r || data.paths[reply.p];
  const plural = (amount, one, many) => `${number.format(amount)} ${amount === 1 ? one : many}`;

  const places = (reply) => {
    const path = data.paths[reply.p];
    const folder = data.folders[reply.d];
    const parts = [folder === path ? null : folder, path, reply.r, plural(reply.w, "word", "words")];
    if (reply.u !== undefined && reply.u !== null) parts.push(`read ${plural(reply.u, "time", "times")}`);
    return parts.filter((part) => part && part !== name(reply));
  };

  const heading = (reply) => {
    const band = reply.s < 40 ? 0 : reply.s < 80 ? 1 : reply.s < 100 ? 2 : 3;
    const points = make("p", `points band${band}`, make("b", "", String(reply.s)), make("span", "hidden", " of 100 points"));
    const title = make("h3", "", make("bdi", "", name(reply)));
    const where = make("p", "where", ...places(reply).map((part) => make("bdi", "", part)));
    return make("header", "", points, make("div", "", title, where));
  };

  const passage = (reply, shown, several) => {
    const parts = several && shown.l ? [make("p", "locator", shown.l)] : [];
    const text = make("p", "passage");
    text.dir = "auto";
    shown.t.forEach(([words, found = []], at) => {
      if (!found.length) return text.append(words);
      const gravest = Math.min(...found.map((finding) => reply.f[finding].s));
      text.append(make("mark", SEVERITIES[gravest], words));
      const next = (shown.t[at + 1] || [])[1] || [];
      for (const finding of found) if (!next.includes(finding)) text.append(make("sup", "", String(finding + 1)));
    });
    return [...parts, text];
  };

  const fault = (finding) => {
    const severity = SEVERITIES[finding.s];
    const rule = data.rules[finding.r];
    const same = make("a", "rule", rule);
    same.href = link({ rule });
    const head = make("p", "", make("span", `badge ${severity}`, severity), " ", same);
    if (finding.n === "new") head.append(" ", make("span", "tag", "new"));
    const item = make("li", "", head, make("p", "", data.messages[finding.m]));
    for (const sentence of finding.x || []) {
      const rewrite = make("p", "try", make("span", "hidden", "Write: "), sentence || "(leave it out)");
      rewrite.dir = "auto";
      item.append(rewrite);
    }
    if (finding.e) item.append(make("p", "note", finding.e));
    return item;
  };

  const article = (reply) => {
    if (!reply.f.length) return make("article", "reply plain", heading(reply));
    const text = make("div", "text", ...reply.b.flatMap((shown) => passage(reply, shown, reply.b.length > 1)));
    const faults = make("ol", "faults", ...reply.f.map(fault));
    return make("article", "reply", heading(reply), make("div", "sides", text, faults));
  };

  const draw = () => {
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    list.replaceChildren(...rows.slice(page * PAGE, (page + 1) * PAGE).map(article));
    for (const nav of navs) {
      nav.hidden = pages === 1;
      nav.querySelector("span").textContent = `Page ${number.format(page + 1)} of ${number.format(pages)}`;
      nav.querySelector("[name=before]").disabled = page === 0;
      nav.querySelector("[name=next]").disabled = page === pages - 1;
    }
  };

  const told = () => {
    const findings = rows.reduce((sum, reply) => sum + reply.f.filter(finds).length, 0);
    const replies = plural(rows.length, "reply", "replies");
    const asks = Object.keys(state).some((key) => ["category", "severity", "rule", "phrase", "status"].includes(key));
    if (!asks) return findings ? `${replies} with ${plural(findings, "finding", "findings")}` : replies;
    return findings ? `${replies} with ${plural(findings, "such finding", "such findings")}` : replies;
  };

  const apply = () => {
    rows = filtered();
    if (orders[state.sort]) rows = [...rows].sort(orders[state.sort]);
    page = 0;
    const shown = { ...state, show: state.show || (state.score ? "all" : "found") };
    for (const field of form.elements) if (field.name && field !== document.activeElement) field.value = shown[field.name] || "";
    const active = Object.keys(CHIPS).filter((key) => state[key]);
    chips.replaceChildren(...active.map((key) => {
      const chip = make("button", "", `${CHIPS[key]}: ${state[key]}`);
      chip.type = "button";
      chip.setAttribute("aria-label", `Remove the filter ${CHIPS[key]}: ${state[key]}`);
      chip.addEventListener("click", () => change({ [key]: undefined }));
      return chip;
    }));
    const changed = Object.keys(state).some((key) => key !== "sort");
    if (changed) {
      const clear = make("a", "", "Clear all filters");
      clear.href = link({ sort: state.sort });
      chips.append(clear);
    }
    count.textContent = rows.length ? told() : "No reply is like that.";
    draw();
  };

  const change = (part) => {
    state = { ...state, ...part };
    history.replaceState(null, "", link(state));
    apply();
  };

  form.addEventListener("input", (event) => change({ [event.target.name]: event.target.value || undefined }));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const nav of navs) {
    nav.addEventListener("click", (event) => {
      if (event.target.name !== "before" && event.target.name !== "next") return;
      page += event.target.name === "next" ? 1 : -1;
      draw();
      arrive();
    });
  }
  const arrive = () => {
    const head = document.getElementById("rows");
    head.scrollIntoView();
    head.focus({ preventScroll: true });
  };
  addEventListener("hashchange", () => {
    if (!location.hash.startsWith("#rows")) return;
    state = read();
    apply();
    arrive();
  });

  const folders = form.elements.folder;
  const named = [...data.folders].sort((one, two) => one.localeCompare(two));
  folders.append(...named.map((folder) => new Option(folder)));
  form.hidden = false;
  state = read();
  apply();
  if (location.hash.startsWith("#rows?")) arrive();
})();
