// Lines of JSON in, the answers of the theme's search engine out: `node engine.mjs ENGINE`, a copy of search-index.js.
//
// {"units": TEXT, "tokens": MANIFEST} gives the units of a text; {"find": QUERY, "in": FOLDER} what an index finds, with
// the slugs of its articles. An index that is named for the first time, or anew with "cold", has read nothing yet.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const { Index, Tokens, narrowed } = await import(process.argv[2]);
const opened = new Map();

async function open(folder) {
  const read = { bytes: 0, requests: 0 };
  const index = await Index.open(async (name) => {
    const data = await readFile(`${folder}/${name}`);
    read.bytes += data.length;
    read.requests++;
    return data;
  });
  return { index, read };
}

async function answer(asked) {
  if ("units" in asked) {
    const tokens = new Tokens(asked.tokens);
    return tokens.units(tokens.fold(asked.units)).map(({ text, place }) => [place, text]);
  }
  if (asked.cold || !opened.has(asked.in)) opened.set(asked.in, await open(asked.in));
  const { index, read } = opened.get(asked.in);
  const before = { ...read };
  const result = await index.find(asked.find);
  const searched = { ...read };
  const hits = narrowed(result.hits, asked.chosen ?? {});
  const shown = await Promise.all(hits.slice(0, asked.shown ?? 10).map(async (hit) => {
    const words = await index.read(hit.article);
    const wanted = index.wanted(result, hit);
    const texts = [words.title, ...words.blocks, ...words.notes];
    const marked = texts.flatMap((text) => index.tokens.marks(text, wanted).map(([from, to]) => text.slice(from, to)));
    return { ...words, number: hit.article.number, about: hit.about, marked };
  }));
  return {
    numbers: hits.filter(({ about }) => !about).map(({ article }) => article.number),
    names: result.names,
    shown,
    cost: {
      opening: before,
      searching: { bytes: searched.bytes - before.bytes, requests: searched.requests - before.requests },
      showing: { bytes: read.bytes - searched.bytes, requests: read.requests - searched.requests },
    },
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
