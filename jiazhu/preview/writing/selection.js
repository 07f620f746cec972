// What is selected on an article's page in; its words, the text that they are in, and what stands beside them, out.
{
  const TEXTS = { body: ".pair .original, .pair .translation", title: ".titles", caption: ".opening figcaption p" };
  const NO_WORDS = ".noteref, .tip, .state, .badge, .tap, .permalink, [hidden], script";
  const BESIDE = 80; // characters: more than a note keeps, so that they tell its place apart

  // Of a piece of text: which text of the article it belongs to, as `in` and `at` of a note say.
  const textOf = (node) => {
    const element = node.parentElement;
    if (!element || element.closest(NO_WORDS)) return null;
    for (const [at, texts] of Object.entries(TEXTS)) {
      const text = element.closest(texts);
      if (!text) continue;
      const column = at === "title" ? element.closest(".mine, .other") ?? text : text;
      return { at, language: column.closest("[lang]").lang, block: element.closest(".pair")?.id.slice(2) ?? at };
    }
    return null;
  };

  // White space counts for nothing, and the joiners that keep a note's number on its line are no words.
  const bare = (text) => text.replaceAll("\u2060", "");

  jiazhu.selected = () => {
    const selection = document.getSelection();
    const main = document.querySelector("main");
    if (!main || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(main)) return null;
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = textOf(node);
      if (!text) continue;
      let [start, end] = [0, 0]; // what of it is selected
      if (range.intersectsNode(node)) {
        start = node === range.startContainer ? range.startOffset : 0;
        end = node === range.endContainer ? range.endOffset : node.data.length;
      }
      pieces.push({ ...text, data: node.data, start, end });
    }
    // The other language stands between two paragraphs of one: words belong to the text in which they begin.
    const first = pieces.find(({ data, start, end }) => data.slice(start, end).trim());
    if (!first) return null;
    const own = pieces.filter(({ at, language }) => at === first.at && language === first.language);
    const [from, to] = [own.indexOf(first), own.findLastIndex(({ start, end }) => end > start)];
    const joined = (some, cut) => bare(some.map((piece, at) => {
      const apart = at && piece.block !== some[at - 1].block ? " " : "";
      return apart + cut(piece);
    }).join(""));
    const quote = joined(own.slice(from, to + 1), ({ data, start, end }) => data.slice(start, end));
    const before = joined(own.slice(0, from + 1), (piece) => piece === first ? piece.data.slice(0, piece.start) : piece.data);
    const last = own[to];
    const after = joined(own.slice(to), (piece) => piece === last ? piece.data.slice(piece.end) : piece.data);
    return {
      quote: quote.replace(/\s+/g, " ").trim(),
      language: first.language,
      at: first.at,
      before: before.slice(-BESIDE),
      after: after.slice(0, BESIDE),
      block: first.block,
      range: range.cloneRange(),
    };
  };
}
