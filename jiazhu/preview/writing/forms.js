// The desk of a page in; its forms out: what each asks for (`fields`), where one begins to write (`first`), what it says
// to the preview (`says`), and into which file.
jiazhu.forms = (desk) => {
  const { make, fields: { area, group, labelled, line, options, select, ticked, told } } = jiazhu;
  const { say, form, tongue } = desk;
  const field = (name) => form.elements[name];
  const all = (name) => [...form.querySelectorAll(`[name="${name}"]`)];

  // Languages have codes in files (`zh`) and tags on pages (`zh-Hans`).
  const ownFirst = (codes) => [...codes].sort((one, other) => (other === tongue) - (one === tongue));
  const codes = () => ownFirst(Object.keys(desk.given.languages));
  const tagOf = (code) => desk.given.languages[code];
  const main = (tag) => tag.toLowerCase().split("-")[0];
  const codeOf = (tag = "") => codes().find((code) => tagOf(code) === tag) ?? codes().find((code) => code === main(tag)) ?? "";
  const languageName = (code) =>
    new Intl.DisplayNames(document.documentElement.lang, { type: "language" }).of(main(tagOf(code)));
  const nameIn = (names) => {
    const key = Object.keys(names).find((tag) => main(tag) === tongue) ?? Object.keys(names)[0];
    return names[key] ?? "";
  };

  const quoted = () => labelled(say.words, area("quote", desk.place?.quote ?? "", desk.place?.language ?? "", 2), { class: "quote" });
  const take = () => make("button", { type: "button", class: "take quiet", hidden: true, onclick: desk.take }, say.take);
  const place = () => {
    const words = field("quote").value;
    if (words !== desk.place?.quote) return { quote: words }; // typed: they are looked for in all texts
    const { quote, language, at, before, after } = desk.place;
    return { quote, language: codeOf(language), at, before, after };
  };

  const source = () => make("div", { class: "source" },
    labelled(say.address, line("url", "", { type: "url" })), labelled(say.title, line("source-title")));
  const anotherSource = ({ target }) => target.before(source());

  const note = {
    file: () => "notes.yaml",
    fields: () => {
      const speakers = Object.fromEntries(desk.given.entities.map(({ id, names }) => [id, nameIn(names)]));
      return [
        quoted(),
        take(),
        labelled(say.kind, select("kind", say.kinds, "context")),
        make("div", { class: "for claim" },
          labelled(say.by, select("by", { "": say.choose, ...speakers }, "")),
          labelled(say.verdict, select("verdict", say.verdicts, "unverified"))),
        labelled(say.replacement, line("replacement", "", { lang: desk.place?.language ?? "" }), { class: "for correction" }),
        ...codes().map((code) => labelled(`${say.says} · ${languageName(code)}`, area(`note-${code}`, "", tagOf(code), 3))),
        group(say.sources, source(), make("button", { type: "button", class: "more quiet", onclick: anotherSource }, say.more)),
      ];
    },
    says: () => ({
      place: place(),
      kind: field("kind").value,
      by: field("by").value,
      verdict: field("verdict").value,
      replacement: field("replacement").value,
      note: Object.fromEntries(codes().map((code) => [code, field(`note-${code}`).value])),
      sources: all("url").map(({ value }, at) => ({ url: value, title: all("source-title")[at].value })),
    }),
    first: () => field("quote").value ? field(`note-${codes()[0]}`) : field("quote"),
  };

  const part = () => desk.given.parts[field("language").value].find((one) => one.part === field("part").value);
  const stateOf = ({ freshness, state }) => {
    if (freshness !== "fresh") return ` (${say[freshness]})`;
    return state === "reviewed" ? "" : ` (${say[state]})`;
  };
  const fillParts = () => {
    const parts = desk.given.parts[field("language").value];
    let paragraph = 0;
    const names = parts.map((one) => [one.part, `${say.parts[one.part] ?? (paragraph += 1)} · ${one.begins}${stateOf(one)}`]);
    const about = parts.find((one) => one.part.split(" ").includes(desk.place?.block));
    const toDo = parts.find(({ freshness }) => freshness !== "fresh");
    field("part").replaceChildren(...options(Object.fromEntries(names), (about ?? toDo ?? parts[0]).part));
  };
  const fillPart = () => {
    const { source: original, text, freshness, state } = part();
    form.querySelector(".original blockquote").textContent = original;
    Object.assign(field("text"), { value: text, lang: tagOf(field("language").value) });
    field("reviewed").checked = freshness === "fresh" && state === "reviewed";
  };

  const translation = {
    file: () => `${field("language").value}.md`,
    fields: () => {
      const into = ownFirst(Object.keys(desk.given.parts));
      const names = Object.fromEntries(into.map((code) => [code, languageName(code)]));
      const own = into.find((code) => code === codeOf(desk.place?.language)) ?? into[0];
      return [
        labelled(say.language, select("language", names, own), { hidden: into.length < 2 }),
        labelled(say.part, select("part", {})),
        told("original", say.original),
        labelled(say.translation, area("text", "", "", 6)),
        ticked("checkbox", { name: "reviewed" }, say.mark),
        told("present", say.present, { hidden: true }),
      ];
    },
    filled: () => {
      form.querySelector(".original blockquote").lang = tagOf(desk.given.original);
      fillParts();
      fillPart();
    },
    chosen: (name) => {
      if (name === "language") fillParts();
      if (name === "language" || name === "part") fillPart();
    },
    // The same part as it is in the file by now, beside what was typed.
    renewed: () => {
      const { source: original, text } = part() ?? {};
      form.querySelector(".original blockquote").textContent = original ?? "";
      form.querySelector(".present").hidden = false;
      Object.assign(form.querySelector(".present blockquote"), { textContent: text ?? "", lang: field("text").lang });
    },
    says: () => {
      const { part: name, text: before, state } = part();
      const text = field("text").value;
      const begun = state === "reviewed" || (state === "machine" && text !== before) ? "draft" : state;
      return { language: field("language").value, part: name, text, state: field("reviewed").checked ? "reviewed" : begun };
    },
    first: () => field("text"),
  };

  const anchor = {
    offered: () => desk.given.orphans.length > 0,
    file: () => "notes.yaml",
    fields: () => [
      quoted(),
      take(),
      group(say.orphan, ...desk.given.orphans.map(({ id, quote, language }, at) =>
        ticked("radio", { name: "id", value: id, checked: at === 0 }, make("q", { lang: tagOf(language) ?? "" }, quote)))),
    ],
    says: () => ({ place: place(), id: field("id").value }),
    first: () => field("quote"),
  };

  const nameFields = () => codes().map((code) => field(`name-${code}`));
  const suggestId = () => {
    const latin = nameFields().find(({ value }) => /^[\x20-\x7e\u00c0-\u024f’]+$/.test(value))?.value ?? "";
    const letters = latin.normalize("NFD").replace(/[^\w\s-]/g, "").trim().toLowerCase();
    field("id").value = letters.replace(/[\s_]+/g, "-");
  };

  const name = {
    file: () => "entities.yaml",
    fields: () => {
      const own = codeOf(desk.place?.language);
      return [
        ...codes().map((code) => {
          const words = code === own ? desk.place.quote : "";
          return labelled(`${say.called} · ${languageName(code)}`, line(`name-${code}`, words, { lang: tagOf(code) }));
        }),
        labelled(say.type, select("type", say.types, "Person")),
        labelled(say.id, line("id", "", { lang: "", autocapitalize: "none", spellcheck: "false" })),
      ];
    },
    filled: suggestId,
    typed: (field_) => {
      if (field_.name === "id") field_.dataset.typed = "";
      else if (field("id").dataset.typed === undefined) suggestId();
    },
    says: () => ({
      id: field("id").value.trim(),
      type: field("type").value,
      name: Object.fromEntries(codes().map((code) => [tagOf(code), field(`name-${code}`).value])),
    }),
    first: () => nameFields().find(({ value }) => !value) ?? field("id"),
  };

  const tags = {
    offered: () => desk.given.tags.length > 0,
    file: () => `${desk.given.original}.md`,
    fields: () => [group(say.topics, ...desk.given.tags.map(({ id, names, given }) =>
      ticked("checkbox", { name: "tag", value: id, checked: given }, nameIn(names))))],
    says: () => ({ tags: all("tag").filter(({ checked }) => checked).map(({ value }) => value) }),
    first: () => all("tag")[0],
  };

  return { note, translation, anchor, name, tags };
};
