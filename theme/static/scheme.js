// Remembers the colours a reader chose, and has them there before anything is painted. Choosing needs no script.
{
  const root = document.documentElement;
  const stored = (work) => { try { return work(localStorage); } catch { return null; } };
  const kept = stored((storage) => storage.getItem("scheme"));
  if (kept) root.dataset.scheme = kept;
  document.addEventListener("DOMContentLoaded", () => {
    for (const radio of document.querySelectorAll('[name="scheme"]')) {
      radio.checked = radio.value === (kept ?? "auto");
      radio.addEventListener("change", () => {
        root.dataset.scheme = radio.value;
        stored((storage) => storage.setItem("scheme", radio.value));
      });
    }
  });
}
