// The search page: what the reader asks for, and chooses, is in the address; what is found is shown below it.

const SHOWN = 10; // so many results at a time
const CHOICES = 8; // so many of a facet, beside the chosen ones
const CONTEXTS = 2; // so many passages of an article
const FACETS = ["source", "year", "tag", "entity"];

const page = document.documentElement.lang;
const form = document.getElementById("search");
const said = document.getElementById("found");
const named = document.getElementById("named");
const facets = document.querySelector(".facets");
const list = document.querySelector(".results > ol");
const more = document.querySelector(".more");
const { Index, narrowed } = await import(form.dataset.engine);

const number = new Intl.NumberFormat(form.dataset.locale);
const day = new Intl.DateTimeFormat(form.dataset.locale, { dateStyle: "long", timeZone: "UTC" });
const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const address = () => new URLSearchParams(location.search);

async function load(name) {
  const url = new URL(name, new URL(form.dataset.index, location));
  // Only the list of files may change under its name.
  const response = await fetch(url, { cache: name.endsWith(".json") ? "no-cache" : "default" });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.arrayBuffer();
}

let opened;
const index = () => (opened ??= Index.open(load).catch((error) => { opened = undefined; throw error; }));

// Words with their language, that of Han in other text too, and with what was looked for marked.
function write(element, text, lang, marks = []) {
  if (lang && lang !== page) element.lang = lang;
  const spell = (parent, words) => {
    const parts = /^zh\b/.test(lang) ? [words] : words.split(/(\p{Script=Han}+)/u);
    parts.forEach((part, at) => {
      if (at % 2 === 0) return parent.append(part);
      const span = document.createElement("span");
      [span.lang, span.textContent] = ["zh-Hans", part];
      parent.append(span);
    });
  };
  let end = 0;
  for (const [from, to] of marks) {
    spell(element, text.slice(end, from));
    const mark = document.createElement("mark");
    spell(mark, text.slice(from, to));
    element.append(mark);
    end = to;
  }
  spell(element, text.slice(end));
}

// A passage with the first words that are marked in it, cut between words.
function excerpt(text, marks, lang) {
  const [before, length] = /^zh\b/.test(lang) ? [30, 100] : [70, 220];
  let from = Math.max(0, (marks[0]?.[0] ?? 0) - before), to = Math.min(text.length, from + length);
  if (from) from += Math.max(0, text.slice(from, marks[0][0]).search(/[\s，。、；：]/) + 1);
  if (to < text.length) to -= Math.max(0, [...text.slice(Math.max(from, marks[0]?.[1] ?? 0), to)].reverse().findIndex((c) => c === " "));
  const [head, tail] = [from ? "…" : "", to < text.length ? "…" : ""];
  const shift = head.length - from;
  const inside = marks.filter((mark) => mark[0] >= from && mark[1] <= to).map((mark) => mark.map((at) => at + shift));
  return [head + text.slice(from, to).trimEnd() + tail, inside];
}

async function card(engine, result, hit) {
  const words = await engine.read(hit.article);
  const phrases = engine.wanted(result, hit);
  const item = copy("result");
  const [source, title] = item.querySelectorAll("a");
  const [about, name] = item.querySelectorAll(".card-words > .meta, .card-words > .meta span");
  source.href = `${form.dataset.sources}${encodeURIComponent(hit.article.source)}/`;
  write(source, ...label(engine, "source", hit.article.source));
  const time = item.querySelector(".card-meta").appendChild(document.createElement("time"));
  [time.dateTime, time.textContent] = [hit.article.day, day.format(new Date(hit.article.day))];
  title.href = `${form.dataset.articles}${encodeURIComponent(words.slug)}/`;
  write(title, words.title, words.lang, engine.tokens.marks(words.title, phrases));
  if (hit.about) {
    about.hidden = false;
    const id = result.names.find((id) => hit.article.facets.entity.includes(id));
    if (id) write(name, ...label(engine, "entity", id));
  }
  const passages = [...words.blocks.map((text) => [text, false]), ...words.notes.map((text) => [text, true])]
    .map(([text, note]) => ({ text, note, marks: engine.tokens.marks(text, phrases) }));
  const marked = passages.filter(({ marks }) => marks.length).slice(0, CONTEXTS);
  for (const { text, note, marks } of marked.length ? marked : passages.slice(0, 1)) {
    const context = copy("context");
    const [kind, place] = context.children;
    kind.hidden = !note;
    const [shown, inside] = excerpt(text, marks, words.lang);
    write(place, shown, words.lang, inside);
    item.querySelector(".card-words").append(context);
  }
  return item;
}

