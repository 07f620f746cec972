// Remembers the reading mode from page to page. Choosing it, and reading, need no script.
{
  const radios = [...document.querySelectorAll('[name="mode"]')];
  const stored = (work) => { try { return work(localStorage); } catch { return null; } };
  const kept = stored((storage) => storage.getItem("reading-mode"));
  const radio = radios.find(({ value }) => value === kept);
  if (radio) radio.checked = true;
  for (const one of radios) {
    one.addEventListener("change", () => stored((storage) => storage.setItem("reading-mode", one.value)));
  }
}
