// Closes what a name shows by Escape, and opens it on a tap without moving the page. Style alone does the rest.
{
  const closed = (named) => {
    named.classList.add("closed");
    const open = () => named.classList.remove("closed");
    for (const event of ["pointerleave", "focusout"]) named.addEventListener(event, open, { once: true });
  };
  document.addEventListener("click", (event) => {
    const name = event.target.closest(".named > .name");
    if (!name || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    name.parentElement.classList.remove("closed");
    name.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll(".named:is(:hover, :focus-within)").forEach(closed);
  });
}