function label(engine, facet, id) {
  const [text, lang] = engine.labels[facet]?.[id] ?? [id, ""];
  return [text, lang || page];
}

function offer(engine, hits, chosen) {
  const { name: focused, value } = document.activeElement;
  facets.hidden = !hits.length;
  for (const group of facets.children) {
    const { facet } = group.dataset;
    const counts = new Map(chosen[facet].map((id) => [id, 0]));
    for (const { article } of narrowed(hits, chosen, facet)) {
      for (const id of article.facets[facet]) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const order = facet === "year" ? ([one], [other]) => other - one : ([, one], [, other]) => other - one;
    const shown = [...counts].sort(order).filter(([id], at) => at < CHOICES || chosen[facet].includes(id));
    group.hidden = !shown.length;
    group.querySelector("summary span").textContent = chosen[facet].length ? number.format(chosen[facet].length) : "";
    group.querySelector("ul").replaceChildren(...shown.map(([id, count]) => {
      const item = copy("choice");
      const [name, much] = item.querySelectorAll("span");
      Object.assign(item.querySelector("input"), { name: facet, value: id, checked: chosen[facet].includes(id) });
      write(name, ...label(engine, facet, id));
      much.textContent = number.format(count);
      return item;
    }));
  }
  if (FACETS.includes(focused)) facets.querySelector(`[name="${focused}"][value="${CSS.escape(value)}"]`)?.focus();
}

// Names that were asked for lead to their pages.
function name(engine, ids) {
  named.querySelectorAll("a").forEach((link) => link.remove());
  named.hidden = !ids.length;
  for (const id of ids) {
    const link = document.createElement("a");
    link.href = `${form.dataset.entities}${encodeURIComponent(id)}/`;
    write(link, ...label(engine, "entity", id));
    named.append(link, " ");
  }
}

let run = 0;
async function search() {
  const mine = ++run;
  const asked = address();
  const query = asked.get("q") ?? "";
  const chosen = Object.fromEntries(FACETS.map((facet) => [facet, asked.getAll(facet)]));
  const anything = query.trim() || FACETS.some((facet) => chosen[facet].length);
  const waiting = setTimeout(() => { said.textContent = said.dataset.searching; }, 400);
  try {
    const engine = await index();
    const result = anything ? await engine.find(query) : { hits: [], names: [] };
    const hits = narrowed(result.hits, chosen);
    const cards = await Promise.all(hits.slice(0, SHOWN).map((hit) => card(engine, result, hit)));
    if (mine !== run) return;
    offer(engine, result.hits, chosen);
    name(engine, result.names);
    for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
    list.replaceChildren(...cards);
    list.hidden = !cards.length;
    said.textContent = !anything ? "" : hits.length
      ? said.dataset.found.replace("{count}", number.format(hits.length)) : said.dataset.none;
    more.hidden = hits.length <= SHOWN;
    more.onclick = async () => {
      const next = await Promise.all(hits.slice(list.children.length, list.children.length + SHOWN).map((hit) => card(engine, result, hit)));
      list.append(...next);
      more.hidden = list.children.length >= hits.length;
      next[0].querySelector("h2 a").focus();
    };
  } catch (error) {
    if (mine === run) said.textContent = said.dataset.failed;
    console.warn(error);
  } finally {
    clearTimeout(waiting);
  }
}

// Puts what is asked into the address; while somebody types, one step back leads to what was there before.
let typing = false;
function ask(types) {
  const asked = new URLSearchParams();
  if (form.q.value.trim()) asked.set("q", form.q.value.trim());
  for (const { name, value } of facets.querySelectorAll(":checked")) asked.append(name, value);
  if (`${asked}` !== `${address()}`) {
    history[types && typing ? "replaceState" : "pushState"](null, "", `${asked}` ? `?${asked}` : location.pathname);
    search();
  }
  typing = types;
}

function show() {
  form.q.value = address().get("q") ?? "";
  typing = false;
  search();
}

let pause;
form.addEventListener("input", (event) => {
  clearTimeout(pause);
  if (!event.isComposing) pause = setTimeout(ask, 250, true);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  ask(false);
});
facets.addEventListener("change", () => ask(false));
addEventListener("popstate", show);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search]")) return;
  event.preventDefault();
  form.q.focus();
});
form.hidden = false;
if (matchMedia("(min-width: 68rem)").matches) for (const group of facets.children) group.open = true;
if (!location.search) form.q.focus();
show();
