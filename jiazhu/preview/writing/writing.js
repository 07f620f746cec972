// The sheet with the forms on an article's page: they write what an editor says into the content's files. Nothing typed is
// lost: a form stays as it is until it is saved or discarded, over a rebuild of the page and over its reload.
{
  const { make } = jiazhu;
  const { token, article } = document.currentScript.dataset;
  const tongue = document.documentElement.lang.split("-")[0];
  const say = jiazhu.words[tongue] ?? jiazhu.words.en;
  const kept = `jiazhu-writing ${article}`;

  // Asks the preview, and gives its answer; null where there is none.
  const ask = async (path, body) => {
    const sent = body && { method: "POST", body: JSON.stringify(body) };
    const headers = { "X-Jiazhu-Token": token, ...(body && { "Content-Type": "application/json" }) };
    const answer = await fetch(`/.jiazhu/${path}`, { headers, cache: "no-store", ...sent }).catch(() => null);
    return answer && { status: answer.status, said: await answer.json().catch(() => ({})) };
  };
  const askForArticle = () => ask(`article/${encodeURIComponent(article)}`);

  // The host is apart from the page's body: a body that takes another's place leaves it. Its style is its own, too.
  const status = make("p", { role: "status" });
  let told;
  const report = (words) => {
    clearTimeout(told);
    status.textContent = words;
    told = setTimeout(() => { status.textContent = ""; }, 10_000); // it stands over the text
  };
  const pen = make("button", { type: "button", class: "pen", title: "Alt+N", "aria-keyshortcuts": "Alt+N", onclick: () => open() },
    make("span", { lang: "zh-Hans", "aria-hidden": "true" }, "注"), ` ${say.write}`);
  const form = make("form", { novalidate: true });
  const sheet = make("dialog", { "aria-label": say.writing }, form);
  const alerts = make("div", { role: "alert" });
  const saver = make("button", { class: "save" }, say.save);
  const host = make("jiazhu-writing", { lang: jiazhu.words[tongue] ? document.documentElement.lang : "en" });
  const root = host.attachShadow({ mode: "open" });
  root.append(
    make("link", { rel: "stylesheet", href: "/.jiazhu/writing.css" }),
    make("aside", { "aria-label": say.writing }, pen, status),
    sheet,
  );
  document.documentElement.append(host);

  // The words that a form is about stay marked, though the focus is in the form.
  const marking = new CSSStyleSheet();
  marking.replaceSync("::highlight(jiazhu) { background-color: var(--quoted); text-decoration: underline var(--vermilion); }");
  document.adoptedStyleSheets.push(marking);

  let chosen = null; // the words selected last
  let before = null; // where the focus was
  let dirty = false;
  const desk = {
    say, form, tongue,
    given: null, // what the forms are made from
    place: null, // the words they are about
    take: () => {
      [desk.place, chosen] = [chosen, null];
      Object.assign(form.elements.quote, { value: desk.place.quote, lang: desk.place.language });
      show();
    },
  };
  const forms = jiazhu.forms(desk);
  const current = () => forms[form.elements.form.value];

  const tell = (...words) => alerts.replaceChildren(...words.map((one) => make("p", {}, one)));
  const tellProblems = (answer) => alerts.replaceChildren(...(answer?.said.problems ?? []).map(({ text, hint }) =>
    make("p", { lang: "en" }, hint ? `${text} (${hint})` : text)));

  const show = () => {
    for (const part of form.querySelectorAll(".for")) part.hidden = !part.classList.contains(form.elements.kind.value);
    const take = form.querySelector(".take");
    if (take) take.hidden = !chosen || chosen.quote === form.elements.quote.value;
    pen.classList.toggle("ready", Boolean(chosen));
    pen.hidden = sheet.open;
    CSS.highlights?.delete("jiazhu");
    if (sheet.open && desk.place?.range) CSS.highlights?.set("jiazhu", new Highlight(desk.place.range));
  };

  // The sheet is at the foot of a small screen: the words come above it.
  const uncover = () => {
    const words = desk.place?.range?.getBoundingClientRect();
    const cover = sheet.getBoundingClientRect();
    if (words?.height && cover.left < words.right && cover.top < words.bottom) scrollBy(0, words.bottom - cover.top + 24);
  };

  const build = (name) => {
    const offered = Object.keys(forms).filter((each) => forms[each].offered?.() ?? true);
    const choice = offered.map((each) =>
      make("label", {}, make("input", { type: "radio", name: "form", value: each, checked: each === name }), say.forms[each]));
    form.replaceChildren(
      make("div", { class: "head" },
        make("fieldset", { class: "choice" }, make("legend", {}, say.what), ...choice),
        make("button", { type: "button", class: "close", "aria-label": say.close, onclick: () => close() }, "×")),
      make("div", { class: "fields" }, ...forms[name].fields()),
      make("div", { class: "foot" }, alerts,
        make("p", {}, saver, make("button", { type: "button", class: "discard quiet", onclick: () => discard() }, say.discard))),
    );
    tell();
    forms[name].filled?.();
    show();
  };

  const open = async () => {
    if (!sheet.open) before = document.activeElement;
    if (!dirty) {
      const answer = await askForArticle();
      if (answer?.status !== 200) {
        report(answer?.said.problems?.[0]?.text ?? say.lost);
        return;
      }
      [desk.given, desk.place, chosen] = [answer.said, chosen, null];
      build(sheet.open ? form.elements.form.value : "note");
    }
    report("");
    if (!sheet.open) sheet.show();
    show();
    uncover();
    current().first()?.focus();
  };

  const close = () => {
    sheet.close();
    show();
    const back = before?.isConnected && before !== document.body && before !== host ? before : pen;
    back.focus({ preventScroll: true });
  };

  const forget = () => {
    dirty = false;
    sessionStorage.removeItem(kept);
  };

  const discard = () => {
    forget();
    close();
  };

  // A file that changed meanwhile is looked at before it is written to: the form is then based on what is in it now.
  const look = async () => {
    const answer = await askForArticle();
    if (answer?.status !== 200) {
      tellProblems(answer);
      return;
    }
    desk.given = answer.said;
    current().renewed?.();
    tell(say.looked);
    saver.focus();
  };

  const save = async () => {
    saver.setAttribute("aria-disabled", "true");
    saver.textContent = say.saving;
    const said = { hash: desk.given.hashes[current().file()] ?? "", ...current().says() };
    const answer = await ask(`write/${encodeURIComponent(article)}/${form.elements.form.value}`, said);
    saver.removeAttribute("aria-disabled");
    saver.textContent = say.save;
    if (answer?.status === 200) {
      discard();
      report(`${say.saved} ${answer.said.path}:${answer.said.line}`);
    } else if (answer?.status === 409) {
      tell(say.changed, make("button", { type: "button", class: "quiet", onclick: look }, say.look));
    } else if (answer) {
      tellProblems(answer);
    } else {
      tell(say.lost);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!saver.hasAttribute("aria-disabled")) save();
  });
  form.addEventListener("input", ({ target }) => {
    if (["form", "language", "part"].includes(target.name)) return; // looked at, and nothing is typed yet
    dirty = true;
    current().typed?.(target);
  });
  form.addEventListener("change", ({ target }) => {
    if (target.name === "form") {
      build(target.value);
      form.querySelector('[name="form"]:checked').focus();
    }
    current().chosen?.(target.name);
    show();
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyN") return;
    event.preventDefault();
    chosen = jiazhu.selected() ?? chosen;
    open();
  });

  // By touch there is no other sign that words are selected. A tap on the button ends the selection before it is a click.
  let waiting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      chosen = jiazhu.selected();
      show();
    }, 150);
  });
  root.addEventListener("pointerdown", () => {
    clearTimeout(waiting);
    chosen = jiazhu.selected() ?? chosen;
  });

  // The page may be loaded again at any time: what is typed goes over it.
  addEventListener("pagehide", () => {
    if (!dirty) return;
    const fields = [...form.elements].filter((one) => one.name).map(({ name, value, checked }) => ({ name, value, checked }));
    const place = desk.place && { ...desk.place, range: null };
    sessionStorage.setItem(kept, JSON.stringify({ name: form.elements.form.value, given: desk.given, place, fields }));
  });
  const restore = ({ name, given, place, fields }) => {
    Object.assign(desk, { given, place });
    build(name);
    const waitingFor = Map.groupBy(fields, (field) => field.name);
    for (const _ of waitingFor.get("url")?.slice(1) ?? []) form.querySelector(".more").click();
    for (const field of [...form.elements]) {
      const last = waitingFor.get(field.name)?.shift();
      if (!last) continue;
      if (/radio|checkbox/.test(field.type)) field.checked = last.checked;
      else field.value = last.value;
      current().chosen?.(field.name);
    }
    dirty = true;
    sheet.show();
    show();
  };
  const left = sessionStorage.getItem(kept);
  if (left) restore(JSON.parse(left));
}
