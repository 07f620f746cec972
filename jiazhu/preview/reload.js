// Shows each build in the page that is open: new style sheets take over, and a new body where its words are others.
// What the reader chose, opened and looks at stays. Whatever cannot be changed in place loads the page again.
{
  const me = document.currentScript;
  const script = me.getAttribute("src");
  let { build: shown, body } = me.dataset;
  let wanted = shown;
  let busy = false;

  const sheets = (page) => [...page.head.querySelectorAll('link[rel="stylesheet"]')];
  const isFixed = (element) => element.matches('script[src], meta[http-equiv], link[rel="stylesheet"]');
  const fixed = (page) => [...page.head.querySelectorAll("script[src], meta[http-equiv]")].map((one) => one.outerHTML);
  const loaded = (element) => new Promise((done) => { element.onload = element.onerror = done; });

  // A sheet that goes stays until the one that comes is there: else the page would stand naked for a moment.
  const dress = async (page) => {
    const address = (sheet) => sheet.getAttribute("href");
    const last = new Map(sheets(document).map((sheet) => [address(sheet), sheet]));
    const loading = [];
    let before = null;
    for (const sheet of sheets(page)) {
      let here = last.get(address(sheet));
      last.delete(address(sheet));
      if (!here) {
        here = document.importNode(sheet);
        loading.push(loaded(here));
        if (before) before.after(here);
        else (sheets(document)[0] ?? document.head.lastElementChild).before(here);
      }
      before = here;
    }
    await Promise.all(loading);
    for (const sheet of last.values()) sheet.remove();
  };

  // The words that stand at the upper third of the window stay there, even if what is above them grows.
  const keptPlace = () => {
    const [x, y] = [scrollX, scrollY];
    const top = (element) => element.getBoundingClientRect().top;
    const held = [...document.querySelectorAll("main [id]")]
      .findLast((element) => element.getClientRects().length && top(element) <= innerHeight / 3);
    const height = held && top(held);
    return () => {
      if (location.hash) location.replace(location.hash); // else nothing is `:target` any more
      const here = y > 0 && held && document.getElementById(held.id);
      scrollTo({ left: x, top: y, behavior: "instant" });
      if (here) scrollBy({ left: 0, top: top(here) - height, behavior: "instant" });
    };
  };

  const keptChoices = () => {
    const named = () => [...document.querySelectorAll("input[name], select[name], textarea[name]")];
    const key = (field) => `${field.form?.id} ${field.name} ${/radio|checkbox/.test(field.type) ? field.value : ""}`;
    const fields = new Map(named().map((field) => [key(field), field]));
    const folds = () => [...document.querySelectorAll("details")];
    const title = (fold) => fold.id || fold.querySelector("summary")?.textContent;
    const opened = new Map(folds().map((fold) => [title(fold), fold.open]));
    const focused = document.activeElement?.id;
    return () => {
      for (const field of named()) {
        const last = fields.get(key(field));
        if (!last || last.type === "file") continue;
        if (/radio|checkbox/.test(field.type)) field.checked = last.checked;
        else if (last.value !== last.defaultValue) field.value = last.value;
      }
      for (const fold of folds()) fold.open = opened.get(title(fold)) ?? fold.open;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    };
  };

  const replace = async (page) => {
    const [place, choices] = [keptPlace(), keptChoices()];
    document.documentElement.lang = page.documentElement.lang;
    for (const element of [...document.head.children]) if (!isFixed(element)) element.remove();
    for (const element of [...page.head.children]) if (!isFixed(element)) document.head.append(element);
    document.body.replaceWith(page.body);
    choices();
    place();
    const running = [...document.body.querySelectorAll("script[src]")]
      .filter((one) => !one.getAttribute("src").startsWith("/.jiazhu/")) // ours run once
      .map((parsed) => {
        const fresh = document.createElement("script"); // one that was parsed aside never runs
        for (const { name, value } of parsed.attributes) fresh.setAttribute(name, value);
        fresh.async = false;
        const run = loaded(fresh);
        parsed.replaceWith(fresh);
        return run;
      });
    await Promise.all(running);
    document.dispatchEvent(new Event("DOMContentLoaded")); // for scripts of the head that wait for a body
    choices();
  };

  const replaceProblems = (page) => {
    const [last, now] = [document, page].map((one) => one.getElementById("jiazhu-problems"));
    if (last && now) now.open = last.open || now.open;
    last?.remove();
    if (now) document.body.append(now);
  };

  // A body that is replaced while it is read would take scripts with it that have not run.
  const parsed = document.readyState === "loading" && new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));

  const show = async () => {
    await parsed;
    const answer = await fetch(location.href, { cache: "no-cache" }).catch(() => null);
    if (!answer) return false; // the preview has ended; when it is there again, so is an event
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector(`script[src="${script}"]`)?.dataset;
    if (answer.redirected) return location.replace(answer.url);
    if (!now || fixed(page).join() !== fixed(document).join()) return location.reload();
    const { build, body: hash } = now;
    await dress(page);
    if (hash === body) replaceProblems(page);
    else if (document.querySelector('script[type="module"]')) return location.reload(); // a module runs once
    else await replace(page);
    [shown, body] = [build, hash];
    return true;
  };

  const hear = async (build) => {
    wanted = build;
    if (busy) return;
    busy = true;
    try {
      while (Number(shown) < Number(wanted) && await show());
    } catch {
      location.reload();
    }
    busy = false;
  };

  const listen = (told) => {
    const events = new EventSource("/.jiazhu/events");
    events.onmessage = ({ data }) => told(data);
    return events;
  };

  // A browser opens six connections to a host: one page listens and tells the others. Where pages cannot agree on one
  // (on plain HTTP from another machine), each listens while it is seen.
  if (navigator.locks) {
    const others = new BroadcastChannel("jiazhu");
    others.onmessage = ({ data }) => hear(data);
    navigator.locks.request("jiazhu", () => {
      listen((build) => { others.postMessage(build); hear(build); });
      return new Promise(() => {}); // until the page goes away
    });
  } else {
    let events;
    const look = () => {
      events?.close();
      events = document.hidden ? null : listen(hear);
    };
    document.addEventListener("visibilitychange", look);
    look();
  }
}
