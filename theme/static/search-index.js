// What a reader asks for in, articles out: reads the index that jiazhu/site/search.py writes.

const ACCENT = /[\u0300-\u036f]/g;
const QUERY = /["“”„「]([^"“”„「」]+)["“”」]|\S+/g;
const TERM = 2, GAP = 3; // So many places a term takes, and what interrupts a text.
const decoder = new TextDecoder();

async function inflated(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Texts as they are compared: the same as jiazhu/text/tokens.py.
export class Tokens {
  constructor({ unspaced, traditional, simplified }) {
    const to = [...simplified];
    this.table = new Map([...traditional].map((character, at) => [character, to[at]]));
    this.unit = new RegExp(`([${unspaced}])|(?:(?![${unspaced}])[\\p{L}\\p{N}])+`, "gu");
  }

  fold(text) {
    const plain = text.normalize("NFKC").toLowerCase().replaceAll("ς", "σ").normalize("NFKD").replace(ACCENT, "");
    return Array.from(plain.normalize("NFC"), (character) => this.table.get(character) ?? character).join("");
  }

  // Characters of scripts without spaces, and words: each with its place, and where in the folded text it is.
  units(folded) {
    const units = [];
    let place = 0, end = 0, single = false;
    for (const found of folded.matchAll(this.unit)) {
      const rest = folded.slice(end, found.index);
      if (/[^ ]/.test(rest)) place += rest.includes("\n") ? 2 * GAP : GAP;
      else if (rest && single && found[1]) place += GAP;
      single = Boolean(found[1]);
      end = found.index + found[0].length;
      units.push({ text: found[0], single, place, start: found.index, end });
      place += TERM;
    }
    return units;
  }

  // What is asked for: phrases of units, each to be found as it is. The last word of one without quotation marks may
  // go on: `sanction` finds sanctions.
  phrases(query) {
    return [...query.matchAll(QUERY)].map(([all, quoted]) => {
      const units = this.units(this.fold(quoted ?? all).replace(/\s+/g, " ").trim());
      const last = units.at(-1);
      return { units, open: quoted === undefined && !!last && !last.single && /^\p{L}{3}/u.test(last.text) };
    }).filter(({ units }) => units.length);
  }

  // Where phrases stand in a text as it was written: from and to.
  marks(text, phrases) {
    const places = [];
    let folded = "";
    for (const { 0: piece, index } of text.matchAll(/\P{M}?\p{M}*/gsu)) {
      const part = this.fold(piece);
      for (let n = 0; n < part.length; n++) places.push([index, index + piece.length]);
      folded += part;
    }
    const units = this.units(folded);
    const marks = [];
    for (const { units: wanted, open } of phrases) {
      for (let at = 0; at + wanted.length <= units.length; at++) {
        const same = wanted.every((unit, n) => {
          const here = units[at + n];
          const right = open && n === wanted.length - 1 ? here.text.startsWith(unit.text) : here.text === unit.text;
          return right && here.place - units[at].place === unit.place - wanted[0].place;
        });
        if (same) marks.push([places[units[at].start][0], places[units[at + wanted.length - 1].end - 1][1]]);
      }
    }
    marks.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    return marks.filter((mark, at) => !marks.slice(0, at).some(([, end]) => mark[0] < end));
  }
}

// The terms of a phrase, each with its distance from the first. A term of the index is a word or two characters: every
// second pair tells as much as all. A character alone stands for each term that begins with it.
function termsOf({ units, open }) {
  const terms = [];
  for (let at = 0; at < units.length; at++) {
    const place = units[at].place - units[0].place;
    let end = at;
    while (units[at].single && units[end + 1]?.single && units[end + 1].place === units[end].place + TERM) end++;
    if (end === at) terms.push({ text: units[at].text, place, open: units[at].single || (open && at === units.length - 1) });
    else {
      for (let n = at; n <= end; n += 2) {
        const pair = Math.min(n, end - 1);
        terms.push({ text: units[pair].text + units[pair + 1].text, place: place + (pair - at) * TERM, open: false });
      }
    }
    at = end;
  }
  return terms;
}

// A file of postings: each term with its places.
function postings(bytes) {
  const line = bytes.indexOf(10);
  const terms = decoder.decode(bytes.subarray(0, line)).split(" ");
  const row = (bytes.length - line - 1) / 4;
  const found = new Map();
  let places = [], place = 0, term = 0;
  for (let at = line + 1; at <= line + row; at++) {
    const step = bytes[at] + bytes[at + row] * 2 ** 8 + bytes[at + 2 * row] * 2 ** 16 + bytes[at + 3 * row] * 2 ** 24;
    if (step) places.push(place += step);
    else {
      found.set(terms[term++], places);
      places = [];
      place = 0;
    }
  }
  return found;
}

const json = (bytes) => JSON.parse(decoder.decode(bytes));
const nameOf = (units) => units.map(({ text }) => text).join(" ");

export class Index {
  // `load` gives the bytes of a file of the index.
  static async open(load) {
    const manifest = json(await load("index.json"));
    return new Index(load, manifest, json(await inflated(await load(manifest.articles))));
  }

  constructor(load, manifest, rows) {
    this.load = load;
    this.files = new Map();
    this.labels = manifest.labels;
    this.tokens = new Tokens(manifest);
    this.articles = [];
    this.segments = manifest.segments.map(([folder, size, firsts]) => {
      const first = this.articles.length;
      const starts = [];
      let start = 1;
      for (const [places, titled, day, source, tag, entity] of rows.slice(first, first + size)) {
        const facets = { source: [source], year: [day.slice(0, 4)], tag, entity };
        this.articles.push({ number: this.articles.length, places, titled, day, source, facets, folder, first });
        starts.push(start);
        start += places + 2;
      }
      return { folder, firsts, first, starts };
    });
    // The names of entities, each with the phrase that it is and whose it is.
    this.names = new Map();
    for (const [id, forms] of Object.entries(manifest.names)) {
      for (const form of forms) {
        const units = this.tokens.units(form);
        const known = this.names.get(nameOf(units));
        if (known) known.ids.push(id);
        else if (units.length) this.names.set(nameOf(units), { ids: [id], phrase: { units, open: false } });
      }
    }
    this.longest = Math.max(0, ...[...this.names.values()].map(({ phrase }) => phrase.units.length));
  }

  file(name, read) {
    if (!this.files.has(name)) {
      const loading = this.load(name).then(inflated).then(read);
      loading.catch(() => this.files.delete(name));
      this.files.set(name, loading);
    }
    return this.files.get(name);
  }

  // An article's words: those of its title, its blocks and its notes.
  async read({ number, folder, first }) {
    const [slug, lang, title, blocks, notes] = await this.file(`${folder}/words-${number - first}.bin`, json);
    return { slug, lang, title, blocks, notes };
  }

  async placesOf({ folder, firsts }, { text, open }) {
    let at = 0, end = firsts.length;
    while (at + 1 < end) {
      const middle = (at + end) >> 1;
      if (firsts[middle] <= text) at = middle;
      else end = middle;
    }
    const names = [];
    do names.push(`${folder}/terms-${at++}.bin`);
    while (open && firsts[at]?.startsWith(text));
    const files = await Promise.all(names.map((name) => this.file(name, postings)));
    if (!open) return files[0].get(text) ?? [];
    const found = files.flatMap((file) => [...file].filter(([term]) => term.startsWith(text)).map(([, places]) => places));
    return found.length === 1 ? found[0] : found.flat().sort((one, other) => one - other);
  }

  // Where a phrase begins, in a segment.
  async startsOf(segment, phrase) {
    const terms = await Promise.all(termsOf(phrase).map(
      async (term) => ({ place: term.place, places: await this.placesOf(segment, term) }),
    ));
    const [rarest, ...others] = terms.sort((one, other) => one.places.length - other.places.length);
    return others.reduce((starts, { place, places }) => {
      const there = new Set(places);
      return starts.filter((start) => there.has(start + place));
    }, rarest.places.map((place) => place - rarest.place));
  }

  // The articles with a phrase, by number: how often it is there, whether as whole words, and whether in the title.
  async withPhrase(phrase) {
    const found = new Map();
    await Promise.all(this.segments.map(async (segment) => {
      const starts = await this.startsOf(segment, phrase);
      const whole = new Set(phrase.open ? await this.startsOf(segment, { ...phrase, open: false }) : starts);
      let at = 0;
      for (const start of starts) {
        while (segment.starts[at + 1] <= start) at++;
        const number = segment.first + at;
        const hit = found.get(number) ?? { count: 0, whole: 0, titled: 0 };
        hit.count++;
        if (whole.has(start)) {
          hit.whole = 1;
          if (start - segment.starts[at] < this.articles[number].titled) hit.titled = 1;
        }
        found.set(number, hit);
      }
    }));
    return found;
  }

  // What is asked for, with names understood as such: the parts of a query, or nothing where it holds no name.
  named(phrases) {
    const units = phrases.flatMap((phrase) => phrase.units.map((unit) => ({ ...unit, phrase })));
    const parts = [];
    for (let at = 0; at < units.length;) {
      let length = Math.min(this.longest, units.length - at);
      while (length && !this.names.has(nameOf(units.slice(at, at + length)))) length--;
      if (length) parts.push(this.names.get(nameOf(units.slice(at, at + length))));
      else if (parts.at(-1)?.of === units[at].phrase) parts.at(-1).phrase.units.push(units[at]);
      else parts.push({ of: units[at].phrase, phrase: { units: [units[at]], open: units[at].phrase.open } });
      at += length || 1;
    }
    // One character that is left over, such as 总 of 俄罗斯总, is half a word.
    const half = ({ ids, phrase }) => !ids && phrase.units.length === 1 && phrase.units[0].single;
    return parts.some(({ ids }) => ids) && !parts.some(half) ? parts : [];
  }

  // All articles with what a query asks for; then those about a name in it that speak of it otherwise.
  async find(query) {
    const phrases = this.tokens.phrases(query);
    const parts = this.named(phrases);
    const [asked, meant] = await Promise.all([
      Promise.all(phrases.map((phrase) => this.withPhrase(phrase))),
      Promise.all(parts.map(async ({ ids = [], phrase }) => {
        const about = this.articles.filter(({ facets }) => ids.some((id) => facets.entity.includes(id)));
        return new Map([...about.map(({ number }) => [number, {}]), ...await this.withPhrase(phrase)]);
      })),
    ]);
    const inAll = (maps) => [...(maps[0] ?? new Map()).keys()].filter((number) => maps.every((map) => map.has(number)));
    const sum = (number, key) => asked.reduce((total, map) => total + map.get(number)[key], 0);
    const hits = phrases.length ? inAll(asked).map((number) => {
      const article = this.articles[number];
      const often = Math.round(Math.log2(sum(number, "count") / article.places));
      return { article, about: false, rank: [sum(number, "titled"), sum(number, "whole"), often, number] };
    }) : query.trim() ? [] : this.articles.map((article) => ({ article, about: false, rank: [article.number] }));
    const known = new Set(hits.map(({ article }) => article.number));
    const about = inAll(meant).filter((number) => !known.has(number))
      .map((number) => ({ article: this.articles[number], about: true, rank: [number] }));
    const byRank = ({ rank }, { rank: other }) => other.map((value, n) => value - rank[n]).find(Boolean) ?? 0;
    const names = [...new Set(parts.flatMap(({ ids = [] }) => ids))];
    return { hits: [...hits.sort(byRank), ...about.sort(byRank)], names, phrases };
  }

  // The phrases to be marked in the words of a hit: what was asked for, and all forms of the names in it.
  wanted({ phrases, names }, { about }) {
    const forms = [...this.names.values()].filter(({ ids }) => ids.some((id) => names.includes(id)));
    return about ? [...phrases, ...forms.map(({ phrase }) => phrase)] : phrases;
  }
}

// The hits that a reader's choice leaves: of each facet any of the chosen, and all facets but one that is left out.
export function narrowed(hits, chosen, but = "") {
  const facets = Object.entries(chosen).filter(([facet, ids]) => facet !== but && ids.length);
  return hits.filter(({ article }) => facets.every(([facet, ids]) => article.facets[facet].some((id) => ids.includes(id))));
}
