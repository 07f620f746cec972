// Words and values in; the elements of a form out.
jiazhu.make = (name, given = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value" || typeof value === "boolean") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...inside.filter((one) => one !== null));
  return element;
};

{
  const { make } = jiazhu;
  let number = 0;

  jiazhu.fields = {
    // A field below its label, in a paragraph.
    labelled: (words, field, given = {}) => {
      field.id = `field-${(number += 1)}`;
      return make("p", given, make("label", { for: field.id }, words), field);
    },
    // One that is ticked, or chosen among others, beside its label.
    ticked: (type, given, ...words) => make("p", { class: "check" }, make("label", {}, make("input", { type, ...given }), " ", ...words)),
    options: (names, chosen) =>
      Object.entries(names).map(([value, words]) => make("option", { value, selected: value === chosen }, words)),
    select: (name, names, chosen) => make("select", { name }, ...jiazhu.fields.options(names, chosen)),
    area: (name, value, lang, rows) => make("textarea", { name, value, lang, rows: `${rows}` }),
    line: (name, value = "", given = {}) => make("input", { name, value, ...given }),
    group: (words, ...inside) => make("fieldset", {}, make("legend", {}, words), ...inside),
    told: (css, words, given = {}) =>
      make("div", { class: css, ...given }, make("p", { class: "label" }, words), make("blockquote")),
  };
}
